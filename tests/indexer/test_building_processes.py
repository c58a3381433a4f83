"""Several processes at an archive: readers, second writers, signals, and workers that die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newssearch.archive.errors import ArchiveLocked, StorageError
from newssearch.archive.generations import Generation, read_current
from newssearch.archive.lock import WriteLock
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer import index_paths, rebuild, tasks, workers
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")

CHECKOUT = Path(__file__).parents[2]

RUN = """
import os, sys, time
from pathlib import Path
from newssearch.indexer import making, tasks
from newssearch.indexer.building import rebuild
def slow(task, add, **options):
    done = tasks.carry_out(task, add, **options)
    Path(sys.argv[2], str(os.getpid())).touch()
    time.sleep(float(sys.argv[3]))
    return done
making.carry_out = slow
if sys.argv[4] == "exit":
    import signal
    def end(*_): raise SystemExit(143)
    signal.signal(signal.SIGTERM, end)
try:
    rebuild(Path(sys.argv[1]), workers=2)
except KeyboardInterrupt:
    sys.exit(130)
"""


def write_news(folder: Path, word: str, count: int = 8) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = f"Report {number}\n\nLONDON, March 3 - {word.title()} rose {number}, he said.\n"
        (folder / f"{number}.txt").write_text(text * 1)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    write_news(tmp_path / "news", "oil")
    index_paths(tmp_path / "archive", [tmp_path / "news"], workers=1)
    write_news(tmp_path / "news", "tin")
    return tmp_path / "archive"


def start_slowly(archive: Path, seconds: float, how: str = "") -> subprocess.Popen[bytes]:
    """Start a rebuild whose workers take their time; return when one has read something."""
    marks = archive.parent / "marks"
    marks.mkdir()
    command = [sys.executable, "-c", RUN, str(archive), str(marks), str(seconds), how]
    process = subprocess.Popen(
        command,
        cwd=CHECKOUT,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    until(lambda: any(marks.iterdir()) or process.poll() is not None)
    assert any(marks.iterdir()), process.communicate()
    return process


def until(true: Callable[[], object], seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def count(archive: Path, word: str) -> int:
    with open_archive(archive) as news:
        return news.count(word)


@pytest.mark.parametrize(
    ("number", "how", "code"),
    [
        (signal.SIGINT, "", 130),
        (signal.SIGTERM, "exit", 143),
        (signal.SIGTERM, "", -signal.SIGTERM),
        (signal.SIGKILL, "", -signal.SIGKILL),
    ],
    ids=["SIGINT", "SIGTERM", "SIGTERM unhandled", "SIGKILL"],
)
def test_a_run_that_is_ended_leaves_the_last_generation(
    archive: Path, number: int, how: str, code: int
) -> None:
    before = read_current(archive)
    with start_slowly(archive, 5, how) as process:
        process.send_signal(number)
        assert process.wait(timeout=600) == code
        assert process.stderr is not None
        said = process.stderr.read()  # until the last worker has closed it
    assert b"Traceback" not in said
    worker_pids = [int(path.name) for path in (archive.parent / "marks").iterdir()]
    until(lambda: all(map(gone, worker_pids)))
    assert read_current(archive) == before
    assert count(archive, "oil") == 8
    if how or number == signal.SIGINT:
        assert len(list((archive / "generations").iterdir())) == 1
    report = rebuild(archive, workers=1)
    assert (report.articles, count(archive, "tin")) == (8, 8)
    assert len(list((archive / "generations").iterdir())) == 2


def test_a_second_run_is_told_of_the_first_or_waits_for_it(archive: Path) -> None:
    with start_slowly(archive, 0.5) as process:
        with pytest.raises(ArchiveLocked, match=f"pid {process.pid} on .*newssearch rebuild"):
            index_paths(archive, workers=1)
        report = index_paths(archive, workers=1, wait_seconds=30)
        assert process.wait() == 0
    assert report.indexed == 0
    assert count(archive, "tin") == 8


def test_a_worker_that_is_killed_publishes_nothing(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(task: tasks.Task, add: Callable[[object], None], **_: object) -> tasks.Done:
        os.kill(os.getpid(), signal.SIGKILL)
        return []

    monkeypatch.setattr("newssearch.indexer.making.carry_out", killed)
    before = read_current(archive)
    with pytest.raises(StorageError, match="a worker process died; nothing was published"):
        rebuild(archive, workers=2)
    assert read_current(archive) == before
    assert [path.name for path in (archive / "generations").iterdir()] == [before[0]]
    with WriteLock(archive, command="test"):
        pass


@pytest.mark.parametrize(
    ("raised", "error", "said"),
    [
        (OSError(28, "No space left on device"), StorageError, "No space left on device"),
        (MemoryError(), StorageError, "out of memory"),
        (StorageError("worded"), StorageError, "worded"),
        (ZeroDivisionError("a bug"), RuntimeError, "ZeroDivisionError: a bug"),
    ],
)
def test_what_fails_in_a_worker_fails_the_run(
    archive: Path,
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    error: type[Exception],
    said: str,
) -> None:
    def failing(task: tasks.Task, add: object, **_: object) -> tasks.Done:
        raise raised

    monkeypatch.setattr("newssearch.indexer.making.carry_out", failing)
    before = read_current(archive)
    with pytest.raises(error, match=said):
        rebuild(archive, workers=2)
    assert read_current(archive) == before
    assert [path.name for path in (archive / "generations").iterdir()] == [before[0]]


def test_workers_that_cannot_be_started_end_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = os.fork
    started: list[int] = []

    def second_fails() -> int:
        if started:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        pid = fork()
        started.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", second_fails)
    with pytest.raises(BlockingIOError):
        workers.Workers(tasks.carry_out, tmp_path, count=3, memory_bytes=1 << 30)
    assert gone(started[0])


def test_readers_see_whole_generations_only(archive: Path, tmp_path: Path) -> None:
    """The eight articles say oil in one generation and tin in the next, never some of each."""
    news = tmp_path / "news"
    wrong: list[object] = []
    answers: set[tuple[int, int]] = set()
    done = threading.Event()
    asked = 0

    def ask() -> None:
        nonlocal asked
        try:
            while not done.is_set():
                with open_archive(archive) as opened:
                    answer = opened.count("oil"), opened.count("tin")
                    answers.add(answer)
                    hits = opened.search("rose", limit=20).hits
                    if answer not in {(8, 0), (0, 8)} or len(hits) != 8:
                        wrong.append(answer)
                asked += 1
        except Exception as error:  # noqa: BLE001 - shown below
            wrong.append(error)

    with open_archive(archive) as held:
        reader = threading.Thread(target=ask)
        reader.start()
        try:
            for number in range(8):
                write_news(news, "oil" if number % 2 else "tin")
                (rebuild if number % 3 else index_paths)(archive, workers=1)
                assert held.count("oil") == 8
                assert held.search("oil", limit=3).hits[0].article.body.startswith("Oil rose")
        finally:
            done.set()
            reader.join()
        assert held.changed()
        assert (archive / "generations" / held.generation).exists()
    assert not wrong
    assert answers == {(8, 0), (0, 8)}
    assert asked > 8
    index_paths(archive, workers=1)
    assert not (archive / "generations" / held.generation).exists()
    with Generation(archive, LAYOUT) as generation:
        generation.verify()


def test_no_more_workers_than_memory_has_room_for(tmp_path: Path) -> None:
    for megabytes, count, wanted in ((1024, 16, 4), (1024, 2, 2), (600, 8, 2), (64, 8, 1)):
        memory_bytes = megabytes << 20
        with workers.Workers(_nothing, tmp_path, count=count, memory_bytes=memory_bytes) as some:
            assert len(some._processes) == wanted


def _nothing(_task: object, _add: object) -> None:
    return None
