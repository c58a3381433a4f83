"""RTF and Word (DOCX): one article, or the many of a database's export.

Only the text is wanted: of RTF what striprtf gives, of DOCX the paragraphs of
word/document.xml. Sources: Microsoft, "Rich Text Format Specification" 1.9.1;
ECMA-376, WordprocessingML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.containers import ZIP_DAMAGE, open_zip
from newssearch.indexer.readers.exports import export_reader
from newssearch.indexer.readers.source import Source
from newssearch.indexer.readers.xmltree import local_name, parse_xml
from newssearch.indexer.record import Record, Skipped

_WORD_BYTES = 50 * limits.MEGABYTE

_BEFORE = (
    (re.compile(r"\\field(?![a-zA-Z])"), ""),
    (re.compile(r"\\(?:nest)?cell(?![a-zA-Z]) ?"), r"\\tab "),
    (re.compile(r"\\(?:nest)?row(?![a-zA-Z]) ?"), r"\\par "),
    (re.compile(r"\{\s{0,5}\\footnote(?![a-zA-Z]) ?"), r"{\\par "),
)
"""What is written otherwise before striprtf reads it: it takes cubic time on fields, whose result
it gives without them too, writes cells with bars, and leaves footnotes out."""

_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What striprtf raises on files that are no RTF."""


def read_rtf(source: Source) -> Iterator[Record | Skipped]:
    """Read an RTF file."""
    content = source.read_all(limits.DOCUMENT_BYTES)
    try:
        rtf = content.decode("utf-8")  # programs that do not escape beyond ASCII write UTF-8
    except UnicodeDecodeError:
        rtf = content.decode("latin-1")
    yield from _records(rtf_text(rtf))


def read_word(source: Source) -> Iterator[Record | Skipped]:
    """Read a Word file."""
    with open_zip(source) as folder:
        try:
            member = folder.getinfo("word/document.xml")
            if member.file_size > _WORD_BYTES:
                raise ArticleError(f"Word text of over {_WORD_BYTES // limits.MEGABYTE} MB")
            with folder.open(member) as document:
                content = document.read(_WORD_BYTES)
        except KeyError as error:
            raise ArticleError("a Word file without text") from error
        except ZIP_DAMAGE as error:
            raise ArticleError("damaged Word file") from error
    paragraphs = []
    for paragraph in parse_xml(Source(content, source.name)).iter():
        if local_name(paragraph) == "p":
            pieces = []
            for inner in paragraph.iter():
                name = local_name(inner)
                pieces.append(inner.text or "" if name == "t" else "\n" if name == "br" else "")
            paragraphs.append("".join(pieces))
    yield from _records("\n".join(paragraphs))


def _records(text: str) -> Iterator[Record | Skipped]:
    if read := export_reader(text):
        yield from read(text)
    elif text.strip():
        lines = (" ".join(line.split()) for line in text.split("\n"))
        yield Record("\n".join(line for line in lines if line), lines="paragraphs")
    else:
        raise ArticleError("no text in it")


def rtf_text(rtf: str) -> str:
    """Return the text of RTF, a line a paragraph.

    Raises:
        ArticleError: it is broken.
    """
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415  only where one is met

    for pattern, instead in _BEFORE:
        rtf = pattern.sub(instead, rtf)
    try:
        text = str(rtf_to_text(rtf, errors="replace"))
    except _DAMAGE as error:
        raise ArticleError("broken RTF") from error
    # pairs of surrogates are how RTF writes characters beyond the basic plane
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
