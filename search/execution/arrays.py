"""Articles and places as sorted arrays of distinct numbers, and what queries make of these.

Articles are ``intp`` arrays (what NumPy indexes with fastest). Places in articles are *keys*,
int64: article number shifted left by ``POSITION_BITS``, plus the position.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Docs = NDArray[Any]
"""Numbers of articles in a segment, intp."""

Keys = NDArray[Any]
"""Places in the articles of a segment, int64."""

POSITION_BITS = 24
POSITION_MASK = (1 << POSITION_BITS) - 1

DENSE_RATIO = 64
"""An array over all articles is the quicker way to unite numbers from one in so many on."""

_GROUP = 64

_EMPTY = np.zeros(0, np.intp)


def unite(parts: Sequence[Docs], size: int) -> Docs:
    """Return the numbers, all below ``size``, that are in any of the parts."""
    if len(parts) == 1:
        return parts[0]
    total = sum(map(len, parts))
    if total * DENSE_RATIO < size:
        return distinct(np.concatenate([_EMPTY, *parts]))
    return marked(parts, size).nonzero()[0]


def marked(parts: Sequence[Docs], size: int) -> NDArray[np.bool_]:
    """Return a mask of ``size`` numbers, true for those that are in any of the parts."""
    mask = np.zeros(size, bool)
    for part in parts:
        mask[part] = True
    return mask


def top_k(values: NDArray[Any], count: int) -> Docs:
    """Return the indices of the values that are not below the ``count``-th greatest.

    The greatest of each group of values give a threshold at little cost, since the ``count``-th
    greatest of them cannot be above the ``count``-th greatest of all; only what reaches it is
    looked at closely.
    """
    size = len(values)
    if size <= count:
        return np.arange(size)
    groups = size // _GROUP
    if groups >= 4 * max(count, 1):
        greatest = np.maximum.reduce(values[: groups * _GROUP].reshape(_GROUP, groups))
        greatest.partition(groups - count)
        chosen = (values >= greatest[groups - count]).nonzero()[0]
        return chosen[top_k(values.take(chosen), count)] if len(chosen) < size else chosen
    ordered = values.copy()
    ordered.partition(size - count)
    return (values >= ordered[size - count]).nonzero()[0]


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """Return the distinct values in order; runs that are sorted already cost little."""
    ordered = np.sort(values, kind="stable")
    return ordered[changes(ordered)]


def changes(ordered: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark the first of each run of equal values."""
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return first
