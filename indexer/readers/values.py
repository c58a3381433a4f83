"""Values as JSON, tables and data sets write them: texts, days, and the text of an article.

A text is a string, a list of paragraphs, markup, a whole page, an object of sections (fundus), of
typed parts, or of texts by their languages. pandas writes lists as Python's text of them
("['a', 'b']").
"""

from __future__ import annotations

import ast
import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment, read_page
from newssearch.indexer.knowledge.languages import language_code
from newssearch.indexer.readers.names import DAYS_INSIDE, is_empty
from newssearch.indexer.readers.typed_parts import lines_of_parts
from newssearch.indexer.record import Declared

_NAMED_INSIDE = (
    *("name", "full_name", "original", "title", "value", "text", "main", "default", "rendered"),
    *("label", "print_headline", "basic", "literal"),
)
"""Where a value that is itself an object keeps what is meant ({"name": "Ann Lee"})."""

_NAME_PARTS = (
    *(("firstname", "first_name", "firstName", "given", "givenName", "given_name", "forename"),),
    *(("non-dropping-particle",),),
    *(("lastname", "last_name", "lastName", "family", "familyName", "family_name", "surname"),),
)
"""A person's names, as data sets, schema.org and CSL JSON call them."""

_EPOCH_SECONDS = range(10**8, 10**10)
"""Whole numbers that can be seconds since 1970 (1973 to 2286); a thousand times that are
milliseconds. Smaller ones (20121213, 2012) are dates written as numbers."""

