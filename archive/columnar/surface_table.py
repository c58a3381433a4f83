"""The numbers of surfaces: each surface is analysed once, and after that is one dictionary look-up.

The table is what makes batched analysis fast: ``map(table.__getitem__, text.split())`` runs in C
for every surface seen before.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.analysis.surfaces import PARAGRAPH_END, Kind, Surface, analyse_surface

RANGE_MARK, TEXT_MARK, BREAK_MARK = "\x00", "\x01", "\x02"
"""Surfaces of their own in a batch: a range begins or ends in the next one, a text ends, a
paragraph ends."""

RANGE, TEXT = 0, 1
"""Their numbers in every table."""


class SurfaceTable(dict[str, int]):
    """Surfaces to numbers, with the analysis of each surface in parallel arrays.

    Tokens have numbers of their own; ``tokens`` lists them. A surface's first token is in
    ``first`` (-1 where it has none); further ones are listed flat, from ``more_start[s]`` on.
    Its words, that is the first token at each position, are listed by their 64-bit hashes, from
    ``word_start[s]`` on.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tokens: list[str] = []
        self._token_numbers: dict[str, int] = {}
        self._token_hashes = array("Q")
        self.kinds = array("B")
        self.widths = array("i")
        self.first = array("i")
        self.more_start = array("i", [0])
        self.more_token = array("i")
        self.more_offset = array("i")
        self.word_start = array("i", [0])
        self.word_hash = array("Q")
        self._add(RANGE_MARK, Surface(0, 0))
        self._add(TEXT_MARK, Surface(Kind.BREAK, 0))
        self._add(BREAK_MARK, analyse_surface(PARAGRAPH_END))

    def __missing__(self, surface: str) -> int:
        return self._add(surface, analyse_surface(surface))

    def _add(self, surface: str, analysed: Surface) -> int:
        number = self[surface] = len(self)
        kind, width, tokens = analysed
        self.kinds.append(kind)
        self.widths.append(width)
        if width == 1 and len(tokens) == 1:
            first = self._token_number(tokens[0][0])
            self.word_hash.append(self._token_hashes[first])
        else:
            first = self._add_several(tokens)
        self.first.append(first)
        self.more_start.append(len(self.more_token))
        self.word_start.append(len(self.word_hash))
        return number

    def _add_several(self, tokens: tuple[tuple[str, int, int, int], ...]) -> int:
        """Add the tokens of a surface that has not just one; return its first, or -1."""
        first = last_offset = -1
        for string, offset, _, _ in tokens:
            token = self._token_number(string)
            if offset > last_offset:
                self.word_hash.append(self._token_hashes[token])
                last_offset = offset
            if first < 0 and offset == 0:
                first = token
            else:
                self.more_token.append(token)
                self.more_offset.append(offset)
        return first

    def _token_number(self, token: str) -> int:
        count = len(self.tokens)
        number = self._token_numbers.setdefault(token, count)
        if number == count:
            self.tokens.append(token)
            self._token_hashes.append(_hash_word(token))
        return number

    def width(self, surface: str) -> int:
        """Return how many positions a part of a surface takes."""
        return self.widths[self[surface]] if surface else 0

    def columns(self) -> SurfaceColumns:
        """Return the arrays as they stand, copied."""
        return SurfaceColumns(
            np.array(self.kinds, np.uint8),
            np.array(self.widths, np.int32),
            np.array(self.first, np.int32),
            np.array(self.more_start, np.int32),
            np.array(self.more_token, np.int32),
            np.array(self.more_offset, np.int32),
            np.array(self.word_start, np.int32),
            np.array(self.word_hash, np.uint64),
        )


def _hash_word(token: str) -> int:
    digest = hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "little")


@dataclass(frozen=True, slots=True)
class SurfaceColumns:
    """A surface table as NumPy arrays; see ``SurfaceTable`` for their meaning."""

    kinds: NDArray[np.uint8]
    widths: NDArray[np.int32]
    first: NDArray[np.int32]
    more_start: NDArray[np.int32]
    more_token: NDArray[np.int32]
    more_offset: NDArray[np.int32]
    word_start: NDArray[np.int32]
    word_hash: NDArray[np.uint64]
