"""How a query was read, what its words stand for, and how an article came by its score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Fuzzy,
    InField,
    Near,
    Node,
    Or,
    Phrase,
    Wildcard,
    Word,
)
from newssearch.search.execution.engine import Engine, Found
from newssearch.search.execution.evaluation import (
    Evaluation,
    SegmentEvaluation,
    adjacent_words,
    run_words,
)
from newssearch.search.execution.matching import Leaf
from newssearch.search.execution.places import BARE, Place, place_of
from newssearch.search.execution.quotations import binds
from newssearch.search.execution.terms import (
    Expansion,
    expand_fuzzy,
    expand_token,
    expand_wildcard,
    word_tokens,
)
from newssearch.search.language import print_query
from newssearch.search.ranking import ADJACENCY_FACTOR

MAX_TERMS_TOLD = 50
"""Terms of a part that are listed, the commonest first; ``ScoredPart.terms_total`` counts all."""


@dataclass(frozen=True, slots=True)
class ExpandedTerm:
    """A word of the archive that a part of the query stands for.

    ``articles`` have it anywhere; ``factor`` is what one of its occurrences counts.
    """

    term: str
    articles: int
    factor: float


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """A word, phrase or distance of the query on its own.

    ``articles`` have it where it is looked for, ``idf`` says how telling that makes it.
    ``terms`` are what a single word, a pattern or a misspelling stands for.
    """

    text: str
    articles: int
    idf: float
    terms: tuple[ExpandedTerm, ...] = ()
    terms_total: int = 0


@dataclass(frozen=True, slots=True)
class ScoreShare:
    """What a part adds to an article's score, its ``^`` counted.

    The bonus of words that stand side by side has "adjacent" before the phrase.
    """

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """How an article came by its score: ``shares`` add up to it.

    ``satisfies`` is False for an article that the query does not find; it has no shares.
    """

    id: str
    satisfies: bool
    score: float = 0.0
    shares: tuple[ScoreShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was read and carried out; ``article`` is filled where one was asked about."""

    query: str
    parsed: str
    notes: tuple[str, ...]
    total: int
    parts: tuple[ScoredPart, ...]
    article: ArticleScore | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A scored part with its place, its ``^`` factors, and whether it is words side by side."""

    node: Node
    place: Place
    factor: float
    run: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        node = self.node if self.place.field is None else InField(self.place.field, self.node)
        return print_query(node)


class Explainer:
    """Explains one query over the segments of an engine."""

    def __init__(self, engine: Engine, node: Node) -> None:
        self._engine = engine
        self._node = node
        self._parts = list(_scored_parts(engine, node, BARE, 1.0))

    def parts(self) -> tuple[ScoredPart, ...]:
        """Return the scored parts, each once."""
        told: dict[str, ScoredPart] = {}
        for part in self._parts:
            if not part.run and part.text not in told:
                told[part.text] = self._explained(part)
        return tuple(told.values())

    def _explained(self, part: _Part) -> ScoredPart:
        leaf = self._leaf(part)
        terms = self._terms(part)
        return ScoredPart(
            part.text,
            leaf.articles,
            round(leaf.idf, 4),
            tuple(terms[:MAX_TERMS_TOLD]),
            len(terms),
        )

    def _leaf(self, part: _Part) -> Leaf:
        evaluation = Evaluation(part.node, self._engine.collection)
        for segment in self._engine.segments:
            SegmentEvaluation(evaluation, segment).docs(part.node, part.place)
        return evaluation.leaf(part.node, part.place)

    def _terms(self, part: _Part) -> list[ExpandedTerm]:
        """Return the terms of a part over all segments, the commonest first."""
        articles: dict[tuple[str, float], int] = {}
        for segment in self._engine.segments:
            for one in _expansions(segment, part):
                start, end = segment.postings(one.term)
                key = segment.terms.term(one.term)[1:], one.factor
                articles[key] = articles.get(key, 0) + end - start
        found = [ExpandedTerm(term, n, factor) for (term, factor), n in articles.items()]
        return sorted(found, key=lambda one: (-one.factor, -one.articles, one.term))

    def article(self, found: Found, name: str) -> ArticleScore:
        """Return how an article came by its score."""
        match = self._engine.matches(self._node)[found.segment]
        place = np.flatnonzero(match.docs == found.number)
        if not len(place):
            return ArticleScore(name, satisfies=False)
        shares = [share for part in self._parts if (share := self._share(part, found)) is not None]
        return ArticleScore(name, True, float(match.scores(place)[0]), tuple(shares))

    def _share(self, part: _Part, found: Found) -> ScoreShare | None:
        evaluation = Evaluation(part.node, self._engine.collection)
        segments = self._engine.segments
        matches = [SegmentEvaluation(evaluation, s).at(part.node, part.place) for s in segments]
        match = matches[found.segment]
        place = np.flatnonzero(match.docs == found.number)
        if not len(place):
            return None
        if part.run:
            most = sum(self._leaf(_Part(word, part.place, 1.0)).most for word in part.run)
            return ScoreShare(f"adjacent {part.text}", ADJACENCY_FACTOR * most * part.factor)
        return ScoreShare(part.text, float(match.scores(place)[0]) * part.factor)


def _expansions(segment: Segment, part: _Part) -> list[Expansion]:
    match part.node:
        case Word() as word if len(word_tokens(word)[0]) == 1:
            token = word_tokens(word)[0][0]
            return expand_token(segment, token, part.place.space, exact=word.exact)
        case Wildcard() as pattern:
            return expand_wildcard(segment, pattern, part.place.space)
        case Fuzzy() as fuzzy:
            return expand_fuzzy(segment, fuzzy, part.place.space)
    return []


def _scored_parts(engine: Engine, node: Node, place: Place, factor: float) -> Iterator[_Part]:
    match node:
        case Or():
            for part, times in Counter(node.operands).items():
                yield from _scored_parts(engine, part, place, factor * times)
        case And():
            for part in node.operands:
                yield from _scored_parts(engine, part, place, factor)
            for run in adjacent_words(node):
                phrase = Phrase(run.parts, span=run.span)
                yield _Part(phrase, place, factor, tuple(run_words(run)))
        case Boost():
            yield from _scored_parts(engine, node.operand, place, factor * node.factor)
        case InField() if not binds(node) and engine.segments:
            inner = place_of(engine.segments[0].layout, node.field)
            yield from _scored_parts(engine, node.operand, inner, factor)
        case AtLeast() | Near() | Word() | Phrase() | Wildcard() | Fuzzy():
            yield _Part(node, place, factor)
