"""The hits of a query that a cluster answers exactly, page by page, with as few requests as can be.

The first articles of an order come with the answer that says how many there are: what a first page
takes is one request. By relevance they are ranked again by our own scores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from newssearch.archive.kept import kept
from newssearch.search.answer import Hit
from newssearch.search.ast import And, Node
from newssearch.search.cluster.compiling import compile_tree
from newssearch.search.cluster.dsl import Query, all_satisfied, terms
from newssearch.search.cluster.fetching import (
    ARTICLES,
    ID,
    NOTHING,
    FetchedCorpus,
    Stored,
    stored,
)
from newssearch.search.cluster.parts import Parts
from newssearch.search.cluster.ranking import scored_parts, sorting, weighed
from newssearch.search.engine import Order, Ref
from newssearch.search.execution.matching import adjacent_words, phrase_of_all
from newssearch.search.local.evaluation import LocalEvaluation

RANKED_AGAIN = 200
"""The first articles by the cluster's order, which are ranked by our own scores. In 186 of 186
queries on real news our first 20 were among them."""


class First(NamedTuple):
    """The first articles of an order, and what the rest is asked with.

    ``after`` is the sort key of the last of them, None without any.
    """

    order: Order
    asked: Query
    total: int
    articles: list[Stored]
    after: list[Any] | None

    @property
    def parameters(self) -> dict[str, str]:
        """How the cluster is asked: scores are of all shards together."""
        return {"search_type": "dfs_query_then_fetch"} if self.order == "relevance" else {}


class Pages:
    """The articles of a query in any order; what was fetched for one page serves the next."""

    def __init__(self, parts: Parts, node: Node, query: Query) -> None:
        self._parts = parts
        self._node = node
        self._query = query
        self._firsts: dict[tuple[Order, Ref | None], First] = {}
        self._ranked: dict[Ref | None, LocalEvaluation] = {}

    @property
    def evaluated(self) -> list[LocalEvaluation]:
        """The evaluations of those articles that were ranked here."""
        return list(self._ranked.values())

    def fetched(self) -> dict[str, Stored]:
        """Return by id the articles that have been fetched."""
        return {one.article.id: one for first in self._firsts.values() for one in first.articles}

    @kept
    def phrase(self) -> Query | None:
        """The query of those articles that have the phrase which bare words make.

        None of another query, and where the phrase would have to be checked.
        """
        phrase = phrase_of_all(self._node)
        if phrase is None:
            return None
        compiled, exact = compile_tree(self._parts.words, phrase)
        return all_satisfied([self._query, compiled]) if exact else None

    def first(self, order: Order, last: int | None, without: Ref | None) -> First:
        """Return the first articles of an order, up to the ``last`` where these are few.

        ``without`` leaves out an article.
        """
        key = order, without and without._replace(score=0.0)
        if key not in self._firsts:
            self._firsts[key] = self._ask(order, last, without)
        return self._firsts[key]

    def _ask(self, order: Order, last: int | None, without: Ref | None) -> First:
        parts, node, query = self._parts, self._node, self._query
        if without is not None:
            query = all_satisfied([query], [terms(ID, [parts.numbers.id_of(without)])])
        others = [] if self.phrase is None else [self.phrase]
        if order == "relevance":
            size = RANKED_AGAIN
            runs = adjacent_words(node) if isinstance(node, And) else []
            adjacent = parts.compiled(runs[0]) if runs else None
            asked = weighed(parts.words, node, query, adjacent)
            others += [parts.scored(one.node, one.field) for one in scored_parts(node)]
        else:
            size = last if last is not None and last <= RANKED_AGAIN else 0
            asked = query
        first = First(order, asked, 0, [], None)
        body = {"query": asked, "sort": sorting(order), "size": size, **(ARTICLES if size else {})}
        answer, total = parts.searching.first(body, query, others, **first.parameters)
        hits = answer["hits"]["hits"]
        after = hits[-1]["sort"] if hits else None
        return first._replace(total=total, articles=list(map(stored, hits)), after=after)

    def refs(self, first: First, last: int) -> list[Ref]:
        """Return the articles of an order up to the ``last``."""
        ref, scored = self._parts.numbers.ref, first.order == "relevance"
        if scored:
            here = self._ranking(first)
            own = here.page("relevance", limit=None).refs
            refs = [ref(corpus_of(here).id_of(one), one.score) for one in own]
        else:
            refs = [ref(one.article.id) for one in first.articles]
        if len(refs) >= last:
            return refs[:last]
        rest = self._parts.fetching.ids(
            first.asked,
            sorting(first.order),
            most=last - len(refs),
            after=first.after,
            **first.parameters,
        )
        return refs + [ref(one, key[0] if scored else 0.0) for one, key in rest]

    def _ranking(self, first: First) -> LocalEvaluation:
        """Return the evaluation of the first articles by relevance, which ranks them."""
        without = next(key[1] for key, own in self._firsts.items() if own is first)
        if without not in self._ranked:
            corpus = self._parts.corpus([one.article for one in first.articles])
            self._ranked[without] = LocalEvaluation(corpus, self._node)
        return self._ranked[without]


def corpus_of(evaluation: LocalEvaluation) -> FetchedCorpus:
    """Return the articles of an evaluation that was made of fetched ones."""
    assert isinstance(evaluation.corpus, FetchedCorpus)
    return evaluation.corpus


def plain_hits(
    parts: Parts, refs: Sequence[Ref], offset: int, held: Mapping[str, Stored] = NOTHING
) -> Iterator[Hit]:
    """Yield articles as hits of which is not known where they satisfy a query.

    Those that are ``held`` are not fetched.
    """
    ids = [parts.numbers.id_of(ref) for ref in refs]
    rank = offset
    for some in parts.fetching.in_parts(ids, held):
        for one in some:
            score = round(refs[rank - offset].score, 4)
            rank += 1
            yield Hit(rank, score, one.article, one.words, (), ())
