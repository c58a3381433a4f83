"""XML of collections: Reuters RCV1 and TRC2, TEI, trafilatura's XML, Factiva's XML.

Sources: Lewis and others, "RCV1" (newsitem files of 1996 and 1997); TEI P5 Guidelines;
trafilatura, "XML output"; Dow Jones Factiva, "Publishing and Presentation Services" (PPS).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.xmltree import (
    first_text,
    local_name,
    named,
    outermost,
    paragraphs,
    parse_xml,
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

    def record(self, body: etree._Element | None, number: int | None) -> Record | Skipped:
        """Return the article whose text is an element's."""
        lines, headings = paragraphs(body) if body is not None else ([], frozenset[int]())
        if not lines and "title" not in self.declared:
            return Skipped(number, "no text and no title in this part of the file")
        return Record("\n".join(lines), self.declared, "paragraphs", headings, number)


def _each(
    root: etree._Element, name: str, what: str
) -> Iterator[tuple[etree._Element, int | None]]:
    """Yield the elements of a name, with their numbers where there are several."""
    found = [root] if local_name(root) == name else list(outermost(root, name))
    if not found:
        raise ArticleError(f"{what} without an article")
    for number, element in enumerate(found, 1):
        yield element, number if len(found) > 1 else None


def read_rcv1(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read news items of the Reuters corpora."""
    for item, number in _each(parse_xml(source), "newsitem", "RCV1"):
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
        fields.add("lang", item.get(_LANG) or "", "xml:lang")
        yield fields.record(next(named(item, "text"), None), number)


def read_tei(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read TEI documents, each with its header: the analytic level before the monographic."""
    root = parse_xml(source)
    name = "TEI.2" if next(named(root, "TEI.2"), None) is not None else local_name(root)
    for tei, number in _each(root, "TEI" if name in ("teiCorpus", "TEI") else name, "TEI"):
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
        fields.add("lang", tei.get(_LANG) or "", "xml:lang")
        text = next(named(tei, "text"), None)
        body = None if text is None else next(named(text, "body"), text)
        yield fields.record(body, number)


def _add_dates(fields: Fields, place: etree._Element) -> None:
    for date in outermost(place, "date"):
        fields.add("date", date.get("when") or date.get("value") or text_of(date), "date element")


def read_extracted(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read pages that trafilatura extracted."""
    for doc, number in _each(parse_xml(source), "doc", "trafilatura's XML"):
        fields = Fields()
        fields.add("title", doc.get("title") or "", "title")
        fields.add("date", doc.get("date") or "", "date")
        fields.add("url", doc.get("source") or doc.get("url") or "", "source")
        fields.add("source", doc.get("sitename") or doc.get("hostname") or "", "sitename")
        fields.add("lang", doc.get("language") or "", "language")
        authors = [name.strip() for name in (doc.get("author") or "").split(";")]
        if any(authors):
            fields.declared["byline"] = tuple(Declared(name, "author") for name in authors if name)
        yield fields.record(next(named(doc, "main"), doc), number)


def read_factiva_xml(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read articles as Factiva's services deliver them."""
    for article, number in _each(parse_xml(source), "article", "Factiva's XML"):
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
            yield Skipped(number, "no text and no headline in this part of the export")
        else:
            yield Record(text, fields.declared, "paragraphs", number=number)
