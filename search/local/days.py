"""Counting articles, words and matches by day, from the columns of segments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.news_layout import BODY_COUNT
from newssearch.search.engine import DayCount
from newssearch.search.execution.arrays import Docs
from newssearch.search.execution.occurrences import Spans
from newssearch.search.periods import MONTHS, Unit

_EPOCH = dt.date(1970, 1, 1).toordinal()

_UNDATED = 0
"""Stands for no date: the ordinal of the first day of the calendar is 1."""


def count_days(
    segments: Sequence[Segment],
    matching: Sequence[Docs],
    spans: Sequence[Sequence[Spans]] | None,
) -> list[DayCount]:
    """Count by day the articles ``matching`` of each segment, and the ``spans`` that are in them.

    The spans may be in other articles too.
    """
    days = [_days(segment, docs) for segment, docs in zip(segments, matching, strict=True)]
    last = max((int(own.max(initial=_UNDATED)) for own in days), default=_UNDATED)
    articles, words, matches = (np.zeros(last + 1, np.int64) for _ in range(3))
    for number, (segment, docs, own) in enumerate(zip(segments, matching, days, strict=True)):
        articles += np.bincount(own, minlength=last + 1)
        counts = segment.text(BODY_COUNT)[docs]
        words += np.bincount(own, counts, minlength=last + 1).astype(np.int64)
        if spans is not None:
            per_article = _per_article(spans[number], segment.size)[docs]
            matches += np.bincount(own, per_article, minlength=last + 1).astype(np.int64)
    having = np.flatnonzero(articles)
    counted = matches[having].tolist() if spans is not None else [None] * len(having)
    rows = zip(
        having.tolist(), articles[having].tolist(), words[having].tolist(), counted, strict=True
    )
    found = [DayCount(_date(day), *numbers) for day, *numbers in rows]
    return [*found[1:], found[0]] if found and found[0].day is None else found


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


def _days(segment: Segment, docs: Docs) -> NDArray[Any]:
    days = segment.numbers("date")[docs]
    return np.where(days == NO_NUMBER, _UNDATED, days)


def _date(ordinal: int) -> dt.date | None:
    return None if ordinal == _UNDATED else dt.date.fromordinal(ordinal)


def _per_article(spans: Sequence[Spans], size: int) -> NDArray[np.int64]:
    counts = np.zeros(size, np.int64)
    for own in spans:
        counts += np.bincount(own.docs, minlength=size)
    return counts
