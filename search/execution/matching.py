"""Which articles of a segment satisfy a query, and what are they worth?

Evaluation has two steps. First every node becomes a ``Match``: the articles that satisfy it.
Then, when all segments have been through the first step and it is known how rare each leaf is,
a match is asked for the scores of some of its articles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.segment import Segment
from newssearch.search import compiled
from newssearch.search.execution.arrays import (
    DENSE_RATIO,
    Docs,
    at_least_kth,
    intersect,
    intersect_all,
    marked,
    unite,
)
from newssearch.search.ranking import K1, B, inverse_document_frequency

Scores = NDArray[Any]
"""Scores of articles, float32."""


_FEW = 128
"""Scores that are quicker to sort than to select from."""


class Collection:
    """What ranking must know of all segments together.

    ``articles`` counts entries and ``words`` the words in them; ``length_sum`` adds up their
    weighted lengths, in quarters. ``average_weight`` is what a word weighs, in quarters.
    """

    def __init__(self, articles: int, length_sum: int, words: int) -> None:
        self.articles = articles
        self.average_length = max(length_sum / max(articles, 1), 1.0)
        self.average_weight = length_sum / words if words else 4.0
        self._norms: dict[Segment, Scores] = {}

    def norms(self, segment: Segment) -> Scores:
        """Return by article of a segment k1 v (1 - b + b length / average), see ``LeafMatch``."""
        norms = self._norms.get(segment)
        if norms is None:
            saturation = K1 * self.average_weight
            norms = segment.text("length").astype(np.float32)
            norms *= saturation * B / self.average_length
            norms += saturation * (1 - B)
            self._norms[segment] = norms
        return norms


class Leaf:
    """A word, phrase or other scored part of a query, over all segments.

    ``worth`` is a factor of its scores.
    """

    def __init__(self, collection: Collection, worth: float = 1.0) -> None:
        self.collection = collection
        self.worth = worth
        self.articles = 0

    @property
    def idf(self) -> float:
        """How telling the leaf is, once all segments have been counted."""
        return inverse_document_frequency(self.collection.articles, self.articles)

    @property
    def most(self) -> float:
        """The limit of what the leaf can score."""
        return self.idf * (K1 + 1) * self.worth


class Match:
    """Articles of one segment, sorted, that satisfy a part of a query; they score nothing."""

    docs: Docs
    count: int
    """How many they are."""

    def __init__(self, docs: Docs) -> None:
        self.docs = docs
        self.count = len(docs)

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Return the scores of the articles with the given indices into ``docs``, or of all."""
        return np.zeros(self.count if chosen is None else len(chosen), np.float32)

    def add_to(self, totals: Scores) -> None:
        """Add the scores to those of all articles of the segment."""
        totals[self.docs] += self.scores()

    def leading(self, count: int) -> tuple[Docs, Scores]:
        """Return all articles that score no less than the ``count``-th best, and their scores.

        Others may come too.
        """
        scores = self.scores()
        if self.count <= max(count, _FEW):
            return self.docs, scores
        chosen = at_least_kth(scores, count)
        return self.docs.take(chosen), scores.take(chosen)


class LeafMatch(Match):
    """The articles of a leaf; ``weights`` are weighted frequencies in quarters."""

    def __init__(self, docs: Docs, weights: NDArray[Any], leaf: Leaf, segment: Segment) -> None:
        super().__init__(docs)
        leaf.articles += self.count
        self._weights = weights
        self._leaf = leaf
        self._segment = segment

    def scores(self, chosen: Docs | None = None) -> Scores:
        """BM25F: idf (k1 + 1) w / (w + k1 v (1 - b + b length / average)).

        w is the weighted frequency and v the average weight of a word: what only scales all
        weights changes no order (Robertson, Zaragoza and Taylor, 2004).
        """
        docs, weights = self.docs, self._weights
        if chosen is not None:
            docs, weights = docs.take(chosen), weights.take(chosen)
        weights = weights.astype(np.float32, copy=False)
        scores = self._leaf.collection.norms(self._segment).take(docs)
        scores += weights
        np.divide(weights, scores, scores)
        scores *= self._leaf.most
        return scores

    def add_to(self, totals: Scores) -> None:
        """Add the scores to those of all articles of the segment."""
        if compiled.AVAILABLE:
            norms = self._leaf.collection.norms(self._segment)
            weights = self._weights
            if weights.dtype != np.uint8:
                weights = weights.astype(np.float32, copy=False)
            compiled.scoring.add_scores(totals, self.docs, weights, norms, self._leaf.most)
        else:
            super().add_to(totals)


