"""From positions back to places in a text, for showing what matched.

It reads a text as ``stream.tokenise`` does, and remembers the surfaces it has split.
"""

from __future__ import annotations

from bisect import bisect_right

from newssearch.archive.analysis.stream import opens_paragraph, opens_sentence, quieten
from newssearch.archive.analysis.surfaces import (
    Surface,
    SurfaceKind,
    analyse_surface,
    surfaces_of,
)

_CACHE_SIZE = 1 << 16


class _Surfaces(dict[str, Surface]):
    """The surfaces split so far, for all texts; never too many."""

    def __missing__(self, string: str) -> Surface:
        surface = analyse_surface(string)
        if len(self) < _CACHE_SIZE:
            self[string] = surface
        return surface


SURFACES = _Surfaces()
"""The analysis of surfaces, each made when it is first asked for."""


class TextMap:
    """The positions of one text.

    ``starts`` are the code points at which its surfaces begin, ``positions`` their positions.
    ``length`` counts the positions of the whole text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.positions: list[int] = []
        self._found: list[Surface] = []
        position = 0
        quiet = quieten(text)
        for start, end in surfaces_of(quiet):
            surface = SURFACES[quiet[start:end]]
            self.starts.append(start)
            self.positions.append(position)
            self._found.append(surface)
            position += surface.width
        self.length = position

    @property
    def opening(self) -> int:
        """The code point at which the first surface begins, or the text ends."""
        return self.starts[0] if self.starts else len(self.text)

    def start(self, position: int) -> int:
        """Return the code point at which the surface with a position begins."""
        number = bisect_right(self.positions, position) - 1
        return self.starts[max(number, 0)] if self.starts else len(self.text)

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Return the stretch of text from position ``first`` to before position ``last``."""
        start, _ = self._token(first)
        _, end = self._token(max(first, last - 1))
        return start, max(start, end)

    def _token(self, position: int) -> tuple[int, int]:
        """Return where the token at a position begins and ends in the text."""
        number = bisect_right(self.positions, position) - 1
        if number < 0:
            return 0, 0
        place, base = self.starts[number], self.positions[number]
        for token in self._found[number].tokens:
            if base + token.offset == position:
                return place + token.start, place + token.end
        return place, place

    def sentences(self) -> list[int]:
        """Return the code points at which sentences begin."""
        return self._openings(sentences=True)

    def paragraphs(self) -> list[int]:
        """Return the code points at which paragraphs begin."""
        return self._openings(sentences=False)

    def _openings(self, *, sentences: bool) -> list[int]:
        found = []
        before = int(SurfaceKind.BREAK)
        for start, surface in zip(self.starts, self._found, strict=True):
            opens = opens_paragraph(before, surface.kind)
            if opens or (sentences and opens_sentence(before, surface.kind)):
                found.append(start)
            before = surface.kind
        return found
