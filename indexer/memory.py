"""Memory: how often it is looked for garbage while articles are made."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

COLLECTED_SELDOM = (50_000, 20, 50)
"""Thresholds of the garbage collector while articles are made: they come and go without cycles."""


@contextlib.contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let the garbage collector look for cycles less often."""
    threshold = gc.get_threshold()
    gc.set_threshold(*COLLECTED_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
