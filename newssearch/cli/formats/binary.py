"""Lists as an Excel workbook (Office Open XML), by XlsxWriter, and as Parquet, by pyarrow."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from newssearch.archive.errors import UsageError
from newssearch.archive.safetext import safe_text
from newssearch.cli.formats.tables import cell_text
from newssearch.cli.messages import counted, say

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
"""Rows of a worksheet, the head among them, and characters of a cell: Excel's own limits."""

_FIRST_YEAR = 1900
"""The calendar of workbooks begins here; earlier days are written as text."""

_MOST_EXACT = 1 << 53
"""Whole numbers from here on are not exact in a workbook; they are written as text."""

Objects = Iterable[Mapping[str, object]]


def workbook_of(objects: Objects, fields: Sequence[str]) -> bytes:
    """Return a workbook with one sheet: a head, and a row for each object.

    Nothing in it is a formula or a link. Text too long for a cell is cut, which a note reports.

    Raises:
        UsageError: there are more rows than a sheet has.
    """
    import xlsxwriter  # noqa: PLC0415 - an extra

    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet("newssearch")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, name in enumerate(fields):
        sheet.write_string(0, column, safe_text(name), bold)
    sheet.freeze_panes(1, 0)
    cut = 0
    for row, content in enumerate(objects, 1):
        if row >= MOST_ROWS:
            raise UsageError(
                f"a worksheet has {MOST_ROWS:,} rows, and there are more",
                hint="use --format csv or parquet, or narrow the query",
            )
        for column, name in enumerate(fields):
            value = _typed(name, content[name])
            if isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, bool):
                sheet.write_boolean(row, column, value)
            elif isinstance(value, int | float) and abs(value) < _MOST_EXACT:
                sheet.write_number(row, column, value)
            elif value is not None:
                text = safe_text(cell_text(value))
                cut += len(text) > MOST_CHARACTERS
                sheet.write_string(row, column, text[:MOST_CHARACTERS])
    book.close()
    if cut:
        cells = counted(cut, "cell")
        say(f"note: {cells} cut to {MOST_CHARACTERS:,} characters, the most a workbook takes")
    return buffer.getvalue()


def parquet_of(objects: Objects, fields: Sequence[str]) -> bytes:
    """Return a Parquet file: whole numbers, numbers, days and texts keep their type."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet  # noqa: PLC0415

    columns: dict[str, list[Any]] = {name: [] for name in fields}
    for content in objects:
        for name, values in columns.items():
            values.append(_typed(name, content[name]))
    arrays = [pa.array(*_column(values, pa)) for values in columns.values()]
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pa.table(arrays, names=list(fields)), buffer)
    return buffer.getvalue()


def _typed(name: str, value: object) -> object:
    """Return a value with days as such, and None for what is no number."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if name == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value


def _column(values: list[Any], pa: Any) -> tuple[list[Any], Any]:
    """Return the values of a column and their type: the narrowest that holds all, else text."""
    kinds = {type(value) for value in values if value is not None}
    for accepted, kind in (
        ({bool}, pa.bool_()),
        ({int}, pa.int64()),
        ({int, float}, pa.float64()),
        ({dt.date}, pa.date32()),
    ):
        if kinds and kinds <= accepted:
            return values, kind
    texts = [None if value is None else safe_text(cell_text(value)) for value in values]
    return texts, pa.string()
