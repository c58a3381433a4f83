"""XML of collections: Reuters RCV1 and TRC2, TEI, trafilatura's XML, Factiva's XML.

Sources: Lewis and others, "RCV1" (newsitem files of 1996 and 1997); TEI P5 Guidelines;
trafilatura, "XML output"; Dow Jones Factiva, "Publishing and Presentation Services" (PPS).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.file_result import reason_of
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.xmlstream import xml_records
from newssearch.indexer.readers.xmltree import (
    first_text,
    named,
    outermost,
    own_texts,
    paragraphs,
    text_of,
)
from newssearch.indexer.record import Declared, Record, Skipped

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Fields:
    """What an element says of its article, each field once, in the order of trust."""

    def __init__(self) -> None:
        self.declared: dict[str, tuple[Declared, ...]] = {}

    def add(self, field: str, value: str, origin: str) -> None:
        """Take a value, unless the field has one or it is empty; of a date the day."""
        value = " ".join(value.split())
        if field == "date" and value:
            day = find_day(value)
            value = day.value if day else ""
        if value and field not in self.declared:
            self.declared[field] = (Declared(value, origin),)

    def add_tags(self, values: Iterable[str | None], origin: str) -> None:
        """Take topics beside those that are there, each once."""
        known = self.declared.get("tags", ())
        texts = dict.fromkeys(" ".join((value or "").split()) for value in values)
        new = texts.keys() - {tag.value for tag in known} - {""}
        found = tuple(Declared(text, origin) for text in texts if text in new)
        if found:
            self.declared["tags"] = known + found

    def record(self, body: etree._Element | None, number: int | None) -> Record | Skipped:
        """Return the article whose text is an element's."""
        lines, headings = paragraphs(body) if body is not None else ([], frozenset[int]())
        if not lines and "title" not in self.declared:
            return Skipped(number, "no text and no title in this part of the file")
        return Record("\n".join(lines), self.declared, "paragraphs", headings, number)


Make = Callable[[etree._Element, int | None], Record | Skipped]


def _each(source: ByteSource, make: Make, what: str, *names: str) -> Iterator[Record | Skipped]:
    """Yield what is made of the elements of some names, numbered where there are several."""
    _, elements = xml_records(source, *names)
    first = list(islice(elements, 2))
    if not first:
        raise ArticleError(f"{what} without an article")
    for count, element in enumerate(chain(first, elements), 1):
        number = count if len(first) > 1 else None
        if isinstance(element, ArticleError):
            yield Skipped(number, reason_of(element))
            continue
        record = make(element, number)
        if source.own and isinstance(record, Record):
            record = replace(record, own=own_texts(element, source))
        yield record


