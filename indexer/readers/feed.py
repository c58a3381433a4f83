"""RSS (0.9 to 2.0, RDF), Atom, and WordPress exports: an article an entry, content before summary.

Media RSS describes an entry's pictures: its titles and texts are no article's. What is not
published in a WordPress export (drafts, menus, pictures) is counted and passed over. Sources: RSS
2.0 Specification; RFC 4287; the content and Dublin Core modules of RSS 1.0; Media RSS 1.5.1;
WordPress, "WordPress eXtended RSS".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.file_result import reason_of
from newssearch.indexer.html import PageText, read_fragment
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.xmlstream import xml_records
from newssearch.indexer.readers.xmltree import (
    local_name,
    outermost,
    own_texts,
    paragraphs,
    text_of,
)
from newssearch.indexer.record import Declared, Found, Record, Remark, Skipped

_CONTENT = ("encoded", "content", "description", "summary")
_FIELDS = {
    "title": ("title",),
    "byline": ("creator", "author"),
    "date": ("pubDate", "published", "issued", "date", "post_date", "updated"),
    "section": ("category",),
    "lang": ("language",),
    "tags": ("category", "subject", "keywords"),
}
_MOST_TAGS = 100
_SEVERAL = {"byline", "tags"}
_MEDIA = re.compile(r"\{(?>[^}]*?(?:mrss|itunes|podcast))[^}]*\}", re.I)
_KIND = "schemas.google.com/g/2005#kind"
"""The scheme by which Blogger tells posts from settings and comments."""
_ATOM = "{http://www.w3.org/2005/Atom}"
_BLOCK_TAG = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|table|blockquote|li|figure|section)\b", re.I)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,2000})?/?>")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LEAST_CAPTION_WORDS = 3

Children = dict[str, list[etree._Element]]


def read_feed(source: ByteSource) -> Iterator[Found]:
    """Read the entries of a feed."""
    root, entries = xml_records(source, "item", "entry")
    channel = _source_of(root)
    people = _people_of(root)
    passed_over: Counter[str] = Counter()
    number = 0
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, ArticleError):
            yield Skipped(number, reason_of(entry))
            continue
        children = _children(entry)
        if kind := _unpublished(children):
            passed_over[kind] += 1
            continue
        record = _read_entry(children, channel, people, number)
        if record is not None and source.own:
            record = replace(record, own=own_texts(entry, source))
        yield record or Skipped(number, "an entry without text and title")
    if not number:
        raise ArticleError("a feed without entries")
    if passed_over:
        kinds = ", ".join(f"{count} {kind}" for kind, count in passed_over.most_common(5))
        total = passed_over.total()
        yield Remark(f"entries of the export that are not published articles: {total} ({kinds})")
        if total == number:
            raise ArticleError(f"contains no published articles ({kinds})")


def _source_of(root: etree._Element) -> tuple[Declared, ...]:
    """Return the feed's own title, which comes before its entries."""
    for element in root.iter():
        name = local_name(element)
        if name in ("item", "entry"):
            break
        if name == "title" and not _MEDIA.match(str(element.tag)) and (title := text_of(element)):
            return (Declared(title, "feed title"),)
    return ()


def _people_of(root: etree._Element) -> dict[str, str]:
    """Return the names of a WordPress export's authors by what they log in as."""
    names: dict[str, str] = {}
    for author in outermost(root, "author"):
        login = _first(_children(author), "author_login")
        shown = _first(_children(author), "author_display_name")
        if login and shown:
            names[login] = shown
    return names


def _children(element: etree._Element) -> Children:
    children: Children = {}
    for child in element:
        if isinstance(child.tag, str) and not _MEDIA.match(child.tag):
            children.setdefault(local_name(child), []).append(child)
        elif isinstance(child.tag, str):
            children.setdefault(f"media:{local_name(child)}", []).append(child)
    return children


def _first(children: Children, name: str) -> str:
    return next((text for child in children.get(name, ()) if (text := text_of(child))), "")


