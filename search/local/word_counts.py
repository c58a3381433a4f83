"""Counting running words, alone, near matches and in sequences: from arrays, no text is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Unit as AstUnit
from newssearch.search.budget import MAX_CELLS, too_dear
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, Docs, distinct
from newssearch.search.execution.occurrences import NO_SPANS, Spans, disjoint
from newssearch.search.execution.running_words import (
    MARKED,
    NO_WORD,
    SKIPPED,
    Block,
    Marks,
    RunningWords,
)
from newssearch.search.execution.units import openings
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.parts import part_numbers, parts_of
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


def count_words(corpus: Corpus, docs: Sequence[Docs]) -> WordCounts:
    """Count the words of the articles ``docs`` of each segment."""

    def mark(_: int, block: Block) -> Marks:
        return np.full(block.size, MARKED, np.uint8)

    counts = corpus.vocabulary.count_marked(docs, mark)
    present = np.flatnonzero(counts.marked)
    return WordCounts(
        corpus.vocabulary.texts(present),
        counts.marked[present],
        counts.articles[present],
        int(counts.marked.sum()),
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
    own = [disjoint(by_space.get(_MAIN, NO_SPANS)) for by_space in spans]
    around = [
        _windows(segment, some, window) for segment, some in zip(corpus.segments, own, strict=True)
    ]

    def mark(part: int, block: Block) -> Marks:
        marks = np.zeros(block.size, np.uint8)
        marks[places_of(block, around[part])] = MARKED
        marks[places_of(block, own[part])] = SKIPPED
        return marks

    counts = corpus.vocabulary.count_marked(docs, mark)
    chosen = np.flatnonzero(counts.marked >= max(least, 1))
    return NearCounts(
        corpus.vocabulary.texts(chosen),
        counts.marked[chosen],
        counts.others[chosen],
        counts.articles[chosen],
        int(counts.marked.sum()),
        int(counts.others.sum()),
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


def places_of(block: Block, spans: Spans) -> NDArray[np.int64]:
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
