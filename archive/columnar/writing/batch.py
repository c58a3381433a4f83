"""What the analysis makes of a batch of entries, and what does it: an ``Analyser``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.writing.packing import Occurrences
from newssearch.archive.columnar.writing.shingles import Shingles

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the texts of ``n`` entries lie; positions are int32 within an entry.

    No position is as great as ``position_count``. ``zone_starts`` and
    ``zone_ends`` have shape (n, zones), ``counts`` (words of each text) shape (n, texts);
    ``lead_ends`` shape (n,). ``sentences`` and ``paragraphs`` are flat, with the number of each
    entry's in the array named ``…_counts``.
    """

    position_count: int
    zone_starts: Ints
    zone_ends: Ints
    counts: Ints
    lead_ends: Ints
    sentences: Ints
    sentence_counts: Ints
    paragraphs: Ints
    paragraph_counts: Ints


@dataclass(frozen=True, slots=True)
class Batch:
    """The arrays of analysed entries.

    The positions of ``range_starts`` and ``range_ends`` (int32) are flat; entry e has
    ``range_counts[e]`` of them.
    """

    placed: Placed
    shingles: Shingles
    range_starts: Ints
    range_ends: Ints
    range_counts: Ints


class Tokens(Protocol):
    """The distinct tokens that an analyser has met, by number."""

    def __len__(self) -> int: ...

    def order(self, tokens: Ints, spaces: Ints) -> Ints:
        """Return the order of some tokens by space and then by their text; no pair is there twice.

        UTF-8 sorts as code points do.
        """

    def encoded(self, tokens: Ints, prefixes: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return tokens in UTF-8, each between a byte before it, never 0, and a newline."""


class Analyser(Protocol):
    """Analyses batch after batch, and remembers the surfaces it has met.

    Several threads may analyse with one of them.
    """

    @property
    def tokens(self) -> Tokens:
        """The tokens to which occurrences refer."""

    @property
    def is_large(self) -> bool:
        """Whether it holds so much that it should be replaced, between two segments."""

    def analyse(
        self, texts: Sequence[str], ranges: Sequence[Sequence[tuple[int, int]]], base: int
    ) -> tuple[Batch, Occurrences]:
        """Analyse the texts of entries, which are numbered from ``base``, and the ranges of each.

        The texts follow one another, as many per entry as the layout has; ranges are code points
        of the last zone.

        Raises:
            IndexError: a range ends beyond the end of its text.
        """

    def shingles(self, texts: Sequence[str]) -> Shingles:
        """Return the shingles of texts, numbered from 0."""


MAX_REACH = 1000
"""Code points of a surface before the end of a range; a range in a longer one is not indexed."""
