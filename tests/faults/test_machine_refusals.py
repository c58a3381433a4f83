"""What the machine refuses (memory, open files, a disk that errs) is never called damage.

A command ends with 7 and the machine's reason in one line, and the message says which generation
is live.
"""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kill_harness import content_of
from made_archives import publish, read_articles

from newssearch.archive import drafts, garbage, generations
from newssearch.archive.errors import NewsSearchError, StorageError
from newssearch.archive.generations import read_current
from newssearch.cli.program import carry_out
from newssearch.indexer import compact, index_paths, making, migrate, rebuild

CHECKOUT = Path(__file__).parents[2]
COMMAND = "import sys; from newssearch.cli.main import run; sys.exit(run())"
ARTICLES = read_articles(CHECKOUT / "tests" / "golden" / "news" / "articles.jsonl")
REFUSALS = (errno.EMFILE, errno.EIO, errno.ENOMEM, errno.EACCES)
REASONS = {
    errno.EMFILE: "Too many open files",
    errno.EIO: "Input/output error",
    errno.ENOMEM: "out of memory",
    errno.EACCES: "Permission denied",
}


class Refusals:
    """Counts the openings and mappings of an archive's files, and refuses the chosen one."""

    def __init__(self) -> None:
        self.below: str | None = None
        self.refused_at = -1
        self.error = 0
        self.seen = 0
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.below is None or event not in {"open", "mmap.__new__"}:
            return
        path = arguments[0]
        if event == "open" and not str(path).startswith(self.below):
            return
        self.seen += 1
        if self.seen == self.refused_at:
            named = os.fspath(path) if isinstance(path, str | Path) else None
            raise OSError(self.error, os.strerror(self.error), named)

    def watch(self, archive: Path, action: Callable[[], object], at: int, error: int) -> object:
        self.below, self.refused_at, self.error, self.seen = f"{archive}/", at, error, 0
        try:
            return action()
        finally:
            self.below = None


@pytest.fixture(scope="module")
def refusals() -> Refusals:
    return Refusals()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("refused") / "a"
    return publish(folder, [ARTICLES[::2], ARTICLES[1::2]], ["tie1"])


