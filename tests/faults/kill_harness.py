"""End a run at its k-th change of the file system, by kill or by loss of power, in a process aside.

Every change is an audit event (opening for writing, mkdir, link, rename, unlink, rmdir, truncate,
flock), or a call of ``os.fsync``, which has none and is replaced by a note of what is safe.
"""

from __future__ import annotations

import errno
import itertools
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newssearch.archive.errors import NewsSearchError
from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT, unpack_article
from newssearch.search import open_archive

CHANGES = frozenset("os.mkdir os.link os.rename os.remove os.rmdir os.truncate fcntl.flock".split())
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
QUERIES = ("oil", '"crude oil"', "said", "title:changed", "speaker:smith", "NOT oil")

Content = tuple[frozenset[tuple[str, str | None, str]], tuple[int, ...]]


@dataclass
class Ended:
    """How a run ended: its status as ``os.waitpid`` gives it, the changes before, what is safe."""

    status: int
    events: list[str] = field(default_factory=list)
    synced: set[int] = field(default_factory=set)
    pointer_loose: bool = False

    @property
    def killed(self) -> bool:
        return os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) == signal.SIGKILL


def run_aside(
    action: Callable[[], object],
    archive: Path,
    *,
    kill_at: int,
    workers: bool = False,
    fails: bool = False,
) -> Ended:
    """Run an action in a forked process that is killed just before change ``kill_at``.

    Changes made by its worker processes are counted instead with ``workers``. With ``fails`` the
    change fails as on a full disk instead. The process ends with 0, or the code of its error, or
    with 1 for any other exception.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_killed(action, archive, writing, kill_at, workers, fails)
    os.close(writing)
    with os.fdopen(reading, "rb") as log:
        lines = log.read().decode("utf-8", "replace").splitlines()
    ended = Ended(os.waitpid(child, 0)[1])
    for line in lines:
        kind, _, what = line.partition(" ")
        ended.events.append(line)
        if kind == "synced":
            ended.events.pop()
            ended.synced.add(int(what))
            if int(what) == archive.stat().st_ino:
                ended.pointer_loose = False
        elif kind == "os.rename" and what.endswith("/CURRENT"):
            ended.pointer_loose = True
    if ended.killed and kill_at == len(ended.events) and "/CURRENT" in ended.events[-1]:
        ended.pointer_loose = False
    return ended


def _be_killed(
    action: Callable[[], object],
    archive: Path,
    log: int,
    kill_at: int,
    workers: bool,
    fails: bool,
) -> None:
    main = os.getpid()
    counters: dict[int, Iterator[int]] = {}

    def count(event: str) -> None:
        pid = os.getpid()
        if (pid != main) is not workers:
            return
        number = next(counters.setdefault(pid, itertools.count(1)))  # whole, whatever the thread
        os.write(log, event.encode("utf-8", "replace").replace(b"\n", b"?") + b"\n")
        if number == kill_at and fails:
            raise OSError(errno.ENOSPC, "No space left on device")
        if number == kill_at:
            os.kill(pid, signal.SIGKILL)

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = args
            inside = isinstance(path, str | os.PathLike) and os.fspath(path).startswith(
                str(archive)
            )
            if inside and isinstance(flags, int) and flags & WRITING:
                count(f"open {path}")
        elif event in CHANGES:
            count(f"{event} {' '.join(str(arg) for arg in args[:2])}")

    def fsync(descriptor: int) -> None:
        count("fsync")
        os.write(log, f"synced {os.fstat(descriptor).st_ino}\n".encode())

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    os.fsync = fsync
    sys.addaudithook(hook)
    try:
        action()
    except NewsSearchError as error:
        os._exit(error.exit_code)
    except BaseException:  # noqa: BLE001 - this process is not pytest's
        os._exit(1)
    os._exit(0)


def inodes(archive: Path) -> set[int]:
    return {path.lstat().st_ino for path in archive.rglob("*")}


def lose_power(archive: Path, ended: Ended, before: set[int], pointer: bytes | None) -> None:
    """Empty every new file that was not synced; undo a change of pointer that was not either."""
    for path in archive.rglob("*"):
        inode = path.lstat().st_ino
        if path.is_file() and inode not in ended.synced and inode not in before:
            os.truncate(path, 0)
    if ended.pointer_loose:
        if pointer is None:
            (archive / "CURRENT").unlink()
        else:
            (archive / "CURRENT").write_bytes(pointer)


def content_of(archive: Path) -> Content | None:
    """Verify an archive and return its articles and some answers; None if there is none."""
    if not (archive / "CURRENT").exists():
        return None
    articles = []
    with Generation(archive, LAYOUT) as generation:
        generation.verify()
        for segment in generation.segments:
            for number in range(segment.size):
                if segment.deleted is None or not segment.deleted[number]:
                    article = unpack_article(segment.stored[number])
                    articles.append((article.path, article.title, article.body))
        assert len(articles) == generation.manifest.articles
    assert len(set(articles)) == len(articles)
    with open_archive(archive) as news:
        return frozenset(articles), tuple(news.select(query).total for query in QUERIES)


def leftovers(archive: Path) -> list[str]:
    """Return the names of what an archive should not hold after a run."""
    expected = {"CURRENT", "LOCK", "generations", "runs.log", "runs.log.1"}
    left = [p.name for p in archive.iterdir() if p.name not in expected]
    folders = sorted((archive / "generations").iterdir())
    with Generation(archive, LAYOUT) as generation:
        before = [folder for folder in folders if folder.name < generation.name]
        left += [folder.name for folder in folders if folder.name > generation.name]
        left += [folder.name for folder in before[:-1]]
        left += [folder.name for folder in before if not (folder / "MANIFEST").exists()]
        expected = {*generation.manifest.files, "INUSE", "MANIFEST"}
        left += [p.name for p in generation.folder.iterdir() if p.name not in expected]
    return left
