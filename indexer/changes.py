"""What changed since the last run, and what became of it: the bookkeeping of one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from newssearch.archive.errors import ArticleError, StorageError, UsageError
from newssearch.indexer.content import CHANGED, digest_of_file
from newssearch.indexer.file_result import FileResult
from newssearch.indexer.folders import is_single
from newssearch.indexer.report import Note, Report, Skip
from newssearch.indexer.sources import LARGE_FILE_BYTES, Scan, SourceFile, article_key
from newssearch.indexer.state import UNREAD, FileState, Folder, SourcesState

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
    was known of the files to be read, by their numbers. ``known`` counts the articles of files
    before the run, ``lost`` those of them that go with files that options leave out now.
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
        """Whether one of the files to be read is taken apart by the parent of the workers."""
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
        """Look whether what was read leaves most of the articles of files without a source.

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
        """Count the articles that came through Python, once it is known what they replace."""
        state = self.state
        still = [id_ for id_ in state.overwritten if key_of(id_) not in self.removed]
        state.outside -= len(state.overwritten) - len(still)
        keys = {file.article_key for file in state.files()}
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
            report.skipped.append(_skip(source, number, reason, new=(number, reason) not in known))

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


def find_changes(
    scan: Scan,
    state: SourcesState,
    *,
    fresh: bool,
    allow_empty: bool,
) -> Changes:
    """Compare what a scan found with what is remembered.

    Content decides: a file whose times or place on the disk are others, and whose content is the
    same, has not changed; and one that is new where another is gone or changed, and has what that
    one held, is the same file under another name: its articles keep their ids. ``fresh`` reads
    every file, and leaves nothing of what was there.

    Raises:
        StorageError: a remembered folder has gone, or holds nothing where it held something.
    """
    _check_roots(scan, state, allow_empty=allow_empty)
    changes = Changes(state)
    changes.skipped += _compare_skips(scan, changes)
    changes.known = sum(file.articles for file in state.files())
    folders = {folder.path: folder for folder in state.folders}
    found = dict.fromkeys(folders, 0)
    reading: list[_Reading] = []
    kept: set[str] = set()
    for source in scan.files:
        folder = folders[source.root]
        before = folder.files.get(source.relative)
        if before is None:
            reading.append(_Reading(source, None, other=True))
            continue
        found[source.root] += 1
        same = before.stale or _same(source, before, changes)
        if same:
            kept.add(before.article_key)
        if fresh or before.stale or not same:
            reading.append(_Reading(source, before, other=not same))
            continue
        changes.unchanged += 1
        if before.skips:
            changes.skipped += [_skip(source, *skip, new=False) for skip in before.skips]
        if folder.moved_from is not None and before.articles:
            old = f"{folder.moved_from}{source.path[len(folder.path) :]}"
            changes.carried[before.article_key] = (old, source.path)
    for folder in state.folders:
        if found[folder.path] < len(folder.files):
            _remove_gone(scan, folder, changes)
    changes.gone = len(changes.removed)
    _identify(reading, kept, changes, fresh=fresh)
    if fresh:
        changes.removed.clear()
        for folder in state.folders:
            folder.files.clear()
    return changes


class _Reading(NamedTuple):
    """A file to be read, what was known of it, and whether it holds something else now."""

    source: SourceFile
    before: FileState | None
    other: bool


def _remove_gone(scan: Scan, folder: Folder, changes: Changes) -> None:
    """Take out what is remembered of a folder's files that are there no more."""
    found = {file.relative for file in scan.files if file.root == folder.path}
    for name in [name for name in folder.files if name not in found]:
        file = folder.files.pop(name)
        changes.removed.add(file.article_key)
        changes.state.bury(file)
        changes.lost += file.articles if folder.changed else 0


