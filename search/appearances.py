"""The first and the last article about something: in this archive, which covers some days only.

An archive cannot know when something first appeared in the world, so an answer always comes with
the days that the archive covers, and with the number of matching articles that have no date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from newssearch.search.answer import Hit
from newssearch.search.ast import And, HasValue
from newssearch.search.execution.ordering import Order
from newssearch.search.language import parse_query, print_query
from newssearch.search.news import NewsArchive
from newssearch.search.statistics import day_range


@dataclass(frozen=True, slots=True)
class Appearance:
    """The earliest or the latest dated article that satisfies a query.

    ``hit`` is None where no dated article does. ``total`` counts all that do, ``undated`` those
    without a date, ``same_day`` those of the day of the hit, itself too. ``covers`` are the first
    and the last day of the whole archive, None where nothing in it has a date.
    """

    parsed: str
    notes: tuple[str, ...]
    hit: Hit | None
    total: int
    undated: int
    same_day: int
    covers: tuple[dt.date, dt.date] | None


def find_appearance(
    news: NewsArchive,
    text: str,
    *,
    last: bool = False,
    any_word: bool = False,
    literal: bool = False,
) -> Appearance:
    """Find the earliest dated article that satisfies a query, or the latest.

    Of several of one day it is the one whose id sorts first.

    Raises:
        QuerySyntaxError: the query cannot be read.
        QueryBudgetExceeded: it asks for too much.
    """
    parsed = parse_query(text, any_word=any_word, literal=literal)
    dated = And((parsed.node, HasValue("date")))
    total = sum(len(match.docs) for match in news.matches(parsed))
    matches = news.engine.matches(dated)
    order: Order = "newest" if last else "oldest"
    result = news.engine.first(matches, limit=1, offset=0, order=order)
    hit = next(news.hits(parsed.node, result.found), None)
    same_day = 0
    if result.found:
        first = result.found[0]
        day = news.engine.segments[first.segment].numbers("date")[first.number]
        same_day = sum(
            int((segment.numbers("date")[match.docs] == day).sum())
            for segment, match in zip(news.engine.segments, matches, strict=True)
        )
    first_day, last_day = day_range(news.engine.segments)
    return Appearance(
        parsed=print_query(parsed.node),
        notes=parsed.notes,
        hit=hit,
        total=total,
        undated=total - result.total,
        same_day=same_day,
        covers=(first_day, last_day) if first_day and last_day else None,
    )
