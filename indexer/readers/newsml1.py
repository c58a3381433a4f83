"""NewsML 1.x, as agencies (AFP, Reuters and others) delivered it before NewsML-G2.

A NewsItem holds components in one another: lines of the head, and contents with the text as
paragraphs, NITF or plain; components of pictures bring captions. Source: IPTC, "NewsML 1.2
Guidelines".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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

_LINES = {
    "title": ("HeadLine",),
    "byline": ("ByLine",),
    "dateline": ("DateLine",),
    "credit": ("CreditLine",),
    "notes": ("EdNote", "Instruction"),
}
_DATES = ("DateId", "FirstCreated", "ThisRevisionCreated", "DateAndTime")
_SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
_PICTURES = ("photo", "picture", "graphic", "video", "audio", "animation", "image")

Lines = tuple[list[str], frozenset[int]]


def read_newsml1(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read every item with text or headline."""
    root = parse_xml(source)
    with_lines = _around(named(root, "NewsLines"))
    items = [item for item in named(root, "NewsItem") if item in with_lines]
    around_others = _around(items)
    items = [item for item in items if item not in around_others]
    if not items:
        raise ArticleError("NewsML 1 without a news item")
    for number, item in enumerate(items, 1):
        place = number if len(items) > 1 else None
        record = _read_item(item, place)
        if record is not None and source.own:
            record = replace(record, own=own_texts(item, source))
        yield record or Skipped(place, "a news item without text and headline")


def _around(elements: Iterable[etree._Element]) -> set[etree._Element]:
    """Return the elements that any of some elements is inside of."""
    found: set[etree._Element] = set()
    for element in elements:
        for outer in element.iterancestors():
            if outer in found:
                break
            found.add(outer)
    return found


def _read_item(item: etree._Element, number: int | None) -> Record | None:
    declared: dict[str, tuple[Declared, ...]] = {}

    def declare(field: str, value: str, origin: str) -> None:
        value = " ".join(value.split())
        if value and field not in declared:
            declared[field] = (Declared(value, origin),)

    for field, names in _LINES.items():
        declare(field, first_text(item, *names), f"{names[0]} element")
    for name in _DATES:
        if day := find_day(first_text(item, name)):
            declare("date", day.value, f"{name} element")
    for provider in named(item, "Provider", "Source"):
        party = next(named(provider, "Party"), None)
        if party is not None:
            declare("source", party.get("FormalName") or "", "Provider element")
    declare("source", first_text(item, "ProviderId"), "ProviderId element")
    for language in named(item, "Language"):
        declare("lang", language.get("FormalName") or "", "Language element")
    declare("lang", item.get("{http://www.w3.org/XML/1998/namespace}lang") or "", "xml:lang")
    if tags := _tags_of(item):
        declared["tags"] = tuple(Declared(tag, origin) for tag, origin in tags.items())
    texts: list[Lines] = []
    captions: list[str] = []
    for content in outermost(item, "ContentItem"):
        lines, headings = _lines_of(content)
        if _is_picture(content):
            captions += lines
        elif lines:
            texts.append((lines, headings))
    if captions:
        declared["caption"] = tuple(Declared(text, "caption") for text in captions[:20])
    lines, headings = max(texts, key=lambda text: sum(map(len, text[0])), default=([], frozenset()))
    if not lines and "title" not in declared:
        return None
    return Record("\n".join(lines), declared, "paragraphs", headings, number)


def _tags_of(item: etree._Element) -> dict[str, str]:
    """Return subjects, as they are coded, and keywords, each with the element that has it."""
    found = [(one.get("FormalName"), local_name(one)) for one in named(item, *_SUBJECTS)]
    found += [(text_of(one), local_name(one)) for one in named(item, "KeywordLine")]
    found += [
        (one.get("Value"), "Property")
        for one in named(item, "Property")
        if (one.get("FormalName") or "").lower() in ("keyword", "keywords")
    ]
    return {tag: f"{origin} element" for name, origin in found if (tag := (name or "").strip())}


def _lines_of(content: etree._Element) -> Lines:
    data = next(named(content, "DataContent"), None)
    if data is None:
        return [], frozenset()
    nitf = next(
        (found for found in (data, *named(data, "nitf")) if local_name(found) == "nitf"), None
    )
    if nitf is not None:
        record = read_nitf_element(nitf, None)
        return record.text.split("\n"), record.headings
    if len(data):
        return paragraphs(data)
    written = data.text or ""
    if "</p>" in written.lower():
        fragment = read_fragment(written)
        return list(fragment.lines), fragment.headings
    blocks = written.replace("\r\n", "\n").split("\n\n")
    return [line for block in blocks if (line := " ".join(block.split()))], frozenset()


def _is_picture(content: etree._Element) -> bool:
    """Return whether a content is a picture's, by its own type or its component's role."""
    names = [kind.get("FormalName") or "" for kind in named(content, "MediaType")]
    component = next(
        (outer for outer in content.iterancestors() if local_name(outer) == "NewsComponent"), None
    )
    if component is not None:
        roles = (child for child in component if local_name(child) == "Role")
        names += [role.get("FormalName") or text_of(role) for role in roles]
    return any(name.lower().startswith(("caption", *_PICTURES)) for name in names)
