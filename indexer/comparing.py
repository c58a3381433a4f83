"""What changed since the last run: what a scan found beside what is remembered.

Files whose size, times and inode are those remembered are told in bulk, see ``files``; an object is
made only of the others.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.errors import ArticleError, StorageError
from newssearch.indexer.changes import Changes, is_young, skip_of
from newssearch.indexer.content import digest_of_file
from newssearch.indexer.files import UNREAD, FileState
from newssearch.indexer.folders import is_single
from newssearch.indexer.report import Skip
from newssearch.indexer.scanning import Found, Scan
from newssearch.indexer.sources import SourceFile, article_key
from newssearch.indexer.state import Folder, SourcesState


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
    changes.known = sum(folder.articles for folder in state.folders)
    folders = {folder.path: folder for folder in state.folders}
    reading: list[_Reading] = []
    taken = _Keys()
    for found in scan.found:
        reading += _compare(found, folders[found.root], changes, taken, fresh=fresh)
    changes.noteworthy |= changes.grown_up >= MANY_GROWN_UP
    changes.gone = len(changes.removed)
    if reading:
        _identify(reading, taken, changes, fresh=fresh)
    if fresh:
        changes.removed.clear()
        for folder in state.folders:
            folder.files.clear()
    return changes


MANY_GROWN_UP = 1_000
"""So many files that had to be read only because they were young once are worth a generation that
says that they are not any more; else every run would read them."""


class _Reading(NamedTuple):
    """A file to be read, what was known of it, and whether it holds something else now."""

    source: SourceFile
    before: FileState | None
    other: bool


class _Keys:
    """Keys of articles' ids that are taken: many as numbers at once, others one by one."""

    def __init__(self) -> None:
        self._many: NDArray[np.uint64] = np.zeros(0, np.uint64)
        self._others: set[str] = set()

    def add_many(self, keys: NDArray[np.uint64]) -> None:
        """Take the keys of many files."""
        self._many = np.sort(np.concatenate([self._many, keys]))

    def add(self, key: str) -> None:
        """Take one key."""
        self._others.add(key)

    def __contains__(self, key: str) -> bool:
        if key in self._others:
            return True
        number = np.uint64(int(key, 16))
        place = int(self._many.searchsorted(number))
        return place < len(self._many) and bool(self._many[place] == number)


def _compare(
    found: Found, folder: Folder, changes: Changes, taken: _Keys, *, fresh: bool
) -> list[_Reading]:
    """Compare the files of a folder with what is remembered; return those to be read.

    Those that are gone are taken out. ``taken`` is given the keys of those that hold what they
    held.
    """
    files = folder.files
    compared = files.compare(found.names, found.keys)
    taken.add_many(files.rows.article_keys[compared.rows[compared.same]])
    unchanged = np.zeros(len(found), bool) if fresh else compared.same.copy()
    reading: list[_Reading] = []
    for number in np.flatnonzero(~unchanged).tolist():
        source = found.source(number)
        before = files.get(source.relative)
        if before is None:
            reading.append(_Reading(source, None, other=True))
            continue
        same = bool(compared.same[number]) or before.stale or _same(source, folder, changes)
        if same:
            taken.add(before.article_key)
        if fresh or before.stale or not same:
            reading.append(_Reading(source, before, other=not same))
        else:
            unchanged[number] = True
    for name in compared.gone:
        file = files.pop(name)
        changes.removed.add(file.article_key)
        changes.state.bury(file)
        changes.lost += file.articles if folder.changed else 0
    _take_unchanged(found, folder, np.flatnonzero(unchanged), changes)
    return reading


def _take_unchanged(
    found: Found, folder: Folder, numbers: NDArray[np.int64], changes: Changes
) -> None:
    """Count files that have not changed, with why they are skipped, and where they are now."""
    changes.unchanged += len(numbers)
    names = found.names
    skips = folder.files.rows.skips
    if skips:
        own = {names[number] for number in numbers.tolist()} & skips.keys()
        for number in sorted(bisect_left(names, name) for name in own):
            source = found.source(number)
            changes.skipped += [
                skip_of(source, *skip, new=False) for skip in skips[source.relative]
            ]
    if folder.moved_from is not None:
        for source in map(found.source, numbers.tolist()):
            before = folder.files[source.relative]
            if before.articles:
                old = f"{folder.moved_from}{source.path[len(folder.path) :]}"
                changes.carried[before.article_key] = (old, source.path)


def _identify(reading: list[_Reading], taken: _Keys, changes: Changes, *, fresh: bool) -> None:
    """Say which ids the files to be read have, and take them to be read.

    A file that has the content of one that is gone, or holds something else now, has its ids;
    ``taken`` are those of files that hold what they held.
    """
    state = changes.state
    free = _Identities(state, taken, [one.before for one in reading if one.before and one.other])
    moved = [free.take(one.source) if one.other else None for one in reading]
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

    def __init__(self, state: SourcesState, taken: _Keys, changed: list[FileState]) -> None:
        self._keys: dict[tuple[int, str], list[str]] = {}
        rows = [(file.key[0], file.digest or UNREAD, file.article_key) for file in changed]
        for size, digest, key in reversed(rows + state.gone):
            if size and digest:
                self._keys.setdefault((size, digest), []).append(key)
        self._sizes = {size for size, _ in self._keys}
        self._taken = taken

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


def _free_key(source: SourceFile, taken: _Keys) -> str:
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


def _same(source: SourceFile, folder: Folder, changes: Changes) -> bool:
    """Say whether the content of a file is as it was, where its key does not tell."""
    before = folder.files[source.relative]
    if before.key[0] != source.size_bytes:
        return False
    try:
        digest = digest_of_file(source.path)
    except FileNotFoundError:
        return False
    except ArticleError:
        return before.digest == UNREAD and before.key == source.key
    if digest != before.digest:
        return False
    young = is_young(source, changes.state.scan_started_ns)
    changes.noteworthy |= before.key != source.key
    changes.grown_up += before.young and not young
    folder.files[source.relative] = replace(before, key=source.key, young=young)
    return True


def _check_roots(scan: Scan, state: SourcesState, *, allow_empty: bool) -> None:
    """Refuse to go on where a folder that gave articles is missing, empty or a file by now."""
    if allow_empty:
        return
    single = {found.root: found.single for found in scan.found if len(found)}
    for folder in state.folders:
        other = single.get(folder.path, False) and not is_single(folder)
        if not folder.files or (folder.path in single and not other):
            continue
        missing = not os.path.lexists(folder.path)
        if missing or other or not (folder.changed or is_single(folder)):
            what = "missing" if missing else "a file now" if other else "empty now"
            raise StorageError(
                f"the folder {folder.path} is {what}; nothing was changed",
                hint="check that it is mounted; if it was moved: newssearch index NEWPATH; if it"
                f" is gone for good: newssearch forget {folder.path} (--allow-empty removes its"
                f" {folder.articles:,} articles this time and still remembers the folder)",
            )
