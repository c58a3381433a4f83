"""The surfaces of a batch placed by a compiled loop: see ``batch``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.layout import ITEM_WIDTH, ZONE_GAP, Layout
from newssearch.archive.columnar.writing.inversion import (
    CLASS_BITS,
    MAX_POSITIONS,
    POSITION_BITS,
    TERM_SHIFT,
)
from newssearch.archive.columnar.writing.placed import Passing, Placed
from newssearch.archive.columnar.writing.surfaces.surface_table import BREAK, TEXT, SurfaceColumns


@dataclass(frozen=True, slots=True)
class LoopLayout:
    """A layout as the loop reads it.

    By text: ``of_items`` (uint8) says whether it is a space of items, ``classes`` (uint8) the
    class of its tokens. ``lead_class`` is that of the lead.
    """

    of_items: NDArray[np.uint8]
    classes: NDArray[np.uint8]
    lead_class: int
    zone_gap: int = ZONE_GAP
    item_width: int = ITEM_WIDTH
    text_number: int = TEXT
    break_number: int = BREAK
    most_positions: int = MAX_POSITIONS
    class_bits: int = CLASS_BITS
    position_bits: int = POSITION_BITS
    term_shift: int = TERM_SHIFT


def place_surfaces(
    surfaces: NDArray[np.int32], size: int, columns: SurfaceColumns, layout: Layout, base: int
) -> tuple[Placed, Passing]:
    """Place the surfaces of ``size`` entries, which are numbered from ``base``."""
    token_count, word_count = compiled.batches.count_tokens(
        surfaces, columns.first, columns.more_size, columns.word_size
    )
    zones = len(layout.zones)
    occurrences = np.empty(token_count, np.uint64)
    positions = np.empty(len(surfaces), np.int32)
    words = np.empty(word_count, np.uint64)
    zone_starts, zone_ends = (np.empty((size, zones), np.int32) for _ in range(2))
    counts = np.empty((size, layout.columns_of_text), np.int32)
    entry_numbers = np.empty((size, 4), np.int32)
    sentences, paragraphs = (np.empty(len(surfaces), np.int32) for _ in range(2))
    tokens, sentence, paragraph, word, position_count = compiled.batches.place_surfaces(
        surfaces,
        columns,
        _loop_layout(layout),
        base,
        occurrences,
        positions,
        words,
        zone_starts,
        zone_ends,
        counts,
        entry_numbers,
        sentences,
        paragraphs,
    )
    lead_ends, sentence_counts, paragraph_counts, word_counts = entry_numbers.T.copy()
    placed = Placed(
        position_count,
        zone_starts,
        zone_ends,
        counts,
        lead_ends,
        sentences[:sentence].copy(),
        sentence_counts,
        paragraphs[:paragraph].copy(),
        paragraph_counts,
    )
    return placed, Passing(occurrences[:tokens], positions, words[:word], word_counts)


def _loop_layout(layout: Layout) -> LoopLayout:
    zones = len(layout.zones)
    texts = np.arange(layout.columns_of_text, dtype=np.uint8)
    items = [False] * zones + [space.items for space in layout.spaces]
    return LoopLayout(np.array(items, np.uint8), texts + (texts >= zones), zones)
