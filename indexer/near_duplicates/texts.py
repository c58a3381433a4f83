"""The distinct texts of an archive: articles with the same words in the same order are one text.

A text is known by its fingerprint, across segments and generations. Everything after this module
compares texts, so a story that is in an archive a thousand times is looked at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.sketches import sampled_hashes
from newssearch.archive.columnar.writing.shingles import SAMPLED_EVERYWHERE

Ints = NDArray[Any]
NO_TEXT = -1


class Texts:
    """The texts of the live articles of some segments, numbered in the order of fingerprints.

    ``text_of`` has, a segment, the number of every article's text, ``NO_TEXT`` for articles that
    are deleted or too short. One article *represents* each text: ``place`` is its number through
    all segments, and ``represented`` has, a segment, the text that each article represents.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self._hashes: dict[int, NDArray[np.uint32]] = {}
        self.firsts = np.concatenate([[0], np.cumsum([s.size for s in segments])]).astype(np.int64)
        prints = [np.zeros(0, np.uint64)]
        for segment in segments:
            own = segment.file("sketches")["fingerprint"].all()
            prints.append(own if segment.deleted is None else np.where(segment.deleted, 0, own))
        joined = np.concatenate(prints)
        articles = np.flatnonzero(joined)
        self.fingerprints, first, numbers = np.unique(
            joined[articles], return_index=True, return_inverse=True
        )
        self.place = articles[first]
        texts = np.full(len(joined), NO_TEXT, np.int64)
        represented = texts.copy()
        texts[articles] = numbers
        represented[self.place] = np.arange(len(self.place))
        self.text_of = [texts[a:b] for a, b in self._bounds()]
        self.represented = [represented[a:b] for a, b in self._bounds()]

    def __len__(self) -> int:
        return len(self.fingerprints)

    def _bounds(self) -> list[tuple[int, int]]:
        bounds = self.firsts.tolist()
        return list(pairwise(bounds))

    def _sketches(self) -> Iterator[tuple[NDArray[np.uint32], Ints, Ints]]:
        """Yield by segment the sampled shingles, the article of each, and ``represented``."""
        for number, (segment, represented) in enumerate(
            zip(self.segments, self.represented, strict=True)
        ):
            if number not in self._hashes:
                self._hashes[number] = sampled_hashes(segment)
            yield self._hashes[number], segment.file("sketches")["entry"].all(), represented

    def known(self, fingerprints: NDArray[np.uint64]) -> tuple[Ints, NDArray[np.bool_]]:
        """Return the numbers of the texts with some fingerprints, and which of these there are."""
        places = np.searchsorted(self.fingerprints, fingerprints)
        found = places < len(self)
        found[found] = self.fingerprints[places[found]] == fingerprints[found]
        return places, found

    def sampled(self, chosen: NDArray[np.bool_]) -> NDArray[np.uint32]:
        """Return the sampled shingles of the chosen texts, each as often as it occurs in one."""
        parts = []
        for hashes, entries, represented in self._sketches():
            mine = _mark(chosen, represented)
            if mine.any():
                parts.append(hashes[mine[entries]])
        return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, np.uint32), *parts])

    def sample_sizes(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return by text, for the chosen ones, how many of its shingles are sampled everywhere."""
        sizes = np.zeros(len(self), np.int64)
        for hashes, entries, represented in self._sketches():
            mine = _mark(chosen, represented)
            if mine.any():
                everywhere = entries[(hashes & np.uint32(SAMPLED_EVERYWHERE)) == 0]
                texts = represented[everywhere[mine[everywhere]]]
                sizes += np.bincount(texts, minlength=len(self))
        return sizes

    def sharing(self, hashes: NDArray[np.uint32]) -> tuple[Ints, Ints]:
        """Return the texts that have each of some sampled shingles, in ascending order.

        Two parallel arrays, ordered by the first, then the second: the number of the shingle in
        ``hashes``, and the text.
        """
        packed = [np.zeros(0, np.int64)]
        for own, entries, represented in self._sketches():
            starts = np.searchsorted(own, hashes)
            sizes = np.searchsorted(own, hashes, "right") - starts
            texts = represented[entries[expand(starts, sizes)]]
            numbers = np.repeat(np.arange(len(hashes)), sizes)
            live = texts >= 0
            packed.append(numbers[live] << 32 | texts[live])
        joined = np.concatenate(packed)
        joined.sort()
        return joined >> 32, joined & 0xFFFFFFFF


def _mark(chosen: NDArray[np.bool_], texts: Ints) -> NDArray[np.bool_]:
    """Mark the articles whose text is chosen."""
    marked = texts >= 0
    marked[marked] = chosen[texts[marked]]
    return marked
