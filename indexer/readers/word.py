"""Word (DOCX): one article, or the many of a database's export.

Only the text is wanted: the paragraphs of the part that the package names as its document, text
boxes as paragraphs of their own, once though they are written for two generations of programs.
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
            content = _read(folder, _document_part(folder))
        except KeyError as error:
            raise ArticleError("a Word file without text") from error
        except ZIP_DAMAGE as error:
            raise ArticleError("damaged Word file") from error
    root = parse_xml(source.unpacked(content, source.name))
    paragraphs = ["".join(_text_of(p)) for p in root.iter() if _is_read(p)]
    yield from records_of_text("\n".join(paragraphs))


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
