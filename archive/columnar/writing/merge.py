"""Merging segments into one: whole arrays at a time, never posting by posting.

The terms of all sources are put in one order. Then the postings are moved in *runs* of terms, so
that memory stays bounded whatever the size of the segments: for each run and source, one
scatter of its postings to their places in the run. A common term is a run of its own, whose
postings are put one after the other. Sources keep their order, so entries keep
theirs; deleted entries are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFileWriter
from newssearch.archive.columnar.dictionary import TermDictionary, take_terms, write_dictionary
from newssearch.archive.columnar.files import expand, narrow, narrow_type, offsets
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.sketches import merge_sketches
from newssearch.archive.columnar.stored import Block, compress_entries, write_stored
from newssearch.archive.columnar.writing.executors import map_in_order
from newssearch.archive.columnar.writing.merged_terms import merge_terms
from newssearch.archive.columnar.writing.segment_writer import (
    MOST_IN_BYTE,
    write_stems,
    write_terms,
)
from newssearch.archive.columnar.writing.strings import (
    EncodedStrings,
    number_strings,
    strings_of_terms,
)

STRIP_POSITIONS = 1_000_000
"""Positions moved at a time; a run takes some 40 MB at its height."""

COUNTED_AS_POSITIONS = 2
"""What is counted of a term in one source takes about as much as so many positions."""

_THREADS = 3
"""Two move postings while one does all else."""

Ints = NDArray[Any]


def merge_segments(sources: Sequence[Segment], folder: Path, name: str) -> int:
    """Write the live entries of ``sources``, in order, as segment ``name``; return their number."""
    renumberings, total = _renumber(sources)
    with ThreadPoolExecutor(_THREADS) as executor:
        describing = executor.submit(_merge_descriptions, sources, renumberings, folder, name)
        _Postings(sources, renumberings, total).write(folder, name, executor)
        describing.result()
    return total


def _merge_descriptions(
    sources: Sequence[Segment], renumberings: list[Ints], folder: Path, name: str
) -> None:
    """Write what tells of entries rather than of terms."""
    _merge_text(sources, folder / f"{name}.text")
    _merge_columns(sources, folder / f"{name}.columns")
    _forget(sources)
    _merge_stored(sources, folder / f"{name}.stored")
    merge_sketches(sources, renumberings, folder / f"{name}.sketches")
    _forget(sources)


def _forget(sources: Sequence[Segment]) -> None:
    for source in sources:
        source.forget()


def _renumber(sources: Sequence[Segment]) -> tuple[list[Ints], int]:
    """Return for each source the new number of every entry, -1 where it is deleted."""
    renumberings: list[Ints] = []
    total = 0
    for source in sources:
        live = np.ones(source.size, bool) if source.deleted is None else ~source.deleted
        numbers = np.where(live, np.cumsum(live) - 1 + total, -1)
        renumberings.append(numbers)
        total += source.live
    return renumberings, total


def _live_values(source: Segment, values: Ints) -> Ints:
    return values if source.deleted is None else values[~source.deleted]


def _live_numbers(source: Segment) -> Ints:
    return _live_values(source, np.arange(source.size))


def _merge_text(sources: Sequence[Segment], path: Path) -> None:
    layout = sources[0].layout
    wide = narrow_type(
        max(int(np.iinfo(source.file("text")["lead_end"].dtype).max) for source in sources)
    )
    names = [f"zone_{end}.{zone}" for end in ("start", "end") for zone in range(len(layout.zones))]
    with ArrayFileWriter(path) as file:
        for name in [*names, "lead_end"]:
            parts = [_live_values(source, source.text(name)) for source in sources]
            file.add(name, np.concatenate(parts).astype(wide))
        words = 0
        for text in range(layout.columns_of_text):
            counts = np.concatenate([_live_values(s, s.text(f"count.{text}")) for s in sources])
            file.add(f"count.{text}", narrow(counts))
            words += int(counts.sum(dtype=np.int64)) if text < len(layout.zones) else 0
        file.add("word_sum", np.array([words], "<u8"))
        lengths = np.concatenate([_live_values(s, s.text("length")) for s in sources])
        file.add("length", lengths)
        file.add("length_sum", np.array([lengths.sum()], "<u8"))
        for kind, arrays in (
            ("sentence", ("sentences",)),
            ("paragraph", ("paragraphs",)),
            ("range", ("range_starts", "range_ends")),
        ):
            sizes: list[Ints] = []
            for name in arrays:
                file.begin(name, wide)
                sizes = []
                for source in sources:
                    values, counts = source.ragged(name, f"{kind}_offsets", _live_numbers(source))
                    file.extend(values.astype(wide))
                    sizes.append(counts)
            file.add(f"{kind}_offsets", offsets(np.concatenate(sizes)))


def _merge_columns(sources: Sequence[Segment], path: Path) -> None:
    layout = sources[0].layout
    with ArrayFileWriter(path) as file:
        for name in layout.numbers:
            file.add(
                f"number.{name}",
                np.concatenate([_live_values(s, s.numbers(name)) for s in sources]),
            )
        for name in layout.keywords:
            columns = [source.keywords(name) for source in sources]
            ordinals = [
                _live_values(s, column.ordinals) for s, column in zip(sources, columns, strict=True)
            ]
            _merge_values(file, f"keyword.{name}", [c.values for c in columns], ordinals)
        for name in layout.lists:
            lists = [source.lists(name) for source in sources]
            rows = [own.of(_live_numbers(s)) for s, own in zip(sources, lists, strict=True)]
            dictionaries = [own.values for own in lists]
            _merge_values(file, f"list.{name}", dictionaries, [row for row, _ in rows])
            file.add(f"list.{name}.offsets", offsets(np.concatenate([sizes for _, sizes in rows])))


def _merge_values(
    file: ArrayFileWriter, name: str, dictionaries: Sequence[TermDictionary], rows: Sequence[Ints]
) -> None:
    """Write the values that some columns use as one column; ``rows`` are their ordinals."""
    used: list[EncodedStrings] = []
    renumberings: list[Ints] = []
    for dictionary, ordinals in zip(dictionaries, rows, strict=True):
        marked = np.zeros(dictionary.size + 1, bool)
        marked[ordinals] = True
        own = np.flatnonzero(marked[1:])
        used.append(strings_of_terms(take_terms(dictionary.encoded(), own)))
        renumbered = np.zeros(dictionary.size + 1, np.int64)
        renumbered[own + 1] = 1
        renumberings.append(renumbered)
    numbered = number_strings(used)
    done = 0
    parts: list[Ints] = [np.zeros(0, np.int64)]
    for renumbered, ordinals, strings in zip(renumberings, rows, used, strict=True):
        found = numbered.ordinals[done : done + len(strings.sizes)]
        renumbered[renumbered > 0] = found
        parts.append(renumbered[ordinals])
        done += len(found)
    write_dictionary(file, name, numbered.terms)
    file.add(f"{name}.ordinals", narrow(np.concatenate(parts)))


def _merge_stored(sources: Sequence[Segment], path: Path) -> None:
    write_stored(path, chain.from_iterable(map(_live_blocks, sources)))


def _live_blocks(source: Segment) -> Iterator[Block]:
    """Yield the blocks of the live entries of a source, whose file is then let go of."""
    if source.deleted is None:
        yield from source.stored.blocks()
    else:
        numbers = _live_numbers(source).tolist()
        yield from compress_entries(source.stored[number] for number in numbers)
    source.forget()


class _Postings:
    """The postings of all sources on their way into one segment."""

    def __init__(self, sources: Sequence[Segment], renumberings: list[Ints], total: int) -> None:
        self._sources = sources
        self._renumberings = renumberings
        self._total = total
        self._terms, self._size, self._places = merge_terms([s.terms for s in sources])

    def write(self, folder: Path, name: str, executor: Executor) -> None:
        greatest = max(np.iinfo(s.file("positions")["positions"].dtype).max for s in self._sources)
        types = {
            "docs": narrow_type(self._total),
            "frequencies": "|u1",
            "weights": "|u1",
            "positions": narrow_type(int(greatest)),
        }
        files = {suffix: ArrayFileWriter(folder / f"{name}.{suffix}") for suffix in types}
        for suffix, dtype in types.items():
            files[suffix].begin(suffix, dtype)
        kept: list[_MergedRun] = []
        done = 0
        for run in map_in_order(executor, lambda cut: self._move(*cut), self._runs()):
            for suffix, dtype in types.items():
                files[suffix].extend(run.arrays[suffix].astype(dtype))
            run.overflow[0][:] += done
            done += len(run.arrays["docs"])
            run.arrays.clear()
            kept.append(run)
            _forget(self._sources)
        for file in files.values():
            file.close()
        self._write_terms(folder, name, kept)

    def _runs(self) -> list[tuple[int, int]]:
        """Divide the terms into runs of bounded numbers of positions; common ones stand alone.

        What is counted by term and source takes memory too, however rare the terms are.
        """
        sizes = np.zeros(self._size, np.int64)
        for source, places in zip(self._sources, self._places, strict=True):
            starts = source.file("terms")["position_start"].all()
            sizes[places] += np.diff(starts).astype(np.int64)
        common = np.flatnonzero(sizes > STRIP_POSITIONS // 8)
        sizes += COUNTED_AS_POSITIONS * len(self._sources)
        strip_of = (np.cumsum(sizes) - sizes) // STRIP_POSITIONS
        ends = np.array([0, len(sizes)])
        borders = [ends, np.flatnonzero(np.diff(strip_of)) + 1, common, common + 1]
        cuts = np.unique(np.concatenate(borders)).tolist()
        return list(pairwise(cuts))

    def _move(self, first: int, last: int) -> _MergedRun:
        """Bring the postings of terms ``first`` to ``last`` into their new order."""
        parts = [self._take(number, first, last) for number in range(len(self._sources))]
        counts = np.stack([part.posting_counts for part in parts])
        amounts = np.stack([part.position_counts for part in parts])
        zones = np.bitwise_or.reduce([part.zones for part in parts])
        run = _MergedRun(counts.sum(axis=0), amounts.sum(axis=0), zones)
        if last - first == 1:
            run.fill(
                np.concatenate([part.docs for part in parts]),
                np.concatenate([part.frequencies for part in parts]),
                np.concatenate([part.weights for part in parts]),
                np.concatenate([part.positions for part in parts]),
            )
            return run
        posting_places = _places(counts)
        position_places = _places(amounts)
        postings, positions = int(counts.sum()), int(amounts.sum())
        docs, weights = np.empty(postings, np.uint32), np.empty(postings, np.uint8)
        frequencies = np.empty(postings, np.uint32)
        moved = np.empty(positions, np.result_type(*(part.positions for part in parts)))
        for number, part in enumerate(parts):
            where = expand(posting_places[number], counts[number])
            docs[where] = part.docs
            weights[where] = part.weights
            frequencies[where] = part.frequencies
            where = expand(position_places[number], amounts[number])
            moved[where] = part.positions
        run.fill(docs, frequencies, weights, moved)
        return run

    def _take(self, number: int, first: int, last: int) -> _Part:
        """Read one source's postings of the new terms ``first`` to ``last``."""
        source, places = self._sources[number], self._places[number]
        begin, end = np.searchsorted(places, np.array([first, last], np.uint32)).tolist()
        terms = source.file("terms")
        posting_starts, position_starts = (
            terms[name].slice(begin, end + 1).astype(np.int64)
            for name in ("posting_start", "position_start")
        )
        start, stop = int(posting_starts[0]), int(posting_starts[-1])
        docs = self._renumberings[number][source.docs(start, stop)]
        positions = source.positions(int(position_starts[0]), int(position_starts[-1]))
        frequencies = source.frequencies(start, stop, len(positions))
        weights = source.weights(start, stop)
        posting_counts, position_counts = np.diff(posting_starts), np.diff(position_starts)
        if source.deleted is not None:
            live = docs >= 0
            owners = np.repeat(np.arange(end - begin), posting_counts)[live]
            positions = positions[np.repeat(live, frequencies)]
            docs, frequencies, weights = docs[live], frequencies[live], weights[live]
            posting_counts = np.bincount(owners, minlength=end - begin)
            position_counts = np.bincount(owners, weights=frequencies, minlength=end - begin)
        zones = terms["zones"].slice(begin, end)
        spread = _Spread(places[begin:end] - np.uint32(first), last - first)
        return _Part(
            docs,
            frequencies,
            weights,
            positions,
            spread(posting_counts),
            spread(position_counts.astype(np.int64)),
            spread(np.where(posting_counts > 0, zones, 0)).astype(np.uint16),
        )

    def _write_terms(self, folder: Path, name: str, runs: list[_MergedRun]) -> None:
        def joined(parts: list[Ints], dtype: str) -> Ints:
            return np.concatenate([np.zeros(0, dtype), *parts]).astype(dtype)

        postings = joined([run.posting_counts for run in runs], "<i8")
        positions = joined([run.position_counts for run in runs], "<i8")
        zones = joined([run.zones for run in runs], "<u2")
        used = np.flatnonzero(postings)
        terms = self._terms
        if len(used) < self._size:
            terms = take_terms(terms, used)
        write_stems(folder / f"{name}.stems", terms)
        write_terms(
            folder / f"{name}.terms",
            terms,
            np.concatenate([[0], np.cumsum(postings[used])]),
            np.concatenate([[0], np.cumsum(positions[used])]),
            zones[used],
            (
                joined([run.overflow[0] for run in runs], "<i8"),
                joined([run.overflow[1] for run in runs], "<i8"),
            ),
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """One source's share of a run; the counts and zones are by new term."""

    docs: Ints
    frequencies: Ints
    weights: Ints
    positions: Ints
    posting_counts: Ints
    position_counts: Ints
    zones: Ints


class _MergedRun:
    """A run's arrays in their new order, with the counts of its terms."""

    def __init__(self, posting_counts: Ints, position_counts: Ints, zones: Ints) -> None:
        self.posting_counts = posting_counts
        self.position_counts = position_counts
        self.zones = zones
        self.arrays: dict[str, Ints] = {}
        self.overflow: tuple[Ints, Ints] = (np.zeros(0, np.int64), np.zeros(0, np.uint32))

    def fill(self, docs: Ints, frequencies: Ints, weights: Ints, positions: Ints) -> None:
        """Take the postings and positions of all terms, in order."""
        over = np.flatnonzero(frequencies > MOST_IN_BYTE)
        self.overflow = (over, frequencies[over])
        self.arrays = {
            "docs": docs,
            "frequencies": np.minimum(frequencies, MOST_IN_BYTE),
            "weights": weights,
            "positions": positions,
        }


class _Spread:
    """Values of some terms, laid out over all terms of a run."""

    def __init__(self, places: Ints, size: int) -> None:
        self._places = places
        self._size = size

    def __call__(self, values: Ints) -> Ints:
        spread = np.zeros(self._size, np.int64)
        spread[self._places] = values
        return spread


def _places(counts: Ints) -> Ints:
    """Return where each source's share of each term goes, for counts of shape (sources, terms)."""
    by_term = counts.sum(axis=0)
    starts = np.cumsum(by_term) - by_term
    places: Ints = starts + np.cumsum(counts, axis=0) - counts
    return places
