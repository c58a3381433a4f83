"""What to tell when nothing was found: what each clause finds alone, and a better spelling.

A correction is made of the archive's own words, and is only suggested after it has been run and
has found something. Words are corrected, in phrases and fields too; numbers, values, patterns and
operators never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, product

from newssearch.archive.columnar.layout import space_prefix
from newssearch.archive.columnar.segment import Segment
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
    Wildcard,
    Word,
)
from newssearch.search.execution.budget import check_time
from newssearch.search.execution.engine import Engine
from newssearch.search.execution.places import BARE, Place, place_of
from newssearch.search.execution.quotations import binds
from newssearch.search.execution.terms import edit_distances, expand_token, word_tokens
from newssearch.search.language import parse_query, print_query

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

_CHUNK = 20_000


def clauses(engine: Engine, node: Node) -> tuple[Clause, ...]:
    """Return the words, phrases and fields of a query with how many articles each finds alone."""
    parts = islice(dict.fromkeys(_clauses(node)), MAX_CLAUSES)
    return tuple(Clause(print_query(part), engine.count(part)) for part in parts)


def _clauses(node: Node) -> Iterator[Node]:
    match node:
        case And() | Or():
            yield from chain.from_iterable(map(_clauses, node.operands))
        case Boost():
            yield from _clauses(node.operand)
        case AtLeast():
            yield from _clauses(node.operand)
            yield node
        case Near():
            yield from _clauses(node.left)
            yield from _clauses(node.right)
            yield node
        case InField() if not binds(node):
            for part in _clauses(node.operand):
                yield part if isinstance(part, InField | Range | Keyword) else _fielded(node, part)
        case _:
            yield node


def _fielded(field: InField, part: Node) -> Node:
    return InField(field.field, part, span=part.span)


def suggest(engine: Engine, node: Node) -> Clause | None:
    """Return a query with better spellings that finds something, or None.

    Where the better spellings find nothing either, dates and values that no article has are left
    out too.
    """
    corrections = {
        word: found
        for word, place in dict.fromkeys(_words(node, BARE, engine))
        if (found := _candidates(engine, word, place))
    }
    if not corrections:
        return None
    choices = islice(product(*corrections.values()), MAX_RUNS)
    for choice in choices:
        corrected = _replace(node, dict(zip(corrections, choice, strict=True)))
        for query in dict.fromkeys((corrected, _without_empty_values(engine, corrected))):
            total = engine.count(query)
            if total:
                return Clause(_written(query), total)
    return None


def _words(node: Node, place: Place, engine: Engine) -> Iterator[tuple[Word, Place]]:
    """Yield the plain words of a query and where they are looked for."""
    match node:
        case Word():
            yield node, place
        case Phrase():
            yield from ((part, place) for part in node.parts if isinstance(part, Word))
        case And() | Or():
            for part in node.operands:
                yield from _words(part, place, engine)
        case Near():
            yield from _words(node.left, place, engine)
            yield from _words(node.right, place, engine)
        case Boost() | AtLeast():
            yield from _words(node.operand, place, engine)
        case InField():
            if engine.segments:
                layout = engine.segments[0].layout
                yield from _words(node.operand, place_of(layout, node.field), engine)


@dataclass(frozen=True, slots=True)
class _Candidate:
    term: str
    distance: int
    articles: int


def _candidates(engine: Engine, word: Word, place: Place) -> tuple[str, ...]:
    """Return better spellings of a word that the archive does not have."""
    tokens, _ = word_tokens(word)
    if len(tokens) != 1 or len(tokens[0]) < FEWEST_LETTERS or not tokens[0].isalpha():
        return ()
    token = tokens[0]
    if any(expand_token(s, token, place.space, exact=word.exact) for s in engine.segments):
        return ()
    first_letters = (token[0], token[1], "")
    for letters in first_letters:
        found = _near(engine, token, place.space, letters)
        if found:
            ranked = sorted(found, key=lambda one: (one.distance, -one.articles, one.term))
            return tuple(one.term for one in ranked[:CANDIDATES])
    return ()


def _near(engine: Engine, token: str, space: int, letters: str) -> list[_Candidate]:
    """Return the terms with some first letters that are near to a word."""
    articles: dict[str, int] = {}
    distances: dict[str, int] = {}
    swapped = {token[:i] + token[i + 1] + token[i] + token[i + 2 :] for i in range(len(token) - 1)}
    most = 2 if len(token) >= TWO_EDITS_FROM else 1
    for segment in engine.segments:
        for terms in _chunks(segment, space, letters, len(token), most):
            check_time()
            found = edit_distances(token, [term for _, term in terms]).tolist()
            for (number, term), edits in zip(terms, found, strict=True):
                distance = 1 if term in swapped else edits
                if distance <= most and term.isalpha():
                    start, end = segment.postings(number)
                    articles[term] = articles.get(term, 0) + end - start
                    distances[term] = distance
    return [_Candidate(term, distances[term], count) for term, count in articles.items()]


def _chunks(
    segment: Segment, space: int, letters: str, length: int, most: int
) -> Iterator[list[tuple[int, str]]]:
    """Yield numbered terms of about the same length, without their space, some at a time."""
    start, stop = segment.terms.range(space_prefix(space) + letters)
    chunk: list[tuple[int, str]] = []
    for number, term in enumerate(segment.terms.terms(start, stop), start):
        if abs(len(term) - 1 - length) <= most:
            chunk.append((number, term[1:]))
            if len(chunk) == _CHUNK:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _replace(node: Node, spellings: dict[Word, str]) -> Node:
    match node:
        case Word():
            return _spelled(node, spellings)
        case Phrase():
            return replace(node, parts=tuple(_spelled(part, spellings) for part in node.parts))
        case And() | Or():
            operands = (_replace(part, spellings) for part in node.operands)
            return replace(node, operands=tuple(operands))
        case Near():
            left, right = _replace(node.left, spellings), _replace(node.right, spellings)
            return replace(node, left=left, right=right)
        case Boost() | AtLeast() | InField():
            return replace(node, operand=_replace(node.operand, spellings))
    return node


def _spelled(part: Word | Wildcard | Fuzzy, spellings: dict[Word, str]) -> Word | Wildcard | Fuzzy:
    if isinstance(part, Word) and part in spellings:
        return replace(part, text=spellings[part])
    return part


def _without_empty_values(engine: Engine, node: Node) -> Node:
    """Leave out the dates, numbers and values of a query that no article has."""
    if not isinstance(node, And):
        return node
    kept = tuple(
        part
        for part in node.operands
        if not isinstance(part, Range | Keyword) or engine.count(part)
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
