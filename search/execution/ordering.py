"""Which articles come first: the best of a segment without sorting the rest.

The order is total. By relevance: score, then newer first, undated last, then id. By date: newest
or oldest first, undated last, then id.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.search.engine import Order
from newssearch.search.execution.arrays import Docs, at_least_kth
from newssearch.search.execution.scorers import Scorer, Scores

SortKey: TypeAlias = tuple[float, int, str]
"""What hits are ordered by, smallest first: minus the score, the day, the id."""

_LAST_DAY = 1 << 30
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
        days = day_numbers(segment, docs, order)
    else:
        days = day_numbers(segment, scorer.docs, order)
        chosen = at_least_kth(-days, count)
        docs, days = scorer.docs.take(chosen), days.take(chosen)
        scores = np.zeros(len(chosen), np.float32)
    ordinals = segment.keywords("id").ordinals.take(docs)
    sequence = np.lexsort((ordinals, days, -scores))[:count]
    return docs.take(sequence), scores.take(sequence)


def _without_late_ties(
    segment: Segment, docs: Docs, scores: Scores, last: np.float32, count: int
) -> Docs:
    """Return the indices of the first ``count`` by score and day, and of all even with the last.

    ``last`` is the ``count``-th best score.
    """
    tied = (scores == last).nonzero()[0]
    above = (scores > last).nonzero()[0]
    days = day_numbers(segment, docs.take(tied), "relevance")
    return np.concatenate([above, tied.take(at_least_kth(-days, count - len(above)))])


def sort_keys(segment: Segment, docs: Docs, scores: Scores, order: Order) -> list[SortKey]:
    """Return what puts articles of different segments in order."""
    ids = segment.keywords("id")
    return [
        (-score, day, ids.name(ordinal) or "")
        for score, day, ordinal in zip(
            scores.tolist(),
            day_numbers(segment, docs, order).tolist(),
            ids.ordinals[docs].tolist(),
            strict=True,
        )
    ]


def day_numbers(segment: Segment, docs: Docs, order: Order) -> NDArray[np.int64]:
    """Return numbers that put the days of articles in order, those without one last."""
    days: NDArray[np.int64] = segment.numbers("date").take(docs).astype(np.int64)
    if order == "oldest":
        return np.where(days == NO_NUMBER, _LAST_DAY, days)
    return np.negative(days, out=days)  # no day is the smallest number, and so comes last
