"""Writing a run of entries as a segment: analyse in batches, invert once, write arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.analysis.stems import stem_all
from archive.columnar.arrayfile import ArrayFileWriter
from archive.columnar.batch import MAX_ENTRIES, Batch, analyse_batch
from archive.columnar.dictionary import write_dictionary
from archive.columnar.entry import Entry
from archive.columnar.files import NO_NUMBER, narrow, narrow_type, offsets
from archive.columnar.inversion import Inverted, invert
from archive.columnar.layout import WEIGHT_UNIT, Layout
from archive.columnar.numbering import MOST_SURFACES, SurfaceNumbers
from archive.columnar.sketches import write_sketches
from archive.columnar.stored import StoredBlocks

BATCH_CHARACTERS = 1 << 20
"""Text analysed at a time: large enough for arrays to pay, small enough to stay in the cache."""

SHINGLES = "shingles"
"""Suffix of the file of all shingles of a run."""

RUN_OCCURRENCES = 6_000_000
"""Occurrences of a run; inverting them takes some 400 MB at its height."""


class SegmentBuilder:
    """Collect entries and write them as one segment; ``full`` says when it is time to.

    A builder may be used for one segment after another: it remembers the surfaces it has seen.
    """

    def __init__(self, layout: Layout, most_occurrences: int = RUN_OCCURRENCES) -> None:
        self._layout = layout
        self._most_occurrences = most_occurrences
        self._surfaces = SurfaceNumbers()
        self._reset()

    def _reset(self) -> None:
        self._batches: list[Batch] = []
        self._waiting: list[Entry] = []
        self._waiting_characters = 0
        self._numbers: list[Sequence[int | None]] = []
        self._keywords: list[Sequence[str | None]] = []
        self._lists: list[Sequence[Sequence[str | None]]] = []
        self._stored = StoredBlocks()
        self._occurrences = 0
        self.entries = 0

    @property
    def full(self) -> bool:
        """Whether the run has reached its size."""
        return self._occurrences >= self._most_occurrences or self.entries >= MAX_ENTRIES

    def add(self, entry: Entry) -> None:
        """Take an entry; its number is the count of entries before it."""
        self._waiting.append(entry)
        self._waiting_characters += sum(map(len, entry.texts))
        self._numbers.append(entry.numbers)
        self._keywords.append(entry.keywords)
        self._lists.append(entry.lists)
        self.entries += 1
        if self._waiting_characters >= BATCH_CHARACTERS or self.entries >= MAX_ENTRIES:
            self._analyse()

    def _analyse(self) -> None:
        if not self._waiting:
            return
        base = self.entries - len(self._waiting)
        batch = analyse_batch(self._waiting, self._surfaces, self._layout, base)
        self._stored.add(entry.stored for entry in self._waiting)
        self._batches.append(batch)
        self._occurrences += len(batch.occurrences)
        self._waiting = []
        self._waiting_characters = 0

    def write(self, folder: Path, name: str, *, run: bool = False) -> int:
        """Write the entries taken so far as segment ``name``; return how many they were.

        A ``run`` is a segment that is going to be merged: it has no table of stems yet, but a
        file of all shingles, which is not kept.
        """
        self._analyse()
        written = self.entries
        batches, self._batches = self._batches, []
        occurrences = np.concatenate(
            [np.zeros(0, np.uint64), *(batch.occurrences for batch in batches)]
        )
        _write_text(folder / f"{name}.text", batches, self._layout)
        self._write_columns(folder / f"{name}.columns")
        with ArrayFileWriter(folder / f"{name}.stored") as file:
            self._stored.write(file)
        write_sketches(folder / f"{name}.sketches", batches)
        if run:
            _write_shingles(folder / f"{name}.{SHINGLES}", batches)
        del batches
        inverted = invert(occurrences, self._surfaces.table.tokens, self._layout)
        write_postings(folder, name, inverted)
        if not run:
            write_stems(folder / f"{name}.stems", inverted.terms)
        self._reset()
        if len(self._surfaces.table) > MOST_SURFACES:
            self._surfaces = SurfaceNumbers()
        return written

    def _write_columns(self, path: Path) -> None:
        with ArrayFileWriter(path) as file:
            for place, name in enumerate(self._layout.numbers):
                values = (NO_NUMBER if row[place] is None else row[place] for row in self._numbers)
                file.add(f"number.{name}", np.fromiter(values, "<i4", len(self._numbers)))
            for place, name in enumerate(self._layout.keywords):
                write_keywords(file, f"keyword.{name}", [row[place] for row in self._keywords])
            for place, name in enumerate(self._layout.lists):
                write_lists(file, f"list.{name}", [row[place] for row in self._lists])


def _write_shingles(path: Path, batches: Sequence[Batch]) -> None:
    """Write the short shingles of the entries, flat (``shingle``), and their ``offsets``."""
    with ArrayFileWriter(path) as file:
        file.begin("shingle", "<u4")
        for batch in batches:
            file.extend(batch.shingles)
        counts = [np.zeros(0, np.int64), *(batch.shingle_counts for batch in batches)]
        file.add("offsets", offsets(np.concatenate(counts)))


def write_postings(folder: Path, name: str, inverted: Inverted) -> None:
    """Write the term dictionary and the four arrays of postings."""
    overflow = np.flatnonzero(inverted.frequencies > 255)
    for suffix, values in (
        ("docs", narrow(inverted.docs)),
        ("frequencies", np.minimum(inverted.frequencies, 255).astype(np.uint8)),
        ("weights", inverted.weights),
        ("positions", narrow(inverted.positions)),
    ):
        with ArrayFileWriter(folder / f"{name}.{suffix}") as file:
            file.add(suffix, values)
    write_terms(
        folder / f"{name}.terms",
        inverted.terms,
        inverted.posting_starts,
        inverted.position_starts,
        inverted.zones,
        (overflow, inverted.frequencies[overflow]),
    )


def write_terms(
    path: Path,
    terms: list[str],
    posting_starts: NDArray[Any],
    position_starts: NDArray[Any],
    zones: NDArray[np.uint16],
    overflow: tuple[NDArray[Any], NDArray[Any]],
) -> None:
    """Write the term dictionary, and what is known of each term."""
    with ArrayFileWriter(path) as file:
        write_dictionary(file, "terms", terms)
        for name, values in (
            ("posting_start", posting_starts),
            ("position_start", position_starts),
        ):
            file.add(name, values.astype("<u4" if values[-1] < 1 << 32 else "<u8"))
        file.add("zones", zones)
        file.add("overflow_posting", overflow[0].astype("<u8"))
        file.add("overflow_frequency", overflow[1].astype("<u4"))


def write_stems(path: Path, terms: Sequence[str]) -> None:
    """Write the table of stems of a segment's terms."""
    stems, starts, members = _stem_table(terms)
    with ArrayFileWriter(path) as file:
        write_dictionary(file, "stems", stems)
        file.add("stem_start", starts)
        file.add("stem_member", members)


