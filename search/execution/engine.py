"""A query on all segments of a generation: exact totals, the first articles, and their spans.

This is the engine behind the seam: a tree goes in, plain numbers come out. It knows nothing of
the query's text and nothing of how an answer is shown.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np

from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import And, Node, Phrase
from newssearch.search.execution.arrays import POSITION_BITS, Docs, changes
from newssearch.search.execution.budget import time_limit
from newssearch.search.execution.evaluation import (
    Evaluation,
    SegmentEvaluation,
    adjacent_words,
    keyword_docs,
)
from newssearch.search.execution.matching import Collection, Match
from newssearch.search.execution.ordering import Order, places, ranked
from newssearch.search.execution.showing import Shown, by_article, marked_words, shown_spans


class Found(NamedTuple):
    """One article of a result: its segment, its number there, its score."""

    segment: int
    number: int
    score: float


class Result(NamedTuple):
    """The exact number of articles that satisfy a query, and those asked for, in order."""

    total: int
    found: list[Found]


class Engine:
    """Queries on the segments of one generation."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self._collection: Collection | None = None

    @property
    def collection(self) -> Collection:
        """What ranking knows of all segments."""
        if self._collection is None:
            lengths = sum(int(s.file("text")["length_sum"].all()[0]) for s in self.segments)
            words = sum(int(s.file("text")["word_sum"].all()[0]) for s in self.segments)
            self._collection = Collection(sum(s.size for s in self.segments), lengths, words)
        return self._collection

    def matches(self, node: Node) -> list[Match]:
        """Return the live articles that satisfy a query, a match a segment.

        Raises:
            QueryBudgetExceeded: it takes too long, see ``budget``.
        """
        evaluation = Evaluation(node, self.collection)
        with time_limit():
            return [SegmentEvaluation(evaluation, segment).match() for segment in self.segments]

    def search(
        self, node: Node, *, limit: int, offset: int = 0, order: Order = "relevance"
    ) -> Result:
        """Return the exact total and the articles from ``offset`` on; a ``limit`` of 0 is none."""
        return self.first(self.matches(node), limit=limit, offset=offset, order=order)

    def first(self, matches: list[Match], *, limit: int, offset: int, order: Order) -> Result:
        """Return the articles of matches from ``offset`` on, in order."""
        total = sum([match.count for match in matches])
        if not limit or not total:
            return Result(total, [])
        last = offset + limit
        tops = []
        for number, (segment, match) in enumerate(zip(self.segments, matches, strict=True)):
            if match.count:
                docs, scores = ranked(segment, match, order, last)
                found = list(map(Found, repeat(number), docs.tolist(), scores.tolist()))
                tops.append((segment, docs, scores, found))
        if len(tops) == 1:
            return Result(total, tops[0][3][offset:])
        placed = [
            list(zip(places(segment, docs, scores, order), own, strict=True))
            for segment, docs, scores, own in tops
        ]
        return Result(total, [one for _, one in heapq.merge(*placed)][offset:last])

    def count(self, node: Node) -> int:
        """Return how many articles satisfy a query."""
        return sum(match.count for match in self.matches(node))

    def count_spans(self, node: Node, matches: list[Match]) -> int:
        """Return how many spans that do not overlap satisfy a query in the articles that do."""
        with time_limit():
            return sum(
                len(spans)
                for segment, match in zip(self.segments, matches, strict=True)
                for spans in shown_spans(segment, node, match.docs).values()
            )

    def spans(self, node: Node, found: Sequence[Found]) -> list[Shown]:
        """Return, for each of some articles, the spans that satisfy a query, by space."""
        shown: list[dict[int, Shown]] = [{} for _ in self.segments]
        for article in found:
            shown[article.segment][article.number] = {}
        for segment, mine in zip(self.segments, shown, strict=True):
            if not mine:
                continue
            numbers = sorted(mine)
            docs = np.array(numbers, np.intp)
            with time_limit():
                by_space = shown_spans(segment, node, docs)
            for space, spans in by_space.items():
                for one, pairs in zip(numbers, by_article(spans, docs), strict=True):
                    if pairs:
                        mine[one][space] = pairs
        return [shown[article.segment][article.number] for article in found]

    def marked_words(self, node: Node) -> list[set[str] | None]:
        """Return for each segment the words that spans of one position may stand for."""
        return [marked_words(segment, node) for segment in self.segments]

    def find_id(self, prefix: str) -> list[tuple[Found, str]]:
        """Return some of the live articles whose id begins so, with their ids."""
        found: list[tuple[Found, str]] = []
        for number, segment in enumerate(self.segments):
            column = segment.keywords("id")
            own = column.docs(prefix)
            docs = np.concatenate(
                [own, np.setdiff1d(keyword_docs(segment, "id", prefix, True), own)]
            )
            if segment.deleted is not None:
                docs = docs[~segment.deleted[docs]]
            found += [
                (Found(number, doc, 0.0), column.value(doc) or "") for doc in docs[:10].tolist()
            ]
        return found

    def phrase_total(self, node: Node, matches: list[Match]) -> tuple[Phrase, int] | None:
        """Return the phrase that a query of bare words makes, and how many articles have it."""
        if not isinstance(node, And):
            return None
        runs = adjacent_words(node)
        if len(runs) != 1 or len(runs[0].parts) != len(node.operands):
            return None
        return runs[0], self._count_phrase(runs[0], matches)

    def _count_phrase(self, run: Phrase, matches: list[Match]) -> int:
        total = 0
        for segment, match in zip(self.segments, matches, strict=True):
            spans = shown_spans(segment, run, match.docs).get(0)
            if spans is not None:
                docs: Docs = spans.starts >> POSITION_BITS
                total += int(np.count_nonzero(changes(docs)))
        return total
