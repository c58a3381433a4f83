"""Collecting entries until they are written as a segment: analyse in batches, invert once."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from itertools import chain
from pathlib import Path

from archive.columnar.batch import Batch, analyse_batch
from archive.columnar.entry import Entry
from archive.columnar.executors import Inline
from archive.columnar.files import SUFFIXES, narrow_type
from archive.columnar.inversion import MAX_ENTRIES, MAX_TOKENS, invert
from archive.columnar.layout import Layout
from archive.columnar.segment_writer import (
    SHINGLES,
    write_columns,
    write_postings,
    write_shingles,
    write_stems,
    write_text,
)
from archive.columnar.sketches import write_sketches
from archive.columnar.stored import Block, compress_entries, write_stored
from archive.columnar.surfaces.numbering import MOST_SURFACES, SurfaceNumbers

BATCH_CHARACTERS = 1 << 21
"""Text analysed at a time: large enough for arrays to pay, small enough to stay in the cache."""

BATCHES_AHEAD = 4
"""Batches that may wait for threads: enough for two to be always busy."""

RUN_OCCURRENCES = 20_000_000
"""Occurrences of a run; inverting them takes some 400 MB at its height."""


class SegmentBuilder:
    """Collect entries and write them as one segment; ``full`` says when it is time to.

    A builder may be used for one segment after another: it remembers the surfaces it has seen.
    With an ``executor`` of threads these share the work; NumPy and Zstandard let other threads
    go on while they compute.
    """

    def __init__(
        self,
        layout: Layout,
        most_occurrences: int = RUN_OCCURRENCES,
        executor: Executor | None = None,
    ) -> None:
        self._layout = layout
        self._most_occurrences = most_occurrences
        self._surfaces = SurfaceNumbers()
        self._executor = executor or Inline()
        self._reset()

    def _reset(self) -> None:
        self._jobs: list[Future[tuple[Batch, list[Block]]]] = []
        self._waiting: list[Entry] = []
        self._waiting_characters = 0
        self._numbers: list[Sequence[int | None]] = []
        self._keywords: list[Sequence[str | None]] = []
        self._lists: list[Sequence[Sequence[str | None]]] = []
        self._occurrences = 0
        self._looked_at = 0
        self.entries = 0

    @property
    def full(self) -> bool:
        """Whether the run has reached its size."""
        return (
            self._occurrences >= self._most_occurrences
            or self.entries >= MAX_ENTRIES
            or len(self._surfaces.table.tokens) >= MAX_TOKENS
        )

    def add(self, entry: Entry) -> None:
        """Take an entry; its number is the count of entries before it."""
        self._waiting.append(entry)
        self._waiting_characters += sum(map(len, entry.texts))
        self._numbers.append(entry.numbers)
        self._keywords.append(entry.keywords)
        self._lists.append(entry.lists)
        self.entries += 1
        if self._waiting_characters >= BATCH_CHARACTERS or self.entries >= MAX_ENTRIES:
            self._hand_out()

    def _hand_out(self) -> None:
        """Have the waiting entries analysed; wait where too many batches are on their way."""
        if not self._waiting:
            return
        base = self.entries - len(self._waiting)
        self._jobs.append(self._executor.submit(self._analyse, self._waiting, base))
        self._waiting = []
        self._waiting_characters = 0
        while self._looked_at < len(self._jobs) - BATCHES_AHEAD or (
            self._looked_at < len(self._jobs) and self._jobs[self._looked_at].done()
        ):
            batch, _ = self._jobs[self._looked_at].result()
            self._occurrences += len(batch.occurrences)
            self._looked_at += 1

    def _analyse(self, entries: list[Entry], base: int) -> tuple[Batch, list[Block]]:
        batch = analyse_batch(entries, self._surfaces, self._layout, base)
        return batch, list(compress_entries(entry.stored for entry in entries))

    def write(self, folder: Path, name: str, *, run: bool = False) -> int:
        """Write the entries taken so far as segment ``name``; return how many they were.

        A ``run`` is a segment that is going to be merged: it has no table of stems yet, but a
        file of all shingles, which is not kept.
        """
        self._hand_out()
        written = self.entries
        done = [job.result() for job in self._jobs]
        batches = [batch for batch, _ in done]
        files = {suffix: folder / f"{name}.{suffix}" for suffix in (*SUFFIXES, SHINGLES)}
        jobs = [
            self._executor.submit(
                write_stored, files["stored"], chain.from_iterable(blocks for _, blocks in done)
            ),
            self._executor.submit(write_text, files["text"], batches, self._layout),
            self._executor.submit(write_sketches, files["sketches"], batches),
        ]
        columns = (self._layout, self._numbers, self._keywords, self._lists)
        jobs.append(self._executor.submit(write_columns, files["columns"], *columns))
        if run:
            jobs.append(self._executor.submit(write_shingles, files[SHINGLES], batches))
        occurrences = [batch.occurrences for batch in batches]
        dtypes = (
            narrow_type(max(written, 1) - 1),
            narrow_type(max((batch.position_count for batch in batches), default=1) - 1),
        )
        terms, strips = invert(
            occurrences, self._surfaces.table.tokens, self._layout, dtypes, self._executor
        )
        used = write_postings(files, terms, strips, dtypes)
        if not run:
            write_stems(files["stems"], used)
        for job in jobs:
            job.result()
        self._reset()
        if len(self._surfaces.table) > MOST_SURFACES:
            self._surfaces = SurfaceNumbers()
        return written
