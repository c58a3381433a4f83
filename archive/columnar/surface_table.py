"""The numbers of surfaces: each surface is analysed once, and after that is one dictionary look-up.

The table is what makes batched analysis fast: ``map(table.__getitem__, SURFACE.findall(text))``
runs in C for every surface seen before.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.analysis.surfaces import Kind, Surface, analyse_surface

RANGE_MARK, TEXT_MARK, ENTRY_MARK = "\x00", "\x01", "\x02"
"""Marks between the texts of a batch: where a range begins or ends, a text ends, an entry ends."""


class SurfaceTable(dict[str, int]):
    """Surfaces to numbers, with the analysis of each surface in parallel arrays.

    Tokens have numbers of their own; ``tokens`` lists them. A surface's first token is in
    ``first`` (-1 where it has none); further ones are listed flat, from ``more_start[s]`` on.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tokens: list[str] = []
        self._token_numbers: dict[str, int] = {}
        self.kinds = array("B")
        self.widths = array("i")
        self.first = array("i")
        self.more_start = array("i", [0])
        self.more_token = array("i")
        self.more_offset = array("i")
        self._add(RANGE_MARK, Surface(Kind(0), 0))
        self._add(TEXT_MARK, Surface(Kind.BREAK, 0))
        self._add(ENTRY_MARK, Surface(Kind.BREAK, 0))

    def __missing__(self, surface: str) -> int:
        return self._add(surface, analyse_surface(surface))

    def _add(self, surface: str, analysed: Surface) -> int:
        number = self[surface] = len(self)
        self.kinds.append(analysed.kind)
        self.widths.append(analysed.width)
        tokens = [(self._token_number(token), offset) for token, offset, _, _ in analysed.tokens]
        opens = bool(tokens) and tokens[0][1] == 0
        self.first.append(tokens[0][0] if opens else -1)
        for token, offset in tokens[1 if opens else 0 :]:
            self.more_token.append(token)
            self.more_offset.append(offset)
        self.more_start.append(len(self.more_token))
        return number

    def _token_number(self, token: str) -> int:
        number = self._token_numbers.get(token)
        if number is None:
            number = self._token_numbers[token] = len(self.tokens)
            self.tokens.append(token)
        return number

    def columns(self) -> SurfaceColumns:
        """Return the arrays as they stand, copied."""
        return SurfaceColumns(
            np.array(self.kinds, np.uint8),
            np.array(self.widths, np.int32),
            np.array(self.first, np.int32),
            np.array(self.more_start, np.int32),
            np.array(self.more_token, np.int32),
            np.array(self.more_offset, np.int32),
        )


@dataclass(frozen=True, slots=True)
class SurfaceColumns:
    """A surface table as NumPy arrays; see ``SurfaceTable`` for their meaning."""

    kinds: NDArray[np.uint8]
    widths: NDArray[np.int32]
    first: NDArray[np.int32]
    more_start: NDArray[np.int32]
    more_token: NDArray[np.int32]
    more_offset: NDArray[np.int32]
