"""Collecting entries until they are written as a segment: analyse in batches, invert once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from itertools import chain
from operator import add
from pathlib import Path
from typing import NamedTuple

from newssearch.archive.columnar.files import SUFFIXES, narrow_type
from newssearch.archive.columnar.layout import Layout
from newssearch.archive.columnar.sketches import write_sketches
from newssearch.archive.columnar.stored import Block, compress_entries, write_stored
from newssearch.archive.columnar.writing.batch import Batch
from newssearch.archive.columnar.writing.entry import Columns, Entries
from newssearch.archive.columnar.writing.executors import Inline
from newssearch.archive.columnar.writing.inversion import invert
from newssearch.archive.columnar.writing.loops import loops
from newssearch.archive.columnar.writing.packing import MAX_ENTRIES, MAX_TOKENS, Occurrences
from newssearch.archive.columnar.writing.segment_writer import (
    SHINGLES,
    write_columns,
    write_postings,
    write_shingles,
    write_stems,
    write_text,
)

BATCH_CHARACTERS = 1 << 21
"""Text analysed at a time: large enough for arrays to pay, small enough to stay in the cache."""

MOST_AT_ONCE = 1024
"""Entries that can be added together."""

BATCHES_AHEAD = 4
"""Batches that may wait for threads: enough for two to be always busy."""

RUN_OCCURRENCES = 20_000_000
"""Occurrences of a run; inverting them takes some 400 MB at its height."""

TOKEN_AS_OCCURRENCES = 10
"""What a distinct token takes, in occurrences: surfaces, and counts by space while inverting."""

UNCOUNTED_TOKENS = 1 << 19
"""Tokens there may be whatever the run: an analyser keeps about as many between two segments."""

FULL_ENTRIES = MAX_ENTRIES - MOST_AT_ONCE
"""Entries at which a builder is full: more of them might not be numbered any more."""


class _Analysed(NamedTuple):
    """What became of a batch of entries."""

    batch: Batch
    occurrences: Occurrences
    blocks: list[Block]


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
        self._analyser = loops().analyser(layout)
        self._executor = executor or Inline()
        self._reset()

    def _reset(self) -> None:
        self._jobs: list[Future[_Analysed]] = []
        self._waiting: list[Entries] = []
        self._waiting_characters = 0
        self._waiting_from = 0
        self._columns: list[Columns] = []
        self._occurrences = 0
        self._looked_at = 0
        self.entries = 0
        self.full = False

    def add(self, entries: Entries) -> None:
        """Take entries, at most ``MOST_AT_ONCE``; their numbers go on from those before."""
        if not entries.texts:
            return
        self._waiting.append(entries)
        self._waiting_characters += sum(map(len, chain.from_iterable(entries.texts)))
        self.entries += len(entries.texts)
        if self._waiting_characters >= BATCH_CHARACTERS or self.entries >= FULL_ENTRIES:
            self._hand_out()

    def _hand_out(self) -> None:
        """Have the waiting entries analysed; wait where too many batches are on their way."""
        if not self._waiting:
            return
        self._columns += [entries.columns for entries in self._waiting]
        self._jobs.append(self._executor.submit(self._analyse, self._waiting, self._waiting_from))
        self._waiting = []
        self._waiting_characters = 0
        self._waiting_from = self.entries
        while self._looked_at < len(self._jobs) - BATCHES_AHEAD or (
            self._looked_at < len(self._jobs) and self._jobs[self._looked_at].done()
        ):
            self._occurrences += len(self._jobs[self._looked_at].result().occurrences)
            self._looked_at += 1
        many = max(len(self._analyser.tokens) - UNCOUNTED_TOKENS, 0)
        self.full = (
            self._occurrences + TOKEN_AS_OCCURRENCES * many >= self._most_occurrences
            or self.entries >= FULL_ENTRIES
            or len(self._analyser.tokens) >= MAX_TOKENS
        )

    def _analyse(self, waiting: Sequence[Entries], base: int) -> _Analysed:
        texts = list(chain.from_iterable(chain.from_iterable(own.texts for own in waiting)))
        ranges = [pairs for entries in waiting for pairs in entries.ranges]
        heads = [head for entries in waiting for head in entries.heads]
        bodies = texts[self._layout.last_zone :: self._layout.columns_of_text]
        encoded = (body.encode("utf-8", "surrogatepass") for body in bodies)
        blocks = list(compress_entries(map(add, heads, encoded)))
        batch, occurrences = self._analyser.analyse(texts, ranges, base)
        return _Analysed(batch, occurrences, blocks)

    def write(
        self,
        folder: Path,
        name: str,
        *,
        run: bool = False,
        stems: bool = True,
        described: Callable[[], None] | None = None,
    ) -> int:
        """Write the entries taken so far as segment ``name``; return how many they were.

        A ``run`` has a file of all shingles beside it, which is not kept. Without ``stems`` the
        segment is only good for being merged. ``described`` is called in one of the threads as
        soon as the files are there that tell of entries rather than of terms.
        """
        self._hand_out()
        written = self.entries
        files = {suffix: folder / f"{name}.{suffix}" for suffix in (*SUFFIXES, SHINGLES)}
        write_columns(files["columns"], self._layout, self._columns)
        done = [job.result() for job in self._jobs]
        self._jobs = []
        batches = [one.batch for one in done]
        blocks = [one.blocks for one in done]
        occurrences = [one.occurrences for one in done]
        del done
        dtypes = (
            narrow_type(max(written, 1) - 1),
            narrow_type(max((batch.placed.position_count for batch in batches), default=1) - 1),
        )
        submit = self._executor.submit
        describing = submit(self._describe, files, batches, blocks, run=run, then=described)
        del batches, blocks
        terms, posting_runs = invert(
            occurrences, self._analyser.tokens, self._layout, dtypes, self._executor
        )
        stemming = submit(write_stems, files["stems"], terms) if stems else None
        write_postings(files, terms, posting_runs, dtypes)
        describing.result()
        if stemming:
            stemming.result()
        self._reset()
        if self._analyser.is_large:
            self._analyser = loops().analyser(self._layout)
        return written

    def _describe(
        self,
        files: Mapping[str, Path],
        batches: Sequence[Batch],
        blocks: Sequence[list[Block]],
        *,
        run: bool,
        then: Callable[[], None] | None,
    ) -> None:
        """Write what tells of entries rather than of terms, and do what comes then."""
        write_text(files["text"], batches, self._layout)
        write_sketches(files["sketches"], batches)
        if run:
            write_shingles(files[SHINGLES], batches)
        write_stored(files["stored"], chain.from_iterable(blocks))
        if then:
            then()
