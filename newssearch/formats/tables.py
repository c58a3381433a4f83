"""Hits as rows: CSV as RFC 4180 has it, and tab-separated values without any quoting.

Both are UTF-8 whatever the locale, with a line of names first. Cells pass through
``archive.safetext``, since tables are looked at in terminals too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from archive.safetext import safe_line, safe_text
from newssearch.formats.jsonform import hit_object
from search.answer import Hit

_BETWEEN = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection)."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the machine."""


def csv_rows(hits: Iterable[Hit], fields: Sequence[str], *, excel: bool) -> Iterator[str]:
    """Yield the lines of a CSV file, with their ends.

    ``excel`` adds a byte order mark, CRLF, and an apostrophe before what would be a formula.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n" if excel else "\n")
    yield BYTE_ORDER_MARK if excel else ""
    writer.writerow(fields)
    for hit in hits:
        yield _taken(buffer)
        cells = [safe_text(cell) for cell in _cells(hit, fields)]
        writer.writerow([_inert(cell) for cell in cells] if excel else cells)
    yield _taken(buffer)


def tsv_rows(hits: Iterable[Hit], fields: Sequence[str]) -> Iterator[str]:
    """Yield the lines of tab-separated values; tabs and line breaks within cells are spaces."""
    yield "\t".join(fields) + "\n"
    for hit in hits:
        yield "\t".join(safe_line(cell) for cell in _cells(hit, fields)) + "\n"


def _cells(hit: Hit, fields: Sequence[str]) -> list[str]:
    return [_cell(value) for value in hit_object(hit, fields).values()]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case list():
            return _BETWEEN.join(map(_cell, value))
        case dict():
            return str(value["text"] if "text" in value else value["size"])
        case _:
            return str(value)


def _inert(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _taken(buffer: io.StringIO) -> str:
    content = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return content
