"""JSON and JSON Lines: one object an article, its fields under usual names.

JSON Lines is read line by line, whatever the size of the file; a line that is broken is reported
with its number and the rest goes on. A JSON document is one article, or holds many in one of the
shapes that ``json_shapes`` knows; of one that breaks off, what stands before the break is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.json_shapes import articles_in, unwrapped
from newssearch.indexer.readers.named_records import make_record, order_shown
from newssearch.indexer.readers.names import NameFinder
from newssearch.indexer.readers.ninjs import is_ninjs, make_ninjs_record
from newssearch.indexer.record import Found, Record, Skipped

_PATIENCE = 100
"""If so many objects in a row from the start hold no article, the file's names are unknown."""

_CONSTANT_LIMIT_DIGITS = 4000
_SHOWN_NAMES = 12


def read_json_lines(source: ByteSource) -> Iterator[Found]:
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


def read_json(source: ByteSource) -> Iterator[Found]:
    """Read a JSON document: one article, or all that it holds."""
    finder = NameFinder(source.mapping, source.met)
    text = source.decode_whole(limits.COPIES_OF_JSON).text.lstrip("\ufeff")
    source.whole = ""  # what its values hold is watched one by one
    broken = ""
    try:
        content = _parse(text)
    except ArticleError as error:
        content, broken = _before_the_break(text)
        if not content:
            raise ArticleError(broken or error.message) from error
    articles = articles_in(content, finder)
    if articles is None:
        result = _read_object(content, None, finder)
        if isinstance(result, Skipped):
            raise ArticleError(result.reason)
        yield result
        return
    if not articles:
        raise ArticleError("an empty list")
    order = order_shown((one for one in articles if isinstance(one, Mapping)), finder)
    for number, article in enumerate(articles, 1):
        yield _read_object(article, number, finder, order)
    if broken:
        yield Skipped(None, broken)


def _parse(text: str) -> Any:
    """Parse JSON, with every way in which that fails as an ArticleError."""
    try:
        return json.loads(text, strict=False, parse_int=_integer)
    except RecursionError as error:
        raise ArticleError("JSON nested too deep") from error
    except ValueError as error:
        raise ArticleError("broken JSON") from error


_LIST_OF_OBJECTS = re.compile(r"\[\s{0,1000}(?=\{)")


def _before_the_break(text: str) -> tuple[list[Any], str]:
    """Return the objects that stand before a document breaks off, and where that is.

    They are those of its first list of objects, or objects that stand one behind the other, which
    is no break if nothing else follows.
    """
    opening = _LIST_OF_OBJECTS.search(text)
    place = opening.end() if opening else 0
    found, place = _objects_from(text, place)
    if not found and opening:
        found, place = _objects_from(text, 0)
    if found and not text[place:].strip(" \t\r\n,"):
        return found, ""
    line = text.count("\n", 0, place) + 1
    return found, f"broken JSON at line {line}" if found else ""


def _objects_from(text: str, place: int) -> tuple[list[Any], int]:
    """Return the objects from a place on, between which nothing but commas may stand."""
    decoder = json.JSONDecoder(strict=False, parse_int=_integer)
    found: list[Any] = []
    while True:
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        if place >= len(text) or text[place] != "{":
            return found, place
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return found, place
        found.append(item)


def _integer(digits: str) -> int | str:
    """Keep a number of thousands of digits as text: reading it would take quadratic time."""
    return int(digits) if len(digits) < _CONSTANT_LIMIT_DIGITS else digits


def _read_object(
    content: Any, number: int | None, finder: NameFinder, order: Any = None
) -> Record | Skipped:
    if not isinstance(content, Mapping):
        return Skipped(number, "JSON, but no object with named fields")
    if is_ninjs(content):
        return make_ninjs_record(content, number)
    record = make_record(unwrapped(content, finder), finder, number=number, order=order)
    if record is None:
        names = ", ".join(str(name)[:40] for name in list(content)[:_SHOWN_NAMES])
        return Skipped(number, f"no field for text or title among: {names}")
    return record
