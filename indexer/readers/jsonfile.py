"""JSON and JSON Lines: one object an article, its fields under usual names.

JSON Lines is read line by line, whatever the size of the file; a line that is broken is reported
with its number and the rest goes on. A JSON document is one article, a list of articles, or an
object with such a list somewhere near its top ("articles", "items", "hits").
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.named_records import make_record
from newssearch.indexer.readers.names import NameFinder
from newssearch.indexer.readers.ninjs import is_ninjs, make_ninjs_record
from newssearch.indexer.readers.source import Source
from newssearch.indexer.record import Record, Skipped

_PATIENCE = 100
"""If so many objects in a row from the start hold no article, the file's names are unknown."""

_LIST_NAMES = ("articles", "items", "results", "docs", "documents", "data", "hits", "response")
_SOURCE_NAMES = ("_source", "fields", "attributes", "article")
"""Where search engines and interfaces wrap the object that is meant."""

_CONSTANT_LIMIT_DIGITS = 4000


def read_json_lines(source: Source) -> Iterator[Record | Skipped]:
    """Read one article a line; its number is the line's."""
    finder = NameFinder(source.mapping, source.met)
    silent: list[Skipped] = []
    found_any = False
    for number, line in enumerate(source.text_lines(limits.LINE_BYTES), 1):
        result = _read_line(line, number, finder)
        if result is None:
            continue
        if isinstance(result, Record) and not found_any:
            found_any = True
            yield from silent
            silent.clear()
        if isinstance(result, Skipped) and not found_any:
            silent.append(result)
            if len(silent) >= _PATIENCE:
                raise ArticleError(f"no article in the first {_PATIENCE} lines: {result.reason}")
            continue
        yield result
    if silent:
        if len(silent) == 1:
            raise ArticleError(silent[0].reason)
        yield from silent


def _read_line(line: str | None, number: int, finder: NameFinder) -> Record | Skipped | None:
    if line is None:
        return Skipped(number, f"line over {limits.LINE_BYTES // limits.MEGABYTE} MB")
    if not line.strip():
        return None
    try:
        return _read_object(_parse(line), number, finder)
    except ArticleError as error:
        return Skipped(number, error.message)


def read_json(source: Source) -> Iterator[Record | Skipped]:
    """Read a JSON document: one article, or a list of them anywhere near its top."""
    finder = NameFinder(source.mapping, source.met)
    content = _parse(source.decode_all(limits.DOCUMENT_BYTES).text)
    articles = _list_of_articles(content)
    if articles is None:
        result = _read_object(content, None, finder)
        if isinstance(result, Skipped):
            raise ArticleError(result.reason)
        yield result
        return
    if not articles:
        raise ArticleError("an empty list")
    for number, article in enumerate(articles, 1):
        yield _read_object(article, number, finder)


def _parse(text: str) -> Any:
    """Parse JSON, with every way in which that fails as an ArticleError."""
    try:
        return json.loads(text.lstrip("\ufeff"), strict=False, parse_int=_integer)
    except RecursionError as error:
        raise ArticleError("JSON nested too deep") from error
    except ValueError as error:
        raise ArticleError("broken JSON") from error


def _integer(digits: str) -> int | str:
    """Keep a number of thousands of digits as text: reading it would take quadratic time."""
    return int(digits) if len(digits) < _CONSTANT_LIMIT_DIGITS else digits


def _list_of_articles(content: Any, depth: int = 0) -> list[Any] | None:
    if isinstance(content, list):
        return content
    if not isinstance(content, Mapping) or depth > 2:
        return None
    for name in _LIST_NAMES:
        inside = content.get(name)
        if isinstance(inside, list) and inside and isinstance(inside[0], Mapping):
            return inside
        if isinstance(inside, Mapping) and (found := _list_of_articles(inside, depth + 1)):
            return found
    return None


def _read_object(content: Any, number: int | None, finder: NameFinder) -> Record | Skipped:
    if not isinstance(content, Mapping):
        return Skipped(number, "JSON, but no object with named fields")
    if is_ninjs(content):
        return make_ninjs_record(content, number)
    record = make_record(content, finder, number=number)
    for name in _SOURCE_NAMES:
        if record is None and isinstance(content.get(name), Mapping):
            record = make_record(content[name], finder, number=number)
    if record is None:
        names = ", ".join(str(name)[:40] for name in list(content)[:12])
        return Skipped(number, f"no field for text or title among: {names}")
    return record
