"""What a file holds is read in parts and digested on the way; one that changes is not taken."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer import changes, content, index_paths, readers, tasks
from newssearch.indexer.content import CHANGED, DIGEST_BYTES, digest_of_file, open_content
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")


def digest(held: bytes) -> str:
    return blake2b(held, digest_size=DIGEST_BYTES).hexdigest()


@pytest.mark.parametrize("size", [0, 1, 999, 300_000])
def test_the_digest_is_of_the_whole_however_much_was_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    held = bytes(number * 7 % 251 for number in range(size))
    path.write_bytes(held)
    for taken in (0, 1, size // 2, size):
        with open_content(str(path)) as file:
            assert file.read(taken) == held[:taken]
            assert file.settle() == digest(held) == digest_of_file(str(path))


def test_a_library_may_seek_and_the_digest_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "file"
    held = os.urandom(10_000)
    path.write_bytes(held)
    with open_content(str(path)) as file:
        file.seek(-100, io.SEEK_END)
        assert file.read() == held[-100:]
        file.seek(0)
        assert file.read(10) == held[:10]
        file.seek(5)
        assert file.read(5_000) == held[5:5_005]
        file.seek(9_000)
        file.seek(1, io.SEEK_CUR)
        assert file.tell() == 9_001
        with pytest.raises(ValueError, match="before the start"):
            file.seek(-1)
        assert file.settle() == digest(held)


@pytest.mark.parametrize("change", ["grows", "is cut", "is written over"])
def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path, change: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 1_000)
    with open_content(str(path)) as file:
        file.read(10)
        if change == "grows":
            with path.open("ab") as more:
                more.write(b"y")
        elif change == "is cut":
            os.truncate(path, 20)
        else:
            os.utime(path, ns=(0, 0))
        with pytest.raises(ArticleError, match=CHANGED):
            file.settle()


def test_an_error_of_the_disk_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")

    def fails(*_: object) -> int:
        raise OSError(5, "Input/output error")

    with open_content(str(path)) as file:
        monkeypatch.setattr(content.os, "preadv", fails)
        with pytest.raises(ArticleError, match="input/output error"):
            file.read()


def lines(count: int, what: str) -> str:
    rows = (
        {"title": f"{what} {n}", "body": f"The council met on day {n}. " * 20} for n in range(count)
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def _all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every file as a stream, and hand its records out one by one."""
    monkeypatch.setattr(tasks, "LARGE_FILE_BYTES", 0)
    monkeypatch.setattr(changes, "LARGE_FILE_BYTES", 0)
    monkeypatch.setattr(tasks, "MOST_RECORDS", 1)


def changing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file change when its second record is read."""
    read = readers.read_records

    def read_records(*args: Any, **options: Any) -> Iterator[Any]:
        for number, record in enumerate(read(*args, **options)):
            if number == 1:
                with path.open("a") as file:
                    file.write("\n")
            yield record

    monkeypatch.setattr(readers, "read_records", read_records)


@pytest.mark.usefixtures("_all_large")
def test_nothing_is_taken_of_a_large_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, archive = tmp_path / "news", tmp_path / "archive"
    folder.mkdir()
    (folder / "a.jsonl").write_text(lines(30, "Alpha"))
    (folder / "b.jsonl").write_text(lines(40, "Beta"))
    with monkeypatch.context() as patched:
        changing(folder / "b.jsonl", patched)
        report = index_paths(archive, [folder], workers=2)
    assert [(Path(skip.path).name, skip.reason) for skip in report.skipped] == [
        ("b.jsonl", CHANGED)
    ]
    assert (report.articles, report.indexed) == (30, 30)
    with open_archive(archive) as opened:
        assert opened.search("beta").total == 0
        assert opened.search("alpha").total == 30
    report = index_paths(archive)
    assert (report.articles, report.indexed, report.skipped) == (70, 40, [])


@pytest.mark.usefixtures("_all_large")
def test_the_articles_from_before_stay_where_a_large_file_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, archive = tmp_path / "news", tmp_path / "archive"
    folder.mkdir()
    path = folder / "a.jsonl"
    path.write_text(lines(30, "Alpha"))
    index_paths(archive, [folder])
    path.write_text(lines(50, "Gamma"))
    with monkeypatch.context() as patched:
        changing(path, patched)
        report = index_paths(archive)
    assert (report.articles, report.indexed) == (30, 0)
    with open_archive(archive) as opened:
        assert opened.search("alpha").total == 30
        assert opened.search("gamma").total == 0
    assert index_paths(archive).articles == 50
