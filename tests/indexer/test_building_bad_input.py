"""What cannot be indexed is listed with its reason, and the rest is indexed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.indexer import Report, index_paths, rebuild
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")

GOOD = "Oil rises\n\nLONDON, March 3 - Crude oil rose sharply on Tuesday, traders said.\n"


def reasons(report: Report, *, new: bool | None = None) -> dict[str, str]:
    return {
        os.path.basename(skip.path): skip.reason  # noqa: PTH119 - the name may hold anything
        for skip in report.skipped
        if new is None or skip.new is new
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    return folder


def test_bad_files_beside_good_ones(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text(" \n\n\t\n")
    (folder / "binary.html").write_bytes(bytes(range(256)) * 40)
    (folder / "invalid.txt").write_bytes(b"Caf\xe9 prices\n\nCoffee rose \xff\xfe in 1987.\n")
    (folder / "line.txt").write_text("word " * (4 << 20))
    (folder / "dangling").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "fifo")
    lines = [json.dumps({"title": "First", "body": "Gold fell."}), "{broken", "[1]", ""]
    lines.append(json.dumps({"title": "Last", "body": "Silver fell."}))
    (folder / "lines.jsonl").write_text("\n".join(lines))
    archive = tmp_path / "archive"
    report = index_paths(archive, [folder], workers=2)
    listed = reasons(report)
    assert listed["dangling"] == "broken symbolic link"
    assert listed["loop"] == "symbolic link loop"
    assert listed["fifo"] == "a named pipe, not a file"
    assert {"empty.txt", "blank.txt", "binary.html", "lines.jsonl#2"} <= listed.keys()
    assert all(reason.strip() for reason in listed.values())
    with open_archive(archive) as news:
        assert news.articles == report.articles
        assert news.count('"crude oil"') == 1
        assert news.count("gold OR silver") == 2
        assert news.count("coffee") == 1
    again = index_paths(archive, workers=1)
    assert reasons(again) == listed
    assert not reasons(again, new=True)
    assert again.generation == report.generation
    rebuilt = rebuild(archive, workers=1)
    assert reasons(rebuilt) == listed
    assert not reasons(rebuilt, new=True)
    os.mkfifo(folder / "fifo2")
    assert reasons(index_paths(archive, workers=1), new=True).keys() == {"fifo2"}
    assert not reasons(index_paths(archive, workers=1), new=True)


def test_names_of_any_bytes(folder: Path, tmp_path: Path) -> None:
    names = [b"caf\xe9.txt", b"-rf.txt", b"new\nline.txt", b"esc\x1b[31m.txt", b"#1.txt", b"a b"]
    for name in names:
        (folder / os.fsdecode(name)).write_text(GOOD)
    archive = tmp_path / "archive"
    assert index_paths(archive, [folder], workers=1).articles == 7
    with open_archive(archive) as news:
        answer = news.search("crude", limit=10)
        paths = {hit.article.path for hit in answer.hits}
        assert {os.fsencode(path) for path in paths} >= {
            os.fsencode(folder) + b"/" + name for name in names
        }
    again = index_paths(archive, workers=1)
    assert (again.unchanged, again.changed) == (7, 0)
    (folder / os.fsdecode(names[0])).unlink()
    assert index_paths(archive, workers=1).articles == 6


AS_NOBODY = """
import os, sys
from pathlib import Path
from newssearch.indexer import index_paths
warm = Path(sys.argv[3])  # so that all modules are loaded while they can be read
text = warm.with_name("warm.txt")
text.write_text("Rain fell on the town on Monday.")
index_paths(warm, [text], workers=1)
from newssearch.indexer.readers import read_records
from newssearch.indexer.fielding import field_article
for record in read_records(text.read_bytes(), "warm.txt"):
    field_article(record, id="warm", path="warm")
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for _ in range(2):
    report = index_paths(Path(sys.argv[1]), [Path(sys.argv[2])], workers=1)
    print(report.articles, *sorted((Path(s.path).name, s.reason, s.new) for s in report.skipped))
os.chmod(sys.argv[2] + "/shut.txt", 0o600)
report = index_paths(Path(sys.argv[1]), workers=1)
print(report.articles, report.changed, len(report.skipped))
"""


def test_unreadable_files_are_listed_and_tried_again(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        prelude = AS_NOBODY
    else:
        prelude = "\n".join(line for line in AS_NOBODY.splitlines() if "setuid" not in line)
    home = tmp_path / "home"
    news = home / "news"
    news.mkdir(parents=True)
    (news / "good.txt").write_text(GOOD)
    (news / "shut.txt").write_text(GOOD)
    (news / "closed").mkdir()
    for path in (home, news, *news.iterdir()):
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)
    (news / "shut.txt").chmod(0)
    (news / "closed").chmod(0)
    for parent in home.parents:
        if parent.stat().st_uid == os.geteuid() and not parent.stat().st_mode & 1:
            parent.chmod(parent.stat().st_mode | 0o111)
    run = subprocess.run(
        [sys.executable, "-c", prelude, str(home / "archive"), str(news), str(tmp_path / "warm")],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    (news / "closed").chmod(0o700)
    assert run.returncode == 0, run.stderr
    first, second, third = run.stdout.splitlines()
    refused = "permission denied"
    assert first == f"1 ('closed', '{refused}', True) ('shut.txt', '{refused}', True)"
    assert second == first.replace("True", "False")
    assert third == "2 1 1"


def test_articles_that_only_a_reader_could_love(tmp_path: Path) -> None:
    from newssearch.indexer import write_articles

    odd = [
        Article("nul", "p\n1", "a\0b \x01\x02 oil"),
        Article("surrogate", "p2", "oil \udce9", title="\ud800"),
        Article("empty", "p3", ""),
        Article("long", "p4", "x" * 200_000 + " oil"),
        Article("id\nof two lines", "p6", "oil"),
        Article("#", "p7", "oil"),
    ]
    archive = tmp_path / "archive"
    assert write_articles(archive, odd, workers=1).articles == 6
    with open_archive(archive) as news:
        assert news.count("oil") == 5
        assert {hit.article.id: hit.article for hit in news.search("NOT zinc", limit=9).hits} == {
            article.id: article for article in odd
        }
    assert write_articles(archive, odd, workers=1).articles == 6
