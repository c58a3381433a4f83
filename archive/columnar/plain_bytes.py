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

from archive.analysis.stream import quieten
from archive.columnar.short_keys import PADDING

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

Ints = NDArray[Any]
Codes = NDArray[np.uint8]


def plain_bytes(text: str) -> bytearray:
    """Return a text in UTF-8 between two spaces, and ``PADDING``; its code points stay in place."""
    content = _encode(text)
    replaced = _unusual(content)
    if replaced:
        for character, plain in replaced.items():
            text = text.replace(character, plain)
        content = _encode(text)
    return content if _quieten(content) else _encode(quieten(text))


def _encode(text: str) -> bytearray:
    content = bytearray(b" ")
    content += text.encode("utf-8", "surrogatepass")
    content += b" "
    content += PADDING
    return content


def _unusual(content: bytearray) -> dict[str, str]:
    """Return the unusual blanks and marks of a text, with what is put in their place."""
    codes = np.frombuffer(content, np.uint8)[: -len(PADDING)]
    low = codes[codes < SPACE]
    found = set(np.unique(low[(low != NEWLINE) & (low > 1)]).tolist())
    high = np.flatnonzero(codes >= _TWO_BYTES)
    if len(high):
        lead = codes[high].astype(np.int32)
        points = lead << 16 | codes[high + 1].astype(np.int32) << 8
        points[lead >= _THREE_BYTES] |= codes[(high + 2)[lead >= _THREE_BYTES]]
        found |= set(np.unique(points[np.isin(points, _LISTED)]).tolist())
    return {_POINTS[point]: _REPLACED[_POINTS[point]] for point in found if point in _POINTS}


_REPLACED = {**dict.fromkeys(_BLANKS, " "), "“": '"', "”": '"', "‘": "'", "’": "'"}
_POINTS = {
    ord(mark) if mark.isascii() else int.from_bytes(mark.encode("utf-8").ljust(3, b"\0")): mark
    for mark in _REPLACED
}
"""What is replaced, by its code point in ASCII, else by its bytes in UTF-8 as one number."""

_LISTED = np.array([point for point in _POINTS if point > SPACE], np.int32)


def _quieten(content: bytearray) -> bool:
    """Make the lines in capitals small, in place; say whether all could be."""
    codes = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(codes == NEWLINE)
    starts = np.concatenate([[0], ends + 1])
    ends = np.append(ends, len(content) - len(PADDING))
    for start, end in _lines_in_question(codes, starts, ends):
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
