"""CSV and its relatives: one row per article, the columns named in the first row.

Above the names may stand a line "sep=;", comments that begin with "#", and a few lines of a title.
The delimiter is the one of comma, tab, semicolon and bar that the row of names holds most of. Rows
are read one by one, so that size is no matter. How a row that keeps to no rule is read is described
in ``table_rows``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.named_records import read_rows
from newssearch.indexer.readers.names import NameFinder
from newssearch.indexer.readers.table_rows import TableRows
from newssearch.indexer.readers.textstream import text_lines
from newssearch.indexer.record import Found, Remark, Skipped

_DELIMITERS = ",\t;|"
_MAX_COLUMNS = 1000
_MAX_LINES_ABOVE = 100
_MAX_ROWS_ABOVE = 10
_SEPARATOR = re.compile(r"[\"']?sep=(.)[\"']?\s*\Z", re.I)
_MAX_NAMES_CHARACTERS = 20_000


def read_table(source: ByteSource) -> Iterator[Found]:
    """Read one article a row; its number is the row's, the one of the names not counted.

    Raises:
        ArticleError: there is no row of names, or none of them is known.
    """
    finder = NameFinder(source.mapping, source.met, source.own)
    lines = text_lines(source, limits.LINE_BYTES)
    first, delimiter = _row_of_names(lines)
    rows = TableRows(lines, delimiter)
    names = _names(rows.first(first))
    if not finder.knows(names) & {"body", "title"}:
        below = _names_below(rows, finder)
        if below is None:
            shown = ", ".join(name[:40] for name in names[:12])
            raise ArticleError(
                f"no column for text or title among: {shown}", hint="name it with --map body=COLUMN"
            )
        names = below
    names, doubled = _told_apart(names)
    rows.fit(names, finder.column_of("body", names))
    found = read_rows(_named(rows, names), finder)
    if doubled and (one := next(found, None)) is not None:
        remark = Remark(f"several columns are called “{doubled}”: the first was read")
        yield from (remark, one)
    yield from found


def _names(cells: list[str]) -> list[str]:
    return [name.strip() for name in cells[:_MAX_COLUMNS]]


def _names_below(rows: TableRows, finder: NameFinder) -> list[str] | None:
    """Return the first of the next rows that names an article's fields, None if none does."""
    for row, _ in zip(rows, range(_MAX_ROWS_ABOVE), strict=False):
        names = _names(row.cells) if not isinstance(row, str) else []
        if finder.has_article_names(names):
            return names
    return None


def _told_apart(names: list[str]) -> tuple[list[str], str]:
    """Return names of which none is there twice, and one that was."""
    told: dict[str, None] = {}
    doubled = ""
    for name in names:
        number, unlike = 1, name
        while unlike in told:
            number += 1
            unlike = f"{name} ({number})"
        doubled = doubled or (name if number > 1 else "")
        told[unlike] = None
    return list(told), doubled


def _named(
    rows: TableRows, names: list[str]
) -> Iterator[tuple[int, Mapping[str, str], tuple[str, ...]] | Skipped]:
    for number, row in enumerate(rows, 1):
        if isinstance(row, str):
            yield Skipped(number, row)
        elif any(cell.strip() for cell in row.cells):
            cells = map(_with_line_breaks, row.cells)
            yield number, dict(zip(names, cells, strict=False)), row.remarks


def _with_line_breaks(cell: str) -> str:
    """Return a cell with the line breaks that databases write as a backslash and a letter.

    Where a backslash is before anything else (paths, formulas) or the cell has breaks of its own,
    all of them are text.
    """
    if "\\n" not in cell or "\n" in cell or _OTHER_BACKSLASH.search(cell):
        return cell
    return cell.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\t", " ").replace('\\"', '"')


_OTHER_BACKSLASH = re.compile(r"\\(?![nrt\"](?:\W|[A-Z\\]|\Z))")


def _row_of_names(lines: Iterator[str | None]) -> tuple[str, str]:
    """Return the first line that is neither empty nor a comment, and the delimiter."""
    separator = ""
    for _, line in zip(range(_MAX_LINES_ABOVE), lines, strict=False):
        if line is None:
            break
        if found := _SEPARATOR.match(line):
            separator = found.group(1)
        elif line.strip() and not line.lstrip().startswith("#"):
            return line, separator or _delimiter(line)
    raise ArticleError("a table without a first row of names")


def is_table(opening: str, name: str) -> bool:
    """Tell a table by a first row that names an article's fields."""
    lines = iter(opening.replace("\r\n", "\n").replace("\r", "\n").split("\n", 200)[:200])
    try:
        first, delimiter = _row_of_names(lines)
    except ArticleError:
        return False
    if delimiter not in first or len(first) > _MAX_NAMES_CHARACTERS:
        return False
    if name.lower().endswith((".csv", ".tsv", ".tab")):
        return True
    try:
        names = next(csv.reader([first], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return False
    # headlines have commas too: without the file's name every column must look like a name
    if not all(0 < len(name) <= 40 and len(name.split()) <= 3 for name in names):
        return False
    alike = (
        first == first.lower() or delimiter == "\t" or all("_" in n or n.isalpha() for n in names)
    )
    return alike and NameFinder({}).has_article_names(names)


def _delimiter(first_row: str) -> str:
    return max(_DELIMITERS, key=first_row.count)
