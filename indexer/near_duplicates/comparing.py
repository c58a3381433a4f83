"""The exact check of candidates: all shingles of both, those they share counted by sorting.

Shingles are taken from where the build left them, or made again from the stored bodies. Sets are
held for some thousands of texts at a time, so that memory is bounded; pairs that hang together are
taken one after the other, so that most texts are read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.writing.loops import loops
from newssearch.archive.columnar.writing.shingles import distinct
from newssearch.archive.news_layout import BODY_COUNT
from newssearch.indexer.near_duplicates.components import components
from newssearch.indexer.near_duplicates.links import Links
from newssearch.indexer.near_duplicates.shingle_sets import MadeShingles, ShingleReader
from newssearch.indexer.near_duplicates.texts import Texts

WORDS_AT_ONCE = 2_000_000
"""Words of the texts whose sets are held together, which takes some 75 MB at its height."""

_SHINGLE_BITS = 32
_SHINGLE = np.uint64((1 << _SHINGLE_BITS) - 1)

Ints = NDArray[Any]


def compare(texts: Texts, first: Ints, second: Ints, made: MadeShingles) -> Links:
    """Return the links among candidate pairs of texts.

    Raises:
        ArchiveDamaged: a stored article cannot be read.
    """
    shared = np.zeros(len(first), np.int64)
    sizes = np.zeros((2, len(first)), np.int64)
    reader = ShingleReader(texts, made)
    counts = [np.zeros(0, np.int64), *(s.text(BODY_COUNT) for s in texts.segments)]
    words = np.concatenate(counts).astype(np.int64)[texts.place]
    for pairs in _turns(texts, first, second, words):
        wanted = distinct(np.concatenate([first[pairs], second[pairs]]))
        sets = _Sets(*reader.read(wanted))
        ones, others = (np.searchsorted(wanted, ends[pairs]) for ends in (first, second))
        sizes[0, pairs], sizes[1, pairs] = sets.sizes[ones], sets.sizes[others]
        shared[pairs] = sets.count_shared(ones, others)
    links = Links(first, second, shared, *sizes)
    return links.take(links.hold())


class _Sets:
    """The distinct shingles of some texts, flat and in order, with the size of each set."""

    def __init__(self, shingles: NDArray[np.uint32], counts: Ints) -> None:
        owners = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        packed = distinct(owners << np.uint64(_SHINGLE_BITS) | shingles)
        self.sizes = np.bincount(
            (packed >> np.uint64(_SHINGLE_BITS)).view(np.int64), minlength=len(counts)
        )
        self._starts = np.cumsum(self.sizes) - self.sizes
        self._shingles = (packed & _SHINGLE).astype(np.uint32)

    def count_shared(self, ones: Ints, others: Ints) -> Ints:
        """Return how many shingles the two sets of each pair share."""
        shared = np.zeros(len(ones), np.int64)
        loops().count_shared(self._shingles, self._starts, self.sizes, ones, others, shared)
        return shared


def _turns(texts: Texts, first: Ints, second: Ints, words: Ints) -> Iterator[Ints]:
    """Yield the numbers of pairs to be compared together."""
    if not len(first):
        return
    if words[distinct(np.concatenate([first, second]))].sum() <= WORDS_AT_ONCE:
        yield np.arange(len(first))
        return
    labels = components(len(texts), first, second)
    order = np.lexsort((second, first, labels[first]))
    held: set[int] = set()
    held_words = start = 0
    for place, pair in enumerate(order.tolist()):
        wanted = {int(first[pair]), int(second[pair])} - held
        added = sum(int(words[text]) for text in wanted)
        if held and held_words + added > WORDS_AT_ONCE:
            yield order[start:place]
            start, held_words = place, 0
            held = {int(first[pair]), int(second[pair])}
            added = sum(int(words[text]) for text in held)
        held |= wanted
        held_words += added
    yield order[start:]
