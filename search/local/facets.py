"""Counting facets from the columns of segments, so that no article is read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive import extra_fields
from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.search.engine import Extent
from newssearch.search.execution.arrays import Docs, changes, distinct
from newssearch.search.facets import PERIODS, Facet, FacetValue
from newssearch.search.folded_names import fold_names, fold_people
from newssearch.search.local.corpus import live, own_fields
from newssearch.search.local.days import NO_PERIOD, period_numbers
from newssearch.search.periods import Unit, all_periods, period_name

_KEYWORDS = ("source", "section", "lang")


Masks = Sequence[NDArray[np.bool_]]
"""For each segment which of its articles are meant."""


class Values(NamedTuple):
    """Which articles of a segment have which values, each pair once: ``docs`` ascend.

    ``without`` are those that have no value at all, also not one that is not counted.
    """

    docs: NDArray[Any]
    numbers: NDArray[Any]
    without: NDArray[Any]


class Grouped(NamedTuple):
    """The values of articles: the spellings of each, its name first, and who has it.

    Of periods there are all from the first to the last that occurs; of others those that occur.
    """

    groups: Sequence[list[str]]
    parts: list[Values]


def count_facet(
    segments: Sequence[Segment],
    matching: Sequence[Docs],
    by: str,
    limit: int = 0,
    among: Sequence[Docs] | None = None,
) -> Facet:
    """Count the articles ``matching`` of each segment by one of ``FACETS`` or an own field.

    With a ``limit`` only the most frequent values are returned. ``among`` are the articles of the
    archive that they are counted beside, all by default.

    Raises:
        UsageError: there are more than ``MOST_PERIODS`` periods.
    """
    inside = masks_of(segments, matching)
    groups, parts = grouped(segments, inside, archive_masks(segments, among), by)
    found, everywhere = np.zeros((2, len(groups)), np.int64)
    having = 0
    for (docs, numbers, _), mask in zip(parts, inside, strict=True):
        own = mask[docs]
        everywhere += np.bincount(numbers, minlength=len(groups))
        found += np.bincount(numbers[own], minlength=len(groups))
        having += int(np.count_nonzero(changes(docs[own])))
    values = [
        FacetValue(groups[n][0], int(found[n]), int(everywhere[n]), tuple(groups[n][1:]))
        for n in _first(found, limit)
    ]
    values.sort(key=lambda v: (-v.articles, v.value))
    values = values[: limit or None]
    if by in PERIODS:
        values.sort(key=lambda v: v.value)
    distinct_values = int(np.count_nonzero(found))
    return Facet(by, tuple(values), distinct_values, sum(map(len, matching)) - having)


def masks_of(segments: Sequence[Segment], matching: Sequence[Docs]) -> Masks:
    """Return some articles of segments as masks."""
    return [_mask(segment, docs) for segment, docs in zip(segments, matching, strict=True)]


def archive_masks(segments: Sequence[Segment], among: Sequence[Docs] | None) -> Masks:
    """Return the articles that others are counted beside: all live ones, unless they are given."""
    return [live(segment) for segment in segments] if among is None else masks_of(segments, among)


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


def grouped(segments: Sequence[Segment], inside: Masks, among: Masks, by: str) -> Grouped:
    """Return the values that occur ``inside`` a result, and which of ``among`` have them.

    Raises:
        UsageError: there are more than ``MOST_PERIODS`` periods.
    """
    if by in PERIODS:
        return _periods(segments, inside, among, by)
    own = own_fields(segments)
    found = [_pairs(segment, by, own=by in own) for segment in segments]
    names = [_occurring(*one, mask) for one, mask in zip(found, inside, strict=True)]
    groups = grouped_spellings(by, _added(names), own=by in own)
    group_of: dict[str | None, int] = {
        name: number for number, group in enumerate(groups) for name in group
    }
    parts = []
    for (docs, numbers, part_names), mask in zip(found, among, strict=True):
        table = np.array([group_of.get(name, -1) for name in part_names], np.int64)
        of_groups = table[numbers]
        kept = (of_groups >= 0) & mask[docs]
        named = np.array([bool(name) for name in part_names], bool)
        without = mask.copy()
        without[docs[named[numbers]]] = False
        pairs = _each_once(docs[kept], of_groups[kept], len(groups))
        parts.append(Values(*pairs, np.flatnonzero(without)))
    return Grouped(groups, parts)


def _periods(segments: Sequence[Segment], inside: Masks, among: Masks, unit: Unit) -> Grouped:
    by_article = [period_numbers(segment.numbers("date"), unit) for segment in segments]
    occurring = [own[mask] for own, mask in zip(by_article, inside, strict=True)]
    dated = [own[own != NO_PERIOD] for own in occurring]
    first = min((int(own.min()) for own in dated if len(own)), default=0)
    last = max((int(own.max()) for own in dated if len(own)), default=-1)
    names = [[period_name(number, unit)] for number in all_periods(first, last, unit)]
    parts = []
    for own, mask in zip(by_article, among, strict=True):
        undated = own == NO_PERIOD
        docs = np.flatnonzero(mask & (own >= first) & (own <= last) & ~undated)
        parts.append(Values(docs, own[docs] - first, np.flatnonzero(mask & undated)))
    return Grouped(names, parts)


def _pairs(
    segment: Segment, by: str, *, own: bool
) -> tuple[NDArray[Any], NDArray[np.int64], Sequence[str | None]]:
    """Return which articles of a segment have which values: articles, values, their names."""
    docs = np.arange(segment.size)
    names: Sequence[str | None]
    if own:
        lists = segment.lists(extra_fields.COLUMN)
        run = extra_fields.bounds(lists.values, by)
        numbers, sizes = lists.of(docs)
        inside_run = (numbers > run.first) & (numbers <= run.last)
        docs, numbers = np.repeat(docs, sizes)[inside_run], numbers[inside_run] - run.first
        names = [None, *map(extra_fields.written, lists.values.terms(*run))]
    elif by in _KEYWORDS:
        column = segment.keywords(by)
        numbers, names = column.ordinals, column.names()
    else:
        lists = segment.lists(by)
        numbers, sizes = lists.of(docs)
        docs, names = np.repeat(docs, sizes), lists.names()
    return docs, numbers.astype(np.int64), names


def _first(found: NDArray[np.int64], limit: int) -> list[int]:
    """Return the values with the greatest numbers: ``limit`` of them and their equals."""
    least = 0
    if 0 < limit < len(found):
        least = int(np.partition(found, -limit)[-limit])
    chosen: list[int] = np.flatnonzero(found >= least).tolist()
    return chosen


def _occurring(
    docs: NDArray[Any],
    numbers: NDArray[np.int64],
    names: Sequence[str | None],
    inside: NDArray[np.bool_],
) -> list[tuple[str, int]]:
    """Return the names that occur in the result, and in how many places."""
    counts = np.bincount(numbers[inside[docs]], minlength=len(names))
    return [
        (name, number)
        for name, number in zip(names, counts.tolist(), strict=True)
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


def grouped_spellings(by: str, names: dict[str, int], *, own: bool) -> list[list[str]]:
    """Return the spellings of each value of a facet, its name first.

    ``names`` are those that occur, and in how many places.
    """
    return (fold_names if own else _GROUPINGS.get(by, _as_written))(names)


def _as_written(names: dict[str, int]) -> list[list[str]]:
    return [[name] for name in names]


_GROUPINGS: dict[str, Callable[[dict[str, int]], list[list[str]]]] = {
    "speaker": fold_people,
    "byline": fold_names,
    "credit": fold_names,
    "tags": fold_names,
}
"""How the spellings of a facet are put together; those of other facets stand as written."""
