"""Pairs of texts that are near-identical, with the numbers that say so, and their file.

The file ``links`` is in a generation beside ``groups``. Texts are named by their fingerprints,
so it stays true however articles are moved between segments, and the next generation takes over
what still holds. Arrays: ``first`` and ``second`` (fingerprints), ``shared`` (distinct shingles
that both have), ``first_size`` and ``second_size`` (that each has).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile, ArrayFileWriter
from newssearch.indexer.near_duplicates.texts import Texts

FILE_NAME = "links"

LEAST_JACCARD = 0.5
"""Shingles in both over shingles in either, from which on two texts are near-identical."""

LEAST_CONTAINED = 0.7
LEAST_SHARED = 20
"""Or else: this share of the smaller text's shingles, and this many, are in the other."""

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Links:
    """Links between numbered texts as parallel arrays; ``first`` is the lower number."""

    first: Ints
    second: Ints
    shared: Ints
    first_size: Ints
    second_size: Ints

    def __len__(self) -> int:
        return len(self.first)

    @property
    def jaccard(self) -> NDArray[np.float64]:
        """Shingles that both have over those that either has."""
        return self.shared / np.maximum(self.first_size + self.second_size - self.shared, 1)

    @property
    def contained(self) -> NDArray[np.float64]:
        """The share of the smaller text's shingles that the other has."""
        return self.shared / np.maximum(np.minimum(self.first_size, self.second_size), 1)

    def hold(self) -> NDArray[np.bool_]:
        """Mark those that are near-identical."""
        part = (self.contained >= LEAST_CONTAINED) & (self.shared >= LEAST_SHARED)
        marked: NDArray[np.bool_] = (self.jaccard >= LEAST_JACCARD) | part
        return marked

    def take(self, chosen: NDArray[Any]) -> Links:
        """Return some of them, by mask or by index."""
        return Links(*(column[chosen] for column in self.columns()))

    def columns(self) -> tuple[Ints, ...]:
        """Return the arrays in their order."""
        return self.first, self.second, self.shared, self.first_size, self.second_size

    def joined(self, other: Links) -> Links:
        """Return these and others, ordered by their texts."""
        pairs = zip(self.columns(), other.columns(), strict=True)
        joined = Links(*(np.concatenate(pair) for pair in pairs))
        return joined.take(np.lexsort((joined.second, joined.first)))


def write_links(folder: Path, links: Links, texts: Texts) -> None:
    """Write links into the folder of a generation."""
    with ArrayFileWriter(folder / FILE_NAME) as file:
        file.add("first", texts.fingerprints[links.first].astype("<u8"))
        file.add("second", texts.fingerprints[links.second].astype("<u8"))
        file.add("shared", links.shared.astype("<u4"))
        file.add("first_size", links.first_size.astype("<u4"))
        file.add("second_size", links.second_size.astype("<u4"))


def read_links(folder: Path, texts: Texts) -> Links:
    """Return those of a generation's links whose texts there still are, with their numbers now."""
    file = ArrayFile(folder / FILE_NAME)
    count = file.expect("first", ("<u8",))
    file.expect("second", ("<u8",), count)
    for name in ("shared", "first_size", "second_size"):
        file.expect(name, ("<u4",), count)
    first, found_first = texts.known(file["first"].all())
    second, found_second = texts.known(file["second"].all())
    counts = (file[name].all().astype(np.int64) for name in ("shared", "first_size", "second_size"))
    return Links(first, second, *counts).take(found_first & found_second)
