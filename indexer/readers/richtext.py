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
    stretches = _Stretches(rtf)
    try:
        text = stretches.put_back(str(rtf_to_text(stretches.rtf, errors="replace")))
    except _DAMAGE as error:
        raise ArticleError("broken RTF") from error
    # pairs of surrogates are how RTF writes characters beyond the basic plane
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_STAND_INS = range(0xF0000, 0xF0000 + 60_000)
"""Private characters, one for each stretch of plain text."""

_STAND_IN = re.compile(f"[{chr(_STAND_INS[0])}-{chr(_STAND_INS[-1])}]")
_SKIPPED = re.compile(r"\\uc(\d{1,10})")
"""How many characters come behind a ``\\u`` for readers that do not know it: 1 if not said."""

_MOST_SKIPPED = 4
_PLAIN = r"[^\\{};\r\n]"
"""A character of plain text; names in the table of fonts end in a semicolon."""


class _Stretches:
    """RTF in which a character stands in for each stretch of plain text.

    striprtf reads character by character; so it has a tenth of them to read. A stretch begins
    behind a blank, so that it is no part of a control word, and behind what ``\\u`` skips.
    """

    def __init__(self, rtf: str) -> None:
        self.rtf = rtf
        self._stretches: list[str] = []
        skipped = max((1, *map(int, _SKIPPED.findall(rtf))))
        if skipped <= _MOST_SKIPPED and "\\bin" not in rtf and _STAND_IN.search(rtf) is None:
            stretch = re.compile(rf"(?<= )({_PLAIN}{{{skipped}}})({_PLAIN}{{8,}})")
            self.rtf = stretch.sub(self._stand_in, rtf)

    def put_back(self, text: str) -> str:
        """Return what striprtf made, with the stretches in their places."""
        if not self._stretches:
            return text
        first = _STAND_INS[0]
        return _STAND_IN.sub(lambda found: self._stretches[ord(found.group()) - first], text)

    def _stand_in(self, found: re.Match[str]) -> str:
        if len(self._stretches) == len(_STAND_INS):
            return found.group()
        self._stretches.append(found.group(2))
        return found.group(1) + chr(_STAND_INS[len(self._stretches) - 1])
