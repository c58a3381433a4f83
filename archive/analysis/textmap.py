"""From positions back to places in a text, for showing what matched.

It reads a text as ``stream.tokenise`` does, but takes apart only the surfaces that are asked for.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.folding import fold
from newssearch.archive.analysis.stream import paragraph_openings, quieten, sentence_openings
from newssearch.archive.analysis.surfaces import SURFACE, Kind, Surface, analyse_surface

_CACHE_SIZE = 1 << 16

_BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace() and code != ord(" ")]
"""The blanks of Unicode beside the plain space; the last one is U+3000."""

Token = tuple[str, int, int, int]

_NO_TOKEN: Token = ("", 0, 0, 0)

_FEW = 40
"""Surfaces before another one that are joined to know its place; for more, all lengths are added
up once. Joining 40 takes 0.4 µs, adding up their lengths 1.5 µs, and three places are asked for."""

_MORE = 4
"""Pieces read beyond the position asked for: dashes and the like, which take up none."""


class _Surfaces(dict[str, Surface]):
    """The surfaces taken apart so far, for all texts; never too many."""

    def __missing__(self, string: str) -> Surface:
        if len(self) >= _CACHE_SIZE:
            self.clear()
        surface = self[string] = analyse_surface(string)
        return surface


class _Widths(dict[str, int]):
    """The positions that surfaces take up; none between two spaces, which has no surface."""

    def __missing__(self, string: str) -> int:
        if len(self) >= _CACHE_SIZE:
            self.clear()
        width = self[string] = SURFACES[string].width
        return width


SURFACES = _Surfaces()
"""The analysis of surfaces, each made when it is first asked for."""

_WIDTHS = _Widths()


def _level(text: str) -> str:
    """Return a text quietened and with plain spaces only, of the same length."""
    text = quieten(text)
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return text


class TextMap:
    """The positions of one text.

    ``starts`` are the code points at which its surfaces begin, ``positions`` their positions.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        starts: list[int] = []
        found: list[Surface] = []
        for match in SURFACE.finditer(quieten(text)):
            starts.append(match.start())
            found.append(SURFACES[match.group()])
        self._found = found
        self.starts = np.array(starts, np.int64)
        self.kinds = np.array([surface.kind for surface in found], np.uint8)
        widths = np.array([surface.width for surface in found], np.int64)
        self.positions: NDArray[np.int64] = np.cumsum(widths) - widths
        self.length = int(widths.sum())

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Return the stretch of text from position ``first`` to before position ``last``."""
        start, _ = self._token(first)
        _, end = self._token(max(first, last - 1))
        return start, max(start, end)

    def _token(self, position: int) -> tuple[int, int]:
        """Return where the token at a position begins and ends in the text."""
        number = int(np.searchsorted(self.positions, position, side="right")) - 1
        if number < 0:
            return 0, 0
        place, base = int(self.starts[number]), int(self.positions[number])
        for _, offset, start, end in self._found[number].tokens:
            if base + offset == position:
                return place + start, place + end
        return place, place

    def sentences(self) -> NDArray[np.int64]:
        """Return the code points at which sentences begin."""
        return self.starts[sentence_openings(self.kinds)]

    def paragraphs(self) -> NDArray[np.int64]:
        """Return the code points at which paragraphs begin."""
        return self.starts[paragraph_openings(self.kinds)]


class ParagraphMap:
    """The positions of one paragraph, or of a small text, counted within it, in plain Python.

    A snippet needs a few places of one paragraph of many; for so little text arrays do not pay.
    It is read as far as the position ``until``, and to its end only if more is asked for. Mostly
    every surface takes up one position, and single spaces part them: then a position is the
    number of a surface, and nothing has to be added up.
    """

    __slots__ = ("_content", "_lengths", "_pieces", "_plain", "_positions", "_reach", "_text")

    def __init__(self, text: str, until: int | None = None) -> None:
        self._text = text
        self._content = text if text.isprintable() and not text.isupper() else _level(text)
        self._read(until)

    def _read(self, until: int | None) -> None:
        """Take the surfaces apart that hold the positions before ``until``, or all."""
        self._reach = sys.maxsize
        if until is None:
            pieces = self._content.split(" ")
        else:
            pieces = self._content.split(" ", until + _MORE)
            if len(pieces) > until + _MORE:
                pieces.pop()
                self._reach = until + _MORE
        self._pieces = pieces
        self._lengths: list[int] | None = None
        widths = list(map(_WIDTHS.__getitem__, pieces))
        if widths.count(1) == len(widths):
            self._plain = len(widths)
            return
        self._plain = 0
        self._positions = list(accumulate(widths, initial=0))
        if self._reach < sys.maxsize:
            self._reach = self._positions[-1]

    @property
    def opening(self) -> int:
        """The code point at which the first surface begins."""
        return len(self._content) - len(self._content.lstrip())

    def start(self, position: int) -> int:
        """Return the code point at which the surface with a position begins."""
        number, _ = self._surface(position)
        return self._start(number)

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Return the stretch of text from position ``first`` to before position ``last``."""
        number, token = self._token(first)
        place = self._start(number)
        start, end = place + token[2], place + token[3]
        if last - first > 1:
            number, token = self._token(last - 1)
            end = self._start(number) + token[3]
        return start, max(start, end)

    def words(self, spans: Sequence[tuple[int, int]], shift: int) -> set[str]:
        """Return what stands, folded, at spans of positions that are ``shift`` too great."""
        found = set()
        for first, last in spans:
            if last - first == 1:
                found.add(self._token(first - shift)[1][0])
            else:
                start, end = self.characters(first - shift, last - shift)
                found.add(fold(self._text[start:end]))
        return found

    def _surface(self, position: int) -> tuple[int, int]:
        """Return the number of the surface with a position, and the position it begins at."""
        if position < self._plain:
            return position, position
        if position >= self._reach:
            self._read(None)
            return self._surface(position)
        if self._plain:
            return self._plain - 1, self._plain - 1
        number = min(bisect_right(self._positions, position), len(self._pieces)) - 1
        return number, self._positions[number]

    def _token(self, position: int) -> tuple[int, Token]:
        """Return the first token at a position, with the number of its surface."""
        if position < self._plain:
            tokens = SURFACES[self._pieces[position]].tokens
            return position, tokens[0] if tokens else _NO_TOKEN
        number, base = self._surface(position)
        for token in SURFACES[self._pieces[number]].tokens:
            if base + token[1] == position:
                return number, token
        return number, _NO_TOKEN

    def _start(self, number: int) -> int:
        """Return the code point at which a surface begins."""
        if number < _FEW:
            return len(" ".join(self._pieces[:number])) + 1 if number else 0
        if self._lengths is None:
            self._lengths = list(accumulate(map(len, self._pieces), initial=0))
        return self._lengths[number] + number

    def sentences(self) -> list[int]:
        """Return the code points at which sentences begin; see ``stream.sentence_openings``."""
        if self._reach < sys.maxsize:
            self._read(None)
        numbers = [number for number, piece in enumerate(self._pieces) if piece]
        if not numbers:
            return []
        kinds = [SURFACES[self._pieces[number]].kind for number in numbers]
        openings = numbers[:1]
        for place in [place for place, kind in enumerate(kinds, start=1) if kind & Kind.ENDER]:
            kind, after = kinds[place - 1], kinds[place] if place < len(kinds) else 0
            explained = kind & (Kind.ABBREVIATION | Kind.FIRM) == Kind.ABBREVIATION
            if after & Kind.OPENS and (not explained or after & Kind.OPENER):
                openings.append(numbers[place])
        return [self._start(number) for number in openings]
