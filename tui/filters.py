"""Filters as they are written in a query: at its end, each a field and a value, or the same with -.

A query is what was typed and these behind it, so that a query that is copied, saved or gone back to
holds all of its filters. Nothing here knows a widget.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search.ast import And
from newssearch.search.language import parse_query

FIELD_OF_FACET = {
    "year": "date",
    "month": "date",
    "source": "source",
    "section": "section",
    "tags": "tags",
    "speaker": "speaker",
    "byline": "byline",
    "lang": "lang",
}
"""What articles are counted by in the column of facets, and the field that narrows by it."""

SINGLE = frozenset({"date", "source", "section", "lang"})
"""Fields of which an article has one value, so that another one takes the place of the first."""

_FILTER = re.compile(
    r"(?:^|(?<=\s))(?P<sign>-?)(?P<field>date|label|note|source|section|tags|speaker|byline|lang)"
    r':(?P<value>"(?:[^"\\]|\\.)*"|[^\s()"]+)\s*$'
)


class Filter(NamedTuple):
    """One filter: only what has a value, or only what does not."""

    field: str
    value: str
    excluded: bool = False

    def __str__(self) -> str:
        escaped = re.sub(r'(["\\])', r"\\\1", self.value)
        value = self.value if re.fullmatch(r"[\w-]+", self.value) else f'"{escaped}"'
        return f"{'-' if self.excluded else ''}{self.field}:{value}"

    @property
    def label(self) -> str:
        """The filter as its chip says it."""
        return f"{'not ' if self.excluded else ''}{self.field}: {self.value}"


def split(query: str) -> tuple[str, tuple[Filter, ...]]:
    """Return what is searched, and the filters behind it."""
    rest, filters = query.rstrip(), list[Filter]()
    while (found := _FILTER.search(rest)) is not None:
        before = rest[: found.start()].rstrip()
        if not _is_whole(before):
            break
        value = found["value"]
        if value.startswith('"'):
            value = re.sub(r"\\(.)", r"\1", value[1:-1])
        filters.append(Filter(found["field"], value, bool(found["sign"])))
        rest = before
    return rest, tuple(reversed(filters))


def _is_whole(query: str) -> bool:
    """Return whether a filter after a query narrows all of it."""
    if not query:
        return True
    try:
        parse_query(query)
        return isinstance(parse_query(f"{query} words:>0").node, And)
    except QuerySyntaxError as error:
        return error.code == "unknown_field"  # perhaps one of the archive's own


def joined(query: str, *filters: Filter) -> str:
    """Return a query narrowed by filters."""
    query = query.strip()
    if filters and query and not _is_whole(query):
        query = f"({query})"
    return " ".join(part for part in (query, *map(str, filters)) if part)


def toggled(query: str, wanted: Filter) -> str:
    """Return a query with one filter more, or without it if it had it.

    What was included is not excluded at once, nor the other way round; of a field of which an
    article has one value, no two are included.
    """
    rest, filters = split(query)
    opposite = wanted._replace(excluded=not wanted.excluded)
    kept = tuple(
        one
        for one in filters
        if one not in (wanted, opposite) and not (_includes(one, wanted) and not wanted.excluded)
    )
    return joined(rest, *kept) if wanted in filters else joined(rest, *kept, wanted)


def _includes(one: Filter, other: Filter) -> bool:
    """Return whether a filter includes a value of the single-valued field of another."""
    return one.field == other.field and one.field in SINGLE and not one.excluded


def without(query: str, field: str) -> str:
    """Return a query without the values of a single-valued field that it includes."""
    rest, filters = split(query)
    probe = Filter(field, "")
    return joined(rest, *(one for one in filters if not _includes(one, probe))) or "*"


def included(query: str, field: str) -> str | None:
    """Return the value of a single-valued field that a query includes, if it does."""
    probe = Filter(field, "")
    return next((one.value for one in split(query)[1] if _includes(one, probe)), None)


def within(query: str, words: str) -> str:
    """Return a query for those of its articles that satisfy another one too."""
    rest, filters = split(query)
    narrower = [f"({part})" if not _is_whole(part) else part for part in (rest, words.strip())]
    return joined(" ".join(part for part in narrower if part and part != "()"), *filters)
