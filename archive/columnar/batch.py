"""From the texts of a batch of entries to occurrences, as arrays.

The texts are split at spaces and every surface becomes a number; all the rest is arithmetic on
arrays. An *occurrence* is packed into one 64-bit number, so that sorting the
numbers sorts occurrences by token, then entry, then position::

    token 24 bits | entry 14 | position 22 | class 4

The class says where the token stands: a zone, the lead, or another space.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.analysis.stream import paragraph_openings, sentence_openings
from archive.analysis.surfaces import Kind
from archive.columnar.entry import Entry, RangeMark, join_texts
from archive.columnar.files import expand, offsets
from archive.columnar.layout import ITEM_WIDTH, ZONE_GAP, Layout
from archive.columnar.numbering import SurfaceNumbers
from archive.columnar.shingles import fingerprints, hash_shingles, sample, words_of_surfaces
from archive.columnar.surface_table import RANGE, TEXT, SurfaceColumns

ENTRY_BITS, POSITION_BITS, CLASS_BITS = 14, 22, 4
MAX_ENTRIES = 1 << ENTRY_BITS
"""Entries that one run of occurrences can number."""

MAX_POSITIONS = 1 << POSITION_BITS
"""Positions of one entry; words beyond (some 20 MB of text) are not indexed."""

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """The arrays of ``n`` analysed entries; positions are int32 within an entry.

    ``occurrences`` (uint64, unsorted) number entries from the given base. ``zone_starts`` and
    ``zone_ends`` have shape (n, zones), ``counts`` (words of each text) shape (n, texts);
    ``lead_ends`` shape (n,). ``sentences``, ``paragraphs`` and the two of ``ranges`` are flat, with
    the number of each entry's in the array named ``…_counts``. ``fingerprints`` are those of the
    last zone, ``sketches`` its sampled shingles (uint64, unsorted): the shingle in the upper half,
    the entry, numbered like those of occurrences, in the lower.
    """

    occurrences: NDArray[np.uint64]
    zone_starts: Ints
    zone_ends: Ints
    counts: Ints
    lead_ends: Ints
    sentences: Ints
    sentence_counts: Ints
    paragraphs: Ints
    paragraph_counts: Ints
    range_starts: Ints
    range_ends: Ints
    range_counts: Ints
    fingerprints: Ints
    sketches: NDArray[np.uint64]


def analyse_batch(
    entries: Sequence[Entry],
    numbers: SurfaceNumbers,
    layout: Layout,
    base: int,
) -> Batch:
    """Analyse entries, which are numbered from ``base``."""
    text, marks = join_texts(entries, layout)
    surfaces = numbers.of(text)
    within = [numbers.table.width(mark.before) for mark in marks]
    return _Analysis(surfaces, marks, within, entries, numbers.table.columns(), layout).batch(base)


class _Analysis:
    """One batch under work: surfaces (all but range marks) with their text and position."""

    def __init__(
        self,
        surfaces: NDArray[np.int32],
        marks: list[RangeMark],
        within: list[int],
        entries: Sequence[Entry],
        columns: SurfaceColumns,
        layout: Layout,
    ) -> None:
        self.layout = layout
        self.columns = columns
        self.entries = entries
        self.marks = marks
        self.within = within
        kept = surfaces != RANGE
        self.mark_places = np.cumsum(kept)[~kept]
        self.surfaces = surfaces[kept]
        self.kinds = columns.kinds[self.surfaces]
        self.widths = columns.widths[self.surfaces]
        self._place_texts()
        self._place_surfaces()

    def _place_texts(self) -> None:
        """Find where each text begins and ends, and the position its first word gets."""
        size, texts, zones = (
            len(self.entries),
            self.layout.columns_of_text,
            len(self.layout.zones),
        )
        ends = np.flatnonzero(self.surfaces == TEXT)
        self.text_firsts = np.concatenate([[0], ends[:-1] + 1])
        self.text_sizes = ends - self.text_firsts + 1
        self.running = np.cumsum(self.widths) - self.widths
        own = np.where(self.kinds & Kind.BREAK, 0, self.widths)
        words = np.cumsum(own)
        before = words[self.text_firsts] - own[self.text_firsts]
        self.counts = (words[ends] - before).reshape(size, texts)
        lengths = (self.running[ends] - self.running[self.text_firsts]).reshape(size, texts)
        bases = np.zeros((size, texts), np.int64)
        for zone in range(1, zones):
            length = lengths[:, zone - 1]
            bases[:, zone] = bases[:, zone - 1] + length + np.where(length > 0, ZONE_GAP, 0)
        self.zone_starts = bases[:, :zones].astype(np.int32)
        self.zone_ends = (bases + lengths)[:, :zones].astype(np.int32)
        self.bases = bases.reshape(-1)

    def _place_surfaces(self) -> None:
        """Give every surface its text, its entry and its position within the entry."""
        texts = self.layout.columns_of_text
        text = np.repeat(np.arange(len(self.text_sizes), dtype=np.int32), self.text_sizes)
        self.column = text % texts
        self.entry = text // texts
        shift = self.bases - self.running[self.text_firsts]
        self.positions = self.running + np.repeat(shift, self.text_sizes)
        for space in self.layout.spaces:
            if space.items:
                self._place_items(len(self.layout.zones) + self.layout.by_space[space.name] - 1)

    def _place_items(self, column: int) -> None:
        """In a space of items each line begins at a multiple of the item width."""
        here = np.flatnonzero(self.column == column)
        running = self.running[here]
        breaks = (self.kinds[here] & Kind.BREAK) != 0
        opens = np.concatenate([[True], np.diff(self.entry[here]) != 0])
        numbers = np.cumsum(breaks) - breaks
        first = np.maximum.accumulate(np.where(opens, np.arange(len(here)), 0))
        after_break = np.concatenate([[False], breaks[:-1]]) & ~opens
        begins = np.maximum.accumulate(np.where(opens | after_break, running, 0))
        within = np.minimum(running - begins, ITEM_WIDTH - 2)
        self.positions[here] = (numbers - numbers[first]) * ITEM_WIDTH + within

    def batch(self, base: int) -> Batch:
        """Return the finished arrays."""
        size = len(self.entries)
        paragraphs = self._openings(paragraph_openings(self.kinds))
        sentences = self._openings(sentence_openings(self.kinds))
        lead_ends = self._lead_ends(paragraphs)
        range_starts, range_ends = self._ranges()
        return Batch(
            self._occurrences(lead_ends, base),
            self.zone_starts,
            self.zone_ends,
            self.counts.astype(np.int32),
            lead_ends,
            self.positions[sentences].astype(np.int32),
            np.bincount(self.entry[sentences], minlength=size),
            self.positions[paragraphs].astype(np.int32),
            np.bincount(self.entry[paragraphs], minlength=size),
            range_starts,
            range_ends,
            np.array([len(entry.ranges) for entry in self.entries], np.int64),
            *self._sketches(base),
        )

    def _openings(self, opens: NDArray[np.bool_]) -> Ints:
        """Keep the openings that lie in the main space."""
        return np.flatnonzero(opens & (self.column < len(self.layout.zones)))

    def _lead_ends(self, paragraphs: Ints) -> NDArray[np.int32]:
        """Return where the third paragraph of the last zone begins, or else where the zone ends."""
        last = len(self.layout.zones) - 1
        ends: NDArray[np.int32] = self.zone_ends[:, last].copy()
        body = paragraphs[self.column[paragraphs] == last]
        entry = self.entry[body]
        third = np.flatnonzero(entry[2:] == entry[:-2]) + 2
        owners, first = np.unique(entry[third], return_index=True)
        ends[owners] = self.positions[body[third[first]]]
        return ends

    def _sketches(self, base: int) -> tuple[Ints, NDArray[np.uint64]]:
        """Return the fingerprints and the packed sketches of the last zone."""
        size = len(self.entries)
        here = np.flatnonzero(self.column == len(self.layout.zones) - 1)
        words = words_of_surfaces(self.surfaces[here], self.entry[here], self.columns)
        hashes, owners = hash_shingles(*words)
        sampled, entries = sample(hashes, owners, size)
        packed = sampled.astype(np.uint64) << np.uint64(32)
        packed |= (entries + base).astype(np.uint64)
        return fingerprints(hashes, owners, size), packed

    def _ranges(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the positions at which the ranges begin and end; 0 for what was not marked."""
        firsts = offsets(np.array([len(entry.ranges) for entry in self.entries]))
        starts = np.zeros(int(firsts[-1]), np.int32)
        ends = starts.copy()
        places = self.positions[self.mark_places].tolist()
        for mark, place, within in zip(self.marks, places, self.within, strict=True):
            (ends if mark.is_end else starts)[int(firsts[mark.entry]) + mark.number] = (
                place + within
            )
        return starts, ends

    def _occurrences(self, lead_ends: NDArray[np.int32], base: int) -> NDArray[np.uint64]:
        zones = len(self.layout.zones)
        classes = self.column.astype(np.uint64)
        in_lead = (self.column == zones - 1) & (self.positions < lead_ends[self.entry])
        classes[self.column >= zones] += 1
        classes[in_lead] = zones
        owner = (self.entry + base).astype(np.uint64)
        place = (owner << np.uint64(POSITION_BITS)) | self.positions.astype(np.uint64)
        place = (place << np.uint64(CLASS_BITS)) | classes
        fits = self.positions < MAX_POSITIONS - 1
        first = self.columns.first[self.surfaces]
        has = np.flatnonzero((first >= 0) & fits)
        packed = _pack(first[has], place[has])
        start = self.columns.more_start[self.surfaces]
        more = self.columns.more_start[self.surfaces + 1] - start
        several = np.flatnonzero((more > 0) & fits)
        if not len(several):
            return packed
        numbers = expand(start[several], more[several])
        step = self.columns.more_offset[numbers].astype(np.uint64) << np.uint64(CLASS_BITS)
        extra = np.repeat(place[several], more[several]) + step
        return np.concatenate([packed, _pack(self.columns.more_token[numbers], extra)])


def _pack(tokens: NDArray[np.int32], places: NDArray[np.uint64]) -> NDArray[np.uint64]:
    shift = np.uint64(ENTRY_BITS + POSITION_BITS + CLASS_BITS)
    return (tokens.astype(np.uint64) << shift) | places
