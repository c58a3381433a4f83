"""Making the generation of a run: segments from files or articles, and their publication.

It is loaded only by a run that has something to do: with the readers, Whoosh and the writing of
segments it takes longer to load than finding that none of 100,000 files changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.drafts import Draft
from newssearch.archive.errors import StorageError, is_shortage, is_shortage_of_memory, refusal
from newssearch.archive.garbage import collect_garbage
from newssearch.archive.generations import Generation
from newssearch.archive.manifest import Manifest
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer.carrying import moved_articles
from newssearch.indexer.changes import Changes
from newssearch.indexer.effort import effort_limited
from newssearch.indexer.memory import collecting_seldom
from newssearch.indexer.publishing import Additions, publish
from newssearch.indexer.report import Report
from newssearch.indexer.run_writer import Built, Missing, RunWriter
from newssearch.indexer.tasks import SHARE_OF_READING, Done, Task, carry_out, load_readers
from newssearch.indexer.workers import Workers, how_many


class Making:
    """What makes the segments of a run, and the generation that holds them.

    ``progress`` is given the stage, how many files were read, and of how many.
    """

    def __init__(
        self,
        archive: Path,
        report: Report,
        progress: Callable[[str, int, int], None],
        *,
        memory_bytes: int,
        workers: int,
        keep: int,
    ) -> None:
        self._archive = archive
        self._report = report
        self._progress = progress
        self._memory_bytes = memory_bytes
        self._workers = workers
        self._keep = keep

    def build(
        self,
        previous: Generation | None,
        work: Callable[[Path], list[Built]],
        changes: Changes,
        *,
        fresh: bool = False,
        whole: bool = False,
    ) -> Manifest:
        """Do some work that builds segments in a folder, and publish them.

        Raises:
            StorageError: the machine ended it; the message says what is live now.
        """
        draft: Draft | None = None
        try:
            collect_garbage(self._archive, keep=max(self._keep - 1, 1))
            draft = Draft(self._archive, previous)
            with draft:
                runs = draft.folder / "runs"
                runs.mkdir()
                additions = self._count(runs, work(runs))
                self._progress("publishing", len(changes.files), len(changes.files))
                if previous is not None and not changes.any and not fresh:
                    return previous.manifest
                changes.settle(self._report)
                manifest = publish(draft, additions, changes, LAYOUT, fresh=fresh, whole=whole)
            if previous is not None:
                previous.close()  # so that it can be deleted where it is not to be kept
            collect_garbage(self._archive, keep=self._keep)
        except (OSError, MemoryError, RuntimeError, StorageError) as error:
            if not isinstance(error, OSError | StorageError) and not is_shortage(error):
                raise
            raise self._refused(error, draft, previous) from error
        return manifest

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
            message = f"the new generation {draft.name} is live, but cleaning up failed: {message}"
            hints = []
        elif live is None:
            hints.append("newssearch check shows which generation is live")
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
            for name in self._report.without:
                self._report.without[name] += getattr(one.missing, name)
        return additions

    def write(
        self, articles: Iterable[Article], runs: Path, *, name: str = "run-0", alone: bool = False
    ) -> list[Built]:
        """Write finished articles: threads do what is left to do, mostly on arrays."""
        with collecting_seldom(), ThreadPoolExecutor(self._workers) as executor:
            writer = RunWriter(runs, name, self._memory_bytes, executor, alone=alone)
            for article in articles:
                writer.add(article)
            writer.finish()
        return [writer.built]

    def write_outside(self, articles: Iterable[Article], runs: Path) -> list[Built]:
        """Write articles that were added through Python again, as they are stored."""
        built = self.write(articles, runs, name="outside")
        for one in built:
            one.missing = Missing()
        return built

    def carry_over(self, previous: Generation | None, changes: Changes, runs: Path) -> list[Built]:
        """Write the articles of files that only lie elsewhere again, as they are stored."""
        if previous is None or not changes.carried:
            return []
        writer = RunWriter(runs, "carried", self._memory_bytes)
        with collecting_seldom():
            for article in moved_articles(previous, changes.carried):
                writer.add(article)
            writer.finish()
        writer.built.missing = Missing()
        return [writer.built]

    def read_files(
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
        self._report.indexed += changes.take(number, result)
