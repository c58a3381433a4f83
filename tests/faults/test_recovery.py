"""When the pointer is lost or the live generation is damaged, the newest whole one is found."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from kill_harness import content_of, leftovers

from newssearch.archive.article import Article
from newssearch.archive.errors import ArchiveDamaged, ArchiveError
from newssearch.archive.generations import read_current
from newssearch.archive.lock import WriteLock
from newssearch.archive.manifest import FORMAT
from newssearch.cli.program import carry_out
from newssearch.indexer import index_paths, rebuild, write_articles
from newssearch.indexer.state import SourcesState
from newssearch.search import open_archive


def write(news: Path, name: str, words: str) -> None:
    (news / name).write_text(f"Report {name}\n\nLONDON, March 3 - {words} rose.\n")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an archive of two generations: 5 articles, then 6."""
    folder = tmp_path_factory.mktemp("made")
    news = folder / "news"
    news.mkdir()
    for number in range(5):
        write(news, f"{number}.txt", "Oil")
    index_paths(folder / "archive", [news], workers=1)
    write(news, "5.txt", "Gold")
    index_paths(folder / "archive", workers=1)
    return folder


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "archive", tmp_path / "archive"))


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


def put_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def put_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


LOSSES: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "emptied": lambda path: os.truncate(path, 0),
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "garbage": lambda path: path.write_bytes(b"\xff\x00{"),
    "flipped": lambda path: path.write_bytes(path.read_bytes().replace(b'"generation"', b'"g"')),
    "a pipe": put_pipe,
    "a device": put_device,
    "another generation": lambda path: path.write_text(
        json.dumps({"format": FORMAT, "generation": "000009-00000000", "manifest_sha256": ""})
    ),
}


def generations(archive: Path) -> list[str]:
    return sorted(path.name for path in (archive / "generations").iterdir())


def newssearch(capfd: pytest.CaptureFixture[str], *words: str, at: Path) -> tuple[int, str, str]:
    code = carry_out([*words, "--archive", str(at)])
    return code, *capfd.readouterr()


@pytest.mark.parametrize("loss", LOSSES)
def test_a_lost_pointer_is_named_and_mended(
    archive: Path, capfd: pytest.CaptureFixture[str], loss: str
) -> None:
    whole, names = content_of(archive), generations(archive)
    LOSSES[loss](archive / "CURRENT")
    code, out, err = newssearch(capfd, "query", "oil", at=archive)
    assert (code, out) == (3, "")
    assert f"error: the archive is damaged: {archive / 'CURRENT'}: " in err
    assert "newssearch check --repair" in err
    code, out, err = newssearch(capfd, "check", "--repair", at=archive)
    assert code == 0
    assert f"made generation {names[-1]} live, the newest complete one (6 articles)" in err
    assert "6 articles in " in out
    assert content_of(archive) == whole
    assert generations(archive) == names
    assert newssearch(capfd, "check", "--repair", "-q", at=archive) == (0, "", "")


@pytest.mark.parametrize("action", ["index", "rebuild", "articles"])
@pytest.mark.parametrize("loss", ["deleted", "emptied"])
def test_runs_go_on_from_the_newest_whole_generation(archive: Path, loss: str, action: str) -> None:
    whole = content_of(archive)
    LOSSES[loss](archive / "CURRENT")
    article = Article("a", "wire/1", "Crude oil.")
    report = {
        "index": lambda: index_paths(archive, workers=1),
        "rebuild": lambda: rebuild(archive, workers=1),
        "articles": lambda: write_articles(archive, [article], workers=1),
    }[action]()
    assert "CURRENT" in str(report.repaired)
    assert "the newest complete one (6 articles)" in str(report.repaired)
    assert report.articles == 6 + (action == "articles")
    if action == "index":
        assert report.unchanged == 6
    if action != "articles":
        assert content_of(archive) == whole
    assert not leftovers(archive)
    assert index_paths(archive, workers=1).repaired is None


