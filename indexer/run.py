"""One run that makes a new generation: what ``building`` offers, with the lock held."""

from __future__ import annotations

import contextlib
import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.drafts import Draft
from newssearch.archive.errors import (
    ArchiveDamaged,
    ArchiveTooNew,
    ArchiveVersionMismatch,
    StorageError,
    UsageError,
    damaged,
    is_shortage,
    is_shortage_of_memory,
    refusal,
)
from newssearch.archive.generations import Generation
from newssearch.archive.manifest import Manifest
from newssearch.archive.news_layout import LAYOUT
from newssearch.archive.recovery import repair_opening, repair_pointer
from newssearch.archive.sweeping import KEPT, sweep, tidy
from newssearch.indexer.carrying import Outside, Stored, moved_articles, open_stored
from newssearch.indexer.changes import Changes, find_changes, key_of
from newssearch.indexer.effort import effort_limited
from newssearch.indexer.finished import all_fit, why_unfit
from newssearch.indexer.folder_options import OptionChange
from newssearch.indexer.folders import forget, remember
from newssearch.indexer.previous import Previous
from newssearch.indexer.publishing import DUPLICATES, Additions, publish
from newssearch.indexer.report import Progress, Report, ShowProgress, Skip
from newssearch.indexer.run_writer import COLLECTED_SELDOM, Built, Missing, RunWriter
from newssearch.indexer.sources import scan_folders
from newssearch.indexer.state import SourcesState
from newssearch.indexer.tasks import (
    SHARE_OF_READING,
    Done,
    Task,
    carry_out,
    file_tasks,
    load_readers,
)
from newssearch.indexer.workers import Workers, how_many

_PROGRESS_SECONDS = 0.1

_LOOKED_AT = 64
"""Finished articles that are looked at together."""


