"""RTF: one article, or the many of a database's export.

Source: Microsoft, "Rich Text Format Specification" 1.9.1, as striprtf reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.exports import records_of_text
from newssearch.indexer.record import Record, Skipped

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


def read_rtf(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read an RTF file."""
    content = source.read_whole(limits.COPIES_OF_TEXT)
    try:
        rtf = content.decode("utf-8")  # programs that do not escape beyond ASCII write UTF-8
    except UnicodeDecodeError:
        rtf = content.decode("latin-1")
    yield from records_of_text(rtf_text(rtf))


def rtf_text(rtf: str) -> str:
    """Return the text of RTF, a line per paragraph.

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
