"""From positions back to places in a text, for showing what matched.

It reads a text as ``stream.tokenise`` does, but takes apart only the surfaces that are asked for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.analysis.stream import paragraph_openings, quieten, sentence_openings
from archive.analysis.surfaces import SURFACE, Surface, analyse_surface

_CACHE_SIZE = 1 << 16


class TextMap:
    """The positions of one text.

    ``starts`` are the code points at which its surfaces begin, ``positions`` their positions.
    """

    _surfaces: dict[str, Surface] = {}  # noqa: RUF012 - a cache that all texts share

    def __init__(self, text: str) -> None:
        self.text = text
        known = self._surfaces
        if len(known) > _CACHE_SIZE:
            known.clear()
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
