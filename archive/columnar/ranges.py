"""Where the ranges of the last zone begin and end: code points of a text become positions.

A range may begin or end anywhere: within a surface ("“We", "law,”"), where its place is that of
the words before it in the surface, or between two surfaces.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.surfaces.numbering import SurfaceNumbers, Surfaces
from archive.columnar.surfaces.surface_table import BREAK, TEXT

MAX_REACH = 1000
"""Bytes of a surface before the end of a range; a range in a longer one is not indexed."""

Ints = NDArray[Any]


def place_ranges(
    ranges: NDArray[np.int64], surfaces: Surfaces, positions: Ints, numbers: SurfaceNumbers
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the positions of the beginnings and ends of ranges; both 0 for what is out of reach.

    ``ranges`` has shape (n, 2), code points into the text that was numbered; ``positions`` are
    those of its surfaces.
    """
    if not len(ranges):
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    places = surfaces.places(ranges.reshape(-1)).astype(surfaces.starts.dtype)
    holder = np.searchsorted(surfaces.starts, places) - 1
    number = surfaces.numbers[holder]
    inside = (places <= surfaces.ends[holder]) & (number != TEXT) & (holder >= 0)
    within = inside & (number != BREAK)
    reach = np.where(within, places - surfaces.starts[holder], 0)
    found = positions[np.where(inside, holder, holder + 1)].astype(np.int32)
    parts = np.flatnonzero((reach > 0) & (reach <= MAX_REACH))
    if len(parts):
        starts = surfaces.starts[holder[parts]]
        found[parts] += numbers.widths(surfaces.content, starts, reach[parts])
    pairs = found.reshape(-1, 2)
    pairs[(reach > MAX_REACH).reshape(-1, 2).any(axis=1)] = 0
    return pairs[:, 0], pairs[:, 1]
