"""What an archive in a cluster holds, in numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from newssearch.search.cluster.client import Searching
from newssearch.search.cluster.dsl import ALL, Query
from newssearch.search.cluster.facets import Facets
from newssearch.search.statistics import SourceStatistics, Statistics

_PAGE = 5000


def statistics_of(searching: Searching) -> Statistics:
    """Count the articles of an archive."""
    filters: dict[str, Query] = {
        name: {"term": {"filled": name}} for name in ("title", "byline", "dateline")
    }
    filters["date"] = {"exists": {"field": "number.date"}}
    filters["quotes"] = {"term": {"has": "quote"}}
    body = {
        "size": 0,
        "track_total_hits": True,
        "query": ALL,
        "aggs": {
            "with": {"filters": {"filters": filters}},
            "words": {"sum": {"field": "number.words"}},
        },
    }
    answer = searching.search(body)
    found = answer["aggregations"]
    years: dict[int, int] = {}
    sources: dict[str | None, dict[int, int]] = {}
    undated = 0
    for source, year, count in _spread(searching):
        own = sources.setdefault(source, {})
        own[year or 0] = count
        if year is None:
            undated += count
        else:
            years[year] = years.get(year, 0) + count
    extent = Facets(searching).extent(ALL)
    return Statistics(
        articles=int(answer["hits"]["total"]["value"]),
        words=int(found["words"]["value"]),
        with_field={name: int(one["doc_count"]) for name, one in found["with"]["buckets"].items()},
        first_date=extent.first,
        last_date=extent.last,
        undated=undated,
        years=dict(sorted(years.items())),
        sources={
            source: SourceStatistics(
                sum(own.values()), {year: n for year, n in sorted(own.items()) if year}
            )
            for source, own in sorted(
                sources.items(), key=lambda item: (-sum(item[1].values()), item[0] or "")
            )
        },
    )


def _spread(searching: Searching) -> list[tuple[str | None, int | None, int]]:
    """Return (source, year, articles), None for want of one."""
    after: dict[str, Any] | None = None
    rows: list[tuple[str | None, int | None, int]] = []
    while True:
        asked: dict[str, Any] = {
            "size": _PAGE,
            "sources": [
                {"source": {"terms": {"field": "keyword.source", "missing_bucket": True}}},
                {"year": {"terms": {"field": "number.year", "missing_bucket": True}}},
            ],
        }
        if after is not None:
            asked["after"] = after
        body = {"size": 0, "query": ALL, "aggs": {"spread": {"composite": asked}}}
        found = searching.search(body)["aggregations"]["spread"]
        rows += [
            (one["key"]["source"], one["key"]["year"], int(one["doc_count"]))
            for one in found["buckets"]
        ]
        after = found.get("after_key")
        if after is None or len(found["buckets"]) < _PAGE:
            return rows


def day_range(searching: Searching) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of the articles, None where none is dated."""
    days = {name: {name: {"field": "number.date"}} for name in ("min", "max")}
    found = searching.search({"size": 0, "query": ALL, "aggs": days})["aggregations"]
    first, last = (found[name]["value"] for name in ("min", "max"))
    if first is None:
        return None, None
    return dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last))
