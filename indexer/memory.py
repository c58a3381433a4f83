"""Memory: how often it is looked for garbage, and giving it back to the system."""

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


def give_back_memory() -> None:
    """Have the C library give back what was freed, where it can (glibc's ``malloc_trim``).

    What threads have freed stays with their heaps otherwise: a third of a gigabyte after a run.
    """
    import ctypes  # noqa: PLC0415 - most runs have nothing to give back

    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
