"""Word (DOCX): one article, or the many of a database's export.

Only the text is wanted: the paragraphs of the part that the package names as its document, text
boxes as paragraphs of their own, once though they are written for two generations of programs; a
row of a table as a line, and notes at the foot behind the text.
Source: ECMA-376, WordprocessingML and Markup Compatibility.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.containers import ZIP_DAMAGE, open_zip
from newssearch.indexer.readers.exports import records_of_text
from newssearch.indexer.readers.xmltree import local_name, parse_xml
from newssearch.indexer.record import Found

_WORD_BYTES = 50 * limits.MEGABYTE
_RELATIONS = "_rels/.rels"
_USUAL_PART = "word/document.xml"
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_ELSEWHERE = frozenset({"Fallback", "txbxContent", "instrText", "delText", "p"})
"""What is inside of a paragraph and none of its text: what older programs read instead, text boxes
and their paragraphs, fields' instructions, what was deleted."""


def read_word(source: ByteSource) -> Iterator[Found]:
    """Read a Word file."""
    with open_zip(source) as folder:
        try:
            document = _document_part(folder)
            content = _read(folder, document)
            notes = [_read(folder, name) for name in _parts_of_notes(folder, document)]
        except KeyError as error:
            raise ArticleError("a Word file without text") from error
        except ZIP_DAMAGE as error:
            raise ArticleError("damaged Word file") from error
    root = parse_xml(source.unpacked(content, source.name))
    lines = list(_lines(root))
    for part in notes:
        lines += _lines(parse_xml(source.unpacked(part, source.name)))
    yield from records_of_text("\n".join(lines))


def _read(folder: zipfile.ZipFile, name: str) -> bytes:
    member = folder.getinfo(name)
    if member.file_size > _WORD_BYTES:
        raise ArticleError(f"Word text of over {_WORD_BYTES // limits.MEGABYTE} MB")
    with folder.open(member) as part:
        return part.read(_WORD_BYTES)


def _document_part(folder: zipfile.ZipFile) -> str:
    """Return the name of the part that the package names as its document."""
    if _RELATIONS in folder.namelist():
        for relation in parse_xml(ByteSource(_read(folder, _RELATIONS), _RELATIONS)):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return (relation.get("Target") or _USUAL_PART).lstrip("/")
    return _USUAL_PART


def _parts_of_notes(folder: zipfile.ZipFile, document: str) -> list[str]:
    """Return the names of the parts with the document's footnotes and endnotes."""
    place, _, name = document.rpartition("/")
    relations = f"{place}/_rels/{name}.rels" if place else f"_rels/{name}.rels"
    if relations not in folder.namelist():
        return []
    parts = []
    for relation in parse_xml(ByteSource(_read(folder, relations), relations)):
        if (relation.get("Type") or "").endswith(("/footnotes", "/endnotes")):
            target = relation.get("Target") or ""
            parts.append(target.lstrip("/") if target[:1] == "/" else f"{place}/{target}")
    return [part for part in parts if part in folder.namelist()]


def _lines(root: etree._Element) -> Iterator[str]:
    """Yield each paragraph as a line, and each row of short cells."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _is_read(element):
            yield "".join(_text_of(element))
        elif local_name(element) == "tr" and (row := _row(element)):
            yield row
            walk.skip_subtree()
        elif local_name(element) == "Fallback":
            walk.skip_subtree()


def _row(element: etree._Element) -> str:
    """Return a row's cells, tabs between, if it is one of a table rather than of a page's layout.

    In a table's no cell has several paragraphs.
    """
    cells = [cell for cell in element if local_name(cell) == "tc"]
    written = [[p for p in cell.iter() if _is_read(p)] for cell in cells]
    if len(cells) < 2 or any(len(paragraphs) > 1 for paragraphs in written):
        return ""
    return "\t".join("".join(_text_of(p)) for paragraphs in written for p in paragraphs)


def _is_read(element: etree._Element) -> bool:
    """Say whether an element is a paragraph that is not written for older programs only."""
    if local_name(element) != "p":
        return False
    return not any(local_name(outer) == "Fallback" for outer in element.iterancestors())


def _text_of(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name not in _ELSEWHERE and not name.endswith("Pr"):
            yield from _text_of(child)
