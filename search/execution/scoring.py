"""What are the articles that satisfy a query worth? From its tree to a scorer for each segment."""

from __future__ import annotations

from collections import Counter
from typing import assert_never

import numpy as np

from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    InField,
    Near,
    Node,
    Not,
    Or,
    Text,
    Value,
    Word,
    binds,
)
from newssearch.search.budget import check_time
from newssearch.search.execution.frequencies import Scored
from newssearch.search.execution.matching import Matcher
from newssearch.search.execution.regions import BARE, FieldRegion, region_of
from newssearch.search.execution.scorers import (
    Adjacency,
    AdjacencyScorer,
    AndScorer,
    Clause,
    ClauseScorer,
    CollectionStatistics,
    FilteredScorer,
    OrScorer,
    Scorer,
)


class QueryScoring:
    """What the segments share of one query's scores: its clauses, in the order of the query."""

    def __init__(self, collection: CollectionStatistics) -> None:
        self.collection = collection
        self.clauses: dict[tuple[int, str | None], Clause] = {}

    def clause(self, node: Scored, region: FieldRegion) -> Clause:
        """Return the clause of a part of the query, looked for in a field."""
        key = id(node), region.field
        if key not in self.clauses:
            self.clauses[key] = Clause(node, region.field, self.collection)
        return self.clauses[key]

    def scorer(self, matcher: Matcher, node: Node, region: FieldRegion = BARE) -> Scorer:
        """Return the scorer of a part of the query on one segment, deleted articles too.

        Raises:
            TooManyTerms: a pattern stands for too many words.
            QueryBudgetExceeded: it takes too long, or matches at too many places.
        """
        check_time()
        size = matcher.segment.size
        if isinstance(node, Text | Near | AtLeast):
            clause = self.clause(node, region)
            clause.articles += matcher.articles(node, region)
            return ClauseScorer(matcher.frequencies(node, region), clause, matcher.segment)
        if isinstance(node, Not | Value):
            return Scorer(matcher.docs(node, region))
        match node:
            case And():
                return self._and(matcher, node, region)
            case Or():
                parts = [
                    _times(self.scorer(matcher, part, region), times)
                    for part, times in Counter(node.operands).items()
                ]
                return OrScorer(parts, size)
            case Boost():
                return _times(self.scorer(matcher, node.operand, region), node.factor)
            case InField() if binds(node):
                return Scorer(matcher.docs(node, region))
            case InField():
                inner = region_of(matcher.segment.layout, node.field)
                return self.scorer(matcher, node.operand, inner)
            case _:
                assert_never(node)

    def _and(self, matcher: Matcher, node: And, region: FieldRegion) -> Scorer:
        wanted = [
            self.scorer(matcher, part, region)
            for part in node.operands
            if not isinstance(part, Not)
        ]
        if wanted:
            found = wanted[0] if len(wanted) == 1 else AndScorer(wanted)
        else:
            found = Scorer(np.arange(matcher.segment.size))
        kept = matcher.kept(node, region, found.docs)
        if kept is not None:
            found = FilteredScorer(found, kept)
        for run, docs in matcher.adjacent(node, region, found.docs):
            words = tuple(self.clause(w, region) for w in run.parts if isinstance(w, Word))
            found = AdjacencyScorer(found, docs, Adjacency(run, region.field, words))
        return found


def _times(scorer: Scorer, factor: float) -> Scorer:
    return scorer if factor == 1 else FilteredScorer(scorer, None, factor)