def _stem_table(terms: Sequence[str]) -> tuple[list[str], NDArray[Any], NDArray[Any]]:
    """Group terms by stem; a term that is its stem's only form, and equal to it, is left out."""
    groups: dict[str, list[int]] = {}
    for number, (term, stem) in enumerate(
        zip(terms, stem_all([t[1:] for t in terms]), strict=True)
    ):
        groups.setdefault(term[0] + stem, []).append(number)
    stems = sorted(
        stem for stem, group in groups.items() if len(group) > 1 or terms[group[0]] != stem
    )
    members = [number for stem in stems for number in groups[stem]]
    sizes = np.array([len(groups[stem]) for stem in stems], np.int64)
    return stems, offsets(sizes), np.array(members, "<u4")


def _write_text(path: Path, batches: Sequence[Batch], layout: Layout) -> None:
    def joined(name: str) -> NDArray[Any]:
        parts = [getattr(batch, name) for batch in batches]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)

    zones, texts = len(layout.zones), layout.columns_of_text
    starts = joined("zone_starts").reshape(-1, zones)
    ends = joined("zone_ends").reshape(-1, zones)
    counts = joined("counts").reshape(-1, texts)
    lead_ends = joined("lead_ends")
    weights = np.array([round(weight * WEIGHT_UNIT) for weight in layout.weights])
    lead_extra = round((layout.lead_weight - layout.weights[-1]) * WEIGHT_UNIT)
    lengths = counts[:, :zones] @ weights + lead_extra * (lead_ends - starts[:, -1])
    dtype = narrow_type(int(ends.max(initial=0)) + ZONE_SLACK)
    with ArrayFileWriter(path) as file:
        for zone in range(zones):
            file.add(f"zone_start.{zone}", starts[:, zone].astype(dtype))
            file.add(f"zone_end.{zone}", ends[:, zone].astype(dtype))
        for text in range(texts):
            file.add(f"count.{text}", narrow(counts[:, text]))
        file.add("lead_end", lead_ends.astype(dtype))
        file.add("length", lengths.astype("<u4"))
        file.add("length_sum", np.array([lengths.sum()], "<u8"))
        file.add("word_sum", np.array([counts[:, :zones].sum()], "<u8"))
        for plural, flat in (
            ("sentence", ("sentences",)),
            ("paragraph", ("paragraphs",)),
            ("range", ("range_starts", "range_ends")),
        ):
            for name in flat:
                file.add(name, joined(name).astype(dtype))
            file.add(f"{plural}_offsets", offsets(joined(f"{plural}_counts")))


ZONE_SLACK = 256
"""Room above the greatest position, so that adding a distance to one does not overflow."""


def write_keywords(file: ArrayFileWriter, array: str, values: Iterable[str | None]) -> None:
    """Write strings as a dictionary ``array`` and the ordinal of each, ``array.ordinals``."""
    rows = [None if value is None else value.replace("\n", "\0") for value in values]
    distinct = sorted({row for row in rows if row is not None})
    numbers: dict[str | None, int] = {value: n for n, value in enumerate(distinct, start=1)}
    numbers[None] = 0
    write_dictionary(file, array, distinct)
    ordinals = np.fromiter((numbers[row] for row in rows), np.int64, len(rows))
    file.add(f"{array}.ordinals", narrow(ordinals))


def write_lists(file: ArrayFileWriter, array: str, lists: Sequence[Sequence[str | None]]) -> None:
    """Write lists of strings: all values as keywords, and where each list begins."""
    write_keywords(file, array, [value for values in lists for value in values])
    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    file.add(f"{array}.offsets", offsets(sizes))