@contextlib.contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Let the garbage collector look for cycles seldom."""
    threshold = gc.get_threshold()
    gc.set_threshold(*COLLECTED_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)


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
        self._workers = workers or len(os.sched_getaffinity(0))
        self._show = show
        self._started = time.monotonic()
        self._shown = 0.0
        self.report = Report()

    def from_folders(
        self, added: list[str], change: OptionChange, *, fresh: bool, allow_empty: bool
    ) -> Report:
        """Index what changed below the folders, or everything."""
        self._repair(fresh=fresh)
        with _collecting_seldom(), Previous(self._archive, salvage=fresh) as previous:
            state = previous.state
            outside = previous.outside(allow_empty=allow_empty) if fresh else None
            if outside and not state.folders and previous.stored is not None:
                return self.from_stored(previous.stored)
            before = _remembered(state)
            remember(state, added, change)
            state.scan_started_ns = time.time_ns()
            self._progress("finding", 0, 0)
            roots = {folder.path: folder.options.exclude for folder in state.folders}
            scan = scan_folders(roots, without=[os.path.realpath(self._archive)])
            changes = find_changes(scan, state, fresh=fresh, allow_empty=allow_empty)
            changes.noteworthy |= before != _remembered(state)
            self._count_changes(changes, len(scan.files))
            self.report.passed_over = dict(scan.passed_over)
            if previous.generation is not None and not changes.any and not fresh:
                manifest = previous.generation.manifest
                tidy(self._archive, manifest.generation, keep=self._keep)
                return self._finish(manifest)
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
                built = self._read_files(tasks, failed, changes, runs, without, building)
                changes.check_loss(allow_empty=allow_empty)
                if outside and previous.stored is not None:
                    built += self._carry_outside(previous.stored, outside, state, runs)
                return built + self._carry_over(previous.generation, changes, runs)

            return self._build(previous.generation, work, changes, fresh=fresh)

    def from_stored(self, stored: Stored) -> Report:
        """Make a generation of stored articles, which remembers what they come with."""
        changes = Changes(stored.state, noteworthy=True)

        def work(runs: Path) -> list[Built]:
            built = self._write(self._carried(stored), runs, alone=True)
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
        """Write the articles that came through Python again, as they are stored."""
        articles = (article for article in stored if article in outside)
        built = self._write(self._carried(articles), runs, name="outside")
        state.outside = self.report.carried
        for one in built:
            one.missing = Missing()
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
            work = partial(self._write, distinct, alone=previous.generation is None)
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
        draft: Draft | None = None
        try:
            sweep(self._archive, keep=max(self._keep - 1, 1))
            draft = Draft(self._archive, previous)
            with draft:
                runs = draft.folder / "runs"
                runs.mkdir()
                additions = self._count(runs, work(runs))
                self._progress("publishing", len(changes.files), len(changes.files))
                if previous is not None and not changes.any and not fresh:
                    return self._finish(previous.manifest)
                changes.settle(self.report)
                manifest = publish(draft, additions, changes, LAYOUT, fresh=fresh, whole=whole)
            if previous is not None:
                previous.close()  # so that it can be deleted where it is not to be kept
            sweep(self._archive, keep=self._keep)
        except (OSError, MemoryError, RuntimeError, StorageError) as error:
            if not isinstance(error, OSError | StorageError) and not is_shortage(error):
                raise
            raise self._refused(error, draft, previous) from error
        return self._finish(manifest)

    def _refused(
        self, error: Exception, draft: Draft | None, previous: Generation | None
    ) -> StorageError:
        """Return the error for a run that the machine ended, which says what is live now."""
        live = False if draft is None else draft.is_live()
        if isinstance(error, StorageError):
            message, hints = error.message, [error.hint]
        else:
            failure = refusal(error, f"cannot write the archive at {self._archive}")
            message = failure.message
            hints = ["see --memory" if is_shortage_of_memory(error) else failure.hint]
        if live and draft is not None:
            message = f"the new generation {draft.name} is live, but tidying up failed: {message}"
            hints = []
        elif live is None:
            hints.append("newssearch check says which generation is live")
        elif "nothing was published" not in message:
            hints.append("nothing was published")
        if live is False and previous is not None:
            hints.append("the last generation is still live")
        return StorageError(message, hint="; ".join(filter(None, hints)) or None)

    def _count(self, runs: Path, built: list[Built]) -> Additions:
        additions = Additions(runs)
        for one in built:
            additions.segments += one.segments
            additions.duplicates = one.duplicates
            for name in self.report.without:
                self.report.without[name] += getattr(one.missing, name)
        return additions

    def _write(
        self, articles: Iterable[Article], runs: Path, *, name: str = "run-0", alone: bool = False
    ) -> list[Built]:
        """Write finished articles: threads do what is left to do, mostly on arrays."""
        with _collecting_seldom(), ThreadPoolExecutor(self._workers) as executor:
            writer = RunWriter(runs, name, self._memory_bytes, executor, alone=alone)
            for article in articles:
                writer.add(article)
            writer.finish()
        return [writer.built]

    def _carry_over(self, previous: Generation | None, changes: Changes, runs: Path) -> list[Built]:
        """Write the articles of files that only lie elsewhere again, as they are stored."""
        if previous is None or not changes.carried:
            return []
        writer = RunWriter(runs, "carried", self._memory_bytes)
        with _collecting_seldom():
            for article in moved_articles(previous, changes.carried):
                writer.add(article)
            writer.finish()
        writer.built.missing = Missing()
        return [writer.built]

    def _read_files(
        self,
        tasks: Iterator[Task],
        failed: Done,
        changes: Changes,
        runs: Path,
        without: Set[str],
        memory_bytes: int,
    ) -> list[Built]:
        """Read files and write their articles, in processes of their own that share memory."""
        load_readers()
        count = how_many(self._workers, memory_bytes)
        allowance = memory_bytes // count // SHARE_OF_READING
        make = partial(carry_out, without=without, allowance_bytes=allowance)
        with (
            Workers(make, runs, count=count, memory_bytes=memory_bytes) as workers,
            effort_limited(),
        ):
            for done in workers.run(tasks):
                for number, result in done:
                    self._take(number, result, changes)
                self._progress("reading", changes.finished, len(changes.files))
            for number, result in failed:
                self._take(number, result, changes)
            return workers.built

    def _take(self, number: int, result: object, changes: Changes) -> None:
        self.report.indexed += changes.take(number, result)

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


def _remembered(state: SourcesState) -> list[tuple[str, object]]:
    """Return what is remembered of the folders themselves, to be compared."""
    return [(folder.path, folder.options) for folder in state.folders]
