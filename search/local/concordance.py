"""The matches of a result one by one, in the order of the words around them, from arrays."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.article import Article
from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.news_layout import LAYOUT
from newssearch.search.engine import Ref
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, distinct
from newssearch.search.execution.occurrences import Spans
from newssearch.search.execution.regions import range_of
from newssearch.search.execution.running_words import NO_WORD, WordBlock
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.highlighting import ArticleText
from newssearch.search.matches import (
    Match,
    MatchPage,
    PlacedMatch,
    Sample,
    word_offset,
)

_MAIN = 0
_LAST = np.int64(np.iinfo(np.int64).max)
"""Sorts what has no word, date, source or speaker behind all that have one."""


class _Matches:
    """All matches of some segments that can be shown, as columns."""

    def __init__(self, corpus: Corpus, spans: Sequence[Mapping[int, Spans]]) -> None:
        self._corpus = corpus
        self._pieces = [
            (part, space, own)
            for part, by_space in enumerate(spans)
            for space, own in sorted(by_space.items())
            if not space or not LAYOUT.spaces[space - 1].items
        ]
        empty = np.zeros(0, np.int64)
        self.starts = np.concatenate([empty, *(own.starts for _, _, own in self._pieces)])
        self.ends = np.concatenate([empty, *(own.ends for _, _, own in self._pieces)])
        self.parts = self._filled([part for part, _, _ in self._pieces])
        self.spaces = self._filled([space for _, space, _ in self._pieces])
        self.docs = self.starts >> POSITION_BITS

    def _filled(self, values: Sequence[int]) -> NDArray[np.int64]:
        sizes = [len(own) for _, _, own in self._pieces]
        return np.repeat(np.array(values, np.int64), np.array(sizes, np.int64))

    def in_order(self, keys: Sequence[str], sample: Sample | None) -> NDArray[np.intp]:
        """Return the places of all matches, or of a sample of them, in order.

        Where keys are equal, by article id, field and position.
        """
        settled = [self.starts, self.spaces, self._values("id")]
        order = np.lexsort(settled)
        if sample is not None and sample.size < len(order):
            drawn = random.Random(sample.seed).sample(range(len(order)), sample.size)  # noqa: S311
            order = order[np.array(sorted(drawn), np.intp)]
        if keys:
            words = self._words(keys)
            columns = [words[key] if key in words else self._column(key) for key in keys]
            order = order[np.lexsort([column[order] for column in reversed(columns)])]
        return order

    def match(self, at: int) -> Match:
        """Return the match at a place."""
        doc, start = divmod(int(self.starts[at]), 1 << POSITION_BITS)
        end = int(self.ends[at]) & POSITION_MASK
        return Match(int(self.parts[at]), doc, int(self.spaces[at]), start, end)

    def _column(self, key: str) -> NDArray[np.int64]:
        """Return what each match is sorted by for a key."""
        if key == "date":
            return self._days()
        if key == "source":
            return self._values("source")
        return self._speakers()

    def _days(self) -> NDArray[np.int64]:
        days = np.zeros(len(self.starts), np.int64)
        for part, segment in enumerate(self._corpus.segments):
            own = self.parts == part
            days[own] = segment.numbers("date")[self.docs[own]]
        return np.where(days == NO_NUMBER, _LAST, days)

    def _values(self, name: str) -> NDArray[np.int64]:
        """Return by match the rank of its article's value in a column of strings."""
        columns = [segment.keywords(name) for segment in self._corpus.segments]
        ordinals = [
            column.ordinals[self.docs[self.parts == part]] for part, column in enumerate(columns)
        ]
        return self._ranks([column.names for column in columns], ordinals)

    def _ranks(
        self, names: Sequence[Callable[[], Sequence[str | None]]], ordinals: Sequence[NDArray[Any]]
    ) -> NDArray[np.int64]:
        """Return by match the rank of its value; ordinals of one segment are ranks already."""
        ranks = np.zeros(len(self.starts), np.int64)
        if len(names) == 1:
            ranks[:] = np.where(ordinals[0] == 0, _LAST, ordinals[0])
            return ranks
        values = [read() for read in names]
        present = {
            own[ordinal] or ""
            for own, some in zip(values, ordinals, strict=True)
            for ordinal in distinct(some).tolist()
        }
        rank_of = {name: rank for rank, name in enumerate(sorted(present - {""}))}
        for part, (own, some) in enumerate(zip(values, ordinals, strict=True)):
            table = np.array([rank_of.get(name or "", _LAST) for name in own], np.int64)
            ranks[self.parts == part] = table[some]
        return ranks

    def _speakers(self) -> NDArray[np.int64]:
        """Return by match the rank of who says it, where it is in a quotation."""
        columns = [segment.lists("speaker") for segment in self._corpus.segments]
        ordinals = []
        for part, (segment, column) in enumerate(zip(self._corpus.segments, columns, strict=True)):
            chosen = self.parts == part
            starts, ends = self.starts[chosen], self.ends[chosen]
            ranges = range_of(segment, starts, ends)
            said = (ranges >= 0) & (self.spaces[chosen] == _MAIN)
            docs = starts[said] >> POSITION_BITS
            first = segment.text("range_offsets")[docs].astype(np.int64)
            own = np.zeros(len(ranges), np.int64)
            own[said] = column.at(docs, ranges[said] - first)
            ordinals.append(own)
        return self._ranks([column.names for column in columns], ordinals)

    def _words(self, keys: Sequence[str]) -> dict[str, NDArray[np.int64]]:
        """Return by key the number of the word that it looks at, of each match."""
        offsets = {key: word_offset(key) for key in keys if word_offset(key) is not None}
        found = {key: np.full(len(self.starts), _LAST, np.int64) for key in offsets}
        vocabulary = self._corpus.vocabulary
        for part, reader in enumerate(vocabulary.readers if found else ()):
            rows = np.flatnonzero((self.parts == part) & (self.spaces == _MAIN))
            docs = self.docs[rows]
            for block in reader.blocks(distinct(docs).astype(np.intp)):
                here = rows[(docs >= block.docs[0]) & (docs <= block.docs[-1])]
                places = self.docs[here], self.starts[here], self.ends[here]
                for key, offset in offsets.items():
                    words = _words_at(block, *places, offset or 0)
                    united = vocabulary.united(part, words)
                    found[key][here] = np.where(words == NO_WORD, _LAST, united)
        return found