def read_rcv1(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read news items of the Reuters corpora."""
    return _each(source, _rcv1, "RCV1", "newsitem")


def _rcv1(item: etree._Element, number: int | None) -> Record | Skipped:
    fields = Fields()
    fields.add("title", first_text(item, "headline") or first_text(item, "title"), "headline")
    fields.add("byline", first_text(item, "byline"), "byline element")
    fields.add("dateline", first_text(item, "dateline"), "dateline element")
    fields.add("date", item.get("date") or "", "newsitem date")
    for element in named(item, "dc"):
        if (element.get("element") or "").startswith("dc.date"):
            fields.add("date", element.get("value") or "", element.get("element") or "")
        elif element.get("element") == "dc.source":
            fields.add("source", element.get("value") or "", "dc.source")
    fields.add("source", "Reuters", "newsitem element")
    for codes in named(item, "codes"):
        kind = (codes.get("class") or "").split(":")[1:2]
        fields.add_tags((one.get("code") for one in named(codes, "code")), "".join(kind) or "codes")
    fields.add("lang", item.get(_LANG) or "", "xml:lang")
    return fields.record(next(named(item, "text"), None), number)


def read_tei(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read TEI documents, each with its header: the analytic level before the monographic."""
    return _each(source, _tei, "TEI", "TEI", "TEI.2")


def _tei(tei: etree._Element, number: int | None) -> Record | Skipped:
    header = next(named(tei, "teiHeader"), None)
    fields = Fields()
    if header is not None:
        title = next(named(header, "titleStmt"), header)
        described = next(named(header, "sourceDesc"), None)
        analytic = None if described is None else next(named(described, "analytic"), None)
        for place in (analytic, title):
            if place is not None:
                fields.add("title", first_text(place, "title"), "title element")
                authors = [text_of(found) for found in outermost(place, "author")]
                if any(authors) and "byline" not in fields.declared:
                    fields.declared["byline"] = tuple(
                        Declared(author, "author element") for author in authors if author
                    )
        for place in (described, header):
            if place is not None:
                _add_dates(fields, place)
        if described is not None:
            monograph = next(named(described, "monogr"), described)
            fields.add("source", first_text(monograph, "title"), "sourceDesc title")
            fields.add("source", first_text(described, "publisher"), "publisher element")
        fields.add("source", first_text(header, "publisher"), "publisher element")
        for language in named(header, "language"):
            fields.add("lang", language.get("ident") or "", "language element")
        for keywords in named(header, "keywords"):
            fields.add_tags(map(text_of, outermost(keywords, "term", "item")), "keywords element")
    fields.add("lang", tei.get(_LANG) or "", "xml:lang")
    text = next(named(tei, "text"), None)
    body = None if text is None else next(named(text, "body"), text)
    record = fields.record(body, number)
    several = sum(div.get("type", "").lower() in _ARTICLE_DIVS for div in named(tei, "div"))
    if several > 1 and isinstance(record, Record):
        remark = f"it holds {several} divisions that are articles, which were read as one"
        return replace(record, remarks=(*record.remarks, remark))
    return record


_ARTICLE_DIVS = frozenset(("article", "news", "newsitem", "story", "item"))
"""What encoders of newspapers call the division of one article."""


def _add_dates(fields: Fields, place: etree._Element) -> None:
    for date in outermost(place, "date"):
        fields.add("date", date.get("when") or date.get("value") or text_of(date), "date element")


def read_extracted(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read pages that trafilatura extracted."""
    return _each(source, _extracted, "trafilatura's XML", "doc")


def _extracted(doc: etree._Element, number: int | None) -> Record | Skipped:
    fields = Fields()
    fields.add("title", doc.get("title") or "", "title")
    fields.add("date", doc.get("date") or "", "date")
    fields.add("url", doc.get("source") or doc.get("url") or "", "source")
    fields.add("source", doc.get("sitename") or doc.get("hostname") or "", "sitename")
    fields.add("lang", doc.get("language") or "", "language")
    for name in ("categories", "tags"):
        fields.add_tags((doc.get(name) or "").split(";"), name)
    authors = [name.strip() for name in (doc.get("author") or "").split(";")]
    if any(authors):
        fields.declared["byline"] = tuple(Declared(name, "author") for name in authors if name)
    return fields.record(next(named(doc, "main"), doc), number)


def read_factiva_xml(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read articles as Factiva's services deliver them."""
    return _each(source, _factiva, "Factiva's XML", "article")


def _factiva(article: etree._Element, number: int | None) -> Record | Skipped:
    fields = Fields()
    fields.add("title", first_text(article, "headline"), "headline element")
    fields.add("byline", first_text(article, "byline"), "byline element")
    fields.add("credit", first_text(article, "credit"), "credit element")
    for name in ("publicationDate", "publicationTime", "modificationDate"):
        fields.add("date", first_text(article, name), name)
    fields.add("source", first_text(article, "sourceName", "publisherName"), "sourceName")
    fields.add("section", first_text(article, "sectionName", "columnName"), "sectionName")
    fields.add("lang", first_text(article, "baseLanguage"), "baseLanguage")
    fields.add("notes", first_text(article, "notes"), "notes element")
    fields.add("caption", first_text(article, "artWork"), "artWork element")
    lines = [
        text_of(paragraph)
        for part in outermost(article, "leadParagraph", "tailParagraphs")
        for paragraph in outermost(part, "paragraph")
    ]
    text = "\n".join(line for line in lines if line)
    if not text and "title" not in fields.declared:
        return Skipped(number, "no text and no headline in this part of the export")
    return Record(text, fields.declared, "paragraphs", number=number)