_HTML_INSIDE = re.compile(r"</?(?:p|div|br|html|body|h[1-6]|blockquote)\b[^<>]{0,500}>", re.I)
_PAGE = re.compile(r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!doctype html|<html\b)", re.I)
_PYTHON_LIST = re.compile(r"\[\s*['\"].*['\"]\s*\]\Z", re.S)
_LIST_BETWEEN = re.compile(r"['\"]\s{0,20}[,\n]\s{0,20}['\"]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class BodyText:
    """The text of an article, what its line breaks mean, its heading lines.

    ``declared`` is what the value says of the article beside its text: a page's fields.
    """

    text: str = ""
    lines: str = "unknown"
    headings: frozenset[int] = frozenset()
    declared: Mapping[str, tuple[Declared, ...]] = field(default_factory=dict)


def texts_of(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the strings of a value: of a list each, of an object its name."""
    if depth > 4 or is_empty(value):
        return
    if isinstance(value, str):
        if (items := _python_list(value)) is not None:
            yield from items
        else:
            yield value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_of(item, depth + 1)
    elif isinstance(value, Mapping):
        for name in _NAMED_INSIDE:
            if value.get(name):
                texts = texts_of(value[name], depth + 1)
                yield from map(without_markup, texts) if name == "rendered" else texts
                return
        if languages := languages_of(value):
            yield from texts_of(value[languages[0]], depth + 1)
            return
        parts = [next((value[n] for n in names if value.get(n)), "") for names in _NAME_PARTS]
        if all(isinstance(part, str) for part in parts) and parts[-1]:
            yield " ".join(filter(None, parts))


_LANGUAGE_KEY = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?\Z")


def languages_of(value: Mapping[str, Any]) -> list[str]:
    """Return the languages by which an object holds a text ({"de": …, "fr": …}), if it does."""
    keys = [str(key) for key in value if not is_empty(value[key])]
    known = all(_LANGUAGE_KEY.match(key) and language_code(key[:2]) for key in keys)
    return keys if known else []


def without_markup(text: str) -> str:
    """Return a short text freed from tags and entities."""
    return html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text


_TAG_NAMES = ("webTitle", "display_name", "tag", "term", "label", "value", "name", "title", "text")
"""Where an object keeps its topic, the surest first: of the New York Times' "name" is a kind."""

_NO_TOPICS = frozenset(("contributor", "tone", "type", "publication", "series", "newspaper-book"))
"""What the Guardian also calls tags."""

_BETWEEN_TAGS = re.compile("[;|]")
_MOST_TAG_CHARACTERS = 200


def tags_of(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield topics: those of a list, an object or a string that parts them by ; | or commas."""
    if depth > 4 or is_empty(value):
        return
    if isinstance(value, str):
        items = _python_list(value)
        if items is None:
            parts = _BETWEEN_TAGS.split(value) if _BETWEEN_TAGS.search(value) else value.split(",")
            items = parts if depth == 0 else [value]
        yield from (tag for item in items if 0 < len(tag := item.strip()) <= _MOST_TAG_CHARACTERS)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from tags_of(item, depth + 1)
    elif isinstance(value, Mapping) and value.get("type") not in _NO_TOPICS:
        named = (value[name] for name in _TAG_NAMES if not is_empty(value.get(name)))
        yield from tags_of(next(named, value.get("eng")), depth + 1)


def days_of(value: Any) -> Iterator[str]:
    """Yield a date as written; a number of seconds or milliseconds since 1970 as its instant.

    One of midnight is a day, and so is a number of days as Excel counts them.
    """
    if isinstance(value, (dt.date, dt.datetime)):
        yield value.isoformat()
        return
    while isinstance(value, Mapping) and (names := [n for n in DAYS_INSIDE if n in value]):
        value = value[names[0]]
    if isinstance(value, Mapping):
        value = value.get("$numberLong")
    if isinstance(value, list) and value and isinstance(value[0], list):  # CSL: [[2019, 7, 2]]
        parts = [str(part).zfill(2) for part in value[0]]
        value = "-".join(parts) if len(parts) == 3 else ""
    for text in texts_of(value):
        yield _day_of_epoch(text) or text


_EXCEL_DAYS = range(25_569, 60_000)
"""Whole numbers that are days of Excel's calendar, 1970 to 2064, where a date is expected."""
_EXCEL_EPOCH = dt.date(1899, 12, 30)


def _day_of_epoch(text: str) -> str | None:
    whole = text.split(".", 1)[0]
    if len(whole) == 5 and whole.isascii() and whole.isdigit() and int(whole) in _EXCEL_DAYS:
        return (_EXCEL_EPOCH + dt.timedelta(days=int(whole))).isoformat()
    if not whole.isascii() or not whole.isdigit() or len(whole) > 13:
        return None
    seconds = int(whole)
    if len(whole) == 13:
        seconds //= 1000
    if len(whole) <= 8 or seconds not in _EPOCH_SECONDS:
        return None
    instant = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return instant.isoformat() if instant.time() != dt.time() else instant.date().isoformat()


def body_of(value: Any) -> BodyText:
    """Return the text of an article that a value holds."""
    if isinstance(value, Mapping):
        if languages := languages_of(value):
            return body_of(value[languages[0]])
        lines = list(_sections(value)) or list(lines_of_parts(value))
        return _of_lines(lines) if lines else body_of(next(texts_of(value), ""))
    if isinstance(value, list | tuple):
        if any(isinstance(part, Mapping) for part in value):
            return _of_lines(list(lines_of_parts(value)))
        paragraphs = [" ".join(text.split()) for text in texts_of(value)]
        return BodyText("\n".join(paragraph for paragraph in paragraphs if paragraph), "paragraphs")
    if isinstance(value, str) and (items := _python_list(value)) is not None:
        return body_of(items)
    text = next(texts_of(value), "")
    if "<" not in text:
        return BodyText(text)
    if _PAGE.match(text):
        return _of_page(text)
    if len(_HTML_INSIDE.findall(text[:20_000])) >= 2:
        fragment = read_fragment(text)
        return BodyText(fragment.text, "paragraphs", fragment.headings)
    return BodyText(text)


def _of_page(markup: str) -> BodyText:
    try:
        page = read_page(markup)
    except ArticleError:
        return BodyText()
    return BodyText(page.text, page.lines, page.headings, page.declared)


def _sections(value: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs of an object of sections, and whether each is a heading.

    Source: fundus, ``ArticleBody``: a summary and sections, each of a headline and paragraphs.
    """
    for section in _mappings(value.get("sections")):
        for text in texts_of(section.get("headline") or section.get("heading")):
            yield text, True
        for text in texts_of(section.get("paragraphs") or section.get("text")):
            yield text, False


def kicker_of(value: Any) -> str:
    """Return the section that a list of typed parts names."""
    for part in _mappings(value):
        if str(part.get("type")) == "kicker":
            return next(texts_of(part.get("content")), "")
    return ""


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    for item in value if isinstance(value, list | tuple) else ():
        if isinstance(item, Mapping):
            yield item


def _of_lines(lines: list[tuple[str, bool]]) -> BodyText:
    kept = [(" ".join(text.split()), heading) for text, heading in lines if text.strip()]
    headings = frozenset(place for place, (_, heading) in enumerate(kept) if heading)
    return BodyText("\n".join(text for text, _ in kept), "paragraphs", headings)


def _python_list(text: str) -> list[str] | None:
    """Return the strings of a list that was written as Python's text of it, None if it is none."""
    text = text.strip()
    if text == "[]":
        return []
    if not text.startswith("[") or not _PYTHON_LIST.match(text) or len(text) > 1_000_000:
        return None
    try:
        items = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        items = _LIST_BETWEEN.split(text[1:-1].strip().strip("'\""))
    return [item for item in items if isinstance(item, str)] if isinstance(items, list) else None
