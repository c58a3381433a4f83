"""ninjs: the IPTC's "News in JSON", versions 1 and 2, as agencies deliver it.

It needs a reader of its own because its values are kept in ways that general names miss: bodies
by renditions, bylines beside creators, names and roles as objects. Source: IPTC, "ninjs
Specification", 1.x and 2.x.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.nitf import read_nitf_element
from newssearch.indexer.readers.xmltree import parse_xml
from newssearch.indexer.record import Declared, Record, Skipped

_SIGNS = ("headline", "headlines", "headline_main", "by", "byline", "bodies")
_BODY = re.compile(r"body(?:_\w+)?\Z")
"""Renditions are properties of names of one's own in 1.x: body_text, body_xhtml, body_main."""


def is_ninjs(content: Mapping[str, Any]) -> bool:
    """Tell ninjs by its obligatory ``uri`` with a text's type or several of its own names."""
    if not isinstance(content.get("uri"), str):
        return False
    signs = sum(name in _SIGNS or bool(_BODY.match(str(name))) for name in content)
    return signs >= 2 or (content.get("type") in ("text", "composite") and signs >= 1)


_MARKUP = re.compile(r"</?(?:p|div|br|h[1-6])\b[^<>]{0,300}>", re.I)


def make_ninjs_record(content: Mapping[str, Any], number: int | None) -> Record | Skipped:
    """Return the article that one ninjs object holds."""
    declared: dict[str, tuple[Declared, ...]] = {}

    def declare(field: str, *names: str) -> None:
        for name in names:
            values = tuple(Declared(text, name) for text in _strings(content.get(name)))
            if values:
                declared[field] = values[:50]
                return

    declare("title", "headline", "headlines", "headline_main", "title")
    declare("byline", "byline", "by")
    if "byline" not in declared:
        people = [p for p in _people(content.get("people")) if p]
        declared |= {"byline": tuple(Declared(p, "people") for p in people)} if people else {}
    declare("dateline", "dateline", "located")
    declare(
        "date", "firstcreated", "firstCreated", "contentCreated", "versioncreated", "versionCreated"
    )
    declare("credit", "creditline", "creditLine", "infosources")
    declare("source", "provider", "copyrightholder", "copyrightHolder")
    declare("section", "genre", "genres")
    declare("url", "altids", "uri")
    declare("lang", "language")
    declare("notes", "ednote", "edNote")
    declare("tags", "keywords", "subject", "subjects")
    if "url" in declared and not declared["url"][0].value.startswith("http"):
        del declared["url"]
    text, headings, lines = _body(content)
    if not text.strip() and "title" not in declared:
        return Skipped(number, "ninjs without text and headline")
    return Record(text, declared, lines=lines, headings=headings, number=number)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, Mapping):
        for name in ("value", "name", "literal"):
            if isinstance(value.get(name), str):
                yield value[name]
                return


def _people(people: Any) -> Iterator[str]:
    """Yield the names of those whose role is to have written."""
    for person in people if isinstance(people, list) else ():
        if not isinstance(person, Mapping):
            continue
        if str(person.get("rel", "")).lower() in ("creator", "author", "writer"):
            yield from _strings(person)


def _body(content: Mapping[str, Any]) -> tuple[str, frozenset[int], str]:
    markup = plain = ""
    for name, value in content.items():
        text = next(_strings(value), "") if _BODY.match(name) else ""
        if _MARKUP.search(text):
            markup = max(markup, text, key=len)
        else:
            plain = max(plain, text, key=len)
    for body in content.get("bodies") or ():
        if not isinstance(body, Mapping) or not isinstance(body.get("value"), str):
            continue
        kind = str(body.get("contenttype") or body.get("contentType") or "").lower()
        is_nitf = "nitf" in kind or "<nitf" in body["value"][:500]
        if is_nitf and (lines := _of_nitf(body["value"])):
            return lines
        if "html" in kind or _MARKUP.search(body["value"]):
            markup = markup or body["value"]
        else:
            plain = plain or body["value"]
    if markup:
        fragment = read_fragment(markup)
        return fragment.text, fragment.headings, "paragraphs"
    return plain, frozenset(), "unknown"


def _of_nitf(markup: str) -> tuple[str, frozenset[int], str] | None:
    try:
        root = parse_xml(ByteSource(markup.encode("utf-8", "replace"), "body"))
        record = read_nitf_element(root, None)
    except ArticleError:
        return None
    return (record.text, record.headings, "paragraphs") if record.text else None
