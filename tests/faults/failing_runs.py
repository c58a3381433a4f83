"""Let the n-th call of the system fail in a command, for every n, and look what came of it.

Run as a program under ``failing_calls`` (a library for LD_PRELOAD), with the archive's scene made
before: it forks a process a point, so that a point costs no start of Python. It prints a line of
JSON a point. ``sweep_of`` starts it.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]

KINDS = ("open", "write", "rename", "fsync", "link", "unlink", "mmap", "mkdir")
ERRORS: dict[str, tuple[str, ...]] = {
    "open": ("EMFILE", "EIO", "EINTR"),
    "write": ("ENOSPC", "EIO", "EINTR"),
    "rename": ("ENOSPC", "EIO"),
    "fsync": ("EIO", "EINTR"),
    "link": ("ENOSPC", "EIO"),
    "unlink": ("EIO",),
    "mmap": ("ENOMEM",),
    "mkdir": ("ENOSPC", "EIO"),
}
KILL = "kill"

RUN_AGAIN = 3
"""Every so many of the calls that failed, and after every kill, the command is run again."""


def errors_at(kind: str, number: int) -> tuple[str, ...]:
    """Return the errors that the n-th call fails with: all of its kind, but for opening in turn."""
    errors = ERRORS[kind]
    return errors if kind != "open" else errors[number % len(errors) :][:1]


ACTIONS = ("update", "rebuild", "saved", "forget", "rollback", "migrate")


@dataclass(frozen=True)
class Point:
    """What came of a command whose n-th call failed.

    ``code`` is its exit code, None if it was killed; ``state`` is "old" or "new", or what was
    wrong; ``again`` what running it again came to.
    """

    action: str
    number: int
    kind: str
    error: str
    code: int | None
    state: str
    again: str
    said: str


def sweep_of(
    library: Path, folder: Path, action: str, *, every: int = 1, from_: int = 1, kind: str = ""
) -> list[Point]:
    """Return what came of a command at every ``every``-th point, from the first or a later one.

    With ``kind`` only calls of that kind fail.
    """
    command = [sys.executable, str(HERE / "failing_runs.py"), action, str(folder)]
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "PYTHONDONTWRITEBYTECODE": "1",  # half a file of bytecode would fail every later test
        "PYTHONPATH": os.pathsep.join([str(CHECKOUT), str(HERE)]),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    run = subprocess.run(
        [*command, str(every), str(from_), kind],
        capture_output=True,
        text=True,
        env=environment,
        cwd=CHECKOUT,
    )
    assert run.returncode == 0, run.stderr[-4000:]
    return [Point(**json.loads(line)) for line in run.stdout.splitlines()]


def compiled_library(folder: Path) -> Path | None:
    """Compile the library; None if there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    library = folder / "failing_calls.so"
    source = HERE / "failing_calls.c"
    command = [compiler, "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(library)]
    subprocess.run([*command, str(source), "-ldl"], check=True)
    return library


class Scene:
    """Sources, the archive before a command, and the command."""

    def __init__(self, folder: Path, action: str) -> None:
        from newssearch.indexer import index_paths
        from newssearch.search.saved import SavedQueries, SavedQuery

        self.action = action
        self.start, self.archive = folder / "start", folder / "archive"
        news = folder / "news"
        (news / "more").mkdir(parents=True)
        for number in range(60 if action == "update" else 4):  # so that a segment is kept
            self._write(news / f"{number}.txt", "Oil")
        self._write(news / "more" / "more.txt", "Zinc")
        self.arguments = {
            "update": ["index"],
            "saved": ["saved", "add", "gold", "gold", "--replace"],
            "forget": ["forget", str(news / "more")],
        }.get(action, [action])
        if action == "migrate":
            with tarfile.open(HERE.parent / "compat/archive_v2/archive.tar.gz") as tar:
                tar.extractall(folder, filter="data")
            self.archive.rename(self.start)
            return
        index_paths(self.start, [news / "more"], workers=1, mapping={"title": "headline"})
        index_paths(self.start, [news], workers=1)
        saved = SavedQueries(self.start)
        saved.add(SavedQuery("gold", "tin"))
        saved.add_shown("gold", ["a"])
        if action in ("update", "rebuild"):
            self._write(news / "1.txt", "Gold")
            self._write(news / "new.txt", "Gold")
            (news / "2.txt").unlink()

    @staticmethod
    def _write(path: Path, word: str) -> None:
        path.write_text(f"Title {path.stem}\n\nLONDON, March 3 - {word} rose, “a lot,” he said.\n")

    def renew(self) -> None:
        shutil.rmtree(self.archive, ignore_errors=True)
        shutil.copytree(self.start, self.archive)

    def content(self) -> Any:
        """Return what the archive holds and remembers; it is verified."""
        from newssearch.archive.checking import check_articles
        from newssearch.archive.errors import ArchiveMissing, ArchiveVersionMismatch
        from newssearch.archive.generations import Generation, read_current
        from newssearch.archive.news_layout import LAYOUT
        from newssearch.indexer.carrying import StoredGeneration
        from newssearch.search.saved import SavedQueries

        try:
            read_current(self.archive)
        except ArchiveMissing:
            return None
        except ArchiveVersionMismatch as error:
            return error.message
        with Generation(self.archive, LAYOUT) as generation:
            check_articles(generation)
            stored = StoredGeneration(generation)
            articles = sorted((article.id, article.path, article.body) for article in stored)
            folders = [folder.path for folder in stored.state.folders]
        saved = SavedQueries(self.archive)
        queries = [(saved.get(name).query, len(saved.shown(name))) for name in saved.names()]
        return articles, folders, queries


def leftovers(archive: Path) -> list[str]:
    """Return what an archive should not hold after a run."""
    from newssearch.archive import garbage

    names = {"CURRENT", "LOCK", "generations", "saved", "runs.log", "runs.log.1"}
    left = [path.name for path in archive.iterdir() if path.name not in names]
    left += [path.name for path in (archive / "saved").glob(".tmp*")]
    return left + [path.name for path in garbage.leftovers(archive)]


def forked(work: Callable[[], int], output: Path) -> tuple[int | None, str]:
    """Do some work in a forked process; return its exit code, None if it was killed, and stderr."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
            sys.stdout = os.fdopen(1, "w", closefd=False)
            sys.stderr = os.fdopen(2, "w", closefd=False)
            code = work()
            sys.stderr.flush()
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return None if killed else os.waitstatus_to_exitcode(status), output.read_text()


def main(action: str, folder: Path, every: int, from_: int, only: str) -> None:
    """Fail every ``every``-th call of an action in a scene below a folder."""
    from newssearch.cli.program import carry_out

    faults = ctypes.CDLL(None)
    scene = Scene(folder, action)
    output = folder / "output"
    arguments = [*scene.arguments, "--archive", str(scene.archive)]

    def run(number: int = 0, error: int = 0, kill: int = 0, *, armed: bool = True) -> Any:
        def work() -> int:
            if armed:
                faults.faults_arm(os.fsencode(scene.archive), number, error, kill)
            code = carry_out(arguments)
            faults.faults_disarm()
            return code

        return forked(work, output)

    def outcome(old: Any, new: Any) -> str:
        try:
            found = scene.content()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            return f"{type(error).__name__}: {error}"
        return "old" if found == old else "new" if found == new else f"neither: {found}"

    scene.renew()
    old = scene.content()
    forked(lambda: carry_out(arguments), output)  # what is imported on the way is not counted
    scene.renew()
    code, said = run()
    assert code == 0, said
    new = scene.content()
    assert new != old
    calls = [KINDS[faults.faults_kind(n)] for n in range(1, faults.faults_count() + 1)]
    for number in range(from_, len(calls) + 1, every):
        if only and calls[number - 1] != only:
            continue
        for error in (KILL, *errors_at(calls[number - 1], number)):
            scene.renew()
            code, said = run(number, getattr(errno, error, 0), error == KILL)
            faults.faults_disarm()
            kind = KINDS[faults.faults_kind(number)]
            state = outcome(old, new)
            again = "not again"
            run_again = error == KILL or number % RUN_AGAIN == 0
            if run_again and not (action == "rollback" and state == "new"):
                code_again, said_again = run(armed=False)
                again = outcome(old, new)
                left = leftovers(scene.archive)
                if code_again not in (0, 2) or (left and action not in ("saved", "rollback")):
                    again = f"{code_again}: {said_again} {left}"
            point = Point(action, number, kind, error, code, state, again, said)
            sys.stdout.write(json.dumps(point.__dict__) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
