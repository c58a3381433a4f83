"""The exact check of candidates: the whole sets of shingles of both, from the stored bodies.

Sets are made for some thousands of texts at a time, so that memory is bounded; pairs that hang
together are taken one after the other, so that most texts are read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.numbering import MOST_SURFACES, SurfaceNumbers
from archive.columnar.shingles import Hashes, shingles_of_texts
from archive.news_layout import BODY_COUNT, unpack_article
from indexer.near_duplicates.components import components
from indexer.near_duplicates.links import Links
from indexer.near_duplicates.texts import Texts

WORDS_AT_ONCE = 4_000_000
"""Words of the texts whose sets are held together: 32 MB of shingles, and the bodies."""

_WORDS_OF_A_TURN = 250_000

Ints = NDArray[Any]


def compare(texts: Texts, first: Ints, second: Ints) -> Links:
    """Return the links among candidate pairs of texts.

    Raises:
        ArchiveDamaged: a stored article cannot be read.
    """
    shared = np.zeros(len(first), np.int64)
    sizes = np.zeros((2, len(first)), np.int64)
    reader = _Reader(texts)
    for pairs in _turns(texts, first, second, reader.words):
        sets = reader.sets(np.unique(np.concatenate([first[pairs], second[pairs]])))
        for pair in pairs.tolist():
            one, other = sets[int(first[pair])], sets[int(second[pair])]
            sizes[:, pair] = len(one), len(other)
            shared[pair] = _common(one, other) if len(one) < len(other) else _common(other, one)
    links = Links(first, second, shared, *sizes)
    return links.take(links.hold())


def _common(small: Hashes, large: Hashes) -> int:
    places = large.searchsorted(small)
    places[places == len(large)] = 0
    return int(np.count_nonzero(large[places] == small))


def _turns(texts: Texts, first: Ints, second: Ints, words: Ints) -> Iterator[Ints]:
    """Yield the numbers of pairs to be compared together."""
    if not len(first):
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


class _Reader:
    """Reads the bodies of texts and makes sets of shingles of them."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._numbers = SurfaceNumbers()
        counts = [np.zeros(0, np.int64), *(s.text(BODY_COUNT) for s in texts.segments)]
        self.words = np.concatenate(counts).astype(np.int64)[texts.place]

    def sets(self, wanted: Ints) -> dict[int, Hashes]:
        """Return the distinct shingles of texts, sorted."""
        wanted = wanted[np.argsort(self._texts.place[wanted])]
        turns = np.cumsum(self.words[wanted]) // _WORDS_OF_A_TURN
        sets: dict[int, Hashes] = {}
        for turn in np.unique(turns):
            numbers = wanted[turns == turn].tolist()
            bodies = [self._body(number) for number in numbers]
            sets.update(zip(numbers, shingles_of_texts(bodies, self._numbers), strict=True))
            if len(self._numbers.table) > MOST_SURFACES:
                self._numbers = SurfaceNumbers()
        return sets

    def _body(self, text: int) -> str:
        place = int(self._texts.place[text])
        number = int(np.searchsorted(self._texts.firsts, place, "right")) - 1
        segment = self._texts.segments[number]
        return unpack_article(segment.stored[place - int(self._texts.firsts[number])]).body