def _words_at(
    block: WordBlock,
    docs: NDArray[np.int64],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    offset: int,
) -> NDArray[np.int64]:
    """Return the words so far from matches, ``NO_WORD`` where their run of words ends before."""
    at = block.docs.searchsorted(docs)
    low, high = block.bounds[at], block.bounds[at + 1]
    begin = low + (starts & POSITION_MASK)
    first = begin if offset == 0 else begin - 1 if offset < 0 else begin + ends - starts
    step = -1 if offset < 0 else 1
    words = np.ones(len(docs), np.int64)
    for distance in range(max(abs(offset), 1)):
        place = first + step * distance
        there = (words != NO_WORD) & (place >= low) & (place < high)
        words = np.where(there, block.words[np.where(there, place, 0)], NO_WORD)
    return words


def match_page(
    corpus: Corpus,
    spans: Sequence[Mapping[int, Spans]],
    keys: Sequence[str],
    sample: Sample | None,
    limit: int | None,
    offset: int,
) -> MatchPage:
    """Return the matches from ``offset`` on, ``limit`` of them or (None) all, in order."""
    every = _Matches(corpus, spans)
    order = every.in_order(keys, sample)
    end = len(order) if limit is None else offset + limit
    matches = [every.match(at) for at in order[offset:end].tolist()]
    return MatchPage(len(every.starts), len(order), matches)


def placed(corpus: Corpus, matches: Sequence[Match]) -> Iterator[tuple[Article, PlacedMatch]]:
    """Yield the article of each match, and where it is there."""
    articles: dict[tuple[int, int], Article] = {}
    for match in matches:
        key = (match.part, match.number)
        article = articles.get(key)
        if article is None:
            if len(articles) >= _KEPT_ARTICLES:
                articles.clear()
            article = articles[key] = corpus.read(Ref(*key))
        shown = {match.space: [(match.start, match.end)]}
        text = ArticleText(article, corpus.segments[match.part], match.number, shown)
        ((field, spans),) = [(name, text.marks(name)) for name in text.positions]
        if len(spans) != 1:
            raise text.unfit()
        yield article, PlacedMatch(field, spans[0])


_KEPT_ARTICLES = 64
"""Articles that are kept while their matches are shown; neighbours are often of one article."""
