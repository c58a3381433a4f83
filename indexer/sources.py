"""Finding the files of a folder of news, and telling which of them changed.

Only regular files below the folder are sources. Symbolic links are not followed: what they point
to inside of the folder is found anyway, and what lies outside is not part of it. What is passed
over is counted: see ``exclusion``.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from newssearch.archive.errors import is_shortage
from newssearch.indexer.content import reason_of
from newssearch.indexer.exclusion import (
    ARCHIVES,
    EXCLUDED,
    FILE_NAME,
    IGNORED,
    Patterns,
    default_group,
    is_archive,
    read_patterns,
)
from newssearch.indexer.report import Skip

LARGE_FILE_BYTES = 8 << 20
"""A file from this size on is taken apart by the parent, so that all workers share it, and read as
a stream; a smaller one is in a worker's memory as a whole."""


class SourceFile(NamedTuple):
    """A file as the scan found it.

    ``path`` is its whole path, as the operating system gave it; ``root`` the remembered folder it
    belongs to and ``relative`` its path below that, or its name where it is remembered itself.
    """

    root: str
    relative: str
    path: str
    size_bytes: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @property
    def key(self) -> list[int]:
        """Size, times and inode: a file whose key is the same has not changed."""
        return [self.size_bytes, self.mtime_ns, self.ctime_ns, self.inode]


@dataclass(slots=True)
class Scan:
    """What lies below some folders: the files in order of their paths, and what is no file.

    ``passed_over`` counts the files and folders that were not looked into, by their group.
    """

    files: list[SourceFile] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


def scan_folders(
    roots: Mapping[str, Sequence[str]] | Sequence[str], *, without: Iterable[str] = ()
) -> Scan:
    """Walk folders (or single files) without following links.

    ``roots`` may give each root the patterns of what to exclude. ``without`` are paths not to look
    into: the archive may lie among its sources. A root inside of another is a root of its own, and
    not part of the other one.
    """
    scan = Scan()
    apart = {*without, *roots}
    for root in roots:
        if os.path.isdir(root):  # noqa: PTH112
            patterns = roots[root] if isinstance(roots, Mapping) else ()
            _Walk(root, patterns, apart, scan).walk()
        else:
            _find_file(root, scan)
    scan.files.sort()
    return scan


def _find_file(path: str, scan: Scan) -> None:
    """Look at one thing in a folder, if it is there."""
    folder, name = os.path.split(path)
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == name:
                _look_at(entry, path, name, scan)


class _Walk:
    """A walk through one folder; no recursion, folders nest deep."""

    def __init__(self, root: str, patterns: Sequence[str], apart: Set[str], scan: Scan) -> None:
        self._root = root
        self._apart = apart
        self._scan = scan
        self._excluded = Patterns(patterns) if patterns else None

    def walk(self) -> None:
        """Look at the folder and those in it, deepest names last."""
        waiting: list[tuple[str, _Ignoring]] = [("", ())]
        while waiting:
            here, ignoring = waiting.pop()
            found = self._list(here)
            names = {entry.name for entry in found}
            if here and is_archive(names):
                self._scan.passed_over[ARCHIVES] += 1
                continue
            if FILE_NAME in names:
                ignoring = self._with_patterns(here, ignoring)
            plain = self._excluded is None and not ignoring
            for entry in found:
                if entry.path in self._apart or entry.name == FILE_NAME:
                    continue
                name = f"{here}/{entry.name}" if here else entry.name
                folder = entry.is_dir(follow_symlinks=False)
                if plain:
                    group = default_group(entry.name, folder=folder, beside=names)
                else:
                    group = self._group(entry.name, name, folder, names, ignoring)
                if group:
                    self._scan.passed_over[group] += 1
                elif folder:
                    waiting.append((name, ignoring))
                else:
                    _look_at(entry, self._root, name, self._scan)

    def _list(self, here: str) -> list[os.DirEntry[str]]:
        folder = self._path(here)
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            if is_shortage(error):
                raise
            self._scan.skipped.append(Skip(folder, reason_of(error)))
            return []

    def _path(self, here: str) -> str:
        return os.path.join(self._root, here) if here else self._root  # noqa: PTH118

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


_Ignoring = tuple[tuple[str, Patterns], ...]
"""Lists of patterns that hold in a folder, each with the folder it is about; innermost first."""


def _look_at(entry: os.DirEntry[str], root: str, name: str, scan: Scan) -> None:
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return
    except OSError as error:
        scan.skipped.append(Skip(entry.path, reason_of(error)))
        return
    if stat.S_ISREG(status.st_mode):
        times = status.st_mtime_ns, status.st_ctime_ns
        file = SourceFile(root, name, entry.path, status.st_size, *times, status.st_ino)
        scan.files.append(file)
        return
    reason = _not_regular(entry.path, status.st_mode, root)
    if reason:
        scan.skipped.append(Skip(entry.path, reason))


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


def article_key(relative: str, root: str | None = None) -> str:
    """Return the stable part of the ids of a file's articles: 16 hexadecimal digits.

    It depends on the path below the root only; with ``root``, where another file has that key
    already, on that too.
    """
    name = relative if root is None else f"{root}\0{relative}"
    return blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
