"""Articles written through Python live through a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT
from newssearch.cli.program import carry_out
from newssearch.indexer import index_paths, rebuild, write_articles
from newssearch.indexer.carrying import StoredGeneration


def stored(archive: Path) -> dict[str, Article]:
    with Generation(archive, LAYOUT) as generation:
        return {article.id: article for article in StoredGeneration(generation)}


def is_sound(archive: Path) -> bool:
    return carry_out(["check", "-q", "--archive", str(archive)]) == 0


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"Title {number}\n\nLONDON, March 3 - Tin fell.\n")
    return folder


def test_a_rebuild_carries_over_what_has_no_file(tmp_path: Path, news: Path) -> None:
    archive = tmp_path / "archive"
    index_paths(archive, [news], workers=2)
    of_file = next(one for one in stored(archive).values() if one.path.endswith("1.txt"))
    written = [Article("a", "wire/a", "Oil."), of_file._replace(title="By hand")]
    write_articles(archive, [Article("a", "wire/a", "Old."), Article("b", "b", "Zinc.")], workers=1)
    write_articles(archive, written, workers=1)
    before = stored(archive)
    report = rebuild(archive, workers=2)
    assert (report.articles, report.carried, report.indexed) == (6, 3, 4)
    assert stored(archive) == before
    assert stored(archive)[of_file.id].title == "By hand"
    assert is_sound(archive)
    assert index_paths(archive, workers=1).unchanged == 4
    # what changes later takes the place of what was written by hand, as it did before
    (news / "1.txt").write_text("Title changed\n\nLONDON, March 3 - Tin rose.\n")
    index_paths(archive, workers=1)
    assert stored(archive)[of_file.id].title == "Title changed"
    assert rebuild(archive, workers=1).carried == 2
    assert is_sound(archive)


def test_what_was_written_in_place_of_a_file_that_is_gone_is_kept(
    tmp_path: Path, news: Path
) -> None:
    archive = tmp_path / "archive"
    index_paths(archive, [news], workers=1)
    of_file = next(one for one in stored(archive).values() if one.path.endswith("1.txt"))
    write_articles(archive, [of_file._replace(title="By hand")], workers=1)
    (news / "1.txt").unlink()
    report = rebuild(archive, workers=1)
    assert (report.articles, report.carried) == (4, 1)
    assert stored(archive)[of_file.id].title == "By hand"
    assert is_sound(archive)


def test_an_archive_of_written_articles_alone_can_be_rebuilt(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    write_articles(archive, [Article(n, n, f"Oil {n}.") for n in "abc"], workers=1)
    before = stored(archive)
    report = rebuild(archive, workers=1)
    assert (report.articles, report.carried) == (3, 3)
    assert stored(archive) == before
    assert is_sound(archive)


def test_where_they_can_be_read_no_more_a_rebuild_asks(tmp_path: Path, news: Path) -> None:
    archive = tmp_path / "archive"
    index_paths(archive, [news], workers=1)
    write_articles(archive, [Article("a", "wire/a", "Oil.")], workers=1)
    for folder in (archive / "generations").iterdir():
        (folder / "MANIFEST").write_bytes(b"{}")
    with pytest.raises(
        UsageError, match="1 article of this archive added through Python"
    ) as caught:
        rebuild(archive, workers=1)
    assert "--allow-empty" in str(caught.value.hint)
    assert rebuild(archive, workers=1, allow_empty=True).articles == 4
    assert is_sound(archive)


@pytest.mark.parametrize("keep", [1, 2, 4])
def test_as_many_generations_are_kept_as_are_asked_for(tmp_path: Path, keep: int) -> None:
    archive = tmp_path / "archive"
    for number in range(6):
        write_articles(archive, [Article(str(number), "x", "Oil.")], workers=1, keep=keep)
        assert len(list((archive / "generations").iterdir())) == min(keep, number + 1)
    for left in range(5, 6 - keep, -1):
        assert carry_out(["rollback", "-q", "--archive", str(archive)]) == 0
        assert len(stored(archive)) == left
    assert carry_out(["rollback", "-q", "--archive", str(archive)]) == 3


def test_at_least_one_generation_is_kept(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least one"):
        write_articles(tmp_path / "a", [], keep=0)
