"""CSV and its relatives: one row an article, the columns named in the first row.

The delimiter is the one of comma, tab, semicolon and bar that the first row holds most of. Rows
are read one by one, so that size is no matter.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import decode
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.named_records import make_record
from newssearch.indexer.readers.names import NameFinder
from newssearch.indexer.readers.source import Source
from newssearch.indexer.record import Record, Skipped

_DELIMITERS = ",\t;|"
_MAX_COLUMNS = 1000


def read_table(source: Source) -> Iterator[Record | Skipped]:
    """Read one article a row; its number is the row's, the one of the names not counted."""
    finder = NameFinder(source.mapping, source.met)
    rows = _rows(source)
    header = next(rows, None)
    if not isinstance(header, list):
        raise ArticleError("a table without a first row of names")
    names = [name.strip() for name in header[:_MAX_COLUMNS]]
    if not finder.knows(names) & {"body", "title"}:
        shown = ", ".join(name[:40] for name in names[:12])
        raise ArticleError(
            f"no column for text or title among: {shown}", hint="name it with --map body=COLUMN"
        )
    for number, row in enumerate(rows, 1):
        if isinstance(row, str):
            yield Skipped(number, row)
            continue
        if not any(row):
            continue
        record = make_record(dict(zip(names, row, strict=False)), finder, number=number)
        yield record or Skipped(number, "a row without text and title")


def is_table(opening: str, name: str) -> bool:
    """Tell a table by a first row that names an article's fields."""
    first = opening.split("\n", 1)[0].rstrip("\r")
    delimiter = _delimiter(first)
    if delimiter not in first or len(first) > 5000:
        return False
    try:
        names = next(csv.reader([first], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return False
    if name.lower().endswith((".csv", ".tsv")):
        return True
    # headlines have commas too: without the file's name every column must look like a name
    short = all(0 < len(name) <= 40 and len(name.split()) <= 3 for name in names)
    return short and first == first.lower() and NameFinder({}).has_article_names(names)


def _delimiter(first_row: str) -> str:
    return max(_DELIMITERS, key=first_row.count)


def _rows(source: Source) -> Iterator[list[str] | str]:
    """Yield rows, and a reason in place of each row that cannot be read."""
    text = io.StringIO(newline="")
    lines = _lines(source)
    first = next(lines, "")
    reader = csv.reader(_chain(first, lines), delimiter=_delimiter(first.split("\n", 1)[0]))
    del text
    previous = csv.field_size_limit(limits.LINE_BYTES)
    try:
        while True:
            try:
                yield next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield f"broken row: {error}"
    finally:
        csv.field_size_limit(previous)


def _chain(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _lines(source: Source) -> Iterator[str]:
    """Yield decoded lines with their ends; NULs are dropped, other encodings are read whole."""
    if source.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or source.must_be_whole:
        yield from io.StringIO(source.decode_all(limits.DOCUMENT_BYTES).text, newline="")
        return
    for line in source.split(b"\n", limits.LINE_BYTES):
        if line is None:
            raise ArticleError(f"line over {limits.LINE_BYTES // limits.MEGABYTE} MB")
        if line:
            yield decode(line.replace(b"\x00", b""), preset=source.encoding).text + "\n"
        else:
            yield "\n"
