"""From the options of ``query`` to one query, and from one query to a stream of pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search import NewsArchive
from search.answer import Answer, Hit
from search.ast import And, Node, Parsed
from search.execution.ordering import Order
from search.language import parse_query, print_query

PAGE = 1000
"""Hits fetched at a time when all are wanted: memory stays bounded, and the query is carried out
once a page, which at 1,000 costs less than the snippets do."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: ``text`` as typed, ``asked`` as given to the engine, with ``notes``.

    They differ where options add filters; then ``asked`` is the printed form of the whole.
    """

    text: str
    asked: str
    notes: tuple[str, ...] = ()
    any_word: bool = False
    literal: bool = False

    @property
    def marked(self) -> str:
        """The query in a form that needs no options, to ask for marks with."""
        if not (self.any_word or self.literal):
            return self.asked
        parsed = parse_query(self.asked, any_word=self.any_word, literal=self.literal)
        return print_query(parsed.node)


def make_question(
    text: str,
    *,
    any_word: bool = False,
    literal: bool = False,
    first_day: str | None = None,
    last_day: str | None = None,
    source: str | None = None,
) -> Question:
    """Read the query and the filters beside it.

    Raises:
        QuerySyntaxError: one of them cannot be read; it shows the part that is wrong.
    """
    filters = []
    if first_day or last_day:
        filters.append(f"date:{_bound(first_day)}..{_bound(last_day)}")
    if source:
        escaped = source.replace("\\", "\\\\").replace('"', '\\"')
        filters.append(f'source:"{escaped}"')
    typed = parse_query(text, any_word=any_word, literal=literal)
    if not filters:
        return Question(text, text, (), any_word, literal)
    parsed = [parse_query(part) for part in filters]
    if text.strip():
        parsed.insert(0, typed)
    return Question(text, print_query(_all(parsed)), typed.notes)


def _bound(day: str | None) -> str:
    """Return a day as a bound of a range: one of several words needs quotation marks."""
    if day is None:
        return ""
    return f'"{day}"' if " " in day.strip() else day.strip()


def _all(parsed: list[Parsed]) -> Node:
    operands: list[Node] = []
    for part in parsed:
        operands += part.node.operands if isinstance(part.node, And) else (part.node,)
    return And(tuple(operands)) if len(operands) > 1 else operands[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which hits are wanted: ``limit`` 0 is all of them."""

    limit: int
    offset: int
    sort: Order
    snippets: bool


def ask(news: NewsArchive, question: Question, wanted: Wanted) -> tuple[Answer, Iterator[Hit]]:
    """Return the first page of the answer, and all hits wanted as they are fetched."""
    end = wanted.offset + wanted.limit if wanted.limit else None

    def page(offset: int) -> Answer:
        size = PAGE if end is None else min(PAGE, end - offset)
        return news.search(
            question.asked,
            limit=size,
            offset=offset,
            sort=wanted.sort,
            any_word=question.any_word,
            literal=question.literal,
            snippets=wanted.snippets,
        )

    first = page(wanted.offset)
    last = first.total if end is None else min(end, first.total)

    def hits() -> Iterator[Hit]:
        answer = first
        while answer.hits:
            yield from answer.hits
            following = answer.offset + len(answer.hits)
            if following >= last:
                return
            answer = page(following)

    return first, hits()