def _identify(reading: list[_Reading], kept: set[str], changes: Changes, *, fresh: bool) -> None:
    """Say which ids the files to be read have, and take them to be read.

    A file that has the content of one that is gone, or holds something else now, has its ids;
    ``kept`` are those of files that hold what they held.
    """
    state = changes.state
    free = _Identities(state, kept, [one.before for one in reading if one.before and one.other])
    moved = [free.take(one.source) if one.other else None for one in reading]
    taken = {*kept, *filter(None, moved)}
    for (source, before, other), found in zip(reading, moved, strict=True):
        key = found
        if key is None and before is not None and (not other or before.article_key not in taken):
            key = before.article_key
        if key is None:
            key = _free_key(source, taken)
        taken.add(key)
        changes.gone -= found in changes.removed
        if before is not None:
            changes.changed += not fresh
        elif found is not None:
            changes.moved += 1
        else:
            changes.new += 1
        changes.read(source, key, before)
    state.gone = [one for one in state.gone if one[2] not in taken]


class _Identities:
    """The ids that are free to be taken by files with the same content."""

    def __init__(self, state: SourcesState, kept: set[str], changed: list[FileState]) -> None:
        self._keys: dict[tuple[int, str], list[str]] = {}
        rows = [(file.key[0], file.digest, file.article_key) for file in changed]
        for size, digest, key in reversed(rows + state.gone):
            if size and digest != UNREAD:
                self._keys.setdefault((size, digest), []).append(key)
        self._sizes = {size for size, _ in self._keys}
        self._taken = {*kept}

    def take(self, source: SourceFile) -> str | None:
        """Return the key of a file that held what this one holds, if there is one, for good."""
        if source.size_bytes not in self._sizes:
            return None
        try:
            digest = digest_of_file(source.path)
        except (ArticleError, FileNotFoundError):
            return None
        waiting = self._keys.get((source.size_bytes, digest), [])
        while waiting:
            key = waiting.pop()
            if key not in self._taken:
                self._taken.add(key)
                return key
        return None


def _free_key(source: SourceFile, taken: set[str]) -> str:
    """Return a key for a new file; that of the same path below another root may be taken."""
    key = article_key(source.relative)
    root = source.root
    while key in taken:
        key = article_key(source.relative, root)
        root += "\0"
    return key


def _compare_skips(scan: Scan, changes: Changes) -> list[Skip]:
    """Tell which of the things that are no files were seen before, and remember them."""
    state = changes.state
    known = set(state.skipped)
    state.skipped = [(skip.path, skip.reason) for skip in scan.skipped]
    changes.noteworthy = not known.issuperset(state.skipped)
    return [Skip(*seen, new=seen not in known) for seen in state.skipped]


def _same(source: SourceFile, before: FileState, changes: Changes) -> bool:
    """Say whether a file is as it was; where its key does not tell, its content does."""
    if before.key == source.key and not before.young and before.digest != UNREAD:
        return True
    if before.stale or before.key[0] != source.size_bytes:
        return False
    try:
        digest = digest_of_file(source.path)
    except FileNotFoundError:
        return False
    except ArticleError:
        return before.digest == UNREAD and before.key == source.key
    if digest != before.digest:
        return False
    changes.noteworthy |= before.key != source.key
    before.key, before.young = source.key, is_young(source, changes.state.scan_started_ns)
    return True


def _skip(source: SourceFile, number: int | None, reason: str, *, new: bool) -> Skip:
    path = source.path if number is None else f"{source.path}#{number}"
    return Skip(path, reason, new)


def _check_roots(scan: Scan, state: SourcesState, *, allow_empty: bool) -> None:
    """Refuse to go on where a folder that gave articles is missing or empty."""
    if allow_empty:
        return
    filled = {file.root for file in scan.files}
    for folder in state.folders:
        if not folder.files or folder.path in filled:
            continue
        missing = not os.path.lexists(folder.path)
        if missing or not (folder.changed or is_single(folder)):
            what = "missing" if missing else "empty now"
            raise StorageError(
                f"the folder {folder.path} is {what}; nothing was changed",
                hint="check that it is mounted; if it was moved: newssearch index NEWPATH; if it"
                f" is gone for good: newssearch forget {folder.path} (--allow-empty removes its"
                f" {folder.articles:,} articles this time and still remembers the folder)",
            )
