"""Counts of an archive against counting its articles one by one."""

import datetime as dt
from collections import Counter

import pytest

from newssearch.archive import Article, Quotation
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.statistics import gaps_of


def _article(number):
    return Article(
        id=f"{number:08x}",
        path=f"/news/{number}",
        title="A title" if number % 3 else None,
        byline=("A Writer",) if number % 4 == 0 else (),
        dateline="PARIS" if number % 5 == 0 else None,
        date=dt.date(1960 + number % 7 * 9, 1 + number % 12, 28) if number % 6 else None,
        source=(None, "One", "Two")[number % 3],
        body="Some words, and more of them.\n\nThe end.",
        quotes=(Quotation(0, 4),) if number % 7 == 0 else (),
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Two segments, and articles deleted from the first because they came again."""
    folder = tmp_path_factory.mktemp("statistics") / "archive"
    write_articles(folder, [_article(number) for number in range(80)], workers=1)
    write_articles(folder, [_article(number) for number in range(70, 100)], workers=1)
    return folder


def test_statistics_are_those_of_the_articles(archive):
    articles = [_article(number) for number in range(100)]
    with open_archive(archive) as news:
        found = news.statistics()
    dated = [article.date for article in articles if article.date]
    assert found.articles == 100
    assert found.words == 800
    assert found.with_field == {
        "title": sum(article.title is not None for article in articles),
        "byline": sum(bool(article.byline) for article in articles),
        "dateline": sum(article.dateline is not None for article in articles),
        "date": len(dated),
        "quotes": sum(bool(article.quotes) for article in articles),
    }
    assert (found.first_date, found.last_date) == (min(dated), max(dated))
    assert found.undated == 100 - len(dated)
    assert found.years == Counter(sorted(date.year for date in dated))
    for name, source in found.sources.items():
        mine = [article for article in articles if article.source == name]
        assert source.articles == len(mine)
        assert source.years == Counter(article.date.year for article in mine if article.date)


def test_gaps_are_runs_of_missing_years():
    assert gaps_of({1990: 3, 1991: 1, 1993: 2, 1997: 1}) == [(1992, 1992), (1994, 1996)]
    assert gaps_of({}) == []


def test_an_archive_of_nothing(tmp_path):
    write_articles(tmp_path / "archive", [], workers=1)
    with open_archive(tmp_path / "archive") as news:
        found = news.statistics()
    assert (found.articles, found.years, found.first_date) == (0, {}, None)
