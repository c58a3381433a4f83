"""Work, counted: lines of Python that run, and steps of regular expressions.

Time says little on a machine that does other things; a count is the same everywhere. What grows
faster than its input shows when the input is doubled.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

LINEAR = 2.5
"""Twice the input may take so many times the work: a little more than twice, far less than the
four times of work that grows with the square."""


def lines_run(task: Callable[[], object]) -> int:
    """Return the number of lines of Python that a task runs, of ours and of libraries."""
    count = 0

    def local(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        if event == "line":
            count += 1
        return local

    def called(_frame: FrameType, _event: str, _argument: Any) -> Any:
        return local

    before = sys.gettrace()
    sys.settrace(called)
    try:
        task()
    finally:
        sys.settrace(before)
    return count


def assert_linear(
    task: Callable[[str], object], unit: str, size: int, lead: str = "", end: str = ""
) -> None:
    """Assert that the work on a unit repeated grows no faster than its length.

    ``size`` is in characters; the task is run on texts of that length and of twice it,
    with ``lead`` before and ``end`` behind. Once before, it meets a short text, so that what is
    loaded or remembered once does not count.
    """
    short, once, twice = (lead + repeated(unit, n) + end for n in (size // 8, size, 2 * size))
    task(short)
    half, whole = lines_run(lambda: task(once)), lines_run(lambda: task(twice))
    assert whole <= LINEAR * half + 2_000, f"{unit!r}: {half:,} lines, of twice as much {whole:,}"


def repeated(unit: str, size: int) -> str:
    """Return a unit over and over, cut to a size in characters."""
    return (unit * (size // len(unit) + 1))[:size]
