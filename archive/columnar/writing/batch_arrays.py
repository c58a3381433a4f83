"""The surfaces of a batch placed by arithmetic on arrays: see ``batch``.

A surface's position within its entry is its ``running`` width in the batch and a shift that all
surfaces of a text share.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.stream import paragraph_openings, sentence_openings
from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.layout import ITEM_WIDTH, ZONE_GAP, Layout
from newssearch.archive.columnar.writing.inversion import (
    CLASS_BITS,
    MAX_POSITIONS,
    POSITION_BITS,
    TERM_SHIFT,
)
from newssearch.archive.columnar.writing.placed import Passing, Placed
from newssearch.archive.columnar.writing.shingles import words_of_surfaces
from newssearch.archive.columnar.writing.surfaces.surface_table import BREAK, TEXT, SurfaceColumns

Ints = NDArray[Any]


def place_surfaces(
    surfaces: NDArray[np.int32], size: int, columns: SurfaceColumns, layout: Layout, base: int
) -> tuple[Placed, Passing]:
    """Place the surfaces of ``size`` entries, which are numbered from ``base``."""
    return _Placing(surfaces, size, columns, layout).placed(base)


class _Placing:
    """One batch under work: its surfaces with their kind, width, text and position."""

    def __init__(
        self, surfaces: NDArray[np.int32], size: int, columns: SurfaceColumns, layout: Layout
    ) -> None:
        self.layout = layout
        self.columns = columns
        self.size = size
        self.surfaces = surfaces
        self.kinds = columns.kinds[surfaces]
        widths = columns.widths[surfaces]
        self.running = np.cumsum(widths, dtype=np.int32)
        self.running -= widths
        self.last = layout.last_zone
        self._place_texts()
        self._place_surfaces()

    def _place_texts(self) -> None:
        """Find where each text begins and ends, and the position its first word gets."""
        shape = (self.size, self.layout.columns_of_text)
        self.text_ends = np.flatnonzero(self.surfaces == TEXT)
        self.text_firsts = np.concatenate([[0], self.text_ends[:-1] + 1])
        begins = self.running[self.text_firsts].astype(np.int64)
        lengths = (self.running[self.text_ends] - begins).reshape(shape)
        breaks = np.flatnonzero(self.surfaces == BREAK)
        self.counts = lengths - self._count(breaks)
        bases = np.zeros(shape, np.int64)
        for zone in range(1, len(self.layout.zones)):
            length = lengths[:, zone - 1]
            bases[:, zone] = bases[:, zone - 1] + length + np.where(length > 0, ZONE_GAP, 0)
        zones = slice(0, len(self.layout.zones))
        self.zone_starts = bases[:, zones].astype(np.int32)
        self.zone_ends = (bases + lengths)[:, zones].astype(np.int32)
        self.shifts = bases.reshape(-1) - begins

    def _count(self, places: Ints) -> Ints:
        """Count the surfaces at some places, which rise, by text: of shape (n, texts)."""
        ends = np.searchsorted(places, self.text_ends)
        return np.diff(ends, prepend=0).reshape(self.size, -1)

    def _place_surfaces(self) -> None:
        """Give every surface its position within the entry."""
        sizes = self.text_ends - self.text_firsts + 1
        self.text_sizes = sizes
        self.positions = self.running + np.repeat(self.shifts.astype(np.int32), sizes)
        self.items: list[Ints] = []
        for space in self.layout.spaces:
            if space.items:
                column = self.last + self.layout.by_space[space.name]
                here = self._surfaces_of(column)
                self._place_items(here, column)
                self.items.append(here)

    def _surfaces_of(self, column: int) -> Ints:
        """Return the surfaces, in order, of one text of every entry."""
        texts = slice(column, None, self.layout.columns_of_text)
        return expand(self.text_firsts[texts], self.text_sizes[texts])

    def _place_items(self, here: Ints, column: int) -> None:
        """In a space of items each line begins at a multiple of the item width."""
        running = self.running[here]
        breaks = self.surfaces[here] == BREAK
        sizes = self.text_sizes[column :: self.layout.columns_of_text]
        firsts = np.repeat(np.cumsum(sizes) - sizes, sizes)
        numbers = np.cumsum(breaks) - breaks
        begins = firsts.copy()
        begins[1:][breaks[:-1]] = np.flatnonzero(breaks[:-1]) + 1
        begins = np.maximum.accumulate(np.maximum(begins, firsts))
        within = np.minimum(running - running[begins], ITEM_WIDTH - 2)
        self.positions[here] = (numbers - numbers[firsts]) * ITEM_WIDTH + within

    def placed(self, base: int) -> tuple[Placed, Passing]:
        """Return the finished arrays."""
        opens = np.flatnonzero(paragraph_openings(self.kinds))
        lead_surfaces, lead_ends = self._leads(opens)
        occurrences = self._occurrences(lead_surfaces, base)
        positions = occurrences >> np.uint64(CLASS_BITS) & np.uint64(MAX_POSITIONS - 1)
        sizes = self.text_sizes[self.last :: self.layout.columns_of_text]
        words = self.surfaces[self._surfaces_of(self.last)]
        placed = Placed(
            int(positions.max(initial=0)) + 1,
            self.zone_starts,
            self.zone_ends,
            self.counts.astype(np.int32),
            lead_ends,
            *self._openings(np.flatnonzero(sentence_openings(self.kinds))),
            *self._openings(opens),
        )
        hashes = words_of_surfaces(words, sizes, self.columns)
        return placed, Passing(occurrences, self.positions, *hashes)

    def _openings(self, opens: Ints) -> tuple[Ints, Ints]:
        """Return the positions of those openings that lie in the main space, and their counts."""
        counts = self._count(opens)
        main = np.zeros(counts.shape, bool)
        main[:, : self.last + 1] = True
        kept = np.repeat(main.reshape(-1), counts.reshape(-1))
        return self.positions[opens[kept]], counts[:, : self.last + 1].sum(axis=1)

    def _leads(self, opens: Ints) -> tuple[Ints, Ints]:
        """Return where the lead of the last zone ends: before its third paragraph, or with it.

        Two arrays of shape (n,): the surface after the lead, and the position.
        """
        bodies = slice(self.last, None, self.layout.columns_of_text)
        third = np.searchsorted(opens, self.text_firsts[bodies]) + 2
        surfaces = self.text_ends[bodies].copy()
        longer = third < np.searchsorted(opens, surfaces)
        surfaces[longer] = opens[third[longer]]
        ends = self.zone_ends[:, self.last].copy()
        ends[longer] = self.positions[surfaces[longer]]
        return surfaces, ends

    def _occurrences(self, leads: Ints, base: int) -> NDArray[np.uint64]:
        places = self._places(leads, base)
        first = self.columns.first[self.surfaces]
        kept = first >= 0
        has_more = self.columns.more_size[self.surfaces] > 0
        if int(self.positions.max(initial=0)) >= MAX_POSITIONS - 1:
            fits = self.positions < MAX_POSITIONS - 1
            kept &= fits
            has_more &= fits
        packed = _pack(first[kept], places[kept])
        several = np.flatnonzero(has_more)
        if not len(several):
            return packed
        more = self.columns.more_size[self.surfaces[several]]
        numbers = expand(self.columns.more_start[self.surfaces[several]], more)
        offsets = self.columns.more_offset[numbers]
        fit = np.repeat(self.positions[several], more) + offsets < MAX_POSITIONS - 1
        extra = np.repeat(places[several], more)
        extra += offsets.astype(np.uint64) << np.uint64(CLASS_BITS)
        return np.concatenate([packed, _pack(self.columns.more_token[numbers][fit], extra[fit])])

    def _places(self, leads: Ints, base: int) -> NDArray[np.uint64]:
        """Return entry, position and class of every surface, packed."""
        texts = self.layout.columns_of_text
        classes = np.arange(texts) + (np.arange(texts) > self.last)
        owners = np.arange(base, base + self.size, dtype=np.int64)[:, None] << POSITION_BITS
        fixed = (owners + self.shifts.reshape(self.size, texts) << CLASS_BITS) + classes
        firsts = self.text_firsts.reshape(self.size, texts)
        sizes = self.text_sizes.reshape(self.size, texts)
        in_lead = fixed[:, self.last] + 1
        lead_sizes = leads - firsts[:, self.last]
        rest = sizes[:, self.last] - lead_sizes
        fixed = np.insert(fixed, self.last, in_lead, axis=1)
        sizes = np.insert(sizes, self.last, lead_sizes, axis=1)
        sizes[:, self.last + 1] = rest
        places = self.running.astype(np.int64) << CLASS_BITS
        places += np.repeat(fixed.reshape(-1), sizes.reshape(-1))
        for here in self.items:
            shifted = self.positions[here].astype(np.int64) - self.running[here]
            places[here] += (shifted - self._shift_of(here)) << CLASS_BITS
        return places.view(np.uint64)

    def _shift_of(self, surfaces: Ints) -> Ints:
        """Return the shift of the text that each of some surfaces lies in."""
        return self.shifts[np.searchsorted(self.text_ends, surfaces)]


def _pack(tokens: NDArray[np.int32], places: NDArray[np.uint64]) -> NDArray[np.uint64]:
    packed = tokens.astype(np.uint64)
    packed <<= np.uint64(TERM_SHIFT)
    packed |= places
    return packed
