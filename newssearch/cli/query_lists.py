"""Lists of queries, as people have them: a query on each line, or a table with labels."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from newssearch.archive.errors import UsageError, refusal
from newssearch.cli.settings import expanded, path_fault
from newssearch.cli.streams import STANDARD_INPUT
from newssearch.search.batch import ListedQuery

MAX_BYTES = 64 << 20
"""A list of a million long queries is smaller."""

_LABEL = "label"
_QUERY = "query"
_NAME = "name"
_DELIMITERS = ",;\t"
"""What separates the cells of a table: Excel writes ";" where "," is the decimal mark."""

_TABLES = (".csv", ".tsv", ".tab")


class ListForm(StrEnum):
    """How a list is written."""

    LINES = "lines"
    CSV = "csv"


def read_list(place: str, form: ListForm | None, *, names: bool) -> list[ListedQuery]:
    """Read a list of queries from a file, or from standard input for "-".

    Without a ``form``, a file is a table if its name says so, or if it begins with a row of column
    names among which is "query" (or "name", in a list of ``names``). A table without column names
    has the query in its only column, or a label and a query in two.

    Raises:
        UsageError: it cannot be read, holds no query, or too many columns have no name.
    """
    csv.field_size_limit(MAX_BYTES)
    text = _text_of(_content(place)).replace("\r\n", "\n").replace("\r", "\n")
    chosen = form or _guessed(place, text, names=names)
    listed = _of_table(place, text, names=names) if chosen is ListForm.CSV else _of_lines(text)
    found = list(listed)
    if not found:
        raise UsageError(
            f"no query in {shown(place)}",
            hint="write one query a line, or CSV with label and query",
        )
    return found


def shown(place: str) -> str:
    """Return the name of a list for a message."""
    return "standard input" if place == STANDARD_INPUT else place


def _content(place: str) -> bytes:
    if place == STANDARD_INPUT:
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        path = expanded(place)
        if fault := path_fault(path):
            raise UsageError(f"{place} is not a valid path: {fault}")
        content = _read(path)
    if len(content) > MAX_BYTES:
        raise UsageError(f"{shown(place)} is larger than {MAX_BYTES >> 20} MB", hint="split it")
    return content


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"there is no file {path}", hint="- reads standard input") from error
    except IsADirectoryError as error:
        raise UsageError(f"{path} is a folder, not a list of queries") from error
    except OSError as error:
        raise refusal(error, f"cannot read {path}") from error


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from newssearch.indexer.decode import decode  # noqa: PLC0415 - for other encodings only

        return decode(content).text


def _guessed(place: str, text: str, *, names: bool) -> ListForm:
    if Path(place).suffix.lower() in _TABLES:
        return ListForm.CSV
    first = _first_line(text)
    cells = next(csv.reader([first], delimiter=_delimiter(first)), [])
    named = len(cells) > 1 and _columns(cells, names=names) is not None
    return ListForm.CSV if named else ListForm.LINES


def _of_lines(text: str) -> Iterator[ListedQuery]:
    for number, line in enumerate(text.split("\n"), start=1):
        if (query := line.strip()) and not _is_comment(query):
            yield ListedQuery(number, query, query)


def _is_comment(line: str) -> bool:
    """Say whether a line is a remark: "# sources"; "#metoo" is a query."""
    return line.startswith("#") and not line.strip("#")[:1].strip()


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _of_table(place: str, text: str, *, names: bool) -> Iterator[ListedQuery]:
    rows = iter(_rows(place, text))
    first = next(rows, None)
    if first is None:
        return
    columns = _columns(first[1], names=names)
    if columns is None:
        if len(first[1]) > 2:
            raise UsageError(
                f"{shown(place)} has {len(first[1])} columns, and no row that names them",
                hint="begin with a row of column names: label,query",
            )
        columns = (0, 1) if len(first[1]) == 2 else (None, 0)
        yield _of_row(*first, columns, len(first[1]))
    for number, cells in rows:
        yield _of_row(number, cells, columns, len(first[1]))


def _rows(place: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, each with the line on which it begins.

    Remarks are passed over before the first row; later ones might be labels.
    """
    begins, headed = 1, False
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(_first_line(text)))
    try:
        for cells in reader:
            number, begins = begins, reader.line_num + 1
            if any(cell.strip() for cell in cells) and (
                headed or not _is_comment(cells[0].strip())
            ):
                headed = True
                yield number, cells
    except csv.Error as error:
        raise UsageError(f"{shown(place)}, line {begins}: not CSV: {error}") from error


def _first_line(text: str) -> str:
    lines = map(str.strip, text.split("\n"))
    return next((line for line in lines if line and not _is_comment(line)), "")


_Columns = tuple[int | None, int]


def _columns(cells: Sequence[str], *, names: bool) -> _Columns | None:
    """Return the columns of label and query that a row names, None if it names no column.

    Of two columns the one beside the query is the label, whatever its name.
    """
    known = [cell.strip().lower() for cell in cells]
    for wanted in (_QUERY, _NAME) if names else (_QUERY,):
        if wanted in known:
            query = known.index(wanted)
            other = 1 - query if len(known) == 2 else None
            return known.index(_LABEL) if _LABEL in known else other, query
    return None


def _of_row(number: int, cells: list[str], columns: _Columns, most: int) -> ListedQuery:
    label_at, query_at = columns
    label, query = (
        cells[at].strip() if at is not None and at < len(cells) else ""
        for at in (label_at, query_at)
    )
    fault = None
    if not query:
        fault = "this row has no query"
    elif any(cell.strip() for cell in cells[most:]):
        fault = f"this row has {len(cells)} columns, and the first one {most}"
    refused = None
    if fault:
        refused = UsageError(fault, hint="a query that has a comma belongs in quotation marks")
    return ListedQuery(number, label or query, query, refused)
