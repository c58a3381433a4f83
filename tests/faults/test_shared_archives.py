"""An archive that several people read: its modes, and the saved queries of those who only read."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import ArchiveError
from newssearch.cli.program import carry_out
from newssearch.indexer import index_paths, write_articles
from newssearch.search import open_archive
from newssearch.search.saved import SavedQueries, SavedQuery

COMMAND = "import sys; from newssearch.cli.main import run; sys.exit(run())"
CHECKOUT = Path(__file__).parents[2]
NOBODY = 65534


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def make(archive: Path, news: Path) -> None:
    """Bring an archive to hold all kinds of files: two segments, deletions, saved queries."""
    news.mkdir(exist_ok=True)
    for number in range(6):
        (news / f"{number}.txt").write_text(f"Title {number}\n\nLONDON, March 3 - Oil rose.\n")
    index_paths(archive, [news], workers=1)
    (news / "1.txt").write_text("Title one\n\nLONDON, March 3 - Oil fell.\n")
    index_paths(archive, workers=1)
    saved = SavedQueries(archive)
    saved.add(SavedQuery("oil", "oil"), replace=True)
    saved.add_shown("oil", ["a"])


def modes(archive: Path) -> tuple[set[int], set[int]]:
    """Return the modes of all folders, and of all files."""
    found = [path.stat().st_mode for path in (archive, *archive.rglob("*"))]
    folders = {stat.S_IMODE(mode) for mode in found if stat.S_ISDIR(mode)}
    return folders, {stat.S_IMODE(mode) for mode in found if not stat.S_ISDIR(mode)}


@pytest.mark.parametrize(
    ("mask", "given", "folders", "files"),
    [
        (0o000, None, 0o700, 0o600),
        (0o077, None, 0o700, 0o600),
        (0o000, 0o750, 0o750, 0o640),
        (0o077, 0o2750, 0o2750, 0o640),
        (0o002, 0o755, 0o755, 0o644),
    ],
)
def test_modes_follow_the_folder_whatever_the_umask(
    tmp_path: Path, umask: None, mask: int, given: int | None, folders: int, files: int
) -> None:
    archive = tmp_path / "archive"
    if given is not None:
        archive.mkdir()
        archive.chmod(given)
    os.umask(mask)
    make(archive, tmp_path / "news")
    assert modes(archive) == ({folders}, {files})


def test_letting_a_group_in_later_lets_it_in_everywhere(tmp_path: Path, umask: None) -> None:
    archive = tmp_path / "archive"
    make(archive, tmp_path / "news")
    archive.chmod(0o750)
    os.umask(0o077)
    index_paths(archive, workers=1)  # nothing has changed
    assert modes(archive) == ({0o750}, {0o640})
    archive.chmod(0o700)
    write_articles(archive, [Article("a", "a", "Oil.")], workers=1)
    assert modes(archive) == ({0o700}, {0o600})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(folder / "archive", folder / "news")
    return folder / "archive"


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "archive"))


@pytest.mark.parametrize("added", [0o020, 0o002])
def test_nothing_that_others_may_write_to_is_opened(archive: Path, added: int) -> None:
    generations = archive / "generations"
    live = max(generations.iterdir())
    for path in (archive, generations, live, live / "sources.json", max(live.glob("*.docs"))):
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode | added)
        with pytest.raises(ArchiveError, match="other users may write") as caught:
            open_archive(archive)
        assert str(path) in caught.value.message
        assert caught.value.hint == f"chmod -R go-w {archive}"
        path.chmod(mode)
    open_archive(archive).close()


@pytest.mark.parametrize(
    ("command", "folder"),
    [
        *(
            (command, ".")
            for command in ("query oil", "saved list", "saved add x y", "check", "stats", "rebuild")
        ),
        ("saved list", "saved"),
        ("saved run oil", "saved"),
    ],
)
def test_every_command_refuses_what_others_may_have_changed(
    archive: Path, command: str, folder: str
) -> None:
    (archive / folder).chmod(0o777)
    run = newssearch(*command.split(), "--archive", str(archive))
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr.startswith("error: other users may write to the archive at ")


def newssearch(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", COMMAND, *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)


def call_as(user: int | None, output: Path, *arguments: str) -> tuple[int, str]:
    """Run a command in a forked process as another user; return its code and what it said.

    The process is forked so that the user needs no right to read the interpreter; whatever it
    imports must have been imported before.
    """
    output.touch()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            sys.stdout = sys.stderr = output.open("w")
            if user is not None:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
            code = carry_out(arguments)
            sys.stdout.flush()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output.read_text()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that other users can reach, as they cannot reach that of a test."""
    folder = Path(tempfile.mkdtemp(prefix="newssearch-shared-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_readers_keep_their_saved_queries_among_their_own_data(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, home = open_folder / "archive", open_folder / "home"
    home.mkdir(mode=0o700)
    make(archive, open_folder / "news")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    commands = {
        "add": ["saved", "add", "mine", "oil", "fell"],
        "list": ["saved", "list"],
        "run": ["saved", "run", "oil", "--new", "-q", "--format", "ids"],
        "remove mine": ["saved", "remove", "mine"],
        "remove oil": ["saved", "remove", "oil"],
        "index": ["index"],
    }

    def call(command: str, user: int | None, place: Path = archive) -> tuple[int, str]:
        output = open_folder / "output"
        return call_as(user, output, *commands[command], "--archive", str(place))

    other = Path(shutil.copytree(archive, open_folder / "other"))
    for words in commands.values():  # so that everything is imported
        carry_out([*words, "--archive", str(other)])
    archive.chmod(0o755)
    index_paths(archive, workers=1)
    reader = NOBODY if os.geteuid() == 0 else None
    if reader is None:
        archive.chmod(0o555)
    else:
        os.chown(home, reader, reader)
    before = sorted(str(path) for path in archive.rglob("*"))
    try:
        assert call("add", reader) == (0, "")
        code, said = call("list", reader)
        assert (code, said.splitlines()) == (
            0,
            ["mine  oil fell  (0 articles shown, 1 new)", "oil  oil  (0 articles shown, 6 new)"],
        )
        code, said = call("run", reader)
        assert (code, len(said.split())) == (0, 6)
        assert call("run", reader) == (1, "")
        assert call("remove mine", reader) == (0, "")
        code, said = call("remove oil", reader)
        assert code == 2
        assert "belongs to the archive, which you may not write to" in said
        code, said = call("index", reader)
        assert code == 7
        assert "Permission denied" in said
    finally:
        archive.chmod(0o755)
    assert sorted(str(path) for path in archive.rglob("*")) == before
    assert len(SavedQueries(archive).shown("oil")) == 1
    kept = {path.name for path in home.glob("data/newssearch/saved/*/*")}
    assert kept == {".lock", ".oil.running", "oil.shown"}
