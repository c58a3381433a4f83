"""Many small updates: the archive stays about as large as a rebuilt one, in few files."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

import pytest

from newssearch.archive.columnar.files import SUFFIXES
from newssearch.archive.errors import ArchiveMissing
from newssearch.archive.generations import Generation, read_current
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer import compact, index_paths, publishing, rebuild
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")

WORDS = [
    f"{first}{second}{third}" for first in "bdfgklmnprst" for second in "aeiou" for third in "ln"
]


def text_of(number: int) -> str:
    """Return an article of 150 words, some frequent and some not."""
    chosen = random.Random(number)
    words = [WORDS[min(int(chosen.paretovariate(0.7)) - 1, len(WORDS) - 1)] for _ in range(150)]
    return f"Report {number}\n\nLONDON, March 3 - {' '.join(words)} {number}.\n"


def news_in(folder: Path, files: int) -> Path:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number}.txt").write_text(text_of(number))
    return folder


class Shape(NamedTuple):
    """How large an archive is, in bytes, files, and (articles, live ones) of each segment."""

    size_bytes: int
    files: int
    segments: list[tuple[int, int]]


def shape_of(archive: Path) -> Shape:
    with Generation(archive, LAYOUT) as generation:
        files = generation.manifest.files
        return Shape(
            sum(entry.size_bytes for entry in files.values()),
            len(files),
            [(segment.size, segment.live) for segment in generation.segments],
        )


def change_one(folder: Path, step: int, chosen: random.Random) -> None:
    """Add, change or delete one file."""
    files = sorted(folder.iterdir())
    match step % 3:
        case 0:
            (folder / f"late{step}.txt").write_text(text_of(10_000 + step))
        case 1:
            chosen.choice(files).write_text(text_of(20_000 + step))
        case _:
            chosen.choice(files).unlink()


def update_often(folder: Path, archive: Path, updates: int) -> tuple[float, int]:
    """Return the largest ratio of size to that of a rebuilt archive, and the most files."""
    chosen = random.Random(7)
    most_files, largest = 0, 0
    for step in range(updates):
        change_one(folder, step, chosen)
        index_paths(archive, workers=1)
        now = shape_of(archive)
        most_files = max(most_files, now.files)
        largest = max(largest, now.size_bytes)
    fresh = folder.parent / "fresh"
    index_paths(fresh, [folder], workers=1)
    with open_archive(archive) as updated, open_archive(fresh) as rebuilt:
        for query in ("NOT zzz", WORDS[0], WORDS[40], f'"{WORDS[0]} {WORDS[1]}"'):
            assert updated.search(query).total == rebuilt.search(query).total
    return largest / shape_of(fresh).size_bytes, most_files


def test_small_updates_do_not_add_up(tmp_path: Path) -> None:
    folder, archive = news_in(tmp_path / "news", 200), tmp_path / "archive"
    index_paths(archive, [folder], workers=1)
    ratio, files = update_often(folder, archive, 60)
    assert ratio <= 1.2
    assert files <= 4 * (len(SUFFIXES) + 1) + 10


@pytest.mark.sweep
def test_a_thousand_small_updates_do_not_add_up(tmp_path: Path) -> None:
    folder, archive = news_in(tmp_path / "news", 500), tmp_path / "archive"
    index_paths(archive, [folder], workers=1)
    ratio, files = update_often(folder, archive, 1000)
    assert ratio <= 1.2
    assert files <= 6 * (len(SUFFIXES) + 1) + 10


def test_an_update_rewrites_few_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge of all at each update would keep the archive small, too."""
    folder, archive = news_in(tmp_path / "news", 200), tmp_path / "archive"
    index_paths(archive, [folder], workers=1)
    merge, rewritten = publishing.merge_segments, []

    def counting(*arguments):
        rewritten.append(merge(*arguments))
        return rewritten[-1]

    monkeypatch.setattr(publishing, "merge_segments", counting)
    for number in range(40):
        (folder / f"{number}.txt").write_text(text_of(30_000 + number))
        index_paths(archive, workers=1)
    assert max(rewritten) == 200, "the whole is merged from time to time"
    assert sum(rewritten) <= 40 * 2 * 10 + 40 * 6


def test_compact_merges_all_and_changes_no_answer(tmp_path: Path) -> None:
    folder, archive = news_in(tmp_path / "news", 60), tmp_path / "archive"
    index_paths(archive, [folder], workers=1)
    for number in range(4):
        (folder / f"{number}.txt").write_text(text_of(40_000 + number))
        (folder / f"copy{number}.txt").write_text(text_of(50))
        index_paths(archive, workers=1)
    before = shape_of(archive)
    assert len(before.segments) > 1
    with open_archive(archive) as news:
        found = sorted(hit.article.id for hit in news.search(WORDS[3], limit=99).hits)
        groups = news.search("NOT zzz", limit=99, group=True).total
    report = compact(archive)
    after = shape_of(archive)
    assert after.segments == [(64, 64)]
    assert after.size_bytes < before.size_bytes
    assert (report.articles, report.duplicates) == (64, 4)
    assert [path.name for path in (archive / "generations").iterdir()] == [report.generation]
    with open_archive(archive) as news:
        assert sorted(hit.article.id for hit in news.search(WORDS[3], limit=99).hits) == found
        assert news.search("NOT zzz", limit=99, group=True).total == groups
    assert compact(archive).generation == report.generation, "there is nothing left to do"
    assert index_paths(archive, workers=1).unchanged == 64


def test_compact_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        compact(tmp_path / "archive")
    (tmp_path / "news").mkdir()
    index_paths(tmp_path / "archive", [tmp_path / "news"], workers=1)
    before = read_current(tmp_path / "archive")
    assert compact(tmp_path / "archive").articles == 0
    assert read_current(tmp_path / "archive") == before
    assert rebuild(tmp_path / "archive", workers=1).articles == 0
