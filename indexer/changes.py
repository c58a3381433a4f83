"""What changed since the last run, and what became of it: the bookkeeping of one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from newssearch.archive.errors import ArticleError, StorageError
from newssearch.indexer.reading import FileResult
from newssearch.indexer.report import Note, Report, Skip
from newssearch.indexer.sources import Scan, SourceFile, article_key, digest_of, read_source
from newssearch.indexer.state import UNREAD, FileState, SourcesState

YOUNG_NS = 2_000_000_000
"""A file changed so shortly before a scan could change again without its times telling: two
seconds, the coarsest clock of a common file system (FAT)."""

_CHANGING = "changed while it was read"


@dataclass(slots=True)
class Changes:
    """The files to be read, the ids whose articles go, and the state that results.

    ``removed`` are keys of articles of files that are gone or read anew; ``written_ids`` ids of
    articles made in Python, ``replaced_ids`` those among them that were there before.
    ``noteworthy`` says that the state changed though no file did; ``known_skips`` are what was
    skipped of the files to be read when they were read before.
    """

    state: SourcesState
    files: list[tuple[SourceFile, str]] = field(default_factory=list)
    results: dict[int, FileResult] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    written_ids: set[str] = field(default_factory=set)
    replaced_ids: set[str] = field(default_factory=set)
    noteworthy: bool = False
    known_skips: dict[int, set[tuple[int | None, str]]] = field(default_factory=dict)
    skipped: list[Skip] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    outside: int = 0

    @property
    def any(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.files or self.removed or self.written_ids or self.noteworthy)

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

    def settle(self, report: Report) -> None:
        """Bring the state up to date with what came of the files, and report what was skipped."""
        for number, (source, key) in enumerate(self.files):
            result = self.results.get(number, FileResult())
            before = self.state.file(source)
            report.unprocessed += result.unprocessed
            self._report_skips(number, source, result.skips, report)
            for text, (articles, first) in result.remarks.items():
                report.remarks.append(Note(source.path, text, articles, first))
            if result.gone:
                self._forget(source, before)
            elif before is None or (None, _CHANGING) not in result.skips:
                if before is not None:
                    self.removed.add(before.article_key)
                self._remember(source, key, result)

    def settle_outside(self) -> None:
        """Count the articles that came through Python, once it is known what they replace."""
        state = self.state
        still = [id_ for id_ in state.overwritten if _key_of(id_) not in self.removed]
        state.outside -= len(state.overwritten) - len(still)
        keys = {file.article_key for files in state.files.values() for file in files.values()}
        known = set(still)
        fresh = [i for i in sorted(self.replaced_ids) if _key_of(i) in keys and i not in known]
        state.overwritten = still + fresh
        state.outside += self.outside - (len(self.replaced_ids) - len(fresh))

    def _remember(self, source: SourceFile, key: str, result: FileResult) -> None:
        changed_ns = max(source.mtime_ns, source.ctime_ns)
        young = changed_ns >= self.state.scan_started_ns - YOUNG_NS
        digest = UNREAD if result.digest is None else result.digest if young else None
        skips = list(dict.fromkeys(result.skips))
        self.state.remember(source, FileState(source.key, key, result.articles, digest, skips))

    def _forget(self, source: SourceFile, before: FileState | None) -> None:
        self.gone += 1
        if before is not None:
            self.removed.add(before.article_key)
            del self.state.files[source.root][source.relative]

    def _report_skips(
        self,
        file: int,
        source: SourceFile,
        skips: list[tuple[int | None, str]],
        report: Report,
    ) -> None:
        known = self.known_skips.get(file, set())
        for number, reason in skips:
            report.skipped.append(_skip(source, number, reason, new=(number, reason) not in known))

    def read(self, source: SourceFile, key: str, before: FileState | None) -> None:
        """Take a file to be read; ``before`` is what is known of it."""
        if before is not None and before.skips:
            self.known_skips[len(self.files)] = set(before.skips)
        self.files.append((source, key))


def _key_of(id_: str) -> str:
    return id_.split("#", 1)[0]


def find_changes(
    scan: Scan,
    state: SourcesState,
    *,
    fresh: bool,
    allow_empty: bool,
    reread: bool = False,
) -> Changes:
    """Compare what a scan found with what is remembered.

    ``fresh`` leaves nothing of what was there; ``reread`` takes every file to be changed.

    Raises:
        StorageError: a remembered folder has gone, or holds nothing where it held something.
    """
    _check_roots(scan, state, allow_empty=allow_empty)
    changes = Changes(state)
    changes.skipped += _compare_skips(scan, changes)
    found = {(file.root, file.relative) for file in scan.files}
    for root, files in list(state.files.items()):
        for relative in [name for name in files if (root, name) not in found]:
            changes.removed.add(files.pop(relative).article_key)
    if fresh:
        changes.removed.clear()
    keys = {file.article_key for files in state.files.values() for file in files.values()}
    for source in scan.files:
        before = state.file(source)
        key = before.article_key if before else _free_key(source, keys)
        keys.add(key)
        if before is None or fresh:
            changes.new += before is None
            changes.read(source, key, before)
        elif not reread and _same(source, before):
            changes.unchanged += 1
            changes.skipped += [_skip(source, *skip, new=False) for skip in before.skips]
        else:
            changes.changed += 1
            changes.read(source, key, before)
    if fresh:
        state.files.clear()
    return changes


def _free_key(source: SourceFile, taken: set[str]) -> str:
    """Return a key for a new file; that of the same path below another root may be taken."""
    key = article_key(source.relative)
    return article_key(source.relative, source.root) if key in taken else key


def _compare_skips(scan: Scan, changes: Changes) -> list[Skip]:
    """Tell which of the things that are no files were seen before, and remember them."""
    state = changes.state
    known = set(state.skipped)
    state.skipped = [(skip.path, skip.reason) for skip in scan.skipped]
    changes.noteworthy = not known.issuperset(state.skipped)
    return [Skip(*seen, new=seen not in known) for seen in state.skipped]


def _same(source: SourceFile, before: FileState) -> bool:
    """Say whether a file is as it was; one that was very young then is read to be sure."""
    if source.key != before.key:
        return False
    if before.digest is None:
        return True
    try:
        return digest_of(read_source(source.path)) == before.digest
    except FileNotFoundError:
        return False
    except ArticleError:
        return before.digest == UNREAD


def _skip(source: SourceFile, number: int | None, reason: str, *, new: bool) -> Skip:
    path = source.path if number is None else f"{source.path}#{number}"
    return Skip(path, reason, new)


def _check_roots(scan: Scan, state: SourcesState, *, allow_empty: bool) -> None:
    if allow_empty:
        return
    hint = "look whether it is mounted; --allow-empty takes its articles out of the archive"
    filled = {file.root for file in scan.files}
    for root in state.roots:
        if not os.path.lexists(root):
            raise StorageError(f"the folder {root} is missing; nothing was changed", hint=hint)
        if state.files.get(root) and root not in filled and os.path.isdir(root):  # noqa: PTH112
            raise StorageError(f"the folder {root} is empty now; nothing was changed", hint=hint)
