"""ALTO: scanned pages of newspapers as libraries keep them, words in lines in blocks.

A block is a paragraph. A word that is broken at the end of a line is taken whole, as the file gives
it, or put together from its parts. Which blocks make up an article ALTO does not say, so that a
file is one article. Source: Library of Congress, "ALTO XML Schema", versions 1 to 4.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.xmltree import local_name, named, own_texts, parse_xml
from newssearch.indexer.record import Declared, Record

_FIRST_PART = "HypPart1"
_SECOND_PART = "HypPart2"


def read_alto(source: ByteSource) -> Iterator[Record]:
    """Read the pages of a file as one article.

    Raises:
        ArticleError: no word was recognised, or the file is no XML.
    """
    root = parse_xml(source, empty=True)
    lines: list[str] = []
    pages: list[int] = []
    for number, page in enumerate(named(root, "Page"), 1):
        for block in named(page, "TextBlock"):
            if text := _text_of(block):
                lines.append(text)
                pages.append(number)
    if not lines:
        raise ArticleError("ALTO without words: nothing was recognised on its pages")
    yield Record(
        "\n".join(lines),
        _language(root),
        "paragraphs",
        pages=tuple(pages) if pages[-1] > 1 else (),
        own=own_texts(root, source),
    )


def _text_of(block: etree._Element) -> str:
    """Return the words of a block in one line."""
    words: list[str] = []
    broken = False
    for element in named(block, "String", "HYP"):
        if local_name(element) == "HYP":
            broken = bool(words)
            continue
        content = (element.get("CONTENT") or "").strip()
        whole = (element.get("SUBS_CONTENT") or "").strip()
        if whole and element.get("SUBS_TYPE") == _FIRST_PART:
            words.append(whole)
        elif whole and element.get("SUBS_TYPE") == _SECOND_PART:
            broken = False
        elif content and broken:
            words[-1] += content
            broken = False
        elif content:
            words.append(content)
    return " ".join(words)


def _language(root: etree._Element) -> dict[str, tuple[Declared, ...]]:
    """Return the language of the first block that names one."""
    for block in named(root, "TextBlock", "Page"):
        if written := block.get("LANG") or block.get("language"):
            return {"lang": (Declared(written, "LANG"),)}
    return {}
