"""Connected components of a graph given by its edges, as array operations."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]


def components(size: int, first: Ints, second: Ints) -> NDArray[np.int64]:
    """Return for each of ``size`` nodes the lowest node that edges connect it with.

    Labels spread along the edges and are followed to their own labels in turn (after Shiloach
    and Vishkin, 1982): a logarithmic number of rounds for common graphs.
    """
    labels = np.arange(size)
    while True:
        lowest = np.minimum(labels[first], labels[second])
        spread = labels.copy()
        for ends in (first, second):
            np.minimum.at(spread, labels[ends], lowest)
            np.minimum.at(spread, ends, lowest)
        while not np.array_equal(followed := spread[spread], spread):
            spread = followed
        if np.array_equal(spread, labels):
            return labels
        labels = spread
