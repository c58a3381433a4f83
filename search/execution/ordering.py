"""Which articles come first: the best of a segment without sorting the rest.

The order is total. By relevance: score, then newer first, undated last, then id. By date: newest
or oldest first, undated last, then id. Within a day the clock decides where the source has one;
articles without a time come last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.search.engine import Order
from newssearch.search.execution.arrays import Docs, top_k
from newssearch.search.execution.scorers import Scorer, Scores

SortKey: TypeAlias = tuple[float, int, str]
"""What hits are ordered by, smallest first: minus the score, the moment, the id."""

_LAST_MOMENT = 1 << 60
_TIME_BITS = 17
"""A day has 86,400 seconds, which 17 bits hold with room for no time."""

_END_OF_DAY = (1 << _TIME_BITS) - 1
_FEW = 32
"""Articles that plain Python orders sooner than arrays do."""

_FEW_TIMES = 4
"""From how many times the articles asked for on late ties are left out before sorting."""


def ranked(
    segment: Segment, scorer: Scorer, order: Order, count: int
) -> tuple[list[int], list[float]]:
    """Return the first ``count`` articles in order, and their scores; by date, zeros."""
    if order != "relevance":
        when = moments(segment, scorer.docs, order)
        chosen = top_k(-when, count)
        docs = scorer.docs.take(chosen)
        first = _sequence(segment, docs, when.take(chosen), np.zeros(len(docs)))[:count]
        return docs.take(first).tolist(), [0.0] * len(first)
    docs, scores = scorer.top_candidates(count)
    if len(docs) <= _FEW:
        numbers, worth = docs.tolist(), scores.tolist()
        rows = sorted(range(len(numbers)), key=worth.__getitem__, reverse=True)
        best = [worth[row] for row in rows[: count + 1]]
        if len({*best}) == len(best):
            return [numbers[row] for row in rows[:count]], best[:count]
    elif len(docs) > _FEW_TIMES * count:
        last = -np.partition(-scores, count - 1)[count - 1]
        kept = _without_late_ties(segment, docs, scores, last, count)
        docs, scores = docs.take(kept), scores.take(kept)
    first = _sequence(segment, docs, moments(segment, docs, order), scores)[:count]
    return docs.take(first).tolist(), scores.take(first).tolist()


def _sequence(
    segment: Segment, docs: Docs, when: NDArray[np.int64], scores: Scores
) -> NDArray[np.intp]:
    """Return the indices of articles in order: by score, moment, id."""
    return np.lexsort((segment.keywords("id").ordinals.take(docs), when, -scores))


def _without_late_ties(
    segment: Segment, docs: Docs, scores: Scores, last: float, count: int
) -> Docs:
    """Return the indices of the first ``count`` by score and moment, and of all even with the last.

    ``last`` is the ``count``-th best score.
    """
    tied = (scores == last).nonzero()[0]
    above = (scores > last).nonzero()[0]
    when = moments(segment, docs.take(tied), "relevance")
    return np.concatenate([above, tied.take(top_k(-when, count - len(above)))])


def sort_keys(
    segment: Segment, docs: Sequence[int], scores: Sequence[float], order: Order
) -> list[SortKey]:
    """Return what puts articles of different segments in order."""
    ids = segment.keywords("id")
    numbers = np.array(docs, np.intp)
    when = moments(segment, numbers, order).tolist()
    names = map(ids.name, ids.ordinals[numbers].tolist())
    return [
        (-score, moment, name or "")
        for score, moment, name in zip(scores, when, names, strict=True)
    ]


def moments(segment: Segment, docs: Docs, order: Order) -> NDArray[np.int64]:
    """Return numbers that put the moments of articles in order: day, then time of day."""
    days: NDArray[np.int64] = segment.numbers("date").take(docs).astype(np.int64)
    seconds: NDArray[np.int64] = segment.numbers("time").take(docs).astype(np.int64)
    if order == "oldest":
        seconds[seconds == NO_NUMBER] = _END_OF_DAY
        return np.where(days == NO_NUMBER, _LAST_MOMENT, (days << _TIME_BITS) + seconds)
    seconds[seconds == NO_NUMBER] = -1
    newest = np.negative((days << _TIME_BITS) + seconds + 1)
    return np.where(days == NO_NUMBER, _LAST_MOMENT, newest)
