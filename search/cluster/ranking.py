"""The order in which a cluster gives articles, by its own BM25 over our weighted frequencies.

It is near to ours and not the same: the first articles are ranked again by our own scores.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from newssearch.archive.cluster.mapping import RANK
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Fuzzy,
    InField,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Printed,
    Text,
    Wildcard,
    Word,
    binds,
    children,
)
from newssearch.search.cluster.dsl import Query
from newssearch.search.cluster.terms import Term, Words
from newssearch.search.engine import Order
from newssearch.search.printed import leaves
from newssearch.search.ranking import ADJACENCY_FACTOR, FUNCTION_WORD_FACTOR
from newssearch.search.stop_words import is_stop_word
from newssearch.search.tokens import word_tokens

_MOST_TERMS = 64
"""Words of one part that the cluster weighs: a pattern may stand for thousands."""

_ID: dict[str, str] = {"keyword.id": "asc"}


class ScoredPart(NamedTuple):
    """A part of a query that is scored as one, the field it is looked for in, and its factor."""

    node: Word | Wildcard | Fuzzy | Printed | Phrase | Near | AtLeast
    field: str | None
    factor: float


def scored_parts(node: Node, field: str | None = None, factor: float = 1.0) -> Iterator[ScoredPart]:
    """Yield the parts of a query that are scored, in its order; see ``execution.scoring``."""
    if isinstance(node, Text | Near | AtLeast):
        yield ScoredPart(node, field, factor)
    elif isinstance(node, Boost):
        yield from scored_parts(node.operand, field, factor * node.factor)
    elif isinstance(node, InField) and not binds(node):
        yield from scored_parts(node.operand, node.field, factor)
    elif isinstance(node, And | Or):
        for part in node.operands:
            if not isinstance(part, Not):
                yield from scored_parts(part, field, factor)


def weighed(words: Words, node: Node, query: Query, adjacent: Query | None) -> Query:
    """Return a query of the same articles whose score is about ours.

    ``adjacent`` is the query of the phrase that its bare words make.
    """
    weights: list[Query] = []
    for part in scored_parts(node):
        weights += [
            {"term": {RANK: {"value": term.token, "boost": part.factor * factor}}}
            for term, factor in _tokens(words, part.node)[:_MOST_TERMS]
        ]
    if adjacent is not None and weights:
        bonus = ADJACENCY_FACTOR * _GUESSED_IDF * len(weights)
        weights.append({"constant_score": {"filter": adjacent, "boost": bonus}})
    return {"bool": {"filter": [query], "should": weights}}


_GUESSED_IDF = 4.0
"""Inverse document frequency of a word of middling rarity, one in fifty articles."""


def _tokens(words: Words, node: Node) -> list[tuple[Term, float]]:
    """Return the words of the main text that a part is made of, each with its factor."""
    match node:
        case Word():
            word = word_tokens(node)
            if len(word.tokens) == 1:
                found = words.word(node, word.tokens[0], 0)
                stop = not node.exact and is_stop_word(word.tokens[0], node.text)
                factor = FUNCTION_WORD_FACTOR if stop else 1.0
                return [(term, term.factor * factor) for term in found]
            return [(term, 1.0) for token in word.tokens for term in words.exact(token, 0)]
        case Wildcard():
            return [(term, 1.0) for term in words.wildcard(node, 0)]
        case Fuzzy():
            return [(term, 1.0) for term in words.fuzzy(node, 0)]
        case Printed():
            return [one for leaf in leaves(node) for one in _tokens(words, leaf)]
        case Phrase():
            return [one for part in node.parts for one in _tokens(words, part)]
        case Near(negated=True):
            return _tokens(words, node.left)
    return [one for part in children(node) for one in _tokens(words, part)]


def sorting(order: Order) -> list[Any]:
    """Return how an order is asked for: it leaves nothing to chance.

    Undated articles come last, and within a day those without a time.
    """
    if order == "oldest":
        return [_by("date", "asc"), _by("time", "asc"), _ID]
    newest = [_by("date", "desc"), _by("time", "desc"), _ID]
    return ["_score", *newest] if order == "relevance" else newest


def _by(name: str, direction: str) -> dict[str, Any]:
    return {f"number.{name}": {"order": direction, "missing": "_last"}}
