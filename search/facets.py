"""How the articles of a result spread over sources, times, speakers, authors: exact counts.

Everything comes from the columns of the segments, so no article is read. A value counts the
articles that have it, once each however often it stands in them; an article may have several
speakers or authors, so that these counts may add up to more than the articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import UsageError
from newssearch.search.execution.arrays import Docs, changes, distinct
from newssearch.search.folded_names import fold_names, fold_people
from newssearch.search.language import parse_query, print_query
from newssearch.search.news import NewsArchive

FACETS = ("source", "year", "month", "speaker", "byline", "section", "lang", "credit")
"""What articles can be counted by."""

PERIODS = ("year", "month")
"""The facets whose values are in the order of time; others have the commonest first."""

DEFAULT_LIMIT = 20
"""Values of a facet that people are shown: a screen full."""

_DAY_ZERO = np.datetime64("0001-01-01", "D") - np.timedelta64(1, "D")
"""The day before the first of the calendar: its ordinal is 0."""

_KEYWORDS = ("source", "section", "lang")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value and the number of articles of the result, and of the whole archive, that have it.

    ``also`` are the other spellings that were counted with it.
    """

    value: str
    articles: int
    in_archive: int
    also: tuple[str, ...] = ()

    @property
    def per_1000(self) -> float:
        """How many of a thousand articles of the archive with this value are in the result."""
        return 1000.0 * self.articles / self.in_archive if self.in_archive else 0.0


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one kind: years and months in their order, others by number, then name.

    ``distinct`` is how many values there are, of which ``values`` may be the first only;
    ``without`` counts the articles of the result that have none.
    """

    by: str
    values: tuple[FacetValue, ...]
    distinct: int
    without: int


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Which articles of a segment have which values: ``docs[i]`` has value ``numbers[i]``.

    ``inside`` marks the articles of the segment that are in the result, ``live`` those there are.
    """

    docs: NDArray[Any]
    numbers: NDArray[Any]
    names: Sequence[str | None]
    inside: NDArray[np.bool_]
    live: NDArray[np.bool_]


def count_facet(
    segments: Sequence[Segment], matching: Sequence[Docs], by: str, limit: int = 0
) -> Facet:
    """Count the articles ``matching`` of each segment by one of ``FACETS``.

    With a ``limit`` only the first values are returned.
    """
    masks = [_mask(segment, docs) for segment, docs in zip(segments, matching, strict=True)]
    parts = [_pairs(segment, mask, by) for segment, mask in zip(segments, masks, strict=True)]
    return _count(parts, by, sum(map(len, matching)), limit)


def _mask(segment: Segment, docs: Docs) -> NDArray[np.bool_]:
    inside = np.zeros(segment.size, bool)
    inside[docs] = True
    return inside


def _live(segment: Segment) -> NDArray[np.bool_]:
    return np.ones(segment.size, bool) if segment.deleted is None else ~segment.deleted


def _pairs(segment: Segment, inside: NDArray[np.bool_], by: str) -> _Pairs:
    docs = np.arange(segment.size)
    names: Sequence[str | None]
    if by in PERIODS:
        numbers, names = _periods(segment.numbers("date"), "Y" if by == "year" else "M")
    elif by in _KEYWORDS:
        column = segment.keywords(by)
        numbers, names = column.ordinals, column.names()
    else:
        lists = segment.lists(by)
        numbers, sizes = lists.of(docs)
        docs, names = np.repeat(docs, sizes), lists.names()
    return _Pairs(docs, numbers.astype(np.int64), names, inside, _live(segment))


def _periods(days: NDArray[np.int32], unit: str) -> tuple[NDArray[np.int64], list[str | None]]:
    """Return by article the number of its year or month, 0 for none, and their names."""
    dated = days != NO_NUMBER
    periods = (_DAY_ZERO + days[dated].astype(np.int64)).astype(f"datetime64[{unit}]")
    counted = periods.astype(np.int64)
    first = int(counted.min(initial=1 << 40))
    numbers = np.zeros(len(days), np.int64)
    numbers[dated] = counted - first + 1
    every = np.arange(int(numbers.max(initial=0))) + first
    return numbers, [None, *every.astype(f"datetime64[{unit}]").astype(str).tolist()]


