"""JSON as all commands write it: the schema version and the encoding."""

from __future__ import annotations

import json

SCHEMA = 1
"""Within a version keys may be added, but never removed or given another meaning."""


def dump(value: object) -> str:
    """Return JSON on one line, in ASCII only.

    So no control character of an article reaches a terminal, and no encoding of a pipe can fail.
    """
    return json.dumps(value)
