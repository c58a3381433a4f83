"""Counting running words, alone, near matches and in sequences: from arrays, no text is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Unit as AstUnit
from newssearch.search.budget import MAX_CELLS, too_dear
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, Docs, distinct
from newssearch.search.execution.loops import loops
from newssearch.search.execution.occurrences import NO_SPANS, Spans, disjoint
from newssearch.search.execution.running_words import NO_WORD, RunningWords, WordBlock
from newssearch.search.execution.units import openings
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.parts import part_numbers, parts_of
from newssearch.search.local.vocabulary import Vocabulary
from newssearch.search.word_counts import (
    Counts,
    NearCounts,
    PartKind,
    Parts,
    Window,
    WordCounts,
    WordRows,
)

_MAIN = 0


class _Tally:
    """Occurrences of words, and articles that have them, by number."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.counts = np.zeros(vocabulary.size + 1, np.int64)
        self.articles = np.zeros(vocabulary.size + 1, np.int64)
        self._last = np.full(vocabulary.size + 1, -1, np.int64)
        self.seen = 0

    def add(self, part: int, words: NDArray[Any], bounds: NDArray[np.int64]) -> None:
        """Add the words of some articles that were not seen before."""
        united = self._vocabulary.united(part, words).astype(np.uint32, copy=False)
        loops().tally(united, bounds, self.counts, self.articles, self._last, self.seen)
        self.seen += len(bounds) - 1


def count_words(corpus: Corpus, docs: Sequence[Docs]) -> WordCounts:
    """Count the words of the articles ``docs`` of each segment."""
    tally = _Tally(corpus.vocabulary)
    for part, _, block in corpus.vocabulary.blocks(docs):
        tally.add(part, block.words, block.bounds)
    present = np.flatnonzero(tally.counts)
    return WordCounts(
        corpus.vocabulary.texts(present),
        tally.counts[present],
        tally.articles[present],
        int(tally.counts.sum()),
        sum(map(len, docs)),
    )


def count_words_by(
    corpus: Corpus, docs: Sequence[Docs], kind: PartKind, words: Sequence[str]
) -> tuple[Parts, Counts]:
    """Count some words by the parts of the articles ``docs`` of each segment.

    Raises:
        QueryBudgetExceeded: the table would have more than ``MAX_CELLS`` numbers.
    """
    names, parts = part_numbers(corpus, docs, kind)
    if len(names) * len(words) > MAX_CELLS:
        raise too_dear(
            f"{len(names):,} parts by {len(words):,} words are more than {MAX_CELLS:,} numbers",
            hint="count fewer words (--limit, --words), or by longer parts (--by year)",
        )
    counts = np.zeros((len(names), len(words) + 1), np.int64)
    columns = [_columns(reader, words) for reader in corpus.vocabulary.readers]
    for part, _, block in corpus.vocabulary.blocks(docs):
        at = columns[part][block.words]
        places = np.flatnonzero(at)
        rows = parts[part][docs[part].searchsorted(block.docs)][block.owners(places)]
        np.add.at(counts.reshape(-1), rows * counts.shape[1] + at[places], 1)
    return parts_of(corpus, docs, docs, None, kind), counts[:, 1:]


def word_rows(corpus: Corpus, docs: Sequence[Docs], words: Sequence[str]) -> Iterator[WordRows]:
    """Yield the articles ``docs`` of each segment with how often some words occur in each."""
    columns = [_columns(reader, words) for reader in corpus.vocabulary.readers]
    for part, _, block in corpus.vocabulary.blocks(docs):
        at = columns[part][block.words]
        places = np.flatnonzero(at)
        keys = block.owners(places) * np.int64(len(words)) + at[places] - 1
        pairs, counts = np.unique(keys, return_counts=True)
        rows, chosen = np.divmod(pairs, max(len(words), 1))
        ids = corpus.segments[part].keywords("id")
        names = [ids.value(doc) or "" for doc in block.docs.tolist()]
        yield WordRows(names, rows, chosen, counts.astype(np.int64))