def _unpublished(children: Children) -> str:
    """Return what an entry of a WordPress or Blogger export is, if it is no published article."""
    for category in children.get("category", ()):
        if (category.get("scheme") or "").endswith(_KIND):
            kind = (category.get("term") or "").rpartition("#")[2]
            return "" if kind in ("post", "page") else kind
    kind, status = _first(children, "post_type"), _first(children, "status")
    if kind and kind not in ("post", "page"):
        return kind
    return status if kind and status and status != "publish" else ""


def _read_entry(
    children: Children, channel: tuple[Declared, ...], people: dict[str, str], number: int
) -> Record | None:
    declared: dict[str, tuple[Declared, ...]] = {"source": channel} if channel else {}
    for field, names in _FIELDS.items():
        for name in names:
            values = [
                _value(child)
                for child in children.get(name, ())
                if not (child.get("scheme") or "").endswith(_KIND)
            ]
            kept = tuple(Declared(people.get(value, value), name) for value in values if value)
            if kept and field not in declared:
                declared[field] = kept[:_MOST_TAGS] if field in _SEVERAL else kept[:1]
    if address := _address(children):
        declared["url"] = (Declared(address, "link"),)
    captions = tuple(Declared(text, "media:description") for text in _captions(children))
    if captions:
        declared["caption"] = captions
    text = _content(children)
    if not text.lines:  # podcasts
        text = max(
            map(_text_of, children.get("media:summary", ())),
            key=lambda found: len(found.text),
            default=text,
        )
    if "byline" not in declared and (author := _first(children, "media:author")):
        declared["byline"] = (Declared(author, "itunes:author"),)
    if not text.lines and "title" not in declared:
        return None
    return Record(text.text, declared, "paragraphs", text.headings, number)


def _captions(children: Children) -> Iterator[str]:
    for media in (*children.get("media:content", ()), *children.get("media:group", ())):
        for description in outermost(media, "description"):
            text = text_of(description)
            if len(text.split()) >= _LEAST_CAPTION_WORDS:
                yield text


def _value(element: etree._Element) -> str:
    """Return an element's text, of a person the name, freed from markup written as text."""
    person = next((child for child in element if local_name(child) == "name"), None)
    value = text_of(person if person is not None else element)
    if not _is_plain(element) and ("<" in value or "&" in value):
        value = " ".join(read_fragment(value).lines) or value
    return value or (element.get("term") or "")


def _is_plain(element: etree._Element) -> bool:
    """Say whether "<" is a character in an element: Atom's text constructs say so."""
    if not str(element.tag).startswith(_ATOM) or element.get("type", "text") != "text":
        return False
    return element.get("type") == "text" or not _TAG.search(element.text or "")


def _address(children: Children) -> str:
    for link in children.get("link", ()):
        address = link.get("href") or text_of(link)
        if link.get("rel", "alternate") == "alternate" and address.startswith("http"):
            return address
    guid = text_of(next(iter(children.get("guid", ())), None))
    return guid if guid.startswith("http") else ""


def _content(children: Children) -> PageText:
    """Return the longest of what the fullest kind of content has."""
    for name in _CONTENT:
        texts = [_text_of(element) for element in children.get(name, ())]
        text = max(texts, key=lambda found: len(found.text), default=PageText())
        if text.lines:
            return text
    return PageText()


def _text_of(element: etree._Element) -> PageText:
    if len(element):  # Atom's XHTML
        lines, headings = paragraphs(element)
        return PageText(tuple(lines), headings)
    written = element.text or ""
    if _is_plain(element) or not _TAG.search(written):
        plain = written if _is_plain(element) else " ".join(read_fragment(written).lines)
        if not _is_plain(element) and _BLANK_LINE.search(written):
            return _of_blocks(written)
        blocks = _BLANK_LINE.split(plain) if _is_plain(element) else [plain]
        return PageText(tuple(line for block in blocks if (line := " ".join(block.split()))))
    if not _BLOCK_TAG.search(written) and _BLANK_LINE.search(written):
        return _of_blocks(written)
    return read_fragment(written)


def _of_blocks(written: str) -> PageText:
    """Read markup whose paragraphs are blank lines, as WordPress keeps them."""
    lines = (" ".join(read_fragment(block).lines) for block in _BLANK_LINE.split(written))
    return PageText(tuple(line for line in lines if line))
