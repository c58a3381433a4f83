"""Counting facets from the columns of segments, so that no article is read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive import extra_fields
from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.search.engine import Extent
from newssearch.search.execution.arrays import Docs, changes, distinct
from newssearch.search.facets import FACETS, PERIODS, Facet, FacetValue
from newssearch.search.folded_names import fold_names, fold_people
from newssearch.search.local.corpus import live, own_fields

_DAY_ZERO = np.datetime64("0001-01-01", "D") - np.timedelta64(1, "D")
"""The day before the first of the calendar: its ordinal is 0."""

_KEYWORDS = ("source", "section", "lang")


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
    """Count the articles ``matching`` of each segment by one of ``FACETS`` or an own field.

    With a ``limit`` only the first values are returned.
    """
    masks = [_mask(segment, docs) for segment, docs in zip(segments, matching, strict=True)]
    parts = [_pairs(segment, mask, by) for segment, mask in zip(segments, masks, strict=True)]
    return _count(parts, by, sum(map(len, matching)), limit)


def extent_of(segments: Sequence[Segment], matching: Sequence[Docs]) -> Extent:
    """Return over which days and sources the articles ``matching`` of each segment extend."""
    first = last = None
    undated = 0
    sources = Counter[str]()
    for segment, docs in zip(segments, matching, strict=True):
        days = segment.numbers("date")[docs]
        days = days[days != NO_NUMBER]
        undated += len(docs) - len(days)
        if len(days):
            first = min(int(days.min()), first or int(days.min()))
            last = max(int(days.max()), last or 0)
        column = segment.keywords("source")
        counts = np.bincount(column.ordinals[docs])
        for number in np.flatnonzero(counts).tolist():
            if name := column.name(number):
                sources[name] += int(counts[number])
    ranked = sorted(sources.items(), key=lambda item: (-item[1], item[0]))
    return Extent(_day(first), _day(last), undated, tuple(ranked))


def _day(ordinal: int | None) -> dt.date | None:
    return None if ordinal is None else dt.date.fromordinal(ordinal)


def _mask(segment: Segment, docs: Docs) -> NDArray[np.bool_]:
    inside = np.zeros(segment.size, bool)
    inside[docs] = True
    return inside


def _pairs(segment: Segment, inside: NDArray[np.bool_], by: str) -> _Pairs:
    docs = np.arange(segment.size)
    names: Sequence[str | None]
    if by in PERIODS:
        numbers, names = _periods(segment.numbers("date"), "Y" if by == "year" else "M")
    elif by in own_fields([segment]):
        lists = segment.lists(extra_fields.COLUMN)
        run = extra_fields.bounds(lists.values, by)
        numbers, sizes = lists.of(docs)
        inside_run = (numbers > run.first) & (numbers <= run.last)
        docs, numbers = np.repeat(docs, sizes)[inside_run], numbers[inside_run] - run.first
        names = [None, *map(extra_fields.written, lists.values.terms(*run))]
    elif by not in FACETS:
        docs, numbers, names = docs[:0], docs[:0], [None]
    elif by in _KEYWORDS:
        column = segment.keywords(by)
        numbers, names = column.ordinals, column.names()
    else:
        lists = segment.lists(by)
        numbers, sizes = lists.of(docs)
        docs, names = np.repeat(docs, sizes), lists.names()
    return _Pairs(docs, numbers.astype(np.int64), names, inside, live(segment))


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
    groups = _grouping(by)(_added(map(_occurring, parts)))
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
        docs, numbers = _each_once(part.docs[kept], numbers[kept], len(groups))
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


def _each_once(
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


def _grouping(by: str) -> Callable[[dict[str, int]], list[list[str]]]:
    return _GROUPINGS.get(by, _as_written if by in FACETS else fold_names)


_GROUPINGS: dict[str, Callable[[dict[str, int]], list[list[str]]]] = {
    "speaker": fold_people,
    "byline": fold_names,
    "credit": fold_names,
    "tags": fold_names,
}
"""How the spellings of a facet are put together; those of other facets stand as written."""
