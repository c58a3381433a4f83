"""Lists as rows: CSV (RFC 4180), and tab-separated values without quoting.

Both are UTF-8 whatever the locale, with a header row. Cells pass through ``archive.safetext``,
since tables are viewed in terminals too.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newssearch.archive.safetext import safe_line, safe_text
from newssearch.cli.streams import write_bytes, write_utf8

_BETWEEN = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Prefixes that make a spreadsheet treat a cell as a formula (OWASP, CSV Injection)."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 in the code page of the machine."""


def write_table(
    objects: Iterable[Mapping[str, object]], fields: Sequence[str], form: str, *, excel: bool
) -> None:
    """Write the fields of JSON objects to standard output, as csv, tsv, xlsx or parquet."""
    if form in ("xlsx", "parquet"):
        from newssearch.cli.formats import binary  # noqa: PLC0415 - extras

        make = binary.workbook_of if form == "xlsx" else binary.parquet_of
        write_bytes(make(objects, fields))
        return
    write_utf8()
    rows = csv_of(objects, fields, excel=excel) if form == "csv" else tsv_of(objects, fields)
    sys.stdout.writelines(rows)


def csv_of(
    objects: Iterable[Mapping[str, object]], fields: Sequence[str], *, excel: bool = False
) -> Iterator[str]:
    """Yield the lines of a CSV file, with line ends; the fields of JSON objects are the columns.

    ``excel`` adds a byte order mark, CRLF, and an apostrophe before cells that would be formulas.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n" if excel else "\n")
    yield BYTE_ORDER_MARK if excel else ""
    names = [safe_text(field) for field in fields]
    writer.writerow([_inert(name) for name in names] if excel else names)
    for content in objects:
        yield _taken(buffer)
        cells = [safe_text(cell_text(content[field])) for field in fields]
        writer.writerow([_inert(cell) for cell in cells] if excel else cells)
    yield _taken(buffer)


def tsv_of(objects: Iterable[Mapping[str, object]], fields: Sequence[str]) -> Iterator[str]:
    """Yield tab-separated values; tabs and line breaks within cells become spaces."""
    yield "\t".join(map(safe_line, fields)) + "\n"
    for content in objects:
        yield "\t".join(safe_line(cell_text(content[field])) for field in fields) + "\n"


def cell_text(value: object) -> str:
    """Return a value as the text of a cell, not yet safe."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _BETWEEN.join(map(cell_text, value))
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
