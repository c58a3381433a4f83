"""What to tell when nothing was found: what each clause finds alone, and a better spelling.

A correction is made of the archive's own words, and is only suggested after it has been run and
has found something. Words are corrected, in phrases and fields too; numbers, values, patterns and
operators never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice, product
from typing import assert_never

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search.answer import Clause
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Fuzzy,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Text,
    Value,
    Wildcard,
    Word,
    binds,
    children,
    map_children,
)
from newssearch.search.engine import Engine, Evaluation
from newssearch.search.language import parse_query, print_query
from newssearch.search.tokens import word_tokens

MAX_CLAUSES = 12
"""Clauses told; a person reads no more."""

FEWEST_LETTERS = 4
"""Letters of a word that may be corrected; shorter ones are near to everything."""

TWO_EDITS_FROM = 6
"""Letters from which two edits are allowed, one below; a common rule (Lucene's AUTO has 3 to 5)."""

CANDIDATES = 3
"""Spellings tried for a word, the nearest first, of equally near ones the commonest."""

MAX_RUNS = 6
"""Corrected queries that are run before giving up."""


def clauses(evaluation: Evaluation, node: Node) -> tuple[Clause, ...]:
    """Return the words, phrases and fields of a query with how many articles each finds alone."""
    parts = islice(dict.fromkeys(_clauses(node)), MAX_CLAUSES)
    return tuple(Clause(print_query(part), evaluation.count(part)) for part in parts)


def _clauses(node: Node) -> Iterator[Node]:
    match node:
        case And() | Or() | Boost():
            yield from chain.from_iterable(map(_clauses, children(node)))
        case AtLeast() | Near():
            yield from chain.from_iterable(map(_clauses, children(node)))
            yield node
        case InField() if not binds(node):
            for part in _clauses(node.operand):
                yield part if isinstance(part, InField | Range | Keyword) else _fielded(node, part)
        case _ if isinstance(node, InField | Not | Text | Value):
            yield node
        case _:
            assert_never(node)


def _fielded(field: InField, part: Node) -> Node:
    return InField(field.field, part, span=part.span)


def suggest(engine: Engine, evaluation: Evaluation, node: Node) -> Clause | None:
    """Return a query with better spellings that finds something, or None.

    Where the better spellings find nothing either, dates and values that no article has are left
    out too.
    """
    corrections = {
        word: found
        for word, field in dict.fromkeys(_words(node, None))
        if (found := _spellings(engine, word, field))
    }
    if not corrections:
        return None
    choices = islice(product(*corrections.values()), MAX_RUNS)
    for choice in choices:
        corrected = _replace(node, dict(zip(corrections, choice, strict=True)))
        for query in dict.fromkeys((corrected, _without_empty_values(evaluation, corrected))):
            total = evaluation.count(query)
            if total:
                return Clause(_written(query), total)
    return None


def _words(node: Node, field: str | None) -> Iterator[tuple[Word, str | None]]:
    """Yield the plain words that an article should have, and the field they are looked for in."""
    match node:
        case Word():
            yield node, field
        case Phrase():
            yield from ((part, field) for part in node.parts if isinstance(part, Word))
        case InField():
            yield from _words(node.operand, node.field)
        case Not():
            return
        case _:
            for part in children(node):
                yield from _words(part, field)


def _spellings(engine: Engine, word: Word, field: str | None) -> tuple[str, ...]:
    """Return better spellings of a word that the archive does not have."""
    tokens, _ = word_tokens(word)
    if len(tokens) != 1 or len(tokens[0]) < FEWEST_LETTERS or not tokens[0].isalpha():
        return ()
    token = tokens[0]
    if engine.expansions(word, field):
        return ()
    edits = 2 if len(token) >= TWO_EDITS_FROM else 1
    for beginning in (token[0], token[1], ""):
        found = engine.spelled_near(token, field, beginning=beginning, edits=edits)
        if found:
            ranked = sorted(found, key=lambda one: (one.edits, -one.articles, one.term))
            return tuple(one.term for one in ranked[:CANDIDATES])
    return ()


def _replace(node: Node, spellings: dict[Word, str]) -> Node:
    match node:
        case Word():
            return _spelled(node, spellings)
        case Phrase():
            return replace(node, parts=tuple(_spelled(part, spellings) for part in node.parts))
        case Not():
            return node
        case _:
            return map_children(node, lambda part: _replace(part, spellings))


def _spelled(part: Word | Wildcard | Fuzzy, spellings: dict[Word, str]) -> Word | Wildcard | Fuzzy:
    if isinstance(part, Word) and part in spellings:
        return replace(part, text=spellings[part])
    return part


def _without_empty_values(evaluation: Evaluation, node: Node) -> Node:
    """Leave out the dates, numbers and values of a query that no article has."""
    if not isinstance(node, And):
        return node
    kept = tuple(
        part
        for part in node.operands
        if not isinstance(part, Range | Keyword) or evaluation.count(part)
    )
    if not kept or len(kept) == len(node.operands):
        return node
    return kept[0] if len(kept) == 1 else replace(node, operands=kept)


def _written(node: Node) -> str:
    """Print a query, with spaces for AND where that reads the same."""
    printed = print_query(node)
    if not isinstance(node, And):
        return printed
    spaced = " ".join(
        f"({print_query(part)})" if isinstance(part, And | Or | Not | Near) else print_query(part)
        for part in node.operands
    )
    try:
        return spaced if parse_query(spaced).node == node else printed
    except QuerySyntaxError:
        return printed
