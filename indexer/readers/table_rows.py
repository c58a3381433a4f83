"""Rows of a table, read so that nothing of them is lost.

A row goes on over lines until its quotation marks pair. Where they never do, or where a cell has
text behind its closing mark, the marks are text and the row ends with its line: tables written
without quoting have headlines like '"Safe as houses" says the board'. A row with more cells than
there are names has a delimiter in its text: the surplus is joined again where the text stands.
Source of the rule: RFC 4180.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from newssearch.indexer.readers import limits

MARKS_AS_TEXT = "quotation marks that do not pair were read as text"
_MAX_LINES = 20_000
"""Lines that one row may run over."""

_PATIENCE = 20
"""After so many rows whose marks do not pair, rows may run over only ``_FEW_LINES``: else a table
without quoting would be read again and again."""

_FEW_LINES = 50


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and what is to be said of how they were distinguished."""

    cells: list[str]
    remarks: tuple[str, ...] = ()


_BACKSLASH = re.compile(r"\\([\"\\]?)")


def _kept(line: str) -> str:
    """Return a line in which a backslash that comes before no mark is part of the text."""
    return _BACKSLASH.sub(lambda found: found.group() if found.group(1) else "\\\\", line)


class TableRows:
    """Yields the rows of a table below its names, and a reason in place of one that is no row."""

    def __init__(self, lines: Iterator[str | None], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._waiting: deque[str | None] = deque()
        self._names: list[str] = []
        self._body = -1
        self._unpaired = 0

    def first(self, line: str) -> list[str]:
        """Return the cells of the row of names, whose first line is given."""
        self._waiting.append(line)
        row = self._next_row()
        return row.cells if isinstance(row, Row) else []

    def fit(self, names: list[str], body: int | None) -> None:
        """Take the names, and the number of the column that a surplus of cells belongs to."""
        self._names = names
        self._body = len(names) - 1 if body is None else body

    def __iter__(self) -> Iterator[Row | str]:
        """Yield the rows; empty lines between them are skipped."""
        while True:
            row = self._next_row()
            if row is None:
                return
            yield row

    def _next_line(self) -> str | bool | None:
        """Return the next line, None for one that is too long, False at the end."""
        if self._waiting:
            return self._waiting.popleft()
        return next(self._lines, False)

    def _next_row(self) -> Row | str | None:
        line = self._next_line()
        while line == "":
            line = self._next_line()
        if line is False:
            return None
        if not isinstance(line, str):
            return f"line over {limits.LINE_BYTES // limits.MEGABYTE} MB"
        taken = self._take_lines(line)
        cells = self._parse("\n".join(taken)) if taken is not None else None
        if cells is not None:
            return self._fitted(cells, ())
        if taken is not None:
            self._waiting.extendleft(reversed(taken[1:]))
        self._unpaired += 1
        escaped = self._parse(_kept(line), escape="\\") if '\\"' in line else None
        if escaped is not None:
            return self._fitted(escaped, ())
        return self._fitted(line.split(self._delimiter), (MARKS_AS_TEXT,))

    def _take_lines(self, line: str) -> list[str] | None:
        """Return the lines of a row, up to where its quotation marks pair; None if they never do.

        Lines that turn out not to belong to it wait to be read again.
        """
        taken = [line]
        odd = line.count('"') % 2
        size = len(line)
        most = _FEW_LINES if self._unpaired >= _PATIENCE else _MAX_LINES
        while odd:
            more = self._next_line()
            if not isinstance(more, str) or len(taken) >= most or size > limits.LINE_BYTES:
                if more is not False:
                    self._waiting.appendleft(more if isinstance(more, str) else None)
                self._waiting.extendleft(reversed(taken[1:]))
                return None
            taken.append(more)
            size += len(more)
            odd ^= more.count('"') % 2
        return taken

    def _parse(self, text: str, *, escape: str | None = None) -> list[str] | None:
        """Return the cells of a row that keeps to the rules of quoting, else None."""
        if '"' not in text:
            return text.split(self._delimiter)
        previous = csv.field_size_limit(limits.LINE_BYTES + 1)
        try:
            reader = csv.reader(
                text.splitlines(keepends=True) if "\n" in text else [text],
                delimiter=self._delimiter,
                strict=True,
                doublequote=escape is None,
                escapechar=escape,
                skipinitialspace=self._delimiter == "," and '", "' in text,
            )
            rows = list(reader)
        except csv.Error:
            return None
        finally:
            csv.field_size_limit(previous)
        return rows[0] if len(rows) == 1 else None

    def _fitted(self, cells: list[str], remarks: tuple[str, ...]) -> Row:
        surplus = len(cells) - len(self._names)
        if self._names and surplus < 0 and any(cells):
            remarks = (*remarks, f"fewer cells than the {len(self._names)} names")
        if not self._names or surplus <= 0:
            return Row(cells, remarks)
        while surplus and not cells[-1].strip():
            cells.pop()
            surplus -= 1
        if not surplus:
            return Row(cells, remarks)
        end = self._body + surplus + 1
        joined = self._delimiter.join(cells[self._body : end])
        remark = (
            f"more cells than the {len(self._names)} names: the surplus was kept as a part of"
            f" “{self._names[self._body][:40]}”"
        )
        return Row([*cells[: self._body], joined, *cells[end:]], (*remarks, remark))
