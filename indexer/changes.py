"""What is to be read, and what became of it: the bookkeeping of one run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newssearch.archive.errors import StorageError, UsageError
from newssearch.indexer.content import CHANGED
from newssearch.indexer.file_result import FileResult
from newssearch.indexer.files import UNREAD, FileState
from newssearch.indexer.report import Note, Report, Skip
from newssearch.indexer.sources import LARGE_FILE_BYTES, SourceFile
from newssearch.indexer.state import SourcesState

YOUNG_NS = 2_000_000_000
"""A file changed so shortly before a scan could change again without its times telling: two
seconds, the coarsest clock of a common file system (FAT)."""

MOST_EMPTIED = 10
"""So many files that gave articles and give none now are an accident of their disk rather than
edits, where they held most of an archive."""


@dataclass(slots=True)
class Changes:
    """The files to be read, the ids whose articles go, and the state that results.

    ``removed`` are keys of articles of files that are gone or read again; ``carried`` are, by the
    key of its articles, the old and the new path of each file that only lies elsewhere.
    ``withdrawn`` are keys of articles that this run made of files which changed meanwhile.
    ``written_ids`` are ids of articles made in Python, ``replaced_ids`` those among them that were
    there before. ``noteworthy`` says that the state changed though no file did; ``before`` is what
    was known of the files to be read, by their numbers. ``grown_up`` counts files that are as they
    were and young no more, ``known`` the articles of files before the run, ``lost`` those of them
    that go with files that options leave out now.
    """

    state: SourcesState
    files: list[tuple[SourceFile, str]] = field(default_factory=list)
    results: dict[int, FileResult] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    carried: dict[str, tuple[str, str]] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    written_ids: set[str] = field(default_factory=set)
    replaced_ids: set[str] = field(default_factory=set)
    noteworthy: bool = False
    before: dict[int, FileState] = field(default_factory=dict)
    skipped: list[Skip] = field(default_factory=list)
    new: int = 0
    moved: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    outside: int = 0
    grown_up: int = 0
    known: int = 0
    lost: int = 0

    @property
    def any(self) -> bool:
        """Whether anything is to be done."""
        return bool(
            self.files or self.removed or self.carried or self.written_ids or self.noteworthy
        )

    @property
    def has_large(self) -> bool:
        """Whether one of the files to be read is split by the parent of the workers."""
        return any(source.size_bytes >= LARGE_FILE_BYTES for source, _ in self.files)

    @property
    def finished(self) -> int:
        """How many files have been read."""
        return len(self.results)

    def numbered(self) -> Iterator[tuple[int, SourceFile, str]]:
        """Yield the files to be read, with their numbers and the keys of their ids."""
        for number, (source, key) in enumerate(self.files):
            yield number, source, key

    def take(self, number: int, result: object) -> int:
        """Note what came of a file, or of a part of it; return its number of articles."""
        assert isinstance(result, FileResult)
        known = self.results.setdefault(number, FileResult())
        known.add(result)
        return result.articles

    def check_loss(self, *, allow_empty: bool) -> None:
        """Check that what was read leaves most of the articles of files without a source.

        Raises:
            UsageError: changed options would take them out.
            StorageError: the files give nothing any more.
        """
        articles, lost, emptied, left, files = self.known, self.lost, 0, 0, 0
        for number, before in self.before.items():
            result = self.results.get(number, FileResult())
            left += result.articles
            if before.stale:
                lost += before.articles - result.articles
            elif before.articles and not result.articles and not result.gone:
                emptied += before.articles
                files += 1
        if allow_empty:
            return
        if 2 * lost > articles:
            raise UsageError(
                f"with these options {lost:,} of {articles:,} articles would be removed;"
                " nothing was changed",
                hint="check that they suit the files, or pass --allow-empty to remove the articles",
            )
        nothing_left = emptied == articles and not left
        if 2 * emptied > articles and (files >= MOST_EMPTIED or nothing_left):
            raise StorageError(
                f"files that held {emptied:,} of {articles:,} articles now yield none; nothing"
                " was changed",
                hint="check the files, or pass --allow-empty to remove their articles",
            )

    def settle(self, report: Report) -> None:
        """Bring the state up to date with what came of the files, and report what was skipped."""
        self._settle_mappings(report)
        for number, (source, key) in enumerate(self.files):
            result = self.results.get(number, FileResult())
            before = self.state.file(source)
            if result.articles and (None, CHANGED) in result.skips:
                self.withdrawn.add(key)
                report.indexed -= result.articles
                result = FileResult(skips=[(None, CHANGED)], met=result.met)
            report.unprocessed += result.unprocessed
            self._report_skips(number, source, result.skips, report)
            for text, (articles, first) in result.remarks.items():
                report.remarks.append(Note(source.path, text, articles, first))
            if before is not None and before.article_key != key:
                self.removed.add(before.article_key)
            if result.gone:
                self._forget(source, before)
            elif before is None or (None, CHANGED) not in result.skips:
                if before is not None:
                    self.removed.add(before.article_key)
                self._remember(source, key, result)

    def _settle_mappings(self, report: Report) -> None:
        """Report names that a mapping gives and no record of the folder's files has."""
        read: dict[str, set[str]] = {}
        for number, (source, _) in enumerate(self.files):
            result = self.results.get(number, FileResult())
            read.setdefault(source.root, set()).update(result.met)
        for folder in self.state.folders:
            if folder.path in read:
                folder.met = sorted({*folder.met, *read[folder.path]})
                for own in folder.options.own_fields:
                    if f"--field {own.name}" not in folder.met:
                        text = f"no record has the name '{own.key}' that --field {own.name} takes"
                        report.remarks.append(Note(folder.path, text))
                for field_, name in folder.options.mapping.items():
                    if ("body" if field_ == "text" else field_) not in folder.met:
                        text = f"no record has the name '{name}' that --map gives to {field_}"
                        report.remarks.append(Note(folder.path, text))

    def settle_outside(self) -> None:
        """Count the articles that were added through Python, once it is known what they replace."""
        state = self.state
        still = [id_ for id_ in state.overwritten if key_of(id_) not in self.removed]
        state.outside -= len(state.overwritten) - len(still)
        keys = set(state.article_keys()) if self.replaced_ids else ()
        known = set(still)
        fresh = [i for i in sorted(self.replaced_ids) if key_of(i) in keys and i not in known]
        state.overwritten = still + fresh
        state.outside += self.outside - (len(self.replaced_ids) - len(fresh))

    def _remember(self, source: SourceFile, key: str, result: FileResult) -> None:
        folder = self.state.folder(source.root)
        assert folder is not None
        digest = result.digest or UNREAD
        skips = list(dict.fromkeys(result.skips))
        young = is_young(source, self.state.scan_started_ns)
        folder.files[source.relative] = FileState(
            source.key, key, result.articles, digest, young, skips
        )

    def _forget(self, source: SourceFile, before: FileState | None) -> None:
        folder = self.state.folder(source.root)
        if before is not None and folder is not None:
            self.removed.add(before.article_key)
            self.state.bury(folder.files.pop(source.relative))

    def _report_skips(
        self,
        file: int,
        source: SourceFile,
        skips: list[tuple[int | None, str]],
        report: Report,
    ) -> None:
        known = self.before[file].skips if file in self.before else ()
        for number, reason in skips:
            report.skipped.append(
                skip_of(source, number, reason, new=(number, reason) not in known)
            )

    def read(self, source: SourceFile, key: str, before: FileState | None) -> None:
        """Take a file to be read; ``before`` is what is known of it."""
        if before is not None:
            self.before[len(self.files)] = before
        self.files.append((source, key))


def key_of(id_: str) -> str:
    """Return the key of the file that an article with that id is of, if it is of one."""
    return id_.split("#", 1)[0]


def is_young(source: SourceFile, scan_started_ns: int) -> bool:
    """Say whether a file was changed so shortly before a scan that it can change unseen."""
    return max(source.mtime_ns, source.ctime_ns) >= scan_started_ns - YOUNG_NS


def skip_of(source: SourceFile, number: int | None, reason: str, *, new: bool) -> Skip:
    """Return the report of a file, or of the article of it with a number, that is not indexed."""
    path = source.path if number is None else f"{source.path}#{number}"
    return Skip(path, reason, new)
