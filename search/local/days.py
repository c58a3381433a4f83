"""Counting articles, words and matches by day, from the columns of segments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.search.engine import DayCount
from newssearch.search.execution.arrays import Docs
from newssearch.search.execution.occurrences import Spans
from newssearch.search.periods import MONTHS, Unit

_EPOCH = dt.date(1970, 1, 1).toordinal()


def count_days(
    segments: Sequence[Segment],
    matching: Sequence[Docs],
    days: Sequence[NDArray[np.int32]],
    spans: Sequence[Sequence[Spans]] | None,
) -> list[DayCount]:
    """Count by ``days`` the articles ``matching`` of each segment, and the ``spans`` in them.

    The spans may be in other articles too.
    """
    first, last = _bounds(days)
    size = last - first + 2  # the days between, after a place for no date
    articles, words, matches = np.zeros((3, size), np.int64)
    for number, (segment, docs, own) in enumerate(zip(segments, matching, days, strict=True)):
        places = np.where(own == NO_NUMBER, 0, own - first + 1)
        articles += np.bincount(places, minlength=size)
        words += _added(places, running_words(segment)[docs], size)
        if spans is not None:
            matches += _added(places, _per_article(spans[number], segment.size)[docs], size)
    having = np.flatnonzero(articles)
    counted = matches[having].tolist() if spans is not None else [None] * len(having)
    rows = zip(
        having.tolist(), articles[having].tolist(), words[having].tolist(), counted, strict=True
    )
    found = [
        DayCount(dt.date.fromordinal(place + first - 1) if place else None, *numbers)
        for place, *numbers in rows
    ]
    return [*found[1:], found[0]] if found and found[0].day is None else found


def running_words(segment: Segment) -> NDArray[np.int64]:
    """Return how many words each article has in the fields that bare words are looked for in."""
    zones = range(len(segment.layout.zones))
    counts = [segment.text(f"count.{zone}").astype(np.int64) for zone in zones]
    total: NDArray[np.int64] = np.add.reduce(counts)
    return total


def _bounds(days: Sequence[NDArray[np.int32]]) -> tuple[int, int]:
    """Return the first and the last day of all, 1 and 0 if none is dated."""
    dated = [some for own in days if len(some := own[own != NO_NUMBER])]
    if not dated:
        return 1, 0
    return min(int(own.min()) for own in dated), max(int(own.max()) for own in dated)


def _added(places: NDArray[Any], numbers: NDArray[Any], size: int) -> NDArray[np.int64]:
    """Add up whole numbers by place; as doubles they are exact up to 2 ** 53."""
    return np.bincount(places, numbers, minlength=size).astype(np.int64)


NO_PERIOD = -1
"""The number of an article's period if it has no date."""


def period_numbers(days: NDArray[np.int32], unit: Unit) -> NDArray[np.int64]:
    """Return the number of the period of each day, as ``periods.period_number`` does."""
    dated = days != NO_NUMBER
    own = days[dated].astype(np.int64)
    if unit == "week":
        own = (own - 1) // 7
    elif unit != "day":
        dates = (own - _EPOCH).astype("datetime64[D]")
        own = (dates.astype("datetime64[M]").astype(np.int64) + 1970 * 12) // MONTHS[unit]
    numbers = np.full(len(days), NO_PERIOD, np.int64)
    numbers[dated] = own
    return numbers


def _per_article(spans: Sequence[Spans], size: int) -> NDArray[np.int64]:
    counts = np.zeros(size, np.int64)
    for own in spans:
        counts += np.bincount(own.docs, minlength=size)
    return counts
