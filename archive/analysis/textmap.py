"""From positions back to places in a text, for showing what matched.

It reads a text as ``stream.tokenise`` does, but takes apart only the surfaces that are asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from operator import itemgetter
from typing import cast

import numpy as np
from numpy.typing import NDArray

from archive.analysis.stream import paragraph_openings, quieten, sentence_openings
from archive.analysis.surfaces import SURFACE, Kind, Surface, analyse_surface

_CACHE_SIZE = 1 << 16

_WORDS = re.compile(r"\S+")

_KIND, _WIDTH = itemgetter(0), itemgetter(1)


class TextMap:
    """The positions of one text.

    ``starts`` are the code points at which its surfaces begin, ``positions`` their positions.
    """

    _surfaces: dict[str, Surface] = {}  # noqa: RUF012 - a cache that all texts share

    def __init__(self, text: str) -> None:
        self.text = text
        known = self.known()
        starts: list[int] = []
        found: list[Surface] = []
        for match in SURFACE.finditer(quieten(text)):
            string = match.group()
            surface = known.get(string)
            if surface is None:
                surface = known[string] = analyse_surface(string)
            starts.append(match.start())
            found.append(surface)
        self._found = found
        self.starts = np.array(starts, np.int64)
        self.kinds = np.array([surface.kind for surface in found], np.uint8)
        widths = np.array([surface.width for surface in found], np.int64)
        self.positions: NDArray[np.int64] = np.cumsum(widths) - widths
        self.length = int(widths.sum())

    @classmethod
    def known(cls) -> dict[str, Surface]:
        """Return the surfaces taken apart so far, for all texts; never too many."""
        if len(cls._surfaces) > _CACHE_SIZE:
            cls._surfaces.clear()
        return cls._surfaces

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

    A snippet needs one paragraph of many; for so little text arrays do not pay.
    """

    def __init__(self, text: str) -> None:
        content = quieten(text)
        pieces = content.split()
        known = TextMap.known()
        found = list(map(known.get, pieces))
        if None in found:
            for piece in pieces:
                if piece not in known:
                    known[piece] = analyse_surface(piece)
            found = list(map(known.get, pieces))
        self._found = cast(list[Surface], found)
        self._positions = list(accumulate(map(_WIDTH, self._found), initial=0))
        self._lengths = list(accumulate(map(len, pieces), initial=0))
        self._starts: list[int] | None = None
        if self._lengths[-1] + max(len(pieces) - 1, 0) != len(content):
            self._starts = [match.start() for match in _WORDS.finditer(content)]

    def _start(self, number: int) -> int:
        """Return where a surface begins; mostly single spaces part them."""
        return self._lengths[number] + number if self._starts is None else self._starts[number]

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Return the stretch of text from position ``first`` to before position ``last``."""
        start, end = self._token(first)
        if last - first > 1:
            _, end = self._token(last - 1)
        return start, max(start, end)

    def _token(self, position: int) -> tuple[int, int]:
        number = min(bisect_right(self._positions, position), len(self._found)) - 1
        if number < 0:
            return 0, 0
        place, base = self._start(number), self._positions[number]
        for _, offset, start, end in self._found[number].tokens:
            if base + offset == position:
                return place + start, place + end
        return place, place

    def sentences(self) -> list[int]:
        """Return the code points at which sentences begin; see ``stream.sentence_openings``."""
        if not self._found:
            return []
        kinds = list(map(_KIND, self._found))
        openings = [0]
        for number in [n for n, kind in enumerate(kinds, start=1) if kind & Kind.ENDER]:
            kind, after = kinds[number - 1], kinds[number] if number < len(kinds) else 0
            explained = kind & (Kind.ABBREVIATION | Kind.FIRM) == Kind.ABBREVIATION
            if after & Kind.OPENS and (not explained or after & Kind.OPENER):
                openings.append(number)
        return [self._start(number) for number in openings]
