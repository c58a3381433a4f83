"""Curves: how often queries are found over time, beside what the archive has of that time.

A period of which the archive has no article is a gap in every curve: nothing is known of it. A
period that is covered and has no hit is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from newssearch.archive.errors import UsageError
from newssearch.search.ast import Parsed
from newssearch.search.engine import DayCount
from newssearch.search.news import NewsArchive
from newssearch.search.periods import (
    UNITS,
    Unit,
    all_periods,
    first_day,
    period_name,
    period_number,
)

Measure: TypeAlias = Literal["articles", "share", "per-1000", "matches", "per-million"]
"""Articles; their share of all articles of the period, from 0 to 1; articles per 1,000 articles;
matches; matches per million running words of all articles of the period, as in ``word_counts``."""

MEASURES: tuple[Measure, ...] = get_args(Measure)

OF_MATCHES: tuple[Measure, ...] = ("matches", "per-million")
"""The measures for which matches have to be counted."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its name, its first day in ISO 8601, and the articles and running words it has."""

    name: str
    begins: str
    articles: int
    words: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A query over the periods of a trend.

    ``articles`` and ``matches`` have a number for each period, 0 where the archive has no article.
    ``total`` counts all articles that satisfy the query, ``undated`` those of them that are in no
    period, and ``undated_matches`` their matches. If matches were not counted, both are None.
    """

    label: str
    parsed: str
    total: int
    undated: int
    articles: tuple[int, ...]
    matches: tuple[int, ...] | None
    undated_matches: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Curves over the same periods, all from the first to the last with an article.

    ``undated`` counts the articles of the archive that are in no period.
    """

    by: Unit
    periods: tuple[Period, ...]
    undated: int
    curves: tuple[Curve, ...]

    def values(self, curve: Curve, measure: Measure) -> list[float | None]:
        """Return the values of a curve, None where the archive has nothing to measure by.

        Raises:
            ValueError: matches were not counted, and the measure is one of matches.
        """
        if measure in OF_MATCHES and curve.matches is None:
            raise ValueError("matches were not counted")
        numbers = curve.matches if measure in OF_MATCHES else curve.articles
        assert numbers is not None
        return [
            _value(number, period, measure)
            for number, period in zip(numbers, self.periods, strict=True)
        ]


def _value(number: int, period: Period, measure: Measure) -> float | None:
    if not period.articles:
        return None
    if measure in ("articles", "matches"):
        return number
    if measure == "per-million":
        return 1_000_000 * number / period.words if period.words else None
    return number / period.articles * (1 if measure == "share" else 1000)


def find_trend(
    news: NewsArchive,
    queries: Iterable[tuple[str, Parsed | str]],
    *,
    by: Unit = "month",
    among: Parsed | str = "*",
    matches: bool = False,
    once: bool = False,
) -> Trend:
    """Count the articles, and the ``matches``, of labelled queries over time.

    ``among`` selects the articles that they are measured by. With ``once`` near-identical copies
    are one article, of the day of the oldest copy among these.

    Raises:
        UsageError: there is no such unit, or there are more than ``MOST_PERIODS`` periods.
        QuerySyntaxError: a query cannot be read.
        QueryBudgetExceeded: a query asks for too much.
    """
    if by not in UNITS:
        raise UsageError(f"cannot count by {by!r}", hint=f"choose from {', '.join(UNITS)}")
    whole = news.select(among, sort="newest", group=once)
    everything = whole.days()
    found = []
    for label, query in queries:
        selection = news.select(query, sort="newest", group=once)
        days = selection.days(matches=matches, once_in=whole if once else None)
        found.append((label, selection.parsed, days))
    covered = _by_period(everything, by)
    of_queries = [_by_period(days, by) for _, _, days in found]
    numbers = _range([covered, *of_queries], by)
    periods = tuple(
        Period(period_name(number, by), first_day(number, by).isoformat(), own.articles, own.words)
        for number in numbers
        for own in (covered.get(number, _NOTHING),)
    )
    curves = []
    for (label, parsed, days), counts in zip(found, of_queries, strict=True):
        own = [counts.get(number, _NOTHING) for number in numbers]
        without = _undated(days)
        curves.append(
            Curve(
                label,
                parsed,
                sum(day.articles for day in days),
                without.articles,
                tuple(one.articles for one in own),
                tuple(one.matches or 0 for one in own) if matches else None,
                without.matches if matches else None,
            )
        )
    return Trend(by, periods, _undated(everything).articles, tuple(curves))


_NOTHING = DayCount(None, 0, 0, 0)


def _undated(days: Sequence[DayCount]) -> DayCount:
    return days[-1] if days and days[-1].day is None else _NOTHING


def _by_period(days: Sequence[DayCount], by: Unit) -> dict[int, DayCount]:
    """Add up days by the number of their period."""
    periods: dict[int, DayCount] = {}
    for one in days:
        if one.day is None:
            continue
        number = period_number(one.day, by)
        if (before := periods.get(number)) is None:
            periods[number] = one
        else:
            periods[number] = DayCount(
                before.day,
                before.articles + one.articles,
                before.words + one.words,
                (before.matches or 0) + (one.matches or 0),
            )
    return periods


def _range(counted: Sequence[dict[int, DayCount]], by: Unit) -> range:
    """Return all periods from the first to the last that has something."""
    bounds = [bound for periods in counted if periods for bound in (min(periods), max(periods))]
    if not bounds:
        return range(0)
    return all_periods(min(bounds), max(bounds), by)
