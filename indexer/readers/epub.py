"""EPUB: books and magazines, one article a chapter, in the order of reading.

Source: W3C, "EPUB 3.3": container, package document, navigation; EPUB 2's NCX.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import decode
from newssearch.indexer.html import read_fragment
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.containers import ZIP_DAMAGE, checked_package
from newssearch.indexer.readers.webpage import without_pictures
from newssearch.indexer.readers.xmltree import first_text, local_name, named, parse_xml, text_of
from newssearch.indexer.record import Declared, Found, Record, Remark, Skipped

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html")
_CONTENTS = ("application/x-dtbncx+xml",)
_LEAST_WORDS = 25
"""A chapter of fewer words is a cover, a title page, an imprint."""


def read_epub(source: ByteSource) -> Iterator[Found]:
    """Read the chapters of a book.

    Raises:
        ArticleError: it is damaged, or there is no text in it.
    """
    with checked_package(source, "EPUB") as folder:
        try:
            yield from _chapters(folder, source)
        except (KeyError, *ZIP_DAMAGE) as error:
            raise ArticleError("damaged EPUB") from error


def _chapters(folder: zipfile.ZipFile, source: ByteSource) -> Iterator[Found]:
    package_name = _package_name(folder, source)
    package = _parsed(folder, package_name, source)
    about = _about(package)
    items = {item.get("id") or "": item for item in named(package, "item")}
    titles = _titles(folder, package_name, list(items.values()), source)
    number = short = 0
    for entry in named(package, "itemref"):
        item = items.get(entry.get("idref") or "")
        if item is None or item.get("media-type") not in _PAGES:
            continue
        name = _inside(package_name, item.get("href") or "")
        number += 1
        try:
            record = _chapter(folder.read(name), titles.get(name, ""), about)
        except KeyError:
            yield Skipped(number, f"{name}: missing in the book")
            continue
        except ArticleError as error:
            yield Skipped(number, f"{name}: {error.message}")
            continue
        except ZIP_DAMAGE:
            encrypted = _ENCRYPTION in folder.NameToInfo
            yield Skipped(number, f"{name}: {'encrypted' if encrypted else 'damaged'}")
            continue
        if record is None:
            short += 1
            number -= 1
            continue
        yield Record(
            record.text,
            record.declared,
            record.lines,
            record.headings,
            number,
            member=name,
        )
    if not number:
        raise ArticleError("an EPUB without text")
    if short:
        yield Remark(f"{short} pages of the book have hardly any text (covers, title pages)")


def _parsed(folder: zipfile.ZipFile, name: str, source: ByteSource) -> etree._Element:
    return parse_xml(source.unpacked(folder.read(name), name))


def _package_name(folder: zipfile.ZipFile, source: ByteSource) -> str:
    for element in named(_parsed(folder, _CONTAINER, source), "rootfile"):
        if path := element.get("full-path"):
            return path
    raise ArticleError("damaged EPUB")


def _inside(package_name: str, address: str) -> str:
    """Return the name of a file of the book that is addressed from another one."""
    folder = PurePosixPath(package_name).parent
    return normpath(str(folder / unquote(address.partition("#")[0]))).lstrip("/")


def _about(package: etree._Element) -> dict[str, tuple[Declared, ...]]:
    """Return what the book says of all its chapters."""
    meta = next(named(package, "metadata"), package)
    about = {
        "source": (first_text(meta, "title"), "title of the book"),
        "date": (first_text(meta, "date"), "date of the book"),
        "lang": (first_text(meta, "language"), "language of the book"),
    }
    found: dict[str, tuple[Declared, ...]] = {
        field: (Declared(*value),) for field, value in about.items() if value[0]
    }
    people = [text for creator in named(meta, "creator") if (text := text_of(creator))]
    if people:
        found["byline"] = tuple(Declared(text, "creator of the book") for text in people[:20])
    return found


def _titles(
    folder: zipfile.ZipFile, package_name: str, items: list[etree._Element], source: ByteSource
) -> dict[str, str]:
    """Return what the table of contents calls the files of the book."""
    titles: dict[str, str] = {}
    for item in items:
        navigation = "nav" in (item.get("properties") or "").split()
        if not navigation and item.get("media-type") not in _CONTENTS:
            continue
        name = _inside(package_name, item.get("href") or "")
        try:
            root = _parsed(folder, name, source)
        except (ArticleError, KeyError, *ZIP_DAMAGE):
            continue
        for element in named(root, "a", "navPoint"):
            if local_name(element) == "a":
                address, text = element.get("href") or "", text_of(element)
            else:
                place = next(named(element, "content"), None)
                address = "" if place is None else place.get("src") or ""
                text = first_text(element, "navLabel")
            if address and text:
                titles.setdefault(_inside(name, address), text)
    return titles


def _chapter(content: bytes, title: str, about: dict[str, tuple[Declared, ...]]) -> Record | None:
    """Return the article of a chapter, None if it is too short to be one."""
    chapter = read_fragment(decode(without_pictures(content)).text)
    lines = list(chapter.lines)
    first_is_heading = 0 in chapter.headings
    declared = dict(about)
    if title:
        declared["title"] = (Declared(title, "table of contents"),)
    elif first_is_heading and lines:
        declared["title"] = (Declared(lines[0], "heading"),)
    cut = int(
        bool(lines)
        and "title" in declared
        and lines[0].casefold() == declared["title"][0].value.casefold()
    )
    if len(" ".join(lines[cut:]).split()) < _LEAST_WORDS:
        return None
    headings = frozenset(place - cut for place in chapter.headings if place >= cut)
    return Record("\n".join(lines[cut:]), declared, "paragraphs", headings)
