"""Which articles come first: the best of a segment without sorting the rest.

The order is total. By relevance: score, then newer first, undated last, then id. By date: newest
or oldest first, undated last, then id. Within a day the clock decides where the source has one;
articles without a time come last.
"""

from __future__ import annotations

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
_FEW_TIMES = 4
"""From how many times the articles asked for on late ties are left out before sorting."""


def ranked(segment: Segment, scorer: Scorer, order: Order, count: int) -> tuple[Docs, Scores]:
    """Return the first ``count`` articles in order, and their scores; by date, zeros."""
    if order == "relevance":
        docs, scores = scorer.top_candidates(count)
        sequence = (-scores).argsort(kind="stable")
        best = scores.take(sequence[: count + 1])
        if not np.count_nonzero(best[1:] == best[:-1]):
            return docs.take(sequence[:count]), best[:count]
        if len(docs) > _FEW_TIMES * count:
            kept = _without_late_ties(segment, docs, scores, best[count - 1], count)
            docs, scores = docs.take(kept), scores.take(kept)
        when = moments(segment, docs, order)
    else:
        when = moments(segment, scorer.docs, order)
        chosen = top_k(-when, count)
        docs, when = scorer.docs.take(chosen), when.take(chosen)
        scores = np.zeros(len(chosen), np.float32)
    ordinals = segment.keywords("id").ordinals.take(docs)
    sequence = np.lexsort((ordinals, when, -scores))[:count]
    return docs.take(sequence), scores.take(sequence)


def _without_late_ties(
    segment: Segment, docs: Docs, scores: Scores, last: np.float32, count: int
) -> Docs:
    """Return the indices of the first ``count`` by score and moment, and of all even with the last.

    ``last`` is the ``count``-th best score.
    """
    tied = (scores == last).nonzero()[0]
    above = (scores > last).nonzero()[0]
    when = moments(segment, docs.take(tied), "relevance")
    return np.concatenate([above, tied.take(top_k(-when, count - len(above)))])


def sort_keys(segment: Segment, docs: Docs, scores: Scores, order: Order) -> list[SortKey]:
    """Return what puts articles of different segments in order."""
    ids = segment.keywords("id")
    return [
        (-score, moment, ids.name(ordinal) or "")
        for score, moment, ordinal in zip(
            scores.tolist(),
            moments(segment, docs, order).tolist(),
            ids.ordinals[docs].tolist(),
            strict=True,
        )
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