@pytest.mark.parametrize("error", REFUSALS)
@pytest.mark.parametrize(
    "command",
    [["query", "scud date:1991"], ["quotes", "mass"], ["check"], ["stats"]],
    ids=lambda command: command[0],
)
def test_every_file_that_cannot_be_opened_or_mapped(
    archive: Path,
    refusals: Refusals,
    command: list[str],
    error: int,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def run() -> int:
        return carry_out([command[0], "--archive", str(archive), *command[1:]])

    assert refusals.watch(archive, run, -1, error) == 0
    points = refusals.seen
    assert points > 10
    capfd.readouterr()
    for at in range(1, points + 1):
        code = refusals.watch(archive, run, at, error)
        said = capfd.readouterr().err
        assert code == 7, (at, said)
        assert REASONS[error] in said
        assert "damaged" not in said
        assert "Traceback" not in said


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(40):
        words = " ".join(f"oil{number * n % 101}" for n in range(150))
        (folder / f"{number}.txt").write_text(f"Report {number}\n\nLONDON, March 3 - {words}.\n")
    return folder


def _change(news: Path) -> None:
    (news / "0.txt").write_text("Another report\n\nLONDON, March 4 - Tin rose sharply.\n")


def _refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_failure_before_the_switch_says_that_the_last_generation_is_live(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "a"
    monkeypatch.setattr(drafts, "make_durable", _refuse)
    with pytest.raises(StorageError, match="Input/output error") as first:
        index_paths(archive, [news], workers=1)
    assert first.value.hint == "nothing was published"
    monkeypatch.undo()
    index_paths(archive, [news], workers=1)
    before = content_of(archive)
    _change(news)
    monkeypatch.setattr(drafts, "make_durable", _refuse)
    with pytest.raises(StorageError, match="Input/output error") as second:
        index_paths(archive, workers=1)
    assert second.value.hint == "nothing was published; the last generation is still live"
    assert content_of(archive) == before


def test_a_failure_after_the_switch_says_that_the_new_generation_is_live(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "a"
    index_paths(archive, [news], workers=1)
    old, _ = read_current(archive)
    _change(news)
    write = generations.write_atomically

    def write_then_fail(path: Path, content: bytes) -> None:
        write(path, content)
        if path.name == "CURRENT":
            _refuse()

    monkeypatch.setattr(generations, "write_atomically", write_then_fail)
    with pytest.raises(StorageError) as failed:
        index_paths(archive, workers=1)
    new, _ = read_current(archive)
    assert new != old
    assert f"the new generation {new} is live" in failed.value.message
    assert "Input/output error" in failed.value.message
    assert "last generation" not in str(failed.value.hint)
    monkeypatch.undo()
    assert not index_paths(archive, workers=1).changed


def test_a_failure_to_tidy_up_says_that_the_new_generation_is_live(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "a"
    index_paths(archive, [news], workers=1)

    def collect_garbage(archive: Path, *, keep: int = garbage.KEPT) -> int:
        return garbage.collect_garbage(archive, keep=keep) if keep < garbage.KEPT else _refuse()

    monkeypatch.setattr(making, "collect_garbage", collect_garbage)
    with pytest.raises(StorageError, match=r"the new generation .* is live") as failed:
        rebuild(archive, workers=1)
    assert read_current(archive)[0] in failed.value.message


@pytest.mark.parametrize("act", [compact, index_paths, migrate])
def test_a_failure_to_tidy_up_an_archive_that_is_as_it_should_be(
    act: Callable[[Path], object], tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "a"
    index_paths(archive, [news], workers=1)
    monkeypatch.setattr(garbage, "follow", lambda _archive: _refuse())
    live = read_current(archive)[0]
    with pytest.raises(StorageError, match=f"generation {live} is live, but cleaning up failed"):
        act(archive)


def test_a_draft_is_not_deleted_while_nobody_can_tell_whether_it_is_live(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "a"
    write = generations.write_atomically

    def no_pointer(path: Path) -> tuple[str, str]:
        raise StorageError(f"cannot read {path}: Input/output error")

    def write_then_fail(path: Path, content: bytes) -> None:
        write(path, content)
        if path.name == "CURRENT":
            monkeypatch.setattr(drafts, "read_current", no_pointer)
            _refuse()

    monkeypatch.setattr(generations, "write_atomically", write_then_fail)
    with pytest.raises(StorageError) as failed:
        index_paths(archive, [news], workers=1)
    assert failed.value.hint == "newssearch check shows which generation is live"
    monkeypatch.undo()
    articles, _ = content_of(archive)
    assert len(articles) == 40


@pytest.mark.parametrize("error", [errno.EMFILE, errno.ENOMEM])
def test_a_shortage_while_sources_are_read_ends_the_run(
    tmp_path: Path, news: Path, refusals: Refusals, error: int
) -> None:
    """Else every file after it would be skipped, and its articles would go."""
    archive = tmp_path / "a"
    index_paths(archive, [news], workers=1)
    before = content_of(archive)
    for number in range(40):
        with (news / f"{number}.txt").open("a") as file:
            file.write("\nMore of it.\n")
    for at in (1, 20):
        with pytest.raises(NewsSearchError) as failed:
            refusals.watch(news, lambda: index_paths(archive, workers=1), at, error)
        assert failed.value.exit_code == 7
        assert REASONS[error] in failed.value.message
        assert content_of(archive) == before
    assert index_paths(archive, workers=1).changed == 40


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that takes some memory to index, with its archive."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "news").mkdir()
    for number in range(300):
        words = " ".join(f"word{(number * 7919 + n * 104729) % 40009}" for n in range(900))
        text = f"Report {number}\n\nLONDON, March 3 - {words}.\n"
        (folder / "news" / f"{number}.txt").write_text(text)
    index_paths(folder / "a", [folder / "news"], workers=2)
    return folder


def _limited(megabytes: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Carry out a command with so much address space."""
    limit = megabytes << 20
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )


def _little_memory(large: Path, tmp_path: Path, megabytes: int) -> list[int]:
    archive, fresh = large / "a", tmp_path / f"fresh-{megabytes}"
    before = content_of(archive)
    codes = []
    for arguments in (
        ("index", str(large / "news"), "--archive", str(fresh)),
        ("rebuild", "--archive", str(archive)),
        ("query", "word1 OR word22*", "--archive", str(archive)),
        ("check", "--archive", str(archive)),
    ):
        run = _limited(megabytes, *arguments)
        assert run.returncode in (0, 7), (megabytes, arguments, run.stderr)
        assert "Traceback" not in run.stderr
        assert "damaged" not in run.stderr
        if run.returncode == 7:
            errors = [line for line in run.stderr.splitlines() if line.startswith("error:")]
            assert len(errors) == 1, run.stderr
            assert "memory" in run.stderr, run.stderr
        codes.append(run.returncode)
    assert content_of(archive) == before
    return codes


def test_too_little_memory(large: Path, tmp_path: Path) -> None:
    codes = [_little_memory(large, tmp_path, megabytes) for megabytes in (128, 150, 200)]
    assert 7 in codes[0]
    assert _little_memory(large, tmp_path, 1000) == [0, 0, 0, 0]


@pytest.mark.sweep
@pytest.mark.exhaustive
@pytest.mark.parametrize("megabytes", [*range(124, 400, 12), *range(400, 1001, 100)])
def test_every_limit_of_memory(large: Path, tmp_path: Path, megabytes: int) -> None:
    _little_memory(large, tmp_path, megabytes)
