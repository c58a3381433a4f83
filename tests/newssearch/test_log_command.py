"""The log of runs: a line per run, also of those that failed, never too large, never in the way."""

import json
import shutil

import pytest

from newssearch.archive.lock import WriteLock
from newssearch.indexer import index_paths, run_log


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Oil rises\n\nLONDON, March 3 - Oil rose on Tuesday.\n")
    return folder


@pytest.fixture
def run(call, tmp_path):
    def run(command, *arguments):
        return call(command, *map(str, arguments), archive=tmp_path / "archive")

    return run


def runs(run, *arguments):
    return json.loads(run("log", "--format", "json", *arguments)[1])["runs"]


def test_each_run_has_a_line(run, news, tmp_path):
    assert run("log")[0] == 3
    run("index", news)
    (news / "empty.txt").write_text("")
    run("index")
    run("rebuild", "--quiet")
    with WriteLock(tmp_path / "archive", command="elsewhere"):
        assert run("index")[0] == 75
    shutil.move(news, tmp_path / "away")
    assert run("index")[0] == 7
    run("forget", news)
    code, out, err = run("log")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line[21:].split()[:2] for line in lines] == [
        ["index", "0"],
        ["index", "4"],
        ["rebuild", "0"],
        ["index", "75"],
        ["index", "7"],
        ["forget", "0"],
    ]
    assert lines[0].endswith("1 new, holds 1 article")
    assert lines[1].endswith("1 new, 1 skipped, holds 1 article")
    assert "another run is writing" in lines[3]
    assert "is missing; nothing was changed" in lines[4]
    assert lines[5].endswith("2 removed, holds 0 articles")
    assert run("log", "--limit", "1")[1] == lines[-1] + "\n"
    last = runs(run)[-1]
    assert (last["command"], last["code"], last["articles_removed"]) == ("newssearch forget", 0, 1)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (SystemExit(143), 143, "interrupted"),
        (LookupError("a bug"), 1, "LookupError: a bug"),
    ],
)
def test_an_interrupted_run_and_a_bug_are_logged(news, tmp_path, monkeypatch, error, code, said):
    def failing(*_, **__):
        raise error

    monkeypatch.setattr("newssearch.indexer.run.scan_folders", failing)
    with pytest.raises(type(error)):
        index_paths(tmp_path / "archive", [news])
    (line,) = run_log.read_log(tmp_path / "archive")
    assert (line["code"], line["error"]) == (code, said)


def test_the_log_is_turned_over(run, news, tmp_path, monkeypatch):
    monkeypatch.setattr(run_log, "MAX_BYTES", 2000)
    for _ in range(16):
        run("index", news)
    assert (tmp_path / "archive" / "runs.log").stat().st_size <= 2000
    assert (tmp_path / "archive" / "runs.log.1").stat().st_size <= 2000
    assert 4 < len(runs(run, "--limit", "0")) < 16


def test_a_log_that_cannot_be_written_is_left_out(run, news, tmp_path):
    run("index", news)
    path = tmp_path / "archive" / "runs.log"
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    assert run("index", news)[0] == 0
    assert not (tmp_path / "elsewhere").exists()
    assert run("log")[0] == 7
    path.unlink()
    path.write_bytes(b'{"half\n[]\n\xff\n')
    assert run("log") == (0, "", "")
    run("index", news)
    assert len(runs(run)) == 1
