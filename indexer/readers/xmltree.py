"""XML, read without what makes it dangerous: no entities, no network, no trees beyond any use."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.source import Source

BLOCKS = frozenset("p hl2 li td th dd dt div section blockquote pre h1 h2 h3 h4 h5 h6 bq".split())
_HTML_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]{2,12});")
_HEADINGS = frozenset("hl2 h2 h3 h4 h5 h6".split())


def parse_xml(source: Source) -> etree._Element:
    """Return the root of a document.

    Raises:
        ArticleError: it is no XML, or too deep, or built on entities.
    """
    content = source.read_all(limits.DOCUMENT_BYTES)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )
    try:
        return etree.fromstring(_HTML_ENTITY.sub(_numeric, content.lstrip()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).split(", line", 1)[0][:120]
        raise ArticleError(f"broken XML: {reason}") from error


def _numeric(entity: re.Match[bytes]) -> bytes:
    """Return HTML's "&nbsp;", which feeds use and XML does not know, as "&#160;"."""
    character = html.entities.html5.get(entity.group(1).decode("ascii") + ";", "")
    return b"".join(b"&#%d;" % ord(each) for each in character) or entity.group()


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements inside that bear one of the names, in whatever namespace."""
    for inner in element.iter():
        if inner is not element and local_name(inner) in names:
            yield inner


def text_of(element: etree._Element | None) -> str:
    """Return all text inside, blanks collapsed."""
    return "" if element is None else " ".join("".join(_strings(element)).split())


def first_text(element: etree._Element, *names: str) -> str:
    """Return the text of the first element inside with one of the names that has any."""
    return next((text for found in named(element, *names) if (text := text_of(found))), "")


def _strings(element: etree._Element) -> Iterator[str]:
    for text in element.itertext():
        yield str(text)


def paragraphs(element: etree._Element) -> tuple[list[str], frozenset[int]]:
    """Return the text of the innermost blocks inside, a line each, and the headings' numbers.

    Text outside any block makes a line of its own.
    """
    lines: list[str] = []
    headings: set[int] = set()
    pending: list[str] = []

    def end_line(block: str) -> None:
        text = " ".join("".join(pending).split())
        pending.clear()
        if text:
            if block in _HEADINGS:
                headings.add(len(lines))
            lines.append(text)

    for event, inner in etree.iterwalk(element, events=("start", "end")):
        name = local_name(inner)
        if event == "start":
            if name in BLOCKS or name == "br":
                end_line("")
            pending.append(inner.text or "")
        else:
            if name in BLOCKS:
                end_line(name)
            if inner is not element:
                pending.append(inner.tail or "")
    end_line("")
    return lines, frozenset(headings)
