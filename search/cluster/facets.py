"""Counting facets by aggregations, all values of all shards: no count is a guess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from newssearch.archive import extra_fields
from newssearch.search.budget import too_dear
from newssearch.search.cluster.client import Searching
from newssearch.search.cluster.dsl import ALL, Query, terms
from newssearch.search.engine import DayCount, Extent
from newssearch.search.facets import PERIODS, Facet, FacetValue
from newssearch.search.local.facets import grouped_spellings
from newssearch.search.periods import Unit, all_periods, period_name, period_number

MOST_VALUES = 50_000
"""Distinct values that are counted: OpenSearch has a limit of 65,535 for an answer."""

_FILTERS_AT_ONCE = 500
"""Values with several spellings that are counted together."""

_KEYWORDS = ("source", "section", "lang")


class Facets:
    """Counts the values of articles that satisfy queries."""

    def __init__(self, searching: Searching) -> None:
        self._searching = searching

    def facet(self, query: Query, total: int, by: str, limit: int) -> Facet:
        """Count the articles of a query by a facet; a ``limit`` of 0 is all values.

        Raises:
            QueryBudgetExceeded: it has more than ``MOST_VALUES`` distinct values.
        """
        if by in PERIODS:
            return self._periods(query, by, limit)
        field, item = _column(by)
        here = self.values(query, field, item)
        occurring = self._occurring(query, by, here)
        own = item is not None
        groups = grouped_spellings(by, _written(occurring, own=own), own=own)
        spelled: dict[str, list[str]] = {}
        for value in here:
            spelled.setdefault(extra_fields.written(value) if own else value, []).append(value)
        values = [[value for name in group for value in spelled[name]] for group in groups]
        counts = self._counts(query, field, values, here)
        least = sorted(counts, reverse=True)[limit - 1] if 0 < limit < len(counts) else 0
        chosen = [number for number, count in enumerate(counts) if count >= least]
        everywhere = self._counts(ALL, field, [values[number] for number in chosen], None)
        found = [
            FacetValue(groups[n][0], counts[n], in_archive, tuple(groups[n][1:]))
            for n, in_archive in zip(chosen, everywhere, strict=True)
        ]
        found.sort(key=lambda value: (-value.articles, value.value))
        return Facet(
            by, tuple(found[: limit or None]), len(groups), self._without(query, total, field, item)
        )

    def values(self, query: Query, field: str, item: str | None = None) -> dict[str, int]:
        """Return how many articles of a query have each value of a field.

        Raises:
            QueryBudgetExceeded: there are more than ``MOST_VALUES`` distinct values.
        """
        asked: dict[str, Any] = {"field": field, "size": MOST_VALUES}
        if item is not None:
            asked["include"] = f"{item}\x1f.*"
        return self._terms(query, {"terms": asked})

    def _terms(
        self, query: Query, asked: dict[str, Any], path: str | None = None
    ) -> dict[Any, int]:
        aggregation = {"values": asked}
        if path is not None:
            aggregation = {"inner": {"nested": {"path": path}, "aggs": aggregation}}
        body = {"size": 0, "query": query, "aggs": aggregation}
        found = self._searching.search(body)["aggregations"]
        found = (found["inner"] if path else found)["values"]
        if found["sum_other_doc_count"]:
            raise too_dear(
                f"there are more than {MOST_VALUES:,} different values to count",
                hint="add a date, a source or a word",
            )
        return {bucket["key"]: int(bucket["doc_count"]) for bucket in found["buckets"]}

    def _occurring(self, query: Query, by: str, here: dict[str, int]) -> dict[str, int]:
        """Return in how many places values occur, by which the name of a group is chosen."""
        if by != "speaker":
            return here
        asked = {"terms": {"field": "quotes.name", "size": MOST_VALUES}}
        places = self._terms(query, asked, "quotes")
        return {name: places.get(name, number) for name, number in here.items()}

    def _counts(
        self, query: Query, field: str, groups: Sequence[Sequence[str]], here: dict[str, int] | None
    ) -> list[int]:
        """Return how many articles of a query have any value of each group."""
        known = {} if here is None else here
        asked = [n for n, group in enumerate(groups) if len(group) > 1 or here is None]
        counts = [known.get(group[0], 0) for group in groups]
        for start in range(0, len(asked), _FILTERS_AT_ONCE):
            some = asked[start : start + _FILTERS_AT_ONCE]
            filters = {str(n): terms(field, list(groups[n])) for n in some}
            body = {
                "size": 0,
                "query": query,
                "aggs": {"groups": {"filters": {"filters": filters}}},
            }
            buckets = self._searching.search(body)["aggregations"]["groups"]["buckets"]
            for n in some:
                counts[n] = int(buckets[str(n)]["doc_count"])
        return counts

    def _without(self, query: Query, total: int, field: str, item: str | None) -> int:
        has: Query = {"exists": {"field": field}}
        if item is not None:
            has = {"prefix": {field: extra_fields.beginning(item)}}
        (having,) = self._searching.counts([{"bool": {"filter": [query, has]}}])
        return total - having

    def _periods(self, query: Query, unit: Unit, limit: int) -> Facet:
        here, everywhere = (
            _by_period(days, unit) for days in self._days([query, ALL], words=False)
        )
        without = here.pop(None, 0)
        everywhere.pop(None, 0)
        dated = [number for number in here if number is not None]
        numbers = all_periods(min(dated), max(dated), unit) if dated else range(0)
        values = [
            FacetValue(period_name(n, unit), here.get(n, 0), everywhere.get(n, 0)) for n in numbers
        ]
        if 0 < limit < len(values):
            values.sort(key=lambda value: (-value.articles, value.value))
            values = sorted(values[:limit], key=lambda value: value.value)
        return Facet(unit, tuple(values), len(dated), without)

    def days(self, query: Query) -> list[DayCount]:
        """Return how many articles of a query each day has, in order, undated ones last."""
        (days,) = self._days([query], words=True)
        return days

    def _days(self, queries: Sequence[Query], *, words: bool) -> list[list[DayCount]]:
        """Return the same of some queries, asked together; without ``words`` these are 0."""
        more = {"aggs": {"words": {"sum": {"field": "number.counted"}}}} if words else {}
        days = {"field": "number.date", "size": MOST_VALUES, "order": {"_key": "asc"}}
        asked = {
            "days": {"terms": days, **more},
            "undated": {"missing": {"field": "number.date"}, **more},
        }
        bodies = [{"size": 0, "query": query, "aggs": asked} for query in queries]
        return [_day_counts(one["aggregations"]) for one in self._searching.several(bodies)]

    def extent(self, query: Query) -> Extent:
        """Return over which days and sources the articles of a query extend."""
        (days,) = self._days([query], words=False)
        dated = [day.day for day in days if day.day is not None]
        sources = self.values(query, "keyword.source")
        return Extent(
            dated[0] if dated else None,
            dated[-1] if dated else None,
            sum(day.articles for day in days if day.day is None),
            tuple(sorted(sources.items(), key=lambda item: (-item[1], item[0]))),
        )


def _day_counts(found: dict[str, Any]) -> list[DayCount]:
    if found["days"]["sum_other_doc_count"]:
        raise too_dear(f"the articles have more than {MOST_VALUES:,} different days")
    days = [
        DayCount(dt.date.fromordinal(one["key"]), one["doc_count"], _words(one), None)
        for one in found["days"]["buckets"]
    ]
    undated = found["undated"]
    if undated["doc_count"]:
        days.append(DayCount(None, undated["doc_count"], _words(undated), None))
    return days


def _words(bucket: dict[str, Any]) -> int:
    return int(bucket["words"]["value"]) if "words" in bucket else 0


def _by_period(days: Sequence[DayCount], unit: Unit) -> dict[int | None, int]:
    counts: dict[int | None, int] = {}
    for day in days:
        number = None if day.day is None else period_number(day.day, unit)
        counts[number] = counts.get(number, 0) + day.articles
    return counts


def _column(by: str) -> tuple[str, str | None]:
    """Return the field of a facet's values; of an own field, what its items begin with too."""
    if by in _KEYWORDS:
        return f"keyword.{by}", None
    if by in ("speaker", "byline", "credit", "tags"):
        return f"list.{by}", None
    return f"list.{extra_fields.COLUMN}", by


def _written(occurring: dict[str, int], *, own: bool) -> dict[str, int]:
    if not own:
        return occurring
    found: dict[str, int] = {}
    for item, number in occurring.items():
        name = extra_fields.written(item)
        found[name] = found.get(name, 0) + number
    return found
