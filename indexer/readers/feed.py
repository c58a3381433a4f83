"""RSS (0.9 to 2.0, RDF) and Atom files: one article an entry, its content before its summary.

Sources: RSS 2.0 Specification; RFC 4287; the content and Dublin Core modules of RSS 1.0.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import PageText, read_fragment
from newssearch.indexer.readers.source import Source
from newssearch.indexer.readers.xmltree import local_name, named, paragraphs, parse_xml, text_of
from newssearch.indexer.record import Declared, Record, Skipped

_CONTENT = ("encoded", "content", "description", "summary")
_FIELDS = {
    "title": ("title",),
    "byline": ("creator", "author"),
    "date": ("pubDate", "published", "issued", "date", "updated"),
    "section": ("category",),
    "lang": ("language",),
}


def read_feed(source: Source) -> Iterator[Record | Skipped]:
    """Read the entries of a feed."""
    root = parse_xml(source)
    entries = list(named(root, "item", "entry"))
    if not entries:
        raise ArticleError("a feed without entries")
    channel = _source_of(root)
    for number, entry in enumerate(entries, 1):
        record = _read_entry(entry, channel, number)
        yield record or Skipped(number, "an entry without text and title")


def _source_of(root: etree._Element) -> tuple[Declared, ...]:
    """Return the feed's own title, which stands before its entries."""
    for element in root.iter():
        name = local_name(element)
        if name in ("item", "entry"):
            break
        if name == "title" and (title := text_of(element)):
            return (Declared(title, "feed title"),)
    return ()


def _read_entry(entry: etree._Element, channel: tuple[Declared, ...], number: int) -> Record | None:
    children: dict[str, list[etree._Element]] = {}
    for child in entry:
        children.setdefault(local_name(child), []).append(child)
    declared: dict[str, tuple[Declared, ...]] = {"source": channel} if channel else {}
    for field, names in _FIELDS.items():
        for name in names:
            values = [_value(child) for child in children.get(name, ())]
            kept = tuple(Declared(value, name) for value in values if value)
            if kept and field not in declared:
                declared[field] = kept if field == "byline" else kept[:1]
    if address := _address(children):
        declared["url"] = (Declared(address, "link"),)
    text = _content(children)
    if not text.lines and "title" not in declared:
        return None
    return Record(text.text, declared, "paragraphs", text.headings, number)


def _value(element: etree._Element) -> str:
    """Return an element's text, of a person the name, freed from markup written as text."""
    person = next((child for child in element if local_name(child) == "name"), None)
    value = text_of(person if person is not None else element)
    if "<" in value or "&" in value:
        value = " ".join(read_fragment(value).lines) or value
    return value or (element.get("term") or "")


def _address(children: dict[str, list[etree._Element]]) -> str:
    for link in children.get("link", ()):
        address = link.get("href") or text_of(link)
        if link.get("rel", "alternate") == "alternate" and address.startswith("http"):
            return address
    guid = text_of(next(iter(children.get("guid", ())), None))
    return guid if guid.startswith("http") else ""


def _content(children: dict[str, list[etree._Element]]) -> PageText:
    for name in _CONTENT:
        for element in children.get(name, ()):
            if len(element):  # Atom's XHTML
                lines, headings = paragraphs(element)
                text = PageText(tuple(lines), headings)
            else:
                text = read_fragment(element.text or "")
            if text.lines:
                return text
    return PageText()
