"""Bringing an archive up to date: from folders, from scratch, or with articles made in Python.

All three make a new generation aside and publish it: see ``archive.generations``. A run that
fails or is ended leaves the last generation live.
"""

from __future__ import annotations

import contextlib
import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.drafts import Draft
from newssearch.archive.errors import (
    ArchiveDamaged,
    ArchiveVersionMismatch,
    StorageError,
    UsageError,
    is_shortage,
    is_shortage_of_memory,
    refusal,
)
from newssearch.archive.generations import Generation, create_archive, read_current
from newssearch.archive.lock import WriteLock
from newssearch.archive.manifest import Manifest
from newssearch.archive.news_layout import LAYOUT
from newssearch.archive.sweeping import sweep
from newssearch.indexer.changes import Changes, find_changes
from newssearch.indexer.previous import Previous
from newssearch.indexer.publishing import DUPLICATES, Additions, publish
from newssearch.indexer.report import Progress, Report, ShowProgress, Skip
from newssearch.indexer.run_writer import COLLECTED_SELDOM, Built, RunWriter
from newssearch.indexer.sources import scan_folders
from newssearch.indexer.state import SourcesState
from newssearch.indexer.tasks import Done, Task, carry_out, file_tasks
from newssearch.indexer.workers import Workers

_PROGRESS_SECONDS = 0.1

_LOOKED_AT = 64
"""Finished articles that are looked at together."""


def index_paths(
    archive: Path,
    paths: Sequence[Path] = (),
    *,
    mapping: Mapping[str, str] | None = None,
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    workers: int | None = None,
    show: ShowProgress | None = None,
    command: str = "newssearch index",
    allow_empty: bool = False,
) -> Report:
    """Bring an archive up to date with its remembered folders and ``paths``, which it remembers.

    Raises:
        UsageError: a path does not exist, or there is none and none is remembered.
        ArchiveLocked: another run is writing.
        StorageError: a remembered folder has gone or is empty, or writing failed.
    """
    create_archive(archive)
    run = _Run(archive, memory_mb, workers, show)
    with WriteLock(archive, command=command, wait_seconds=wait_seconds):
        return run.from_folders(
            [_absolute(path) for path in paths], mapping, fresh=False, allow_empty=allow_empty
        )


def rebuild(
    archive: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    workers: int | None = None,
    show: ShowProgress | None = None,
    command: str = "newssearch rebuild",
    allow_empty: bool = False,
) -> Report:
    """Make an archive anew from its remembered folders, aside, and switch to it.

    Raises:
        UsageError: no folder is remembered, or articles would be lost that have no file.
        ArchiveMissing: there is no archive.
        ArchiveLocked: another run is writing.
        StorageError: a remembered folder has gone or is empty, or writing failed.
    """
    with contextlib.suppress(ArchiveDamaged, ArchiveVersionMismatch):
        read_current(archive)
    create_archive(archive)
    run = _Run(archive, memory_mb, workers, show)
    with WriteLock(archive, command=command, wait_seconds=wait_seconds):
        return run.from_folders([], mapping, fresh=True, allow_empty=allow_empty)


def write_articles(
    archive: Path,
    articles: Iterable[Article],
    *,
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    workers: int | None = None,
    command: str = "write_articles",
) -> Report:
    """Add finished articles to an archive; one whose id is there already is replaced.

    Of several articles with one id in ``articles`` the first is kept; the others are skipped, and
    so are articles without an id or whose id, path or body is no text.

    Raises:
        UsageError: something is no article at all.
        ArchiveLocked: another run is writing.
        StorageError: writing failed.
    """
    create_archive(archive)
    run = _Run(archive, memory_mb, workers, None)
    with WriteLock(archive, command=command, wait_seconds=wait_seconds):
        return run.from_articles(articles)


def outermost(roots: Sequence[str]) -> list[str]:
    """Return the roots that lie in no other one, each once."""
    return [
        root
        for number, root in enumerate(roots)
        if root not in roots[:number]
        and not any(other != root and Path(root).is_relative_to(other) for other in roots)
    ]


def _absolute(path: Path) -> str:
    try:
        return os.fspath(path.expanduser().resolve(strict=True))
    except (OSError, RuntimeError, ValueError) as error:  # ValueError: a NUL in the path
        raise UsageError(f"there is no file or folder at {path}") from error


