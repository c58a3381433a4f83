"""Which articles come first: the best of a segment without sorting the rest.

The order is total. By relevance: score, then newer first, undated last, then id. By date: newest
or oldest first, undated last, then id.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from archive.columnar.files import NO_NUMBER
from archive.columnar.segment import Segment
from search.execution.arrays import Docs
from search.execution.matching import Match

Order = Literal["relevance", "newest", "oldest"]
Place = tuple[float, int, str]
"""What hits are ordered by, smallest first: minus the score, the day, the id."""

_BLOCK = 64
_LAST_DAY = 1 << 30


def best(
    segment: Segment, match: Match, order: Order, count: int, *, alone: bool
) -> list[tuple[Place, int, float]]:
    """Return place, number and score of the first ``count`` articles of a match, in order.

    ``alone`` says that no other segment's articles are to be put in order with these, so that
    their ids need not be looked up.
    """
    docs = match.docs
    if order == "relevance":
        values = match.scores()
        chosen = at_least_kth(values, count)
        scores = values[chosen]
        docs = docs[chosen]
        days = day_numbers(segment, docs, order)
    else:
        days = day_numbers(segment, docs, order)
        chosen = at_least_kth(-days, count)
        docs, days = docs[chosen], days[chosen]
        scores = np.zeros(len(chosen), np.float32)
    ids = segment.keywords("id")
    ordinals = ids.ordinals[docs]
    sequence = np.lexsort((ordinals, days, -scores))[:count]
    return [
        ((-score, day, "" if alone else ids.name(ordinal) or ""), doc, score)
        for score, day, ordinal, doc in zip(
            scores[sequence].tolist(),
            days[sequence].tolist(),
            ordinals[sequence].tolist(),
            docs[sequence].tolist(),
            strict=True,
        )
    ]


def day_numbers(segment: Segment, docs: Docs, order: Order) -> NDArray[np.int64]:
    """Return numbers that put the days of articles in order, those without one last."""
    days = segment.numbers("date")[docs].astype(np.int64)
    return np.where(days == NO_NUMBER, _LAST_DAY, days if order == "oldest" else -days)


def at_least_kth(values: NDArray[Any], count: int) -> Docs:
    """Return the indices of the values that are not below the ``count``-th greatest.

    The greatest of each block of values give a threshold at little cost, since the ``count``-th
    greatest of them cannot be above the ``count``-th greatest of all; only what reaches it is
    looked at closely.
    """
    size = len(values)
    if size <= count:
        return np.arange(size)
    if size >= 4 * _BLOCK * max(count, 1):
        blocks = np.maximum.reduceat(values, np.arange(0, size, _BLOCK))
        threshold = np.partition(blocks, -count)[-count]
        chosen = np.flatnonzero(values >= threshold)
        return chosen[at_least_kth(values[chosen], count)] if len(chosen) < size else chosen
    return np.flatnonzero(values >= np.partition(values, -count)[-count])
