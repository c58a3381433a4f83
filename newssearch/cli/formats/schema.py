"""JSON as all commands write it: the version of its meaning, and its characters."""

from __future__ import annotations

import json

SCHEMA = 1
"""Keys may be added within a version, never removed or given another meaning."""


def dump(value: object) -> str:
    """Return JSON on one line, all in ASCII.

    So no control character of an article reaches a terminal, and no encoding of a pipe can fail.
    """
    return json.dumps(value)