@contextlib.contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Let the garbage collector look for cycles seldom."""
    threshold = gc.get_threshold()
    gc.set_threshold(*COLLECTED_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)


def _unfit(article: Article) -> str | None:
    """Return why an article made in Python cannot be indexed, None if it can."""
    if not isinstance(article, Article):
        raise UsageError(f"write_articles takes articles, not {type(article).__name__}")
    texts: dict[str, object] = {"id": article.id, "path": article.path, "body": article.body}
    for name, text in texts.items():
        if not isinstance(text, str):
            return f"its {name} is no text"
    if not article.id or article.id.isspace():
        return "it has no id"
    size = len(article.body)
    for quotation in article.quotes:
        if not (0 <= quotation.start <= size and 0 <= quotation.end <= size):
            return "a quotation lies outside of its body"
    return None


def _all_fit(articles: Sequence[Article], written: Set[str]) -> bool:
    """Say whether all of some articles can be indexed, and none has an id that was written."""
    if {*map(type, articles)} != {Article}:
        return False
    ids = [article.id for article in articles]
    texts = (*ids, *[one.path for one in articles], *[one.body for one in articles])
    if {*map(type, texts)} != {str} or not all(ids) or any(map(str.isspace, ids)):
        return False
    if len({*ids}) < len(ids) or not written.isdisjoint(ids):
        return False
    return not any(_unfit(article) for article in articles if article.quotes)


class _Run:
    """One run, with the lock held."""

    def __init__(
        self, archive: Path, memory_mb: int, workers: int | None, show: ShowProgress | None
    ) -> None:
        self._archive = archive
        self._memory_bytes = memory_mb << 20
        self._workers = workers or len(os.sched_getaffinity(0))
        self._show = show
        self._started = time.monotonic()
        self._shown = 0.0
        self.report = Report()

    def from_folders(
        self,
        added: list[str],
        mapping: Mapping[str, str] | None,
        *,
        fresh: bool,
        allow_empty: bool,
    ) -> Report:
        """Index what changed below the folders, or everything."""
        with Previous(self._archive, salvage=fresh) as previous:
            state = previous.state
            before = (list(state.roots), dict(state.mapping))
            self._remember(state, added, mapping, fresh=fresh)
            started_ns = time.time_ns()
            self._progress("finding", 0, 0)
            scan = scan_folders(state.roots, without=os.path.realpath(self._archive))
            changes = find_changes(
                scan,
                state,
                fresh=fresh,
                allow_empty=allow_empty,
                reread=state.mapping != before[1],
            )
            changes.noteworthy |= before != (state.roots, state.mapping)
            self._count_changes(changes, len(scan.files))
            state.scan_started_ns = started_ns
            if previous.generation is not None and not changes.any and not fresh:
                sweep(self._archive)
                return self._finish(previous.generation.manifest)
            failed: Done = []
            tasks = file_tasks(changes.numbered(), state.mapping, failed)
            work = partial(self._read_files, tasks, failed, changes)
            return self._build(previous.generation, work, changes, fresh=fresh)

    def from_articles(self, articles: Iterable[Article]) -> Report:
        """Index articles that are finished."""
        with Previous(self._archive) as previous:
            changes = Changes(previous.state)
            distinct = self._distinct(articles, changes)
            work = partial(self._write, distinct, alone=previous.generation is None)
            return self._build(previous.generation, work, changes, fresh=False)

    def _distinct(self, articles: Iterable[Article], changes: Changes) -> Iterator[Article]:
        """Yield the articles whose ids are new, and note all of them as written."""
        waiting = iter(articles)
        while some := list(islice(waiting, _LOOKED_AT)):
            if not _all_fit(some, changes.written_ids):
                some = [article for article in some if self._fits(article, changes)]
            changes.written_ids.update([article.id for article in some])
            changes.outside += len(some)
            yield from some
        self.report.indexed += changes.outside

    def _fits(self, article: Article, changes: Changes) -> bool:
        """Say whether an article is taken, and note it as written; or else report why not."""
        reason = _unfit(article)
        if reason is None and article.id in changes.written_ids:
            reason = f"another article has the id {article.id}"
        if reason is None:
            changes.written_ids.add(article.id)
        else:
            self.report.skipped.append(Skip(str(article.path), reason))
        return reason is None

    def _remember(
        self,
        state: SourcesState,
        added: list[str],
        mapping: Mapping[str, str] | None,
        *,
        fresh: bool,
    ) -> None:
        """Add the folders that are new to what is remembered."""
        if fresh and state.outside:
            raise UsageError(
                f"{state.outside:,} articles of this archive came through Python;"
                " a rebuild would lose them",
                hint="write them again into a new archive, or use newssearch index",
            )
        state.roots = outermost([*state.roots, *added])
        if mapping is not None:
            state.mapping = dict(mapping)
        if not state.roots:
            raise UsageError(
                "this archive remembers no folders",
                hint="name them once: newssearch index FOLDER",
            )

    def _count_changes(self, changes: Changes, files: int) -> None:
        report = self.report
        report.files = files
        report.new = changes.new
        report.changed = changes.changed
        report.unchanged = changes.unchanged
        report.removed = len(changes.removed)
        report.skipped += changes.skipped

    def _build(
        self,
        previous: Generation | None,
        work: Callable[[Path], list[Built]],
        changes: Changes,
        *,
        fresh: bool,
    ) -> Report:
        """Do some work that builds segments in a folder, and publish them."""
        draft: Draft | None = None
        try:
            sweep(self._archive, keep_previous=False)
            draft = Draft(self._archive, previous)
            with draft:
                runs = draft.folder / "runs"
                runs.mkdir()
                additions = self._count(runs, work(runs))
                self._progress("publishing", len(changes.files), len(changes.files))
                if previous is not None and not changes.any and not fresh:
                    return self._finish(previous.manifest)
                changes.settle(self.report)
                manifest = publish(draft, additions, changes, LAYOUT, fresh=fresh)
            sweep(self._archive)
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

    def _write(self, articles: Iterable[Article], runs: Path, *, alone: bool) -> list[Built]:
        """Write finished articles: threads do what is left to do, mostly on arrays."""
        with _collecting_seldom(), ThreadPoolExecutor(self._workers) as executor:
            writer = RunWriter(runs, "run-0", self._memory_bytes, executor, alone=alone)
            for article in articles:
                writer.add(article)
            writer.finish()
        return [writer.built]

    def _read_files(
        self, tasks: Iterator[Task], failed: Done, changes: Changes, runs: Path
    ) -> list[Built]:
        """Read files and write their articles, in processes of their own."""
        with Workers(
            carry_out, runs, count=self._workers, memory_bytes=self._memory_bytes
        ) as workers:
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
