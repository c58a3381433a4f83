"""Finding the files of a folder of news, and telling which of them changed.

Only regular files below the folder are sources. Symbolic links are not followed: what they point
to inside of the folder is found anyway, and what lies outside is not part of it. Files and
folders whose names begin with a dot are passed over.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import NamedTuple

from newssearch.archive.errors import ArticleError, is_shortage
from newssearch.indexer.report import Skip

READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""How files of strangers are opened: never through a link, never waiting for a pipe."""

MAX_FILE_BYTES = 8 << 30
"""Larger files are refused, sparse giants among them."""


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
    """What lies below some folders: the files in order of their paths, and what is no file."""

    files: list[SourceFile] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)


def scan_folders(roots: Sequence[str], *, without: Iterable[str] = ()) -> Scan:
    """Walk folders (or single files) without following links.

    ``without`` are paths not to look into: the archive may lie among its sources. A root inside of
    another is a root of its own, and not part of the other one.
    """
    scan = Scan()
    apart = {*without, *roots}
    for root in roots:
        if os.path.isdir(root):  # noqa: PTH112
            _walk(root, apart, scan)
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


def _walk(root: str, without: Set[str], scan: Scan) -> None:
    """Look at a folder and those in it, deepest names last; no recursion, folders nest deep."""
    waiting = [""]
    while waiting:
        here = waiting.pop()
        folder = os.path.join(root, here) if here else root  # noqa: PTH118
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            if is_shortage(error):
                raise
            scan.skipped.append(Skip(folder, reason_of(error)))
            continue
        for entry in found:
            if entry.name.startswith(".") or entry.path in without:
                continue
            name = f"{here}/{entry.name}" if here else entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(name)
            else:
                _look_at(entry, root, name, scan)


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
            return "symbolic link to nothing"
        except (OSError, RuntimeError):
            return "symbolic link that leads to itself"
        inside = target.is_relative_to(Path(root).resolve())
        if inside and target.is_dir() and Path(path).is_relative_to(target):
            return "symbolic link to a folder that holds it (a loop)"
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


def reason_of(error: OSError) -> str:
    """Return what the operating system said, in the words of a list of reasons."""
    return (error.strerror or str(error)).lower()


def read_source(path: str) -> bytes:
    """Return the content of a regular file, never waiting for a pipe and never through a link.

    Raises:
        ArticleError: it cannot be read, or it went on changing while it was.
        FileNotFoundError: it is gone.
    """
    for _ in range(2):
        try:
            descriptor = os.open(path, READING)
        except FileNotFoundError:
            raise
        except OSError as error:
            if is_shortage(error):
                raise
            raise ArticleError(reason_of(error)) from error
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            os.close(descriptor)
            raise ArticleError("not a file")
        with os.fdopen(descriptor, "rb") as file:
            if before.st_size > MAX_FILE_BYTES:
                raise ArticleError(f"larger than {MAX_FILE_BYTES >> 30} GB")
            try:
                content = file.read()
            except OSError as error:
                raise ArticleError(reason_of(error)) from error
            after = os.fstat(descriptor)
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return content
    raise ArticleError("changed while it was read")


DIGEST_BYTES = 16
"""128 bits: no two contents that differ have the same by chance."""


def digest_of(content: bytes) -> str:
    """Return a digest that tells contents apart."""
    return blake2b(content, digest_size=DIGEST_BYTES).hexdigest()


def digest_of_file(path: str) -> str:
    """Return the digest of a file's content, read a part at a time.

    Raises:
        ArticleError: it cannot be read.
        FileNotFoundError: it is gone.
    """
    try:
        with os.fdopen(os.open(path, READING), "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ArticleError("not a file")
            return file_digest(file, partial(blake2b, digest_size=DIGEST_BYTES)).hexdigest()
    except FileNotFoundError:
        raise
    except OSError as error:
        if is_shortage(error):
            raise
        raise ArticleError(reason_of(error)) from error


def article_key(relative: str, root: str | None = None) -> str:
    """Return the stable part of the ids of a file's articles: 16 hexadecimal digits.

    It depends on the path below the root only; with ``root``, where another file has that key
    already, on that too.
    """
    name = relative if root is None else f"{root}\0{relative}"
    return blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
