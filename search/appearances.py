"""The first and the last article about something: in this archive, which covers some days only.

An archive cannot know when something first appeared in the world, so an answer always comes with
the days that the archive covers, and with the number of matching articles that have no date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from newssearch.search.answer import Hit
from newssearch.search.ast import And, HasValue, Parsed, Range
from newssearch.search.news import NewsArchive


@dataclass(frozen=True, slots=True)
class Appearance:
    """The earliest or the latest dated article that satisfies a query.

    ``hit`` is None if no dated article does. ``total`` counts all that do, ``undated`` those
    without a date, ``same_day`` those of the day of the hit, itself too. ``covers`` are the first
    and the last day of the whole archive, None if nothing in it has a date.
    """

    parsed: str
    notes: tuple[str, ...]
    hit: Hit | None
    total: int
    undated: int
    same_day: int
    covers: tuple[dt.date, dt.date] | None


def find_appearance(news: NewsArchive, query: Parsed | str, *, last: bool = False) -> Appearance:
    """Find the earliest dated article that satisfies a query, or the latest.

    Of several of one day it is the one whose id sorts first.

    Raises:
        QuerySyntaxError: the query cannot be read.
        QueryBudgetExceeded: it asks for too much.
    """
    found = news.select(query, sort="newest" if last else "oldest")
    node = found.query.node
    dated = found.count(And((node, HasValue("date"))))
    first = found.refs(limit=1 if dated else 0)  # the undated come last in both orders
    hit = next(found.hits_of(first), None)
    day = hit.article.date.toordinal() if hit and hit.article.date else None
    first_day, last_day = news.coverage()
    return Appearance(
        parsed=found.parsed,
        notes=found.query.notes,
        hit=hit,
        total=found.total,
        undated=found.total - dated,
        same_day=found.count(And((node, Range("date", day, day)))) if day else 0,
        covers=(first_day, last_day) if first_day and last_day else None,
    )