@pytest.mark.parametrize("name", ["MANIFEST", ".docs", "sources.json"])
def test_a_damaged_generation_is_passed_over(
    archive: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    first, live = generations(archive)
    damage(next((archive / "generations" / live).glob(f"*{name}")))
    assert newssearch(capfd, "check", at=archive)[0] == 3
    code, out, err = newssearch(capfd, "check", "--repair", at=archive)
    assert code == 0
    assert f"made generation {first} live" in err
    assert f"damaged: {live}" in err
    assert "deleted 1 leftover" in err
    assert "5 articles in " in out
    assert read_current(archive)[0] == first
    report = index_paths(archive, workers=1)
    assert (report.new, report.articles) == (1, 6)


@pytest.mark.parametrize("name", ["MANIFEST", ".docs", "groups", "sources.json"])
@pytest.mark.parametrize("put", [put_pipe, put_device])
def test_what_is_no_file_is_damage_and_never_waited_for(
    archive: Path, capfd: pytest.CaptureFixture[str], name: str, put: Callable[[Path], None]
) -> None:
    live = archive / "generations" / generations(archive)[-1]
    (path,) = live.glob(f"*{name}")
    put(path)
    code, out, err = newssearch(capfd, "check", at=archive)
    assert code == 3
    assert str(path) in out + err


@pytest.mark.parametrize("put", [put_pipe, put_device])
def test_saved_queries_and_the_log_are_never_waited_for(
    archive: Path, capfd: pytest.CaptureFixture[str], put: Callable[[Path], None]
) -> None:
    assert newssearch(capfd, "saved", "add", "x", "oil", at=archive)[0] == 0
    put(archive / "saved" / "x.json")
    put(archive / "runs.log")
    code, _, err = newssearch(capfd, "saved", "list", at=archive)
    assert (code, err.count("\n") <= 2) == (7, True), err
    assert newssearch(capfd, "log", at=archive)[0] == 7
    assert newssearch(capfd, "index", "-q", at=archive)[0] == 0


def test_where_nothing_is_whole_nothing_is_changed(archive: Path) -> None:
    for folder in (archive / "generations").iterdir():
        damage(next(folder.glob("*.docs")))
    names = generations(archive)
    (archive / "CURRENT").unlink()
    with pytest.raises(ArchiveDamaged) as caught:
        index_paths(archive, workers=1)
    assert "newssearch rebuild" in str(caught.value.hint)
    assert generations(archive) == names
    assert carry_out(["check", "--repair", "--archive", str(archive)]) == 3
    assert generations(archive) == names
    assert rebuild(archive, workers=1).articles == 6


def test_an_archive_that_was_never_published_is_missing_not_damaged(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "generations" / "000001-00000000").mkdir(parents=True)
    for command in ("check", "rollback"):
        code, _, err = newssearch(capfd, command, at=tmp_path)
        assert (code, err.splitlines()[0]) == (3, f"error: there is no archive at {tmp_path}")


def test_check_reports_leftovers_and_repair_deletes_them(
    archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (archive / "generations" / "000007-00000000").mkdir()
    (archive / "generations" / "trash-00000000").mkdir()
    (archive / ".tmp-1-00000000").touch()
    code, _, err = newssearch(capfd, "check", at=archive)
    assert code == 0
    assert "3 leftovers of runs that ended early" in err
    with WriteLock(archive, command="a run"):
        assert "leftover" not in newssearch(capfd, "check", at=archive)[2]
    code, _, err = newssearch(capfd, "check", "--repair", at=archive)
    assert code == 0
    assert "deleted 3 leftovers" in err
    assert not leftovers(archive)


def test_check_compares_what_is_remembered_with_what_is_there(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    by_source = {"files": 6, "python": 1}
    monkeypatch.setattr(SourcesState, "by_source", lambda _: by_source)
    write_articles(archive, [Article("a", "wire/1", "Oil.")], workers=1)
    assert newssearch(capfd, "check", at=archive)[0] == 0
    by_source["python"] = 2
    write_articles(archive, [Article("a", "wire/1", "Crude oil.")], workers=1)
    code, _, err = newssearch(capfd, "check", at=archive)
    assert code == 3
    assert "MANIFEST: it has 7 articles, and their sources gave 8" in err


def test_rollback_and_what_comes_after(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole, (first, live) = content_of(archive), generations(archive)
    code, _, err = newssearch(capfd, "rollback", at=archive)
    assert code == 0
    assert err.startswith(f"generation {first} of ")
    assert err.endswith(f" is live again (5 articles); it was {live}\n")
    with open_archive(archive) as news:
        assert (news.generation, news.count("gold"), news.count("oil")) == (first, 0, 5)
    code, _, err = newssearch(capfd, "rollback", at=archive)
    assert code == 3
    assert f"there is no generation before {first} to go back to" in err
    report = index_paths(archive, workers=1)
    assert (report.new, report.unchanged) == (1, 5)
    assert content_of(archive) == whole
    assert not leftovers(archive)


def test_rollback_passes_over_what_is_damaged(archive: Path) -> None:
    damage(next((archive / "generations" / generations(archive)[0]).glob("*.sketches")))
    assert carry_out(["rollback", "--archive", str(archive)]) == 3


def test_readers_keep_what_they_have_open_through_a_rollback(archive: Path) -> None:
    with open_archive(archive) as news:
        carry_out(["rollback", "--archive", str(archive)])
        assert news.changed()
        assert news.count("gold") == 1


def test_a_tampered_archive_is_not_repaired(archive: Path) -> None:
    archive.chmod(0o777)
    with pytest.raises(ArchiveError, match="other users may write"):
        index_paths(archive, workers=1)
    assert carry_out(["check", "--repair", "--archive", str(archive)]) == 3
