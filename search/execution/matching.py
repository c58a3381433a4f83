"""Which articles of a segment satisfy a query, and what are they worth?

Evaluation has two steps. First every node becomes a ``Match``: the articles that satisfy it.
Then, when all segments have been through the first step and it is known how rare each leaf is,
a match is asked for the scores of some of its articles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.execution.arrays import Docs, intersect, unite, without
from search.ranking import K1, B, inverse_document_frequency

Scores = NDArray[Any]
"""Scores of articles, float32."""


class Collection:
    """What ranking must know of all segments together.

    ``articles`` counts entries and ``words`` the words in them; ``length_sum`` adds up their
    weighted lengths, in quarters. ``average_weight`` is what a word weighs, in quarters.
    """

    def __init__(self, articles: int, length_sum: int, words: int) -> None:
        self.articles = articles
        self.average_length = max(length_sum / max(articles, 1), 1.0)
        self.average_weight = length_sum / words if words else 4.0


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

    def __init__(self, docs: Docs) -> None:
        self.docs = docs

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Return the scores of the articles with the given indices into ``docs``, or of all."""
        return np.zeros(len(self.docs if chosen is None else chosen), np.float32)


class LeafMatch(Match):
    """The articles of a leaf; ``weights`` are weighted frequencies in quarters."""

    def __init__(
        self, docs: Docs, weights: NDArray[Any], leaf: Leaf, lengths: Callable[[], NDArray[Any]]
    ) -> None:
        super().__init__(docs)
        leaf.articles += len(docs)
        self._weights = weights
        self._leaf = leaf
        self._lengths = lengths

    def scores(self, chosen: Docs | None = None) -> Scores:
        """BM25F: idf (k1 + 1) w / (w + k1 v (1 - b + b length / average)).

        w is the weighted frequency and v the average weight of a word: what only scales all
        weights changes no order (Robertson, Zaragoza and Taylor, 2004).
        """
        docs, weights = self.docs, self._weights
        if chosen is not None:
            docs, weights = docs[chosen], weights[chosen]
        collection = self._leaf.collection
        saturation = K1 * collection.average_weight
        norms = self._lengths()[docs].astype(np.float32)
        norms *= saturation * B / collection.average_length
        norms += saturation * (1 - B)
        norms += weights
        scores = np.divide(weights, norms, dtype=np.float32)
        scores *= self._leaf.most
        return scores


class AndMatch(Match):
    """Articles that all parts share; scores add up."""

    def __init__(self, parts: Sequence[Match], size: int) -> None:
        self._parts = sorted(parts, key=lambda part: len(part.docs))
        docs = self._parts[0].docs
        self._places: list[Docs] = [np.arange(len(docs))]
        for part in self._parts[1:]:
            here, there = intersect(docs, part.docs, size)
            if len(here) < len(docs):
                docs = docs[here]
                self._places = [places[here] for places in self._places]
            self._places.append(there)
        super().__init__(docs)

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Add up the scores of the parts."""
        total = np.zeros(len(self.docs if chosen is None else chosen), np.float32)
        for part, places in zip(self._parts, self._places, strict=True):
            if type(part) is not Match:
                total += part.scores(places if chosen is None else places[chosen])
        return total


class OrMatch(Match):
    """Articles that any part has; the scores of those that have them add up."""

    def __init__(self, parts: Sequence[Match], size: int) -> None:
        self._parts = parts
        self._size = size
        super().__init__(unite([part.docs for part in parts], size))

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Add up the scores of the parts where they match."""
        if len(self.docs) * 8 < self._size:
            total = np.zeros(len(self.docs), np.float32)
            for part in self._parts:
                total[np.searchsorted(self.docs, part.docs)] += part.scores()
        else:
            everywhere = np.zeros(self._size, np.float32)
            for part in self._parts:
                everywhere[part.docs] += part.scores()
            total = everywhere[self.docs]
        return total if chosen is None else total[chosen]


class FilteredMatch(Match):
    """Some articles of another match, with its scores times a factor, and bonuses on top."""

    def __init__(self, match: Match, kept: Docs | None, factor: float = 1.0) -> None:
        self._match = match
        self._kept = kept
        self._factor = factor
        super().__init__(match.docs if kept is None else match.docs[kept])

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Return the other match's scores, times the factor."""
        if self._kept is not None:
            chosen = self._kept if chosen is None else self._kept[chosen]
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
        return scores if chosen is None else scores[chosen]


def exclude(match: Match, others: Docs, size: int) -> Match:
    """Return a match without some articles."""
    kept = np.flatnonzero(~_marked(others, size)[match.docs])
    return FilteredMatch(match, kept)


def complement(docs: Docs, size: int) -> Match:
    """Return a match of all articles but some."""
    return Match(without(np.arange(size), docs, size))


def _marked(docs: Docs, size: int) -> NDArray[np.bool_]:
    marked = np.zeros(size, bool)
    marked[docs] = True
    return marked
