"""What to tell when nothing was found: what each clause finds alone, and a better spelling.

A correction is made of the archive's own words, and is only suggested after it has been run and
has found something. Words are corrected, in phrases and fields too; numbers, values, patterns and
operators never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice, product
from typing import NamedTuple, assert_never

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search.answer import Clause
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Part,
    Phrase,
    Printed,
    Range,
    Text,
    Value,
    Wildcard,
    Word,
    binds,
    children,
    map_children,
)
from newssearch.search.engine import Engine, Evaluation, Spelling
from newssearch.search.language import parse_query, print_query
from newssearch.search.tokens import word_tokens

MAX_CLAUSES = 12
"""Clauses told; a person reads no more."""

FEWEST_LETTERS = 4
"""Letters of a word that may be corrected; shorter ones are near to everything."""

TWO_EDITS_FROM = 6
"""Letters from which two edits are allowed, one below; a common rule (Lucene's AUTO has 3 to 5)."""

CANDIDATES = 4
"""Spellings tried for a word, the nearest first, of equally near ones the most frequent."""

MAX_RUNS = 24
"""Corrected queries that are run at most: two misspelt words with all of their spellings."""

FAR = 10
"""How many times as many articles a query needs to be suggested in place of one an edit nearer."""

COMMONER = 4
"""How many times commoner a spelling must be than a word that the archive has, to be tried."""

FEWEST_WORDS = 3
"""Words of a query from which any of them is worth asking for."""


class Advice(NamedTuple):
    """What helps where nothing was found; every count is that of a query that was run.

    ``clauses`` are the parts of the query with what each finds alone, ``suggestion`` is a query
    that finds something, and ``any_word`` the one that asks for any of its words.
    """

    clauses: tuple[Clause, ...] = ()
    suggestion: Clause | None = None
    any_word: Clause | None = None


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


def any_of_its_words(evaluation: Evaluation, node: Node) -> Clause | None:
    """Return the query for any of the words of one that requires all of them, if it finds some.

    Marks at the ends of words are a question's.
    """
    node = _without_question_marks(node)
    if not isinstance(node, And) or len(node.operands) < FEWEST_WORDS:
        return None
    if not all(isinstance(part, Word | Printed | Phrase) for part in node.operands):
        return None
    anyone = Or(node.operands)
    total = evaluation.count(anyone)
    return Clause(print_query(anyone), total) if total else None


def suggest(engine: Engine, evaluation: Evaluation, node: Node) -> Clause | None:
    """Return the best query near to this one that finds something, or None.

    Question marks that were read as wildcards are left out first. Then words are spelled as other
    words of the archive are: those that it does not have, or that others are far commoner than. Of
    the corrected queries the one with the most articles is best, though an edit more counts
    against it. Where these find nothing either, dates and values that no article has are left out
    too.
    """
    asked = _without_question_marks(node)
    if asked != node and (total := evaluation.count(asked)):
        return Clause(_written(asked), total)
    choices = {
        word: found
        for word, field in dict.fromkeys(_words(asked, None))
        if len(found := _spellings(engine, word, field)) > 1 or (found and found[0].edits)
    }
    combined = sorted(
        (choice for choice in product(*choices.values()) if any(one.edits for one in choice)),
        key=_edits,
    )
    best: tuple[float, Node, int] | None = None
    for choice in combined[:MAX_RUNS]:
        spelled = {word: one.term for word, one in zip(choices, choice, strict=True) if one.edits}
        corrected = _replace(asked, spelled)
        for query in dict.fromkeys((corrected, _without_empty_values(evaluation, corrected))):
            total = evaluation.count(query)
            worth = total / FAR ** _edits(choice)
            if total and (best is None or worth > best[0]):
                best = worth, query, total
            if total:
                break
    return Clause(_written(best[1]), best[2]) if best else None


def _edits(choice: tuple[Spelling, ...]) -> int:
    return sum(one.edits for one in choice)


def _without_question_marks(node: Node) -> Node:
    """Return the query with the marks at the ends of words taken as those of a question."""
    match node:
        case Wildcard():
            bare = node.pattern.rstrip("?")
            asks = bare != node.pattern and not any(mark in bare for mark in "*?")
            return Word(bare, span=node.span) if asks and bare else node
        case Phrase():
            return node
        case _:
            return map_children(node, _without_question_marks)


def _words(node: Node, field: str | None) -> Iterator[tuple[Word, str | None]]:
    """Yield the plain words that an article should have, and the field they are looked for in."""
    match node:
        case Word():
            yield node, field
        case Printed():
            yield from _words(node.part, field)
        case Phrase():
            yield from chain.from_iterable(_words(part, field) for part in node.parts)
        case InField():
            yield from _words(node.operand, node.field)
        case Not():
            return
        case _:
            for part in children(node):
                yield from _words(part, field)


def _spellings(engine: Engine, word: Word, field: str | None) -> tuple[Spelling, ...]:
    """Return spellings of a word to try, itself (with no edits) first where the archive has it."""
    tokens = word_tokens(word).tokens
    if len(tokens) != 1 or not tokens[0].isalpha():
        return ()
    token = tokens[0]
    known = engine.expansions(word, field)
    articles = max((term.articles for term in known), default=0)
    kept = (Spelling(word.text, 0, articles),) if known else ()
    if len(token) < FEWEST_LETTERS:
        return kept
    edits = 2 if len(token) >= TWO_EDITS_FROM else 1
    for beginning in (token[0], token[1], ""):
        near = engine.spelled_near(token, field, beginning=beginning, edits=edits)
        found = [one for one in near if one.edits and one.articles > COMMONER * articles]
        if found:
            ranked = sorted(found, key=lambda one: (one.edits, -one.articles, one.term))
            return (*kept, *ranked[:CANDIDATES])
    return kept


def _replace(node: Node, spellings: dict[Word, str]) -> Node:
    match node:
        case Word() | Printed():
            return _spelled(node, spellings)
        case Phrase():
            return replace(node, parts=tuple(_spelled(part, spellings) for part in node.parts))
        case Not():
            return node
        case _:
            return map_children(node, lambda part: _replace(part, spellings))


def _spelled(part: Part, spellings: dict[Word, str]) -> Part:
    if isinstance(part, Printed):
        word = part.part
        if isinstance(word, Word) and word in spellings:
            return replace(part, part=replace(word, text=spellings[word]))
        return part
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
