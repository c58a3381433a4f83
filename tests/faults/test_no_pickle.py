"""No pickle is ever loaded from an archive, wherever Whoosh would load one."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

import pytest
import whoosh.index
from commands_aside import READING, WRITING, commands_on, import_everything, outcomes_of
from hostile_harness import copy_of, live_folder, make_archive, seal

import newssearch.archive.whoosh.codec  # noqa: F401 - what lets Whoosh open our segments

COMMANDS = (*READING, *WRITING)


class Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


class Listener:
    """Notes which files are opened below a folder, and which classes pickles ask for."""

    def __init__(self) -> None:
        self.below: Path | None = None
        self.opened: set[str] = set()
        self.classes: list[object] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.below is None:
            return
        if event == "open" and Path(os.fsdecode(str(arguments[0]))).parent == self.below:
            self.opened.add(Path(str(arguments[0])).name)
        elif event == "pickle.find_class":
            self.classes.append(arguments)


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import_everything()
    return make_archive(tmp_path_factory.mktemp("pickles"))


@pytest.fixture(scope="module")
def read_by_whoosh(sound: Path, listener: Listener) -> set[str]:
    """The files that stock Whoosh reads to open an archive and search it."""
    listener.below = live_folder(sound)
    try:
        with whoosh.index.open_dir(str(listener.below)).searcher() as searcher:
            assert searcher.doc_count() > 30
            assert [*searcher.reader().all_terms()]
    finally:
        listener.below = None
    assert any(name.endswith(".toc") for name in listener.opened)
    assert listener.classes, "Whoosh loads pickles: else this test would show nothing"
    return listener.opened


def test_a_pickle_in_every_file_that_whoosh_reads(
    sound: Path, tmp_path: Path, read_by_whoosh: set[str]
) -> None:
    mark = tmp_path / "unpickled"
    content = pickle.dumps(Trap(mark))
    pickle.loads(content)
    assert mark.is_dir(), "the trap works"
    mark.rmdir()
    for name in sorted(read_by_whoosh):
        archive = copy_of(sound, tmp_path / "archive")
        path = live_folder(archive) / name
        path.unlink()
        path.write_bytes(content)
        path.chmod(0o600)
        if name != "MANIFEST":
            seal(archive, name)
        outcomes = outcomes_of(commands_on(sound, COMMANDS), archive)
        assert len(outcomes) == len(COMMANDS), (name, outcomes[-1])
        assert not mark.exists(), name
        assert not [one for one in outcomes if one.startswith(("raised", "signal"))], name


def test_a_pickle_beside_the_files_of_an_archive(sound: Path, tmp_path: Path) -> None:
    """A table of contents of a later number, the first that Whoosh would take; and its lock."""
    mark = tmp_path / "unpickled"
    archive = copy_of(sound, tmp_path / "archive")
    for folder in (archive, live_folder(archive)):
        for name in ("_MAIN_99.toc", "MAIN_WRITELOCK", "_MAIN_abcdefgh.seg"):
            (folder / name).write_bytes(pickle.dumps(Trap(mark)))
    outcomes = outcomes_of(commands_on(sound, COMMANDS), archive)
    assert len(outcomes) == len(COMMANDS)
    assert not mark.exists()
    assert not [one for one in outcomes if one.startswith(("raised", "signal"))]


def test_reading_asks_no_pickle_for_a_class(sound: Path, tmp_path: Path) -> None:
    """Said by the interpreter itself, in a process that reads a sound archive."""
    archive = copy_of(sound, tmp_path / "archive")
    asked = tmp_path / "asked"

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "pickle.find_class":
            asked.mkdir(exist_ok=True)

    reading = commands_on(sound, READING)
    child = os.fork()
    if child == 0:
        sys.addaudithook(hear)
        outcomes = outcomes_of(reading, archive)
        answered = [outcome for outcome in outcomes if outcome.startswith(("0: ", "1: "))]
        os._exit(0 if len(answered) == len(reading) else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "every command answered"
    assert not asked.exists()
