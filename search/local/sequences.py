"""Counting sequences of words from arrays, in two passes over the words.

The first adds up sequences by a hash of few bits, so that many share a counter. What has a counter
below the least frequency cannot be frequent, and is passed over by the second, which counts the
others one by one (Park, Chen and Yu 1995, "An effective hash-based algorithm for mining association
rules"). There sequences are distinguished by hashes of 64 bits, and the words of equal ones are
compared: where two different sequences share a hash, all are counted again with another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.search.budget import MAX_SEQUENCES, too_dear
from newssearch.search.execution.arrays import POSITION_BITS, Docs, changes
from newssearch.search.execution.occurrences import NO_SPANS, Spans
from newssearch.search.execution.running_words import NO_WORD, WordBlock
from newssearch.search.execution.units import openings
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.word_counts import places_of
from newssearch.search.word_counts import SequenceCounts

_MAIN = 0

COUNTER_BITS = 24
"""Bits of the hashes that counters are kept by, 64 MB in all.

20, 22, 24, 26: of the 11.3 million sequences of 3 words in 26,000 press releases 93, 60, 49, 46 %
are left for the second pass.
"""

_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
"""Odd numbers without a pattern; the second and further ones are for when hashes collide."""

_Hashes = NDArray[np.uint64]


class _Found(NamedTuple):
    """Distinct sequences by hash: how often, in how many articles, and their words, a row each."""

    hashes: _Hashes
    counts: NDArray[np.int64]
    articles: NDArray[np.int64]
    words: NDArray[np.int64]


class _Collision(Exception):
    """Two sequences have the same hash."""


def count_sequences(
    corpus: Corpus,
    docs: Sequence[Docs],
    length: int,
    least: int,
    spans: Sequence[Mapping[int, Spans]] | None,
) -> SequenceCounts:
    """Count the sequences of ``length`` words within sentences of the articles ``docs``.

    With ``spans`` only those that hold one of them as a whole. Sequences that are fewer than
    ``least`` are left out.
    """
    for multiplier in _MULTIPLIERS:
        counter = _Counter(corpus, docs, length, spans, multiplier)
        try:
            found, total = counter.count(least)
        except _Collision:
            continue
        order = np.lexsort(found.words.T[::-1])
        texts = [corpus.vocabulary.texts(column[order]) for column in found.words.T]
        sequences = tuple(zip(*texts, strict=True))
        return SequenceCounts(sequences, found.counts[order], found.articles[order], total)
    raise AssertionError("four independent hashes of 64 bits collided")


class _Counter:
    """The sequences of so many words in some articles, by a hash."""

    def __init__(
        self,
        corpus: Corpus,
        docs: Sequence[Docs],
        length: int,
        spans: Sequence[Mapping[int, Spans]] | None,
        multiplier: int,
    ) -> None:
        self._corpus = corpus
        self._docs = docs
        self._length = length
        self._spans = spans
        self._multiplier = np.uint64(multiplier)

    def count(self, least: int) -> tuple[_Found, int]:
        """Return the sequences that occur ``least`` times, and how many there are in all.

        Raises:
            QueryBudgetExceeded: more than ``MAX_SEQUENCES`` would have to be kept.
        """
        counters = np.zeros(1 << COUNTER_BITS, np.uint32)
        shift = np.uint64(64 - COUNTER_BITS)
        if least > 1:
            for _, _, _, hashes in self._passes("articles, first pass"):
                np.add.at(counters, (hashes >> shift).astype(np.intp), np.uint32(1))
        total = held = 0
        parts: list[_Found] = []
        what = "articles, second pass" if least > 1 else "articles"
        for block, words, places, hashes in self._passes(what):
            total += len(places)
            kept = slice(None) if least <= 1 else counters[hashes >> shift] >= least
            parts.append(self._tallied(block, words, places[kept], hashes[kept]))
            held += len(parts[-1].hashes)
            if held > MAX_SEQUENCES:
                raise too_dear(
                    f"more than {MAX_SEQUENCES:,} different sequences would have to be kept",
                    hint="leave out rarer ones (--least), or narrow the query, for example by date",
                )
        return self._joined(parts, least), total

    def _passes(
        self, what: str
    ) -> Iterator[tuple[WordBlock, NDArray[np.int64], NDArray[np.intp], _Hashes]]:
        """Yield blocks with their words, and the places and hashes of their sequences."""
        vocabulary = self._corpus.vocabulary
        for part, _, block in vocabulary.blocks(self._docs, what):
            words = vocabulary.united(part, block.words.astype(np.int64))
            begins = self._begins(part, block)
            if self._spans is not None:
                begins &= self._around(block, self._spans[part].get(_MAIN, NO_SPANS))
            places = np.flatnonzero(begins)
            hashes = np.zeros(len(places), np.uint64)
            for step in range(self._length):
                hashes += words[places + step].astype(np.uint64)
                hashes *= self._multiplier
                hashes ^= hashes >> np.uint64(29)
            yield block, words, places, hashes

    def _begins(self, part: int, block: WordBlock) -> NDArray[np.bool_]:
        """Mark the positions at which so many words follow one another in a sentence."""
        opens = np.zeros(len(block.words), bool)
        keys = openings(self._corpus.segments[part], "sentence", block.docs)
        opens[places_of(block, Spans(keys, keys + 1))] = True
        filled = block.words != NO_WORD
        follows = filled & ~opens
        begins = filled
        for step in range(1, self._length):
            begins[: len(begins) - step] &= follows[step:]
            begins[len(begins) - step :] = False
        return begins

    def _around(self, block: WordBlock, spans: Spans) -> NDArray[np.bool_]:
        """Mark the positions from which on so many words hold a span."""
        article = spans.starts >> POSITION_BITS << POSITION_BITS
        firsts = np.maximum(spans.ends - self._length, article)
        fitting = firsts <= spans.starts
        marked = np.zeros(len(block.words), bool)
        around = Spans(firsts[fitting], spans.starts[fitting] + 1)
        marked[places_of(block, around)] = True
        return marked

    def _tallied(
        self,
        block: WordBlock,
        words: NDArray[np.int64],
        places: NDArray[np.intp],
        hashes: _Hashes,
    ) -> _Found:
        """Count the sequences at some places of a block."""
        order = hashes.argsort()
        places, hashes = places[order], hashes[order]
        new = changes(hashes)
        firsts = np.flatnonzero(new)
        ranks = new.cumsum() - 1
        own = words[places[firsts][:, None] + np.arange(self._length)]
        for step in range(self._length):
            if (words[places + step] != own[ranks, step]).any():
                raise _Collision
        pairs = np.sort(ranks * np.int64(len(block.docs)) + block.owners(places))
        articles = np.bincount(pairs[changes(pairs)] // len(block.docs), minlength=len(firsts))
        return _Found(hashes[firsts], np.diff(firsts, append=len(hashes)), articles, own)

    def _joined(self, parts: Sequence[_Found], least: int) -> _Found:
        """Add up what was found in blocks, and leave out what is too rare."""
        empty = np.zeros(0, np.int64)
        none = _Found(empty.astype(np.uint64), empty, empty, np.zeros((0, self._length), np.int64))
        hashes, counts, articles, words = map(np.concatenate, zip(none, *parts, strict=True))
        order = hashes.argsort()
        new = changes(hashes[order])
        firsts = np.flatnonzero(new)
        if not len(firsts):
            return none
        if (words[order] != words[order][firsts][new.cumsum() - 1]).any():
            raise _Collision
        sums, of = (np.add.reduceat(each[order], firsts) for each in (counts, articles))
        kept = sums >= least
        at = order[firsts[kept]]
        return _Found(hashes[at], sums[kept], of[kept], words[at])
