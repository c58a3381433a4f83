"""Tables of numbers, a named tuple a row, in every format: text, JSON, CSV, TSV."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newssearch.archive.cellwidth import width_of
from newssearch.archive.safetext import safe_line
from newssearch.cli.formats import tables
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.ink import META, Ink, ink_for_stdout
from newssearch.cli.options import Table

_DIGITS = 4
"""Digits behind the point in exports; a screen shows two."""

_BETWEEN = "  "


def write_rows(
    form: Table,
    head: Mapping[str, object],
    name: str,
    rows: Sequence[Any],
    columns: Sequence[str],
    colour: bool | None,
    *,
    excel: bool = False,
) -> None:
    """Write rows in the requested format; ``head`` and the ``name`` of the list are for JSON."""
    objects = (row_object(row) for row in rows)
    match form:
        case Table.TEXT:
            lines = row_lines(rows, columns, ink_for_stdout(colour))
            sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSON:
            lines = listed({"schema": SCHEMA, **head}, name, objects)
            sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSONL:
            sys.stdout.writelines(dump(content) + "\n" for content in objects)
        case Table.CSV | Table.TSV | Table.XLSX | Table.PARQUET:
            tables.write_table(objects, columns, form, excel=excel)


def row_object(row: Any) -> dict[str, object]:
    """Return a named tuple as a JSON object; what is no number, or infinite, is null."""
    return {name: number(value) for name, value in row._asdict().items()}


def number(value: object) -> object:
    """Return a number as JSON has it: rounded, and null for what is none or infinite."""
    if isinstance(value, float):
        return round(value, _DIGITS) if math.isfinite(value) else None
    return value


def row_lines(rows: Sequence[Any], columns: Sequence[str], ink: Ink) -> Iterator[str]:
    """Yield a table with a line of column names: texts to the left, numbers to the right."""
    if not rows:
        return
    cells = [[_shown(getattr(row, name)) for name in columns] for row in rows]
    texts = [{type(getattr(row, name)) for row in rows} for name in columns]
    right = [str not in types for types in texts]
    heads = [name.replace("_", " ") for name in columns]
    widths = [max(map(width_of, column)) for column in zip(heads, *cells, strict=True)]
    yield ink.styled(_line(heads, widths, right), META)
    for row in cells:
        yield _line(row, widths, right)


def _shown(value: object) -> str:
    match value:
        case float():
            return f"{value:,.2f}" if math.isfinite(value) else "-"
        case int():
            return f"{value:,}"
        case None:
            return "-"
        case _:
            return safe_line(str(value))


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    filled = [
        " " * (width - width_of(cell)) + cell if to_right else cell + " " * (width - width_of(cell))
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return _BETWEEN.join(filled).rstrip()
