"""The copies of an article: all of its group, in the order of time."""

import datetime as dt
from collections.abc import Iterator

import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.indexer import delete_articles, write_articles
from newssearch.search import NewsArchive, open_archive
from newssearch.search.copies import find_copies

_WORDS = " ".join(f"word{number}" for number in range(200))


def _article(name: str, day: int | None, body: str = _WORDS) -> Article:
    date = None if day is None else dt.date(2012, 1, day)
    return Article(id=name, path=name, body=body, title="A story", date=date)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    folder = tmp_path_factory.mktemp("copies") / "archive"
    first = [_article("late", 9), _article("undated", None), _article("alone", 1, "other words")]
    write_articles(folder, first, workers=1)
    write_articles(folder, [_article("gone", 1), _article("early", 2)], workers=1)
    delete_articles(folder, ["gone"])
    with open_archive(folder) as opened:
        yield opened


@pytest.mark.parametrize("one", ["late", "undated", "early"])
def test_all_live_copies_in_the_order_of_time(news: NewsArchive, one: str) -> None:
    assert [article.id for article in find_copies(news, one)] == ["early", "late", "undated"]


def test_an_article_without_copies_is_alone(news: NewsArchive) -> None:
    assert [article.id for article in find_copies(news, "alone")] == ["alone"]


def test_what_is_no_article_is_refused(news: NewsArchive) -> None:
    with pytest.raises(UsageError, match="no article"):
        find_copies(news, "nothing")


def test_an_engine_that_keeps_no_groups_is_refused_with_its_place(
    news: NewsArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = news.engine

    class Elsewhere:
        where = "somewhere"
        find_id = engine.find_id

    monkeypatch.setattr(news, "_engine", Elsewhere())
    with pytest.raises(UsageError, match="not known at somewhere"):
        find_copies(news, "late")
