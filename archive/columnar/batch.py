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

from archive.columnar import batch_arrays, batch_loops, compiled
from archive.columnar.entry import Entry
from archive.columnar.inversion import Occurrences
from archive.columnar.layout import Layout
from archive.columnar.placed import Placed
from archive.columnar.ranges import place_ranges
from archive.columnar.shingles import Shingles, make_shingles
from archive.columnar.surfaces.joining import join_texts
from archive.columnar.surfaces.numbering import SurfaceNumbers

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
    entries: Sequence[Entry],
    numbers: SurfaceNumbers,
    layout: Layout,
    base: int,
) -> tuple[Batch, Occurrences]:
    """Analyse entries, which are numbered from ``base``; return their occurrences apart."""
    text, begins = join_texts(chain.from_iterable(entry.texts for entry in entries))
    surfaces = numbers.of(text)
    columns = numbers.table.columns()
    place = batch_loops if compiled.AVAILABLE else batch_arrays
    placed, passing = place.place_surfaces(surfaces.numbers, len(entries), columns, layout, base)
    bodies = begins[len(layout.zones) - 1 :: layout.columns_of_text]
    counts = np.fromiter((len(entry.ranges) for entry in entries), np.int64, len(entries))
    pairs = [pair for entry in entries for pair in entry.ranges]
    ranges = np.array(pairs, np.int64).reshape(-1, 2) + np.repeat(bodies, counts)[:, None]
    range_starts, range_ends = place_ranges(ranges, surfaces, passing.positions, numbers)
    shingles = make_shingles(passing.words, passing.word_counts, base)
    return Batch(placed, shingles, range_starts, range_ends, counts), passing.occurrences
