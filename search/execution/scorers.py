"""Scorers: the articles of one segment that satisfy a part of a query, and their scores.

A score is asked for when all segments have been counted and it is known how rare each clause is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import ArchiveDamaged
from newssearch.archive.kept import kept
from newssearch.search.ast import Node, Phrase, Word
from newssearch.search.execution.arrays import (
    DENSE_RATIO,
    Docs,
    marked,
    top_k,
    unite,
)
from newssearch.search.execution.frequencies import Frequencies, Scored
from newssearch.search.execution.loops import loops
from newssearch.search.execution.sets import intersect, intersect_all
from newssearch.search.ranking import (
    ADJACENCY_FACTOR,
    FUNCTION_WORD_FACTOR,
    K1,
    B,
    inverse_document_frequency,
)
from newssearch.search.stop_words import is_stop_word
from newssearch.search.tokens import word_tokens

Scores: TypeAlias = NDArray[Any]
"""Scores of articles, float32."""

_FEW = 128
"""Scores that are quicker to sort than to select from."""


class CollectionStatistics:
    """What ranking must know of all segments together.

    ``articles`` counts entries, deleted ones too, and ``words`` the words in them; ``length_sum``
    adds up their weighted lengths, in quarters. ``average_weight`` is what a word weighs, in
    quarters.
    """

    def __init__(self, articles: int, length_sum: int, words: int) -> None:
        self.articles = articles
        self.average_length = max(length_sum / max(articles, 1), 1.0)
        self.average_weight = length_sum / words if words else 4.0
        self._norms: dict[Segment, Scores] = {}

    def norms(self, segment: Segment) -> Scores:
        """Return k1 v (1 - b + b length / average) of each article, see ``ClauseScorer``."""
        norms = self._norms.get(segment)
        if norms is None:
            saturation = K1 * self.average_weight
            norms = segment.text("length").astype(np.float32)
            norms *= saturation * B / self.average_length
            norms += saturation * (1 - B)
            self._norms[segment] = norms
        return norms


def statistics_of(segments: Sequence[Segment]) -> CollectionStatistics:
    """Add up what ranking must know of some segments."""
    lengths = sum(int(s.file("text")["length_sum"].all()[0]) for s in segments)
    words = sum(int(s.file("text")["word_sum"].all()[0]) for s in segments)
    return CollectionStatistics(sum(s.size for s in segments), lengths, words)


class Clause:
    """A word, phrase or other part of a query that is scored as one, over all segments.

    ``articles`` are those that have it, with any capitals, once all segments have been counted;
    ``boost`` is a factor of its scores.
    """

    def __init__(self, node: Scored, field: str | None, collection: CollectionStatistics) -> None:
        self.node = node
        self.field = field
        self.collection = collection
        self.boost = _boost(node)
        self.articles = 0

    @property
    def idf(self) -> float:
        """The inverse document frequency."""
        return inverse_document_frequency(self.collection.articles, self.articles)

    @property
    def upper_bound(self) -> float:
        """The limit that the clause's score comes near to."""
        return self.idf * (K1 + 1) * self.boost


class Adjacency(NamedTuple):
    """Bare words that stand side by side in the query: a phrase of them scores more."""

    run: Phrase
    field: str | None
    clauses: tuple[Clause, ...]

    @property
    def bonus(self) -> float:
        """What an article with the phrase scores beside its words."""
        return ADJACENCY_FACTOR * sum(clause.upper_bound for clause in self.clauses)


class Share(NamedTuple):
    """What a clause, or words side by side, add to the score of an article."""

    of: Clause | Adjacency
    score: float


def _boost(node: Node) -> float:
    """Return what a clause's score is multiplied by."""
    if isinstance(node, Word) and not node.exact:
        tokens = word_tokens(node).tokens
        if len(tokens) == 1 and is_stop_word(tokens[0], node.text):
            return FUNCTION_WORD_FACTOR
    return 1.0


class Scorer:
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

    def shares(self, index: int) -> Iterator[Share]:
        """Yield what each clause adds to the score of the article with an index into ``docs``."""
        yield from ()

    def top_candidates(self, count: int) -> tuple[Docs, Scores]:
        """Return all articles that score no less than the ``count``-th best, and their scores.

        Others may come too.
        """
        scores = self.scores()
        if self.count <= max(count, _FEW):
            return self.docs, scores
        chosen = top_k(scores, count)
        return self.docs.take(chosen), scores.take(chosen)


