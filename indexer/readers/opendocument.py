"""OpenDocument text (ODT): one article, or the many of a database's export.

Source: OASIS, "Open Document Format for Office Applications" 1.3, text content.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.containers import ZIP_DAMAGE, checked_package
from newssearch.indexer.readers.exports import records_of_text
from newssearch.indexer.readers.xmltree import local_name, parse_xml
from newssearch.indexer.record import Found

_CONTENT = "content.xml"
_PARAGRAPHS = frozenset(("p", "h"))
_NOT_TEXT = frozenset(
    ("tracked-changes", "annotation", "forms", "bibliography", "table-of-content")
)
_CHARACTERS = {"tab": "\t", "line-break": "\n", "s": " "}


def read_opendocument(source: ByteSource) -> Iterator[Found]:
    """Read an OpenDocument text."""
    with checked_package(source, "OpenDocument") as folder:
        try:
            content = folder.read(_CONTENT)
        except (KeyError, *ZIP_DAMAGE) as error:
            raise ArticleError("damaged OpenDocument text") from error
    root = parse_xml(source.unpacked(content, _CONTENT))
    yield from records_of_text("\n".join(_lines(root)))


def _lines(root: etree._Element) -> Iterator[str]:
    """Yield the paragraphs in their order, those in notes and text boxes by themselves.

    A row of a table is a line, if no cell has several paragraphs: else it lays out a page.
    """
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        name = local_name(element)
        if name in _NOT_TEXT:
            walk.skip_subtree()
        elif name in _PARAGRAPHS:
            yield "".join(_text_of(element))
        elif name == "table-row":
            cells = [cell for cell in element if local_name(cell) == "table-cell"]
            written = [[p for p in cell.iter() if local_name(p) in _PARAGRAPHS] for cell in cells]
            if len(cells) > 1 and all(len(paragraphs) <= 1 for paragraphs in written):
                yield "\t".join("".join(_text_of(p)) for each in written for p in each)
                walk.skip_subtree()


def _text_of(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name not in _NOT_TEXT and name not in ("note", "frame", "p", "h"):
            yield from _text_of(child)
        yield child.tail or ""
