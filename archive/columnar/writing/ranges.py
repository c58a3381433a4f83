"""Where the ranges of the last zone begin and end: code points of a text become positions.

A range may begin or end anywhere: within a surface ("“We", "law,”"), where its place is that of
the words before it in the surface, or between two surfaces.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.writing.batch import MAX_REACH
from newssearch.archive.columnar.writing.surfaces.numbering import SurfaceNumbers, Surfaces
from newssearch.archive.columnar.writing.surfaces.surface_table import BREAK, TEXT

Ints = NDArray[Any]


def place_ranges(
    ranges: NDArray[np.int64], surfaces: Surfaces, positions: Ints, numbers: SurfaceNumbers
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the positions of the beginnings and ends of ranges; both 0 for what is out of reach.

    ``ranges`` has shape (n, 2), code points into the text that was numbered; ``positions`` are
    those of its surfaces.

    Raises:
        IndexError: a range is beyond the end of the text.
    """
    if not len(ranges):
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    pairs = _place(ranges.reshape(-1), surfaces, positions, numbers).reshape(-1, 2)
    pairs[(pairs < 0).any(axis=1)] = 0
    return pairs[:, 0], pairs[:, 1]


def _place(
    characters: NDArray[np.int64], surfaces: Surfaces, positions: Ints, numbers: SurfaceNumbers
) -> NDArray[np.int32]:
    """Return the positions of code points, -1 for those out of reach.

    The loop leaves the parts of surfaces that are new.
    """
    order = np.argsort(characters, kind="stable")
    found, starts, sizes = np.empty((3, len(order)), np.int32)
    if not compiled.texts.place_points(
        surfaces.content,
        characters[order] + 1,
        (surfaces.numbers, surfaces.starts, surfaces.ends),
        numbers.keys(),
        numbers.table.columns().widths,
        positions,
        (TEXT, BREAK, MAX_REACH),
        found,
        starts,
        sizes,
    ):
        raise IndexError
    parts = np.flatnonzero(sizes)
    if len(parts):
        found[parts] += numbers.widths(surfaces.content, starts[parts], sizes[parts])
    placed = np.empty_like(found)
    placed[order] = found
    return placed
