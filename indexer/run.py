"""One run that makes a new generation: what ``building`` offers, with the lock held."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from newssearch.archive.article import Article
from newssearch.archive.errors import (
    ArchiveDamaged,
    ArchiveTooNew,
    ArchiveVersionMismatch,
    UsageError,
    damaged,
)
from newssearch.archive.garbage import KEPT, tidy
from newssearch.archive.generations import Generation
from newssearch.archive.kept import kept
from newssearch.archive.manifest import DUPLICATES, Manifest
from newssearch.archive.news_layout import LAYOUT
from newssearch.archive.platform.names import with_slashes
from newssearch.archive.platform.processes import processors
from newssearch.archive.recovery import repair_opening, repair_pointer
from newssearch.indexer.carrying import Outside, Stored, open_stored
from newssearch.indexer.changes import Changes, key_of
from newssearch.indexer.comparing import find_changes
from newssearch.indexer.finished import all_fit, why_unfit
from newssearch.indexer.folder_options import OptionChange
from newssearch.indexer.folders import forget, remember
from newssearch.indexer.memory import collecting_seldom
from newssearch.indexer.previous import Previous
from newssearch.indexer.report import Progress, Report, ShowProgress, Skip
from newssearch.indexer.scanning import scan_folders
from newssearch.indexer.state import SourcesState

if TYPE_CHECKING:
    from newssearch.indexer.making import Making
    from newssearch.indexer.run_writer import Built
    from newssearch.indexer.tasks import Done

_PROGRESS_SECONDS = 0.1

_LOOKED_AT = 64
"""Finished articles that are looked at together."""


class Run:
    """One run, with the lock held."""

    def __init__(
        self,
        archive: Path,
        memory_mb: int,
        workers: int | None,
        show: ShowProgress | None,
        *,
        keep: int = KEPT,
    ) -> None:
        if keep < 1:
            raise UsageError(f"at least one generation must be kept, not {keep}")
        self._keep = keep
        self._archive = archive
        self._memory_bytes = memory_mb << 20
        self._workers = workers or processors()
        self._show = show
        self._started = time.monotonic()
        self._shown = 0.0
        self.report = Report()

    def from_folders(
        self, added: list[str], change: OptionChange, *, fresh: bool, allow_empty: bool
    ) -> Report:
        """Index what changed below the folders, or everything."""
        self._repair(fresh=fresh)
        with collecting_seldom(), Previous(self._archive, salvage=fresh) as previous:
            state = previous.state
            outside = previous.outside(allow_empty=allow_empty) if fresh else None
            if outside and not state.folders and previous.stored is not None:
                return self.from_stored(previous.stored)
            before = _remembered(state)
            remember(state, added, change)
            state.scan_started_ns = time.time_ns()
            self._progress("finding", 0, 0)
            roots = {folder.path: folder.options.exclude for folder in state.folders}
            scan = scan_folders(roots, without=[with_slashes(os.path.realpath(self._archive))])
            changes = find_changes(scan, state, fresh=fresh, allow_empty=allow_empty)
            changes.noteworthy |= before != _remembered(state)
            self._count_changes(changes, len(scan))
            self.report.passed_over = dict(scan.passed_over)
            if previous.generation is not None and not changes.any and not fresh:
                manifest = previous.generation.manifest
                tidy(self._archive, manifest.generation, keep=self._keep)
                return self._finish(manifest)
            from newssearch.indexer.tasks import SHARE_OF_READING, file_tasks  # noqa: PLC0415 - see making

            failed: Done = []
            options = {folder.path: folder.options for folder in state.folders}
            reading = self._memory_bytes // SHARE_OF_READING if changes.has_large else 0
            tasks = file_tasks(changes.numbered(), options, failed, reading)

            if outside:
                found = {key for _, key in changes.files}
                state.overwritten = [i for i in state.overwritten if key_of(i) in found]

            def work(runs: Path) -> list[Built]:
                without = outside.overwritten if outside else frozenset()
                building = self._memory_bytes - reading
                built = self._making.read_files(tasks, failed, changes, runs, without, building)
                changes.check_loss(allow_empty=allow_empty)
                if outside and previous.stored is not None:
                    built += self._carry_outside(previous.stored, outside, state, runs)
                return built + self._making.carry_over(previous.generation, changes, runs)

            return self._build(previous.generation, work, changes, fresh=fresh)

    def from_stored(self, stored: Stored) -> Report:
        """Make a generation of stored articles, which remembers what they come with."""
        changes = Changes(stored.state, noteworthy=True)

        def work(runs: Path) -> list[Built]:
            built = self._making.write(self._carried(stored), runs, alone=True)
            if self.report.carried != stored.articles:
                raise damaged(
                    self._archive,
                    f"{self.report.carried:,} of {stored.articles:,} articles can be read",
                )
            return built

        return self._build(None, work, changes, fresh=True)

    def from_older(self) -> Report:
        """Carry the articles of an archive of an older format, or of another analysis, over."""
        self._repair()
        try:
            with Generation(self._archive, LAYOUT) as generation:
                tidy(self._archive, generation.manifest.generation, keep=self._keep)
                return self._finish(generation.manifest)
        except ArchiveTooNew:
            raise
        except ArchiveVersionMismatch:
            with open_stored(self._archive) as stored:
                return self.from_stored(stored)

    def _carried(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield articles, and count them as carried over."""
        for article in articles:
            self.report.carried += 1
            yield article

    def _carry_outside(
        self, stored: Stored, outside: Outside, state: SourcesState, runs: Path
    ) -> list[Built]:
        """Write the articles that were added through Python again, as they are stored."""
        articles = (article for article in stored if article in outside)
        built = self._making.write_outside(self._carried(articles), runs)
        state.outside = self.report.carried
        return built

    def without_folders(self, paths: list[str]) -> Report:
        """Drop remembered folders and the articles of their files."""
        self._repair()
        with Previous(self._archive) as previous:
            state = previous.state
            changes = Changes(state, noteworthy=True)
            before = previous.generation.manifest.articles if previous.generation else 0
            for folder in forget(state, paths):
                self.report.forgotten.append(folder.path)
                for file in folder.files.values():
                    changes.removed.add(file.article_key)
                    state.bury(file)
            changes.gone = len(changes.removed)
            self._count_changes(changes, 0)
            self._build(previous.generation, lambda _: [], changes)
            self.report.articles_removed = before - self.report.articles
            return self.report

    def without_articles(self, ids: Set[str]) -> Report:
        """Delete articles that were added through Python.

        Raises:
            UsageError: one is of a file, which would bring it back.
        """
        self._repair()
        with Previous(self._archive) as previous:
            generation, state = previous.generation, previous.state
            assert generation is not None
            there = {id_ for id_ in ids if _holds(generation, id_)}
            keys = set(state.article_keys())
            of_files = [i for i in there if key_of(i) in keys and i not in state.overwritten]
            if of_files:
                raise UsageError(
                    f"the article {min(of_files)} is of a file, which would bring it back",
                    hint="leave the file out: newssearch index --exclude, or newssearch forget",
                )
            if there:
                changes = Changes(state)
                changes.written_ids.update(there)
                before = generation.manifest.articles
                self._build(generation, lambda _: [], changes)
                self.report.articles_removed = before - self.report.articles
            return self.report

    def compact(self) -> Report:
        """Merge all segments into one that holds no deleted articles."""
        with Previous(self._archive) as previous:
            generation = previous.generation
            assert generation is not None
            segments = generation.segments
            loose = len(segments) > 1 or any(segment.size > segment.live for segment in segments)
            changes = Changes(previous.state, noteworthy=True)
            if loose:
                self._build(generation, lambda _: [], changes, whole=True)
            else:
                self._finish(generation.manifest)
        tidy(self._archive, str(self.report.generation), keep=1)
        return self.report

    def from_articles(self, articles: Iterable[Article]) -> Report:
        """Index articles that are finished."""
        self._repair()
        with Previous(self._archive) as previous:
            changes = Changes(previous.state)
            distinct = self._distinct(articles, changes)
            alone = previous.generation is None

            def work(runs: Path) -> list[Built]:
                return self._making.write(distinct, runs, alone=alone)

            return self._build(previous.generation, work, changes)

    def _repair(self, *, fresh: bool = False) -> None:
        """Make the newest whole generation live where the pointer to the live one is lost.

        With ``fresh`` also where the live one cannot be opened; if there is no whole one the run
        goes on, with the folders that can still be read.
        """
        mended = None
        try:
            mended = repair_pointer(self._archive, LAYOUT)
            if fresh and mended is None:
                mended = repair_opening(self._archive, LAYOUT)
        except ArchiveDamaged:
            if not fresh:
                raise
        self.report.repaired = str(mended) if mended else None

    def _distinct(self, articles: Iterable[Article], changes: Changes) -> Iterator[Article]:
        """Yield the articles whose ids are new, and note all of them as written."""
        waiting = iter(articles)
        while some := list(islice(waiting, _LOOKED_AT)):
            if not all_fit(some, changes.written_ids):
                some = [article for article in some if self._fits(article, changes)]
            changes.written_ids.update([article.id for article in some])
            changes.outside += len(some)
            yield from some
        self.report.indexed += changes.outside

    def _fits(self, article: Article, changes: Changes) -> bool:
        """Say whether an article is taken, and note it as written; or else report why not."""
        reason = why_unfit(article)
        if reason is None and article.id in changes.written_ids:
            reason = f"another article has the id {article.id}"
        if reason is None:
            changes.written_ids.add(article.id)
        else:
            self.report.skipped.append(Skip(str(article.path), reason))
        return reason is None

    def _count_changes(self, changes: Changes, files: int) -> None:
        report = self.report
        report.files = files
        report.new = changes.new
        report.changed = changes.changed
        report.unchanged = changes.unchanged
        report.moved = changes.moved
        report.removed = changes.gone
        report.folders_moved = [
            (folder.moved_from, folder.path)
            for folder in changes.state.folders
            if folder.moved_from is not None
        ]
        report.skipped += changes.skipped

    @kept
    def _making(self) -> Making:
        from newssearch.indexer.making import Making  # noqa: PLC0415 - see there

        return Making(
            self._archive,
            self.report,
            self._progress,
            memory_bytes=self._memory_bytes,
            workers=self._workers,
            keep=self._keep,
        )

    def _build(
        self,
        previous: Generation | None,
        work: Callable[[Path], list[Built]],
        changes: Changes,
        *,
        fresh: bool = False,
        whole: bool = False,
    ) -> Report:
        """Do some work that builds segments in a folder, and publish them."""
        making = self._making
        return self._finish(making.build(previous, work, changes, fresh=fresh, whole=whole))

    def _progress(self, stage: str, files: int, total: int) -> None:
        now = time.monotonic()
        if self._show and (stage != "reading" or now - self._shown >= _PROGRESS_SECONDS):
            self._shown = now
            self._show(Progress(stage, files, total, self.report.indexed, now - self._started))

    def _finish(self, manifest: Manifest) -> Report:
        self.report.generation = manifest.generation
        self.report.articles = manifest.articles
        self.report.duplicates = int(manifest.about.get(DUPLICATES, 0))
        self.report.seconds = time.monotonic() - self._started
        return self.report


def _holds(generation: Generation, id_: str) -> bool:
    """Say whether an article of an id is there and not deleted."""
    for segment in generation.segments:
        for number in segment.keywords("id").docs(id_):
            if segment.deleted is None or not segment.deleted[number]:
                return True
    return False


def _remembered(state: SourcesState) -> list[tuple[str, object]]:
    """Return what is remembered of the folders themselves, to be compared."""
    return [(folder.path, folder.options) for folder in state.folders]
