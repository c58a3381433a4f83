"""A text as bytes ready to be split: blanks are spaces and newlines, marks are straight.

What the analysis does not distinguish is made one here, so that there are fewer surfaces; lines in
capitals are quietened, as ``stream.quieten`` does. Nearly all is comparing arrays: strings are
made only of rare ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.characters import BLANK, class_of
from newssearch.archive.analysis.stream import quieten
from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.writing.surfaces.short_keys import PADDING

_SPACES = [character for character in map(chr, range(0x3001)) if character.isspace()]
_BLANKS = [space for space in _SPACES if class_of(space) == BLANK and space != " "]
"""The blanks beside the plain space; the newline is a class of its own."""

SPACE, NEWLINE = 0x20, 0x0A
_TWO_BYTES = 0xC2
"""The first byte of code points from U+0080 on, in UTF-8."""

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
    content, lines = _replace(content)
    return content if _quieten(content, lines) else encode(quieten(_decode(content)))


def _decode(content: bytearray) -> str:
    return content[1 : -len(PADDING) - 1].decode("utf-8", "surrogatepass")


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


def _replace(content: bytearray) -> tuple[bytearray, Iterable[tuple[int, int]]]:
    """Replace unusual blanks by spaces, and curly marks by straight ones: a byte for each.

    Quieten ASCII, and return the lines left in question.
    """
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
