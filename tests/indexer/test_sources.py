"""What a scan takes for a source, and what it says of all else."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer import content
from newssearch.indexer.content import read_content
from newssearch.indexer.scanning import scan_folders
from newssearch.indexer.sources import article_key


def found(*roots: Path, without: Sequence[str] = ()) -> tuple[list[str], dict[str, str]]:
    scan = scan_folders([os.fspath(root) for root in roots], without=without)
    skipped = {skip.path: skip.reason for skip in scan.skipped}
    assert len(skipped) == len(scan.skipped)
    return [file.relative for file in scan], skipped


def test_regular_files_below_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a", "b/c/d/e", ".hidden", ".git/config", "b/.x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert found(tmp_path) == (["a", "b/1", "b/2", "b/c/d/e"], {})


def test_a_file_as_a_root(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("1")
    (tmp_path / "two").write_text("2")
    scan = scan_folders([str(tmp_path / "one"), str(tmp_path / "gone"), "/no/such/folder/file"])
    assert [file.path for file in scan] == [str(tmp_path / "one")]
    assert not scan.skipped


def test_what_is_no_file_is_listed_with_its_reason(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "file").write_text("x")
    (tmp_path / "outside").write_text("x")
    os.mkfifo(root / "fifo")
    with socket.socket(socket.AF_UNIX) as server:
        before = Path.cwd()
        os.chdir(root)
        server.bind("socket")
        os.chdir(before)
    links = {
        "dangling": "nowhere",
        "loop": "loop",
        "up": ".",
        "out": str(tmp_path / "outside"),
        "in": "file",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    files, skipped = found(root)
    assert files == ["file"]
    assert {Path(path).name: reason for path, reason in skipped.items()} == {
        "fifo": "a named pipe, not a file",
        "socket": "a socket, not a file",
        "dangling": "broken symbolic link",
        "loop": "symbolic link loop",
        "up": "symbolic link to a folder that contains it (a loop)",
        "out": "symbolic link out of the folder, not followed",
    }


def test_the_archive_is_no_source_of_itself(tmp_path: Path) -> None:
    for name in ("a", "archive/CURRENT", "archive/generations/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert found(tmp_path, without=[str(tmp_path / "archive")]) == (["a"], {})


def test_deep_folders_need_no_recursion(tmp_path: Path) -> None:
    before = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1500):
            Path("d").mkdir()
            os.chdir("d")
        Path("file").write_text("x")
        os.chdir(before)
        files, skipped = found(tmp_path)
    finally:
        os.chdir(before)
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)  # shutil.rmtree recurses
    assert files == ["d/" * 1500 + "file"] or len(skipped) == 1


def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    names = [b"caf\xe9.txt", b"-rf", b"new\nline", b"esc\x1b[31m"]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text("x")
    files, skipped = found(tmp_path)
    assert sorted(map(os.fsencode, files)) == sorted(names)
    assert not skipped
    assert len({article_key(name) for name in files}) == 4


@pytest.mark.parametrize("kind", ["fifo", "link", "folder"])
def test_reading_takes_regular_files_only(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    (tmp_path / "target").write_text("secret")
    make = {
        "fifo": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to("target"),
        "folder": path.mkdir,
    }
    make[kind]()
    with pytest.raises(ArticleError):
        read_content(str(path))


def test_a_sparse_giant_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "giant").open("wb") as file:
        file.truncate(content.SPARSE_BYTES + 1)
    with pytest.raises(ArticleError, match="a sparse file"):
        read_content(str(tmp_path / "giant"))


def test_a_file_that_goes_on_changing_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log"
    path.write_text("1")
    changes = 1
    status = os.fstat
    calls = 0

    def fstat(descriptor: int) -> os.stat_result:
        nonlocal calls
        calls += 1
        if calls % 2 == 0 and calls <= 2 * changes:
            with path.open("a") as file:
                file.write("more")
        return status(descriptor)

    monkeypatch.setattr(content.os, "fstat", fstat)
    assert read_content(str(path))[0] == b"1more"
    changes, calls = 2, 0
    with pytest.raises(ArticleError, match="changed while being read"):
        read_content(str(path))
