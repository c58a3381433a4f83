"""A text as bytes ready to be split: blanks are spaces and newlines, marks are straight.

What the analysis does not tell apart is made one here, so that there are fewer surfaces; lines in
capitals are quietened, as ``stream.quieten`` does. Nearly all is comparing arrays: strings are
made only of what is seldom.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.stream import quieten
from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.writing.surfaces.short_keys import PADDING

_BLANKS = (
    "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What ``str.split`` and ``\\s`` take for a space, beside the space and the newline."""

SPACE, NEWLINE = 0x20, 0x0A
_TWO_BYTES, _THREE_BYTES = 0xC2, 0xE1
"""The first bytes of code points from U+0080 and from U+1000 on, in UTF-8."""

_SMALL_A, _CAPITAL_A = np.uint8(ord("a")), np.uint8(ord("A"))
_LETTERS = np.uint8(26)

_LOOKED_AT = 16
"""Bytes of a line that are looked at together: in 99 lines of 100 one of them is a small letter."""

_LINES = 1 << 12
"""Ends of lines in capitals, beyond ASCII, that the loop over a text has room for."""

Ints = NDArray[Any]
Codes = NDArray[np.uint8]


def encode(text: str) -> bytearray:
    """Return a text in UTF-8 between two spaces, and ``PADDING`` after it."""
    content = bytearray(b" ")
    content += text.encode("utf-8", "surrogatepass")
    content += b" "
    content += PADDING
    return content


def make_plain(content: bytearray) -> bytearray:
    """Return an encoded text made plain; it has as many code points, some of them others."""
    if compiled.AVAILABLE:
        content, lines = _replace_by_loop(content)
    else:
        content = _replace(content)
        lines = _lines_in_capitals(content)
    return content if _quieten(content, lines) else encode(quieten(_decode(content)))


def _decode(content: bytearray) -> str:
    return content[1 : -len(PADDING) - 1].decode("utf-8", "surrogatepass")


def _replace(content: bytearray) -> bytearray:
    """Replace unusual blanks by spaces, and curly marks by straight ones: a byte for each."""
    codes = np.frombuffer(content, np.uint8)[: -len(PADDING)]
    low = np.flatnonzero(codes < SPACE)
    codes[low[_IS_BLANK[codes[low]]]] = SPACE
    high = np.flatnonzero(codes >= _TWO_BYTES)
    if not len(high):
        return content
    lead = codes[high].astype(np.int32)
    points = lead << 16 | codes[high + 1].astype(np.int32) << 8
    three = np.flatnonzero(lead >= _THREE_BYTES)
    points[three] |= codes[high[three] + 2]
    place = np.minimum(np.searchsorted(_POINTS, points), len(_POINTS) - 1)
    found = np.flatnonzero(_POINTS[place] == points)
    if not len(found):
        return content
    where = high[found]
    codes[where] = _PLAIN[place[found]]
    kept = np.ones(len(content), bool)
    kept[where + 1] = False
    kept[(where + 2)[lead[found] >= _THREE_BYTES]] = False
    return bytearray(np.frombuffer(content, np.uint8)[kept])


_REPLACED = {**dict.fromkeys(_BLANKS, " "), "“": '"', "”": '"', "‘": "'", "’": "'"}
_BY_BYTES = sorted(
    (int.from_bytes(mark.encode("utf-8").ljust(3, b"\0")), ord(plain))
    for mark, plain in _REPLACED.items()
    if not mark.isascii()
)
_POINTS = np.array([point for point, _ in _BY_BYTES], np.int32)
_PLAIN = np.array([plain for _, plain in _BY_BYTES], np.uint8)
"""What is replaced, by its two or three bytes as one number, and by what."""

_ASCII = np.arange(128, dtype=np.uint8)
_ASCII[[ord(blank) for blank in _BLANKS if blank.isascii()]] = SPACE
_IS_BLANK = _ASCII[:SPACE] == SPACE


def _replace_by_loop(content: bytearray) -> tuple[bytearray, Iterable[tuple[int, int]]]:
    """Do what ``_replace`` does, and quieten ASCII; return the lines left in question."""
    lines = np.empty(_LINES, np.int64)
    with memoryview(content)[: -len(PADDING)] as codes:
        size, found = compiled.texts.make_plain(codes, _POINTS, _PLAIN, _ASCII, lines)
    del content[size : -len(PADDING)]
    if 2 * found > len(lines):
        return content, _lines_in_capitals(content)
    starts, ends = lines[: 2 * found].reshape(-1, 2).T.tolist()
    return content, zip(starts, ends, strict=True)


def _quieten(content: bytearray, lines: Iterable[tuple[int, int]]) -> bool:
    """Make the lines in capitals among some small, in place; say whether all could be."""
    for start, end in lines:
        line = bytes(content[start:end])
        if line.isascii():
            if line.isupper():
                content[start:end] = line.lower()
            continue
        text = line.decode("utf-8", "surrogatepass")
        quiet = quieten(text).encode("utf-8", "surrogatepass")
        if len(quiet) != len(line):
            return False
        content[start:end] = quiet
    return True


def _lines_in_capitals(content: bytearray) -> Iterable[tuple[int, int]]:
    """Return where the lines that may be in capitals begin and end."""
    codes = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(codes == NEWLINE)
    starts = np.concatenate([[0], ends + 1])
    ends = np.append(ends, len(content) - len(PADDING))
    return _lines_in_question(codes, starts, ends)


def _lines_in_question(codes: Codes, starts: Ints, ends: Ints) -> Iterable[tuple[int, int]]:
    """Return the lines that may be in capitals, by their first bytes.

    These hold no small letter of ASCII; and a capital, or a byte that is not ASCII, if they are
    all of the line.
    """
    noted = ends - starts > _LOOKED_AT
    for place in range(_LOOKED_AT):
        code = codes[np.minimum(starts + place, ends)]
        kept = code - _SMALL_A >= _LETTERS
        starts, ends = starts[kept], ends[kept]
        noted = noted[kept] | (code[kept] - _CAPITAL_A < _LETTERS) | (code[kept] >= _TWO_BYTES)
    return zip(starts[noted].tolist(), ends[noted].tolist(), strict=True)