class AndMatch(Match):
    """Articles that all parts share; scores add up."""

    def __init__(self, parts: Sequence[Match], size: int) -> None:
        self._parts = sorted(parts, key=attrgetter("count"))
        docs, self._places = intersect_all([part.docs for part in self._parts], size)
        super().__init__(docs)

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Add up the scores of the parts."""
        total: Scores | None = None
        for part, places in zip(self._parts, self._places, strict=True):
            if type(part) is not Match:
                scores = part.scores(places if chosen is None else places.take(chosen))
                total = scores if total is None else total + scores
        return super().scores(chosen) if total is None else total


class OrMatch(Match):
    """Articles that any part has; the scores of those that have them add up.

    Where they are not few, neither their numbers nor their scores are gathered before they are
    asked for: the best are found among the scores of all articles of the segment.
    """

    def __init__(self, parts: Sequence[Match], size: int) -> None:
        self._parts = parts
        self._size = size
        self._dense = sum(part.count for part in parts) * DENSE_RATIO >= size
        docs = [part.docs for part in parts]
        if self._dense:
            self._marked = marked(docs, size)
            self.count = int(np.count_nonzero(self._marked))
        else:
            self.docs = unite(docs, size)
            self.count = len(self.docs)

    @cached_property
    def docs(self) -> Docs:  # type: ignore[override]
        """The articles."""
        return self._marked.nonzero()[0]

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Add up the scores of the parts where they match."""
        if self._dense:
            total = self._everywhere().take(self.docs)
        else:
            total = np.zeros(self.count, np.float32)
            for part in self._parts:
                total[self.docs.searchsorted(part.docs)] += part.scores()
        return total if chosen is None else total.take(chosen)

    def leading(self, count: int) -> tuple[Docs, Scores]:
        """Return all articles that score no less than the ``count``-th best, and their scores."""
        if self._dense and self.count > count:
            everywhere = self._everywhere()
            docs = at_least_kth(everywhere, count)
            scores = everywhere.take(docs)
            if scores.min() > 0:
                return docs, scores
        return super().leading(count)

    def _everywhere(self) -> Scores:
        """Return the scores of all articles of the segment, 0 of those that do not match."""
        scores = np.zeros(self._size, np.float32)
        for part in self._parts:
            part.add_to(scores)
        return scores


class FilteredMatch(Match):
    """Some articles of another match, with its scores times a factor, and bonuses on top."""

    def __init__(self, match: Match, kept: Docs | None, factor: float = 1.0) -> None:
        self._match = match
        self._kept = kept
        self._factor = factor
        super().__init__(match.docs if kept is None else match.docs.take(kept))

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Return the other match's scores, times the factor."""
        if self._kept is not None:
            chosen = self._kept if chosen is None else self._kept.take(chosen)
        scores = self._match.scores(chosen)
        return scores if self._factor == 1.0 else scores * np.float32(self._factor)


class BonusMatch(Match):
    """A match, some of whose articles score more."""

    def __init__(self, match: Match, lucky: Docs, bonus: Callable[[], float], size: int) -> None:
        super().__init__(match.docs)
        self._match = match
        self._bonus = bonus
        self._here, _ = intersect(match.docs, lucky, size)

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Return the other match's scores, more for the lucky."""
        scores = self._match.scores()
        scores[self._here] += self._bonus()
        return scores if chosen is None else scores.take(chosen)


def exclude(match: Match, others: Sequence[Docs], size: int) -> Match:
    """Return a match without the articles of any of some lists."""
    kept = ~marked(others, size).take(match.docs)
    return FilteredMatch(match, kept.nonzero()[0])


def complement(docs: Docs, size: int) -> Match:
    """Return a match of all articles but some."""
    return Match((~marked([docs], size)).nonzero()[0])
