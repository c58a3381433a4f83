"""The analysis of batches by compiled loops.

The texts are joined and split at spaces, and every surface becomes a number (``surfaces``); all
the rest is loops over numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.layout import ITEM_WIDTH, ZONE_GAP, Layout
from newssearch.archive.columnar.writing.batch import Batch, Placed
from newssearch.archive.columnar.writing.packing import (
    CLASS_BITS,
    MAX_POSITIONS,
    PACKED_POSITION_BITS,
    TERM_SHIFT,
    Occurrences,
    classes_of,
)
from newssearch.archive.columnar.writing.ranges import place_ranges
from newssearch.archive.columnar.writing.shingles import (
    FULL_SHINGLES,
    LEAST_SHINGLES,
    OPENING_SHINGLES,
    Shingles,
)
from newssearch.archive.columnar.writing.surfaces.joining import join_texts
from newssearch.archive.columnar.writing.surfaces.numbering import MOST_SURFACES, SurfaceNumbers
from newssearch.archive.columnar.writing.surfaces.surface_table import BREAK, TEXT
from newssearch.archive.columnar.writing.surfaces.token_table import TokenTable

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class LoopLayout:
    """A layout as the loop reads it.

    By text: ``of_items`` (uint8) says whether it is a space of items, ``classes`` (uint8) the
    class of its tokens. ``lead_class`` is that of the lead.
    """

    of_items: NDArray[np.uint8]
    classes: NDArray[np.uint8]
    lead_class: int
    most_positions: int
    zone_gap: int = ZONE_GAP
    item_width: int = ITEM_WIDTH
    text_number: int = TEXT
    break_number: int = BREAK
    class_bits: int = CLASS_BITS
    position_bits: int = PACKED_POSITION_BITS
    term_shift: int = TERM_SHIFT


@dataclass(frozen=True, slots=True)
class _Passing:
    """Arrays that are used only while the batch is analysed.

    ``positions`` are those of all surfaces; ``words`` (uint64) the hashes of the words of the last
    zones, flat, ``word_counts`` how many each has.
    """

    occurrences: Occurrences
    positions: NDArray[np.int32]
    words: NDArray[np.uint64]
    word_counts: Ints


class CompiledAnalyser:
    """An ``Analyser`` of compiled loops; positions from ``most_positions`` on are left out."""

    def __init__(self, layout: Layout, most_positions: int = MAX_POSITIONS) -> None:
        self._layout = layout
        self._numbers = SurfaceNumbers()
        classes, lead = classes_of(layout)
        items = [False] * len(layout.zones) + [space.items for space in layout.spaces]
        self._loop_layout = LoopLayout(
            np.array(items, np.uint8), np.array(classes, np.uint8), lead, most_positions
        )

    @property
    def tokens(self) -> TokenTable:
        """The tokens to which occurrences refer."""
        return self._numbers.table.tokens

    @property
    def is_large(self) -> bool:
        """Whether it has met so many surfaces that it should be replaced."""
        return len(self._numbers.table) > MOST_SURFACES

    def analyse(
        self, texts: Sequence[str], ranges: Sequence[Sequence[tuple[int, int]]], base: int
    ) -> tuple[Batch, Occurrences]:
        """Analyse the texts of entries: see ``Analyser``."""
        layout = self._layout
        joined = join_texts(texts)
        surfaces = self._numbers.of(joined.content)
        placed, passing = self._place(surfaces.numbers, len(ranges), base)
        bodies = joined.begins[layout.last_zone :: layout.columns_of_text]
        counts = np.fromiter(map(len, ranges), np.int64, len(ranges))
        pairs = np.array(list(chain.from_iterable(ranges)), np.int64).reshape(-1, 2)
        pairs += np.repeat(bodies, counts)[:, None]
        starts, ends = place_ranges(pairs, surfaces, passing.positions, self._numbers)
        shingles = _shingles(passing.words, passing.word_counts, base)
        return Batch(placed, shingles, starts, ends, counts), passing.occurrences

    def shingles(self, texts: Sequence[str]) -> Shingles:
        """Return the shingles of texts, numbered from 0."""
        surfaces = self._numbers.of(join_texts(texts).content).numbers
        columns = self._numbers.table.columns()
        _, word_count = compiled.batches.count_tokens(
            surfaces, columns.first, columns.more_size, columns.word_size
        )
        words, sizes = np.empty(word_count, np.uint64), np.empty(len(texts), np.int32)
        compiled.batches.list_words(
            surfaces, columns.word_start, columns.word_size, columns.word_hash, TEXT, words, sizes
        )
        return _shingles(words, sizes, 0)

    def _place(self, surfaces: NDArray[np.int32], size: int, base: int) -> tuple[Placed, _Passing]:
        """Place the surfaces of ``size`` entries, which are numbered from ``base``."""
        columns = self._numbers.table.columns()
        token_count, word_count = compiled.batches.count_tokens(
            surfaces, columns.first, columns.more_size, columns.word_size
        )
        zones = len(self._layout.zones)
        occurrences = np.empty(token_count, np.uint64)
        positions = np.empty(len(surfaces), np.int32)
        words = np.empty(word_count, np.uint64)
        zone_starts, zone_ends = (np.empty((size, zones), np.int32) for _ in range(2))
        counts = np.empty((size, self._layout.columns_of_text), np.int32)
        entry_numbers = np.empty((size, 4), np.int32)
        sentences, paragraphs = (np.empty(len(surfaces), np.int32) for _ in range(2))
        tokens, sentence, paragraph, word, position_count = compiled.batches.place_surfaces(
            surfaces,
            columns,
            self._loop_layout,
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
        return placed, _Passing(occurrences[:tokens], positions, words[:word], word_counts)


def _shingles(words: NDArray[np.uint64], sizes: Ints, base: int) -> Shingles:
    """Return the shingles of texts of so many words each, numbered from ``base``."""
    shingles, sketches = np.empty(len(words), np.uint32), np.empty(len(words), np.uint64)
    counts, prints = np.empty(len(sizes), np.int64), np.empty(len(sizes), np.uint64)
    made, sampled = compiled.batches.make_shingles(
        words,
        sizes.astype(np.int32),
        base,
        (LEAST_SHINGLES, FULL_SHINGLES, OPENING_SHINGLES),
        shingles,
        counts,
        prints,
        sketches,
    )
    return Shingles(shingles[:made].copy(), counts, prints, sketches[:sampled].copy())
