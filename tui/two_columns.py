"""Rows of two columns, the second set in where it takes several lines."""

from __future__ import annotations

from collections.abc import Iterable

from newssearch.archive.cellwidth import width_of
from newssearch.tui.cells import wrapped
from newssearch.tui.page import PageWriter

_SET_IN = 2
"""Cells before every row."""


def write_rows(
    writer: PageWriter, rows: Iterable[tuple[str, str]], columns: int, *, first: int
) -> None:
    """Write rows of clean text on lines of ``columns`` cells.

    The first column has ``first`` cells, or three fifths of a line if that is less; what is wider
    has a line of its own.
    """
    first = min(first, 3 * columns // 5)
    edge = " " * (_SET_IN + first + 1)
    room = max(1, columns - len(edge))
    for left, right in rows:
        writer.write(" " * _SET_IN)
        writer.write(left, "key")
        if width_of(left) > first:
            writer.line()
            writer.write(edge)
        else:
            writer.write(" " * (first - width_of(left) + 1))
        head, *others = wrapped(right, room)
        writer.line(head)
        for line in others:
            writer.line(edge + line)