class ClauseScorer(Scorer):
    """The articles of a clause."""

    def __init__(self, found: Frequencies, clause: Clause, segment: Segment) -> None:
        super().__init__(found.docs)
        self._weights = found.weights
        self._clause = clause
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
        scores = self._clause.collection.norms(self._segment).take(docs)
        scores += weights
        np.divide(weights, scores, scores)
        scores *= self._clause.upper_bound
        return scores

    def add_to(self, totals: Scores) -> None:
        """Add the scores to those of all articles of the segment."""
        try:
            loops().add_scores(totals, *self._parts())
        except IndexError as error:
            raise self._damaged() from error

    def top_candidates(self, count: int) -> tuple[Docs, Scores]:
        """Return all articles that score no less than the ``count``-th best, and their scores."""
        if self.count <= max(count, _FEW) or not count:
            return super().top_candidates(count)
        try:
            best: tuple[Docs, Scores] = loops().best(*self._parts(), count)
        except IndexError as error:
            raise self._damaged() from error
        return best

    def _parts(self) -> tuple[Docs, Scores, Scores, float]:
        """Return what a loop makes scores of: articles, weights, norms, the upper bound."""
        weights = self._weights
        if weights.dtype != np.uint8:
            weights = weights.astype(np.float32, copy=False)
        norms = self._clause.collection.norms(self._segment)
        return self.docs, weights, norms, self._clause.upper_bound

    def _damaged(self) -> ArchiveDamaged:
        return self._segment.file("positions").damaged("it refers to articles that do not exist")

    def shares(self, index: int) -> Iterator[Share]:
        """Yield the whole score."""
        yield Share(self._clause, float(self.scores(np.array([index]))[0]))


class AndScorer(Scorer):
    """Articles that all parts share; scores add up."""

    def __init__(self, parts: Sequence[Scorer]) -> None:
        self._order = sorted(range(len(parts)), key=lambda number: parts[number].count)
        self._parts = [parts[number] for number in self._order]
        docs, self._places = intersect_all([part.docs for part in self._parts])
        super().__init__(docs)

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Add up the scores of the parts."""
        total: Scores | None = None
        for part, places in zip(self._parts, self._places, strict=True):
            if type(part) is not Scorer:
                scores = part.scores(places if chosen is None else places.take(chosen))
                total = scores if total is None else total + scores
        return super().scores(chosen) if total is None else total

    def shares(self, index: int) -> Iterator[Share]:
        """Yield the shares of each part, in the order of the query."""
        for _, part, places in sorted(
            zip(self._order, self._parts, self._places, strict=True), key=itemgetter(0)
        ):
            yield from part.shares(int(places[index]))


class OrScorer(Scorer):
    """Articles that any part has; the scores of those that have them add up.

    Where they are not few, neither their numbers nor their scores are gathered before they are
    asked for: the best are found among the scores of all articles of the segment.
    """

    def __init__(self, parts: Sequence[Scorer], size: int) -> None:
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

    @kept
    def docs(self) -> Docs:
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

    def shares(self, index: int) -> Iterator[Share]:
        """Yield the shares of each part that the article satisfies."""
        doc = self.docs[index]
        for part in self._parts:
            place = int(part.docs.searchsorted(doc))
            if place < part.count and part.docs[place] == doc:
                yield from part.shares(place)

    def top_candidates(self, count: int) -> tuple[Docs, Scores]:
        """Return all articles that score no less than the ``count``-th best, and their scores."""
        if self._dense and self.count > count:
            everywhere = self._everywhere()
            docs = top_k(everywhere, count)
            scores = everywhere.take(docs)
            if scores.min() > 0:
                return docs, scores
        return super().top_candidates(count)

    def _everywhere(self) -> Scores:
        """Return the scores of all articles of the segment, 0 of those that do not match."""
        scores = np.zeros(self._size, np.float32)
        for part in self._parts:
            part.add_to(scores)
        return scores


class FilteredScorer(Scorer):
    """Some articles of another scorer, their scores times a factor."""

    def __init__(self, scorer: Scorer, kept: Docs | None, factor: float = 1.0) -> None:
        self._scorer = scorer
        self._kept = kept
        self._factor = factor
        super().__init__(scorer.docs if kept is None else scorer.docs.take(kept))

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Return the other scorer's scores, times the factor."""
        if self._kept is not None:
            chosen = self._kept if chosen is None else self._kept.take(chosen)
        scores = self._scorer.scores(chosen)
        return scores if self._factor == 1.0 else scores * np.float32(self._factor)

    def shares(self, index: int) -> Iterator[Share]:
        """Yield the other scorer's shares, times the factor."""
        for share in self._scorer.shares(index if self._kept is None else int(self._kept[index])):
            yield Share(share.of, share.score * self._factor)


class AdjacencyScorer(Scorer):
    """The articles of another scorer; those with words side by side, ``boosted``, score more."""

    def __init__(self, scorer: Scorer, boosted: Docs, adjacency: Adjacency) -> None:
        super().__init__(scorer.docs)
        self._scorer = scorer
        self._adjacency = adjacency
        self._here, _ = intersect(scorer.docs, boosted)

    def scores(self, chosen: Docs | None = None) -> Scores:
        """Return the other scorer's scores, more for the boosted."""
        scores = self._scorer.scores()
        scores[self._here] += self._adjacency.bonus
        return scores if chosen is None else scores.take(chosen)

    def shares(self, index: int) -> Iterator[Share]:
        """Yield the other scorer's shares, and the bonus."""
        yield from self._scorer.shares(index)
        if index in self._here:
            yield Share(self._adjacency, self._adjacency.bonus)
