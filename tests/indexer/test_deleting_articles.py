"""Articles that came through Python: deleted by id, and with their quotations found."""

from __future__ import annotations

from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import ArchiveMissing, UsageError
from newssearch.archive.generations import read_current
from newssearch.indexer import delete_articles, index_paths, write_articles
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    articles = [Article(str(n), f"wire/{n}", f"Oil rose on day {n}.") for n in range(9)]
    write_articles(tmp_path / "archive", articles, workers=1)
    return tmp_path / "archive"


def held(archive: Path) -> set[str]:
    with open_archive(archive) as news:
        return {hit.article.id for hit in news.search("oil", limit=99).hits}


def test_ids_are_deleted_at_once_and_counted_exactly(archive: Path) -> None:
    before = read_current(archive)[0]
    assert delete_articles(archive, ["1", "3", "3", "nobody's"]) == 2
    assert held(archive) == {"0", "2", "4", "5", "6", "7", "8"}
    assert read_current(archive)[0] != before
    assert delete_articles(archive, ["1", "nobody's"]) == 0
    assert delete_articles(archive, held(archive)) == 7
    assert held(archive) == set()


def test_a_deleted_article_can_be_written_again(archive: Path) -> None:
    delete_articles(archive, ["1"])
    report = write_articles(archive, [Article("1", "wire/1", "Oil fell.")], workers=1)
    assert report.articles == 9
    assert "1" in held(archive)


def test_nothing_is_published_where_there_is_nothing_to_delete(archive: Path) -> None:
    before = read_current(archive)[0]
    assert delete_articles(archive, ["x"]) == 0
    assert read_current(archive)[0] == before


def test_articles_of_files_are_refused_and_none_is_deleted(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Oil rose in the harbour town of Ellery.\n")
    index_paths(archive, [tmp_path / "news"])
    (of_file,) = held(archive) - {str(n) for n in range(9)}
    with pytest.raises(UsageError, match="is of a file"):
        delete_articles(archive, ["1", of_file])
    assert len(held(archive)) == 10
    assert delete_articles(archive, ["1"]) == 1
    report = index_paths(archive, [tmp_path / "news"])
    assert report.articles == 9


def test_a_missing_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        delete_articles(tmp_path / "none", ["1"])


BODY = "The harbour was quiet.\n\n“We have waited for eleven years,” said Ada Holm, the pilot."


def test_quotations_are_found_unless_told_not_to(tmp_path: Path) -> None:
    for wanted, expected in ((True, ["Ada Holm"]), (False, [])):
        where = tmp_path / str(wanted)
        write_articles(where, [Article("a", "a", BODY)], workers=1, quotations=wanted)
        with open_archive(where) as news:
            (hit,) = news.search("harbour").hits
        assert [quotation.speaker for quotation in hit.article.quotes] == expected
