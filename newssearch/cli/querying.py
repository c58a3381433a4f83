"""From the options of ``query`` to one query, and from one query to a stream of pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newssearch.search import NewsArchive
from newssearch.search.answer import Answer, Hit
from newssearch.search.ast import And, Node, Parsed
from newssearch.search.execution.ordering import Order
from newssearch.search.language import parse_query, print_query
from newssearch.search.streaming import Stream

PAGE = 100
"""Hits of the first page, which is read before the first line is written. What is wanted beyond
it is read as it is written; for that the query is carried out a second time."""


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
        """The query in a form that needs no options."""
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
    group: bool = False


def ask(
    news: NewsArchive, question: Question, wanted: Wanted, *, count_only: bool = False
) -> tuple[Answer, Iterator[Hit]]:
    """Return the first page of the answer, and all hits wanted as they are read."""
    page = 0 if count_only else min(wanted.limit or PAGE, PAGE)
    answer = news.search(
        question.asked,
        limit=page,
        offset=wanted.offset,
        sort=wanted.sort,
        any_word=question.any_word,
        literal=question.literal,
        snippets=wanted.snippets,
        group=wanted.group,
    )
    return answer, _hits(news, question, wanted, answer)


def _hits(news: NewsArchive, question: Question, wanted: Wanted, answer: Answer) -> Iterator[Hit]:
    yield from answer.hits
    offset = answer.offset + len(answer.hits)
    left = wanted.limit - len(answer.hits) if wanted.limit else 0
    if len(answer.hits) == PAGE and (left or not wanted.limit):
        following = replace(wanted, limit=left, offset=offset)
        yield from stream(news, question, following).hits(snippets=wanted.snippets)


def stream(news: NewsArchive, question: Question, wanted: Wanted) -> Stream:
    """Return the hits wanted as a stream."""
    return Stream(
        news,
        question.asked,
        limit=wanted.limit,
        offset=wanted.offset,
        sort=wanted.sort,
        any_word=question.any_word,
        literal=question.literal,
        group=wanted.group,
    )
