"""JSON and JSON Lines: one object per article, its fields under usual names.

JSON Lines is read line by line, whatever the size of the file; a line that is broken is reported
with its number and the rest goes on. So is a list, value by value. Another document is one article,
or holds many in one of the shapes that ``json_shapes`` knows; one that does not fit into memory, in
one of those of ``jsonstream``. Of one that breaks off, what comes before the break is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import MORE_MEMORY, ByteSource
from newssearch.indexer.readers.json_shapes import articles_in, named_rows, unwrapped
from newssearch.indexer.readers.jsonstream import (
    Broken,
    JsonText,
    TooLong,
    in_a_row,
    inside,
    integer,
    listed,
)
from newssearch.indexer.readers.named_records import make_record, order_shown, ordered, own_values
from newssearch.indexer.readers.names import NameFinder
from newssearch.indexer.readers.ninjs import is_ninjs, make_ninjs_record
from newssearch.indexer.readers.textstream import text_blocks, text_lines
from newssearch.indexer.record import Found, Record, Skipped

_PATIENCE = 100
"""If so many objects in a row from the start hold no article, the file's names are unknown."""

_SHOWN_NAMES = 12


def read_json_lines(source: ByteSource) -> Iterator[Found]:
    """Read one article a line; its number is the line's."""
    finder = NameFinder(source.mapping, source.met, source.own)
    silent: list[Skipped] = []
    found_any = False
    for number, line in enumerate(text_lines(source, limits.LINE_BYTES), 1):
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
        content = _parse(line)
        return None if _is_bulk_action(content) else _read_object(content, number, finder)
    except ArticleError as error:
        return Skipped(number, error.message)


def _is_bulk_action(content: Any) -> bool:
    """Say whether a line only says what to do with the next, as in bulk files of search engines.

    Source: Elasticsearch and OpenSearch, "Bulk API".
    """
    if not isinstance(content, Mapping) or len(content) != 1:
        return False
    ((action, about),) = content.items()
    return action in ("index", "create", "update") and (
        isinstance(about, Mapping) and all(str(name).startswith("_") for name in about)
    )


def read_json(source: ByteSource) -> Iterator[Found]:
    """Read a JSON document: one article, or all that it holds."""
    finder = NameFinder(source.mapping, source.met, source.own)
    most = source.most_at_once(limits.COPIES_OF_JSON)
    text = JsonText(text_blocks(source), min(limits.LINE_BYTES, most))
    while text.next() == "\ufeff":
        text.take("\ufeff")
    scripted = text.skip_assignment()
    if text.next() == "[":
        behind = ");" if scripted else ""
        yield from _read_many(_until_the_break(listed(text), text, behind=behind), text, finder)
        return
    whole = text.whole(most)
    if whole is not None:
        yield from _read_whole(whole.rstrip(" \t\r\n;)") if scripted else whole, finder)
        return
    try:
        first = text.value()
    except TooLong:
        values = inside(text, finder)
    except Broken as error:
        raise ArticleError("broken JSON") from error
    else:
        values = chain([first], in_a_row(text))
    none = ArticleError(
        "no list of articles in it, and too much to be read as a whole",
        hint=MORE_MEMORY,
    )
    yield from _read_many(_until_the_break(values, text, none), text, finder)


def _until_the_break(
    values: Iterator[Any],
    text: JsonText,
    none: ArticleError | None = None,
    *,
    behind: str = "",
) -> Iterator[Any]:
    """Yield values, and at last a Skipped where the document breaks off behind them.

    ``behind`` are characters that may follow.

    Raises:
        ArticleError: there is none.
    """
    found_any = False
    broken = False
    try:
        for value in values:
            found_any = True
            yield value
        sign = text.next()
        broken = bool(sign) and sign not in behind
    except Broken:
        broken = True
    if broken and found_any:
        yield Skipped(None, f"broken JSON at line {text.line}")
    elif not found_any:
        raise ArticleError("broken JSON") if broken else none or ArticleError("an empty list")


def _read_many(values: Iterator[Any], text: JsonText, finder: NameFinder) -> Iterator[Found]:
    number = 0
    for value, order in ordered(_measured(values, text, finder), finder):
        if isinstance(value, Skipped):
            yield value
            continue
        number += 1
        if isinstance(value, TooLong):
            hint = "" if text.most >= limits.LINE_BYTES else f" ({MORE_MEMORY})"
            yield Skipped(number, f"over {text.most // limits.MEGABYTE} MB at once{hint}")
        else:
            yield _read_object(value, number, finder, order)


def _measured(
    values: Iterator[Any], text: JsonText, finder: NameFinder
) -> Iterator[tuple[Mapping[str, Any] | None, int, Any]]:
    before = text.taken
    for value in named_rows(values, finder):
        yield value if isinstance(value, Mapping) else None, text.taken - before, value
        before = text.taken


def _read_whole(text: str, finder: NameFinder) -> Iterator[Found]:
    """Read a document that is in memory."""
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
        return json.loads(text, strict=False, parse_int=integer)
    except RecursionError as error:
        raise ArticleError("JSON nested too deeply") from error
    except ValueError as error:
        raise ArticleError("broken JSON") from error


_LIST_OF_OBJECTS = re.compile(r"\[\s{0,1000}(?=\{)")


def _before_the_break(text: str) -> tuple[list[Any], str]:
    """Return the objects that come before a document breaks off, and where that is.

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
    decoder = json.JSONDecoder(strict=False, parse_int=integer)
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


def _read_object(
    content: Any, number: int | None, finder: NameFinder, order: Any = None
) -> Record | Skipped:
    if not isinstance(content, Mapping):
        return Skipped(number, "JSON, but not an object with named fields")
    if is_ninjs(content):
        found = make_ninjs_record(content, number)
        if isinstance(found, Skipped):
            return found
        return replace(found, own=own_values(content, finder))
    record = make_record(unwrapped(content, finder), finder, number=number, order=order)
    if record is None:
        names = ", ".join(str(name)[:40] for name in list(content)[:_SHOWN_NAMES])
        return Skipped(number, f"no field for text or title among: {names}")
    return record
