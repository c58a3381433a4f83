"""NITF: the IPTC's News Industry Text Format, as agencies delivered it from 1999 on.

Used, too, by the New York Times Annotated Corpus. Source: IPTC, "NITF 3.x".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers.byte_source import ByteSource
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
from newssearch.indexer.record import Declared, Record

_LEAD = "LEAD:"
_META_DATES = ("publication_day_of_month", "publication_month", "publication_year")


def read_nitf(source: ByteSource) -> Iterator[Record]:
    """Read the articles of a file: one, or several under one root."""
    root = parse_xml(source)
    roots = [root] if local_name(root) == "nitf" else list(outermost(root, "nitf"))
    for number, element in enumerate(roots, 1):
        record = read_nitf_element(element, number if len(roots) > 1 else None)
        yield replace(record, own=own_texts(element, source)) if source.own else record
    if not roots:
        raise ArticleError("XML without an nitf element")


_MOST_TAGS = 100
_SUBJECT_PARTS = ("tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail")


def _subjects(nitf: etree._Element) -> Iterator[str]:
    """Yield key words, subjects and what indexers of the New York Times call descriptors.

    Sources: NITF 3.6; IPTC subject reference; the New York Times Annotated Corpus.
    """
    for element in named(nitf, "keyword", "tobject.subject", "classifier"):
        name = local_name(element)
        if name == "keyword":
            texts = [element.get("key") or text_of(element)]
        elif name == "tobject.subject":
            texts = [element.get(part) or "" for part in _SUBJECT_PARTS]
        else:
            kind = (element.get("type") or "").lower()
            texts = [text_of(element)] if "descriptor" in kind else []
        yield from (clean for text in texts if (clean := " ".join(text.split())))


def read_nitf_element(nitf: etree._Element, number: int | None) -> Record:
    """Return the article of one nitf element."""
    declared: dict[str, tuple[Declared, ...]] = {}

    def declare(field: str, value: str, origin: str) -> None:
        value = " ".join(value.split())
        if value and field not in declared:
            declared[field] = (Declared(value, origin),)

    head_line = next(named(nitf, "hedline"), None)
    if head_line is not None:
        declare("title", first_text(head_line, "hl1") or text_of(head_line), "hedline")
    declare("title", first_text(nitf, "title"), "title element")
    bylines = [text for found in outermost(nitf, "byline") if (text := _byline(found))]
    if bylines:
        declared["byline"] = tuple(Declared(text, "byline element") for text in bylines[:20])
    dateline = next(named(nitf, "dateline"), None)
    declare("dateline", text_of(dateline, without=("story.date",)), "dateline element")
    for value, origin in _dates(nitf):
        if day := find_day(value):
            if "date" not in declared:
                declare("time", value, origin)
            declare("date", day.value, origin)
    for publication in named(nitf, "pubdata"):
        declare("source", publication.get("name") or "", "pubdata")
        declare("section", publication.get("position.section") or "", "pubdata")
        declare("url", publication.get("ex-ref") or "", "pubdata")
    declare("credit", first_text(nitf, "distributor"), "distributor element")
    declare("source", first_text(nitf, "rights.owner", "doc.rights"), "rights")
    if tags := list(dict.fromkeys(_subjects(nitf))):
        declared["tags"] = tuple(Declared(text, "subjects") for text in tags[:_MOST_TAGS])
    if notes := list(_notes(nitf, head_line)):
        declared["notes"] = tuple(notes[:20])
    captions = [text for found in outermost(nitf, "media-caption") if (text := text_of(found))]
    if captions:
        declared["caption"] = tuple(Declared(text, "media-caption") for text in captions[:20])
    lines, headings = _body(nitf)
    if not lines and "title" not in declared:
        raise ArticleError("NITF without text and headline")
    return Record("\n".join(lines), declared, "paragraphs", headings, number)


def _notes(nitf: etree._Element, head_line: etree._Element | None) -> Iterator[Declared]:
    """Yield corrections, what is said of the author below the text, and lower headlines."""
    for name in ("correction", "note", "tagline"):
        for found in outermost(nitf, name):
            if text := text_of(found):
                yield Declared(text, f"{name} element")
    title = "" if head_line is None else first_text(head_line, "hl1")
    for found in () if head_line is None or not title else outermost(head_line, "hl2"):
        if (text := text_of(found)) and text != title:
            yield Declared(text, "hl2 element")


def _byline(element: etree._Element) -> str:
    """Return whom a byline names: not their roles, not the form for indexes, no initials."""
    if element.get("class") == "normalized_byline":
        return ""
    text = text_of(element, without=("byttl",))
    return "" if _INITIALS.fullmatch(text) else text


_INITIALS = re.compile(r"[a-z]{1,4}(?:/[a-z]{1,4}){0,5}")


def _dates(nitf: etree._Element) -> Iterator[tuple[str, str]]:
    for name in ("date.issue", "date.release", "story.date"):
        for found in outermost(nitf, name):
            yield found.get("norm") or text_of(found), name
    for publication in named(nitf, "pubdata"):
        yield publication.get("date.publication") or "", "pubdata"
    meta = {found.get("name"): found.get("content") or "" for found in named(nitf, "meta")}
    day, month, year = (meta.get(name, "") for name in _META_DATES)
    if day.isdigit() and month.isdigit() and year.isdigit():
        yield f"{year}-{int(month):02d}-{int(day):02d}", "publication_* meta"


def _body(nitf: etree._Element) -> tuple[list[str], frozenset[int]]:
    """Return the text, with a lead that the New York Times prints twice printed once."""
    blocks = [b for b in named(nitf, "block") if b.get("class") == "full_text"]
    content = blocks[0] if blocks else next(named(nitf, "body.content"), None)
    if content is None:
        content = next(named(nitf, "body"), None)
    if content is None:
        return [], frozenset()
    for media in list(named(content, "media")):
        parent = media.getparent()
        if parent is not None:
            parent.remove(media)
    lines, headings = paragraphs(content)
    if not blocks or not lines or not lines[0].startswith(_LEAD):
        return lines, headings
    lead = lines[0].removeprefix(_LEAD).strip()
    if len(lines) > 1 and lines[1].strip() == lead:
        return lines[1:], frozenset(n - 1 for n in headings if n)
    return [lead, *lines[1:]], headings
