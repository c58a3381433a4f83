"""What sorted arrays of numbers have in common: articles of several words, places of several parts.

Articles may be of any type of whole numbers here: as they are stored, or intp.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newssearch.search.execution.arrays import Docs, Keys
from newssearch.search.execution.loops import loops


def intersect(a: Docs, b: Docs) -> tuple[Docs, Docs]:
    """Return indices into ``a`` and ``b`` of their common numbers, intp."""
    found: tuple[Docs, Docs] = loops().intersect(a, b)
    return found


def intersect_all(parts: Sequence[Docs]) -> tuple[Docs, list[Docs]]:
    """Return the numbers that are in all parts, intp, and by part their indices in it.

    It is quickest with the shortest parts first.
    """
    docs = parts[0]
    everywhere: list[Docs] = []
    for number, part in enumerate(parts[1:]):
        here, there = intersect(docs, part)
        if len(here) < len(docs) or not number:
            docs = docs.take(here)
            everywhere = [places.take(here) for places in everywhere] or [here]
        everywhere.append(there)
    return docs.astype(np.intp, copy=False), everywhere or [np.arange(len(docs))]


def common(a: Keys, b: Keys) -> Keys:
    """Return the keys that are in both sorted arrays of distinct keys."""
    here, _ = intersect(a, b)
    return a if len(here) == len(a) else a.take(here)
