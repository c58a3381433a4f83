"""From the texts of a batch of entries to occurrences, as arrays.

The texts are split at spaces and every surface becomes a number; all the rest is arithmetic on
numbers, by compiled loops (``batch_loops``) or by arrays (``batch_arrays``). Each occurrence of a
token is packed into one number (see ``inversion``); its class says where the token stands: a zone,
the lead, or another space.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.layout import Layout
from newssearch.archive.columnar.writing import batch_arrays, batch_loops
from newssearch.archive.columnar.writing.inversion import Occurrences
from newssearch.archive.columnar.writing.placed import Placed
from newssearch.archive.columnar.writing.ranges import place_ranges
from newssearch.archive.columnar.writing.shingles import Shingles, make_shingles
from newssearch.archive.columnar.writing.surfaces.joining import Joined
from newssearch.archive.columnar.writing.surfaces.numbering import SurfaceNumbers

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """The arrays of analysed entries.

    The positions of ``range_starts`` and ``range_ends`` (int32) are flat; entry e has
    ``range_counts[e]`` of them.
    """

    placed: Placed
    shingles: Shingles
    range_starts: Ints
    range_ends: Ints
    range_counts: Ints


def analyse_batch(
    joined: Joined,
    ranges: Sequence[Sequence[tuple[int, int]]],
    numbers: SurfaceNumbers,
    layout: Layout,
    base: int,
) -> tuple[Batch, Occurrences]:
    """Analyse the texts of entries, which are numbered from ``base``, and the ranges of each.

    Returns their occurrences apart. What ``joined`` holds is used up.
    """
    surfaces = numbers.of(joined.content)
    columns = numbers.table.columns()
    place = batch_loops if compiled.AVAILABLE else batch_arrays
    placed, passing = place.place_surfaces(surfaces.numbers, len(ranges), columns, layout, base)
    bodies = joined.begins[layout.last_zone :: layout.columns_of_text]
    counts = np.fromiter(map(len, ranges), np.int64, len(ranges))
    pairs = np.array(list(chain.from_iterable(ranges)), np.int64).reshape(-1, 2)
    pairs += np.repeat(bodies, counts)[:, None]
    range_starts, range_ends = place_ranges(pairs, surfaces, passing.positions, numbers)
    shingles = make_shingles(passing.words, passing.word_counts, base)
    return Batch(placed, shingles, range_starts, range_ends, counts), passing.occurrences
