"""NewsML-G2: the IPTC's news items, alone or many in a newsMessage.

The text inside an item is XHTML, NITF or plain. Source: IPTC, "NewsML-G2", core and power
conformance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.nitf import read_nitf_element
from newssearch.indexer.readers.xmltree import (
    first_text,
    local_name,
    named,
    outermost,
    own_texts,
    paragraphs,
    parse_xml,
    text_of,
)
from newssearch.indexer.record import Declared, Record, Skipped


def read_newsml(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read every item that is text; pictures and the like are skipped."""
    root = parse_xml(source)
    items = [root] if local_name(root) == "newsItem" else list(outermost(root, "newsItem"))
    if not items:
        raise ArticleError("NewsML-G2 without a news item")
    for number, item in enumerate(items, 1):
        place = number if len(items) > 1 else None
        try:
            record = _read_item(item, place)
            yield replace(record, own=own_texts(item, source)) if source.own else record
        except ArticleError as error:
            yield Skipped(place, error.message)


def _read_item(item: etree._Element, number: int | None) -> Record:
    declared: dict[str, tuple[Declared, ...]] = {}

    def declare(field: str, value: str, origin: str) -> None:
        value = " ".join(value.split())
        if value and field not in declared:
            declared[field] = (Declared(value, origin),)

    meta = next(named(item, "contentMeta"), None)
    if meta is not None:
        declare("title", first_text(meta, "headline"), "headline element")
        declare("byline", first_text(meta, "by"), "by element")
        creators = [_name(found) for found in outermost(meta, "creator")]
        if creators and "byline" not in declared and any(creators):
            declared["byline"] = tuple(Declared(c, "creator element") for c in creators if c)
        declare("dateline", first_text(meta, "dateline"), "dateline element")
        declare("dateline", next((_name(found) for found in named(meta, "located")), ""), "located")
        declare("credit", first_text(meta, "creditline"), "creditline element")
        for name in ("contentCreated", "contentModified"):
            if day := find_day(first_text(meta, name)):
                if "date" not in declared:
                    declare("time", first_text(meta, name), name)
                declare("date", day.value, name)
        subjects = [_name(found) for found in outermost(meta, "subject", "keyword")]
        if tags := list(dict.fromkeys(filter(None, subjects))):
            declared["tags"] = tuple(Declared(tag, "subject element") for tag in tags[:_MOST_TAGS])
        for language in named(meta, "language"):
            declare("lang", language.get("tag") or "", "language element")
    for name in ("firstCreated", "versionCreated"):
        if day := find_day(first_text(item, name)):
            if "date" not in declared:
                declare("time", first_text(item, name), name)
            declare("date", day.value, name)
    declare("source", next((_name(found) for found in named(item, "provider")), ""), "provider")
    declare("notes", first_text(item, "edNote"), "edNote element")
    return _with_text(item, declared, number)


_MOST_TAGS = 100
_MARKUP = re.compile(r"</(?:p|div)>|<br\s?/?>", re.I)


def _name(element: etree._Element) -> str:
    """Return what a concept is called: its name element, or its literal."""
    return first_text(element, "name") or element.get("literal") or text_of(element)


def _with_text(
    item: etree._Element, declared: dict[str, tuple[Declared, ...]], number: int | None
) -> Record:
    nitf = next(named(item, "nitf"), None)
    if nitf is not None:
        inner = read_nitf_element(nitf, number)
        return replace(inner, declared={**inner.declared, **declared})
    for page in outermost(item, "html"):
        body = next(named(page, "body"), page)
        lines, headings = paragraphs(body)
        if lines:
            return Record("\n".join(lines), declared, "paragraphs", headings, number)
    data = max(named(item, "inlineData"), key=lambda found: len(found.text or ""), default=None)
    plain = "" if data is None else str(data.text or "")
    if "html" in (data.get("contenttype") or "" if data is not None else "") or _MARKUP.search(
        plain
    ):
        fragment = read_fragment(plain)
        return Record(fragment.text, declared, "paragraphs", fragment.headings, number)
    if not plain.strip() and "title" not in declared:
        raise ArticleError("a news item without text and headline")
    return Record(plain, declared, number=number)