def _count(parts: Sequence[_Pairs], by: str, articles: int, limit: int) -> Facet:
    groups = _GROUPINGS.get(by, _as_written)(_added(map(_occurring, parts)))
    group_of: dict[str | None, int] = {
        name: number for number, group in enumerate(groups) for name in group
    }
    found = np.zeros(len(groups), np.int64)
    everywhere = np.zeros(len(groups), np.int64)
    having = 0
    for part in parts:
        table = np.array([group_of.get(name, -1) for name in part.names], np.int64)
        numbers = table[part.numbers]
        kept = (numbers >= 0) & part.live[part.docs]
        docs, numbers = _distinct(part.docs[kept], numbers[kept], len(groups))
        own = part.inside[docs]
        everywhere += np.bincount(numbers, minlength=len(groups))
        found += np.bincount(numbers[own], minlength=len(groups))
        having += int(np.count_nonzero(changes(docs[own])))
    chosen = _first(found, limit) if by not in PERIODS else range(len(groups))
    values = [
        FacetValue(groups[n][0], int(found[n]), int(everywhere[n]), tuple(groups[n][1:]))
        for n in chosen
    ]
    values.sort(key=lambda v: v.value if by in PERIODS else (-v.articles, v.value))
    return Facet(by, tuple(values[: limit or None]), len(groups), articles - having)


def _first(found: NDArray[np.int64], limit: int) -> list[int]:
    """Return the values with the greatest numbers: ``limit`` of them and their equals."""
    least = 0
    if 0 < limit < len(found):
        least = int(np.partition(found, -limit)[-limit])
    chosen: list[int] = np.flatnonzero(found >= least).tolist()
    return chosen


def _occurring(part: _Pairs) -> list[tuple[str, int]]:
    """Return the names that occur in the result, and in how many places."""
    counts = np.bincount(part.numbers[part.inside[part.docs]], minlength=len(part.names))
    return [
        (name, number)
        for name, number in zip(part.names, counts.tolist(), strict=True)
        if number and name
    ]


def _added(occurring: Iterable[Iterable[tuple[str, int]]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for counts in occurring:
        for name, number in counts:
            total[name] = total.get(name, 0) + number
    return total


def _distinct(
    docs: NDArray[Any], numbers: NDArray[Any], size: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return each pair of an article and a value once."""
    if not len(docs):
        return docs, numbers
    pairs = docs * np.int64(size) + numbers
    if len(pairs) > 1 and not (pairs[1:] > pairs[:-1]).all():
        pairs = distinct(pairs)
    return pairs // size, pairs % size


def _as_written(names: dict[str, int]) -> list[list[str]]:
    return [[name] for name in names]


_GROUPINGS: dict[str, Callable[[dict[str, int]], list[list[str]]]] = {
    "speaker": fold_people,
    "byline": fold_names,
    "credit": fold_names,
}
"""How the spellings of a facet are put together; those of other facets stand as written."""


@dataclass(frozen=True, slots=True)
class FacetAnswer:
    """The exact number of articles that satisfy a query, and how they spread."""

    parsed: str
    notes: tuple[str, ...]
    total: int
    facets: tuple[Facet, ...]


def find_facets(
    news: NewsArchive,
    text: str,
    by: Sequence[str],
    *,
    limit: int | None = None,
    any_word: bool = False,
    literal: bool = False,
) -> FacetAnswer:
    """Count the articles that satisfy a query by each of some of ``FACETS``.

    A ``limit`` of 0 is all values, None the first ``DEFAULT_LIMIT`` and all periods.

    Raises:
        QuerySyntaxError: the query cannot be read.
        UsageError: there is no such facet.
        QueryBudgetExceeded: it asks for too much.
    """
    for name in by:
        if name not in FACETS:
            raise UsageError(f"cannot count by '{name}'", hint=f"count by: {', '.join(FACETS)}")
    parsed = parse_query(text, any_word=any_word, literal=literal)
    matching = [match.docs for match in news.matches(parsed)]
    return FacetAnswer(
        parsed=print_query(parsed.node),
        notes=parsed.notes,
        total=sum(map(len, matching)),
        facets=tuple(
            count_facet(news.engine.segments, matching, name, _limit(name, limit)) for name in by
        ),
    )


def _limit(by: str, limit: int | None) -> int:
    if limit is not None:
        return limit
    return 0 if by in PERIODS else DEFAULT_LIMIT
