"""Excel workbooks (XLSX): each sheet a table, one row an article, as tables of text are read.

openpyxl reads them row by row. What a package unpacks to is bounded before it is opened.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import ParseError

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.containers import ZIP_DAMAGE, checked_package
from newssearch.indexer.readers.named_records import read_rows
from newssearch.indexer.readers.names import NameFinder
from newssearch.indexer.record import Found, Remark, Skipped

_MAX_COLUMNS = 1_000
_MAX_ROWS_ABOVE = 100
_DAMAGE = (*ZIP_DAMAGE, ParseError, KeyError, TypeError, AttributeError, IndexError, SyntaxError)
"""What openpyxl raises on workbooks that are none."""

Rows = Iterator[tuple[int, dict[str, Any], tuple[str, ...]] | Skipped]


def read_excel(source: ByteSource) -> Iterator[Found]:
    """Read the sheets of a workbook.

    Raises:
        ArticleError: it is damaged, or no sheet has columns for articles.
    """
    import openpyxl  # noqa: PLC0415  only where one is met

    with checked_package(source, "Excel") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
        assert folder.fp is not None
        try:
            book = openpyxl.load_workbook(
                folder.fp, read_only=True, data_only=True, keep_links=False
            )
            yield from _sheets(list(book.worksheets), source)
        except _DAMAGE as error:
            raise ArticleError(
                "damaged Excel workbook", hint="open it and save it again, or as CSV"
            ) from error


def _sheets(sheets: list[Any], source: ByteSource) -> Iterator[Found]:
    number = 0
    unknown: list[tuple[str, str]] = []
    for sheet in sheets:
        finder = NameFinder(source.mapping, source.met, source.own)
        rows = sheet.iter_rows(values_only=True, max_col=_MAX_COLUMNS)
        names = _names(rows)
        if not names:
            continue
        if not finder.knows(names) & {"body", "title"}:
            unknown.append((str(sheet.title), ", ".join(name[:40] for name in names[:12])))
            continue
        for result in read_rows(_named(rows, names), finder):
            if isinstance(result, Remark):
                yield result
                continue
            number += 1
            member = f"{sheet.title}#{result.number}" if len(sheets) > 1 else ""
            if isinstance(result, Skipped):
                yield replace(result, number=number)
            else:
                yield replace(result, number=number, member=member)
    if not number:
        if not unknown:
            raise ArticleError("an Excel workbook without rows")
        raise ArticleError(
            f"no column for text or title among: {unknown[0][1]}",
            hint="name it with --map body=COLUMN",
        )
    for title, names_there in unknown:
        yield Remark(f"sheet “{title}” has no column for text or title among: {names_there}")


def _names(rows: Iterator[tuple[Any, ...]]) -> list[str]:
    """Return the names of the columns: the first row with two cells that hold something."""
    for _, row in zip(range(_MAX_ROWS_ABOVE), rows, strict=False):
        names = ["" if cell is None else str(cell).strip() for cell in row]
        while names and not names[-1]:
            names.pop()
        if sum(map(bool, names)) >= 2:
            return names
    return []


def _named(rows: Iterator[tuple[Any, ...]], names: list[str]) -> Rows:
    for number, row in enumerate(rows, 1):
        cells = [_plain(cell) for cell in row[: len(names)]]
        if any(cell != "" for cell in cells):
            values = zip(names, cells, strict=False)
            yield number, {name: cell for name, cell in values if name}, ()


def _plain(cell: Any) -> Any:
    """Return a cell as text, unless it is a number or a moment."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return "" if cell is None else cell
