"""Finding the files of a folder of news, with what tells whether they changed.

Only regular files below the folder are sources. Symbolic links are not followed: what they point
to inside of the folder is found anyway, and what is outside is not part of it. What is passed
over is counted: see ``exclusion``.

A folder of files is taken as a whole: its rules are asked about single names only where one of them
could matter, and what is known of its files goes into arrays.
"""

from __future__ import annotations

import os
import stat
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from newssearch.archive.errors import is_shortage
from newssearch.archive.platform.names import below, is_storable
from newssearch.indexer.content import reason_of
from newssearch.indexer.exclusion import (
    ARCHIVES,
    EXCLUDED,
    FILE_NAME,
    IGNORED,
    Patterns,
    are_ordinary,
    default_group,
    is_archive,
    read_patterns,
)
from newssearch.indexer.files import KEY, Keys, keys_of
from newssearch.indexer.report import Skip
from newssearch.indexer.sources import SourceFile

_NAME = attrgetter("name")
_MODE = attrgetter("st_mode")
_STATUS = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""The values of a key, in their order."""


@dataclass(slots=True)
class Found:
    """The files of one root: their paths below it, or its name where it is a file, in order.

    ``keys`` are their sizes, times and inodes (int64, a row a file).
    """

    root: str
    single: bool = False
    names: list[str] = field(default_factory=list)
    keys: Keys = field(default_factory=lambda: np.zeros((0, KEY), np.int64))

    def __len__(self) -> int:
        return len(self.names)

    def source(self, number: int) -> SourceFile:
        """Return one of the files."""
        name = self.names[number]
        path = self.root if self.single else below(self.root, name)
        return SourceFile(self.root, name, path, *self.keys[number].tolist())


@dataclass(slots=True)
class Scan:
    """What is below some folders, in order of their paths, and what is no file.

    ``passed_over`` counts the files and folders that were not looked into, by their group.
    """

    found: list[Found] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)

    def __len__(self) -> int:
        return sum(map(len, self.found))

    def __iter__(self) -> Iterator[SourceFile]:
        """Yield the files in order of their paths."""
        return (found.source(number) for found in self.found for number in range(len(found)))


def scan_folders(
    roots: Mapping[str, Sequence[str]] | Sequence[str], *, without: Iterable[str] = ()
) -> Scan:
    """Walk folders (or single files) without following links.

    ``roots`` may give each root the patterns of what to exclude. ``without`` are paths not to look
    into: the archive may lie among its sources. A root inside of another is a root of its own, and
    not part of the other one.
    """
    scan = Scan()
    apart: dict[str, set[str]] = {}
    for path in (*without, *roots):
        folder, name = os.path.split(path)
        apart.setdefault(folder, set()).add(name)
    for root in sorted(roots):
        if os.path.isdir(root):  # noqa: PTH112
            patterns = roots[root] if isinstance(roots, Mapping) else ()
            scan.found.append(_Walk(root, patterns, apart, scan).walk())
        else:
            scan.found.append(_find_file(root, scan))
    return scan


def _find_file(path: str, scan: Scan) -> Found:
    """Look at one thing in a folder, if it is there."""
    found = Found(path, single=True)
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return found
    except OSError as error:
        if is_shortage(error):
            raise
        scan.skipped.append(Skip(path, reason_of(error)))
        return found
    if stat.S_ISREG(status.st_mode):
        found.names = [os.path.basename(path)]  # noqa: PTH119
        found.keys = keys_of([_STATUS(status)])
    elif reason := _not_regular(path, status.st_mode, path):
        scan.skipped.append(Skip(path, reason))
    return found


_Ignoring = tuple[tuple[str, Patterns], ...]
"""Lists of patterns that hold in a folder, each with the folder it is about; innermost first."""


class _Inner(NamedTuple):
    """A folder to look into, by its path below the root, with the patterns that hold there."""

    here: str
    ignoring: _Ignoring


class _Run(NamedTuple):
    """Files that follow one another, with their paths below the root."""

    names: list[str]
    statuses: list[os.stat_result]


class _Walk:
    """A walk through one folder; no recursion, folders nest deep."""

    def __init__(
        self, root: str, patterns: Sequence[str], apart: Mapping[str, Set[str]], scan: Scan
    ) -> None:
        self._root = root
        self._apart = apart
        self._scan = scan
        self._excluded = Patterns(patterns) if patterns else None

    def walk(self) -> Found:
        """Look at the folder and those in it; files come in order of their whole paths."""
        names: list[str] = []
        keys: list[tuple[int, ...]] = []
        waiting: list[_Inner | _Run] = [_Inner("", ())]
        while waiting:
            one = waiting.pop()
            if isinstance(one, _Run):
                names += one.names
                keys += map(_STATUS, one.statuses)
            else:
                waiting += reversed(self._look_into(one.here, one.ignoring))
        return Found(self._root, names=names, keys=keys_of(keys))

    def _look_into(self, here: str, ignoring: _Ignoring) -> list[_Inner | _Run]:
        """Return what is in a folder, in the order of all paths."""
        entries = self._list(here)
        names = [entry.name for entry in entries]
        beside = set(names)
        if here and is_archive(beside):
            self._scan.passed_over[ARCHIVES] += 1
            return []
        if FILE_NAME in beside:
            ignoring = self._with_patterns(here, ignoring)
        folders = [entry.is_dir(follow_symlinks=False) for entry in entries]
        apart = {FILE_NAME, *self._apart.get(self._path(here), ())}
        inner: list[str] = []
        ruled = ignoring or self._excluded is not None or not apart.isdisjoint(beside)
        if ruled or True in folders or not are_ordinary(names):
            files = []
            for entry, folder in zip(entries, folders, strict=True):
                name = entry.name
                if name in apart:
                    continue
                relative = f"{here}/{name}" if here else name
                group = self._group(name, relative, folder, beside, ignoring)
                if group:
                    self._scan.passed_over[group] += 1
                elif folder:
                    inner.append(name)
                else:
                    files.append(entry)
            entries = files
        return _in_order(here, _run_of(entries, self._root, self._scan), inner, ignoring)

    def _list(self, here: str) -> list[os.DirEntry[str]]:
        folder = self._path(here)
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=_NAME)
        except FileNotFoundError:
            return []
        except OSError as error:
            if is_shortage(error):
                raise
            self._scan.skipped.append(Skip(folder, reason_of(error)))
            return []
        if is_storable("".join(map(_NAME, found))):
            return found
        return [entry for entry in found if self._can_be_kept(entry.name, here)]

    def _can_be_kept(self, name: str, here: str) -> bool:
        """Say whether the name of a file can be kept, and report it if not (Windows has such)."""
        fit = is_storable(name)
        if not fit:
            shown = name.encode("utf-8", "replace").decode()
            path = below(self._path(here), shown)
            self._scan.skipped.append(Skip(path, "its name holds half a character; rename it"))
        return fit

    def _path(self, here: str) -> str:
        return below(self._root, here)

    def _with_patterns(self, here: str, ignoring: _Ignoring) -> _Ignoring:
        """Return the patterns that hold in a folder with a list of its own, its own first."""
        path = f"{self._path(here)}/{FILE_NAME}"
        try:
            return ((here, read_patterns(self._path(here))), *ignoring)
        except OSError as error:
            if is_shortage(error):
                raise
            self._scan.skipped.append(Skip(path, reason_of(error)))
        except ValueError as error:
            self._scan.skipped.append(Skip(path, f"not a list of patterns: {error}"))
        return ignoring

    def _group(
        self, name: str, relative: str, folder: bool, beside: Set[str], ignoring: _Ignoring
    ) -> str | None:
        """Return why something is passed over, None if it is not."""
        end = "/" if folder else ""
        if self._excluded is not None:
            said = self._excluded.leaves_out(relative + end)
            if said is not None:
                return EXCLUDED if said else None
        for base, patterns in ignoring:
            said = patterns.leaves_out(relative[len(base) :].lstrip("/") + end)
            if said is not None:
                return IGNORED if said else None
        return default_group(name, folder=folder, beside=beside)


def _in_order(here: str, files: _Run, inner: list[str], ignoring: _Ignoring) -> list[_Inner | _Run]:
    """Return the files of a folder, and the folders in it, in the order of all their paths.

    A folder's name counts with the slash that follows it in each of those.
    """
    before = f"{here}/" if here else ""
    names = [before + name for name in files.names] if here else files.names
    found: list[_Inner | _Run] = []
    start = 0
    for name in sorted(f"{one}/" for one in inner):
        end = bisect_left(files.names, name, start)
        found.append(_Run(names[start:end], files.statuses[start:end]))
        found.append(_Inner(before + name[:-1], ignoring))
        start = end
    found.append(_Run(names[start:], files.statuses[start:]))
    return found


def _run_of(entries: list[os.DirEntry[str]], root: str, scan: Scan) -> _Run:
    """Return those of some entries that are regular files."""
    try:
        statuses = [entry.stat(follow_symlinks=False) for entry in entries]
    except OSError:
        entries, statuses = _look_at_each(entries, scan)
    modes = {*map(_MODE, statuses)}
    if not all(map(stat.S_ISREG, modes)):
        regular = [stat.S_ISREG(status.st_mode) for status in statuses]
        for entry, status, is_file in zip(entries, statuses, regular, strict=True):
            reason = None if is_file else _not_regular(entry.path, status.st_mode, root)
            if reason:
                scan.skipped.append(Skip(entry.path, reason))
        entries, statuses = [*compress(entries, regular)], [*compress(statuses, regular)]
    return _Run([entry.name for entry in entries], statuses)


def _look_at_each(
    entries: list[os.DirEntry[str]], scan: Scan
) -> tuple[list[os.DirEntry[str]], list[os.stat_result]]:
    """Return the entries that can be looked at, one of which cannot."""
    seen, statuses = [], []
    for entry in entries:
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        except OSError as error:
            if is_shortage(error):
                raise
            scan.skipped.append(Skip(entry.path, reason_of(error)))
            continue
        seen.append(entry)
        statuses.append(status)
    return seen, statuses


def _not_regular(path: str, mode: int, root: str) -> str | None:
    """Say why a thing that is no regular file is not read; None for a link to inside the root."""
    if stat.S_ISLNK(mode):
        try:
            target = Path(path).resolve(strict=True)
        except FileNotFoundError:
            return "broken symbolic link"
        except (OSError, RuntimeError):
            return "symbolic link loop"
        inside = target.is_relative_to(Path(root).resolve())
        if inside and target.is_dir() and Path(path).is_relative_to(target):
            return "symbolic link to a folder that contains it (a loop)"
        return None if inside else "symbolic link out of the folder, not followed"
    for test, name in (
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if test(mode):
            return f"{name}, not a file"
    return "not a file"