def _columns(reader: RunningWords, words: Sequence[str]) -> NDArray[np.int64]:
    """Return by the number of a word 1 + its place among some words, 0 for all others."""
    columns = np.zeros(reader.size + 1, np.int64)
    numbers = np.array([reader.number(word) for word in words], np.int64)
    columns[numbers] = np.arange(1, len(words) + 1)
    columns[NO_WORD] = 0
    return columns


def count_near(
    corpus: Corpus,
    docs: Sequence[Docs],
    spans: Sequence[Mapping[int, Spans]],
    window: Window,
    least: int,
) -> NearCounts:
    """Count words near spans, and elsewhere in the articles ``docs``, which have all of the spans.

    Words that are fewer than ``least`` times near are left out.
    """
    vocabulary = corpus.vocabulary
    near = _Tally(vocabulary)
    elsewhere = np.zeros(vocabulary.size + 1, np.int64)
    own = [disjoint(by_space.get(_MAIN, NO_SPANS)) for by_space in spans]
    around = [
        _windows(segment, some, window) for segment, some in zip(corpus.segments, own, strict=True)
    ]
    for part, reader, block in vocabulary.blocks(docs):
        places = places_of(block, around[part])
        inside = np.zeros(len(block.words), bool)
        inside[places] = True
        matched = places_of(block, own[part])
        inside[matched] = False
        places = places[inside[places]]
        words = block.words[places]
        near.add(part, words, places.searchsorted(block.bounds))
        others = block.counts.copy()
        others -= np.bincount(block.words[matched], minlength=reader.size + 1)
        others -= np.bincount(words, minlength=reader.size + 1)
        elsewhere[vocabulary.united(part, np.arange(reader.size + 1))] += others
    elsewhere[NO_WORD] = 0
    chosen = np.flatnonzero(near.counts >= max(least, 1))
    return NearCounts(
        vocabulary.texts(chosen),
        near.counts[chosen],
        elsewhere[chosen],
        near.articles[chosen],
        int(near.counts.sum()),
        int(elsewhere.sum()),
        sum(map(len, own)),
    )


def _windows(segment: Segment, spans: Spans, window: Window) -> Spans:
    """Return what is around spans, themselves included, in order and disjoint."""
    if not len(spans):
        return spans
    unit: AstUnit = "sentence" if window.unit == "sentence" else "paragraph"
    opens = openings(segment, unit, distinct(spans.docs))
    first = opens[opens.searchsorted(spans.starts, side="right") - 1]
    after = opens.searchsorted(spans.ends - 1, side="right")
    end_of_article = spans.starts | POSITION_MASK
    last = np.minimum(np.append(opens, np.iinfo(np.int64).max)[after], end_of_article)
    if window.unit == "words":
        first = np.maximum(first, spans.starts - window.left)
        last = np.minimum(last, spans.ends + window.right)
    return disjoint(Spans(np.minimum(first, spans.starts), np.maximum(last, spans.ends)))


def places_of(block: WordBlock, spans: Spans) -> NDArray[np.int64]:
    """Return the places in a block of spans of its articles, in the order of the spans.

    What is beyond an article's words, as an archive made to mislead may say, has no place.
    """
    docs = block.docs
    reach = int(docs[0]) << POSITION_BITS, int(docs[-1] + 1) << POSITION_BITS
    own = slice(*spans.starts.searchsorted(reach).tolist())
    starts, ends = spans.starts[own], spans.ends[own]
    owners = starts >> POSITION_BITS
    at = docs.searchsorted(owners)
    if len(docs) <= int(docs[-1] - docs[0]):
        there = docs[at] == owners
        starts, ends, at = starts[there], ends[there], at[there]
    first = block.bounds[at] + (starts & POSITION_MASK)
    sizes = np.minimum(ends - starts, block.bounds[at + 1] - first).clip(0)
    return expand(first, sizes)
