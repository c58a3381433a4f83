"""Public functions say at once what is wrong with an argument, in a message made for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_archives import publish

import newssearch
from newssearch import Article, NewsArchive, QuerySyntaxError, UsageError, open_archive
from newssearch.archive.errors import ArchiveMissing
from newssearch.search.appearances import find_appearance
from newssearch.search.limits import MAX_PATTERN_WORDS
from newssearch.search.quotation_search import find_quotations
from newssearch.search.saved import SavedQueries, SavedQuery
from newssearch.search.similar import find_similar


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = " ".join(f"word{number:05}" for number in range(MAX_PATTERN_WORDS + 1))
    articles = [
        Article(id="a1", path="a", title="Oil", body="Oil rose again."),
        Article(id="b2", path="b", body=f"Oil and {words}."),
    ]
    return publish(tmp_path_factory.mktemp("arguments") / "a", [articles])


@pytest.fixture
def news(archive: Path) -> Iterator[NewsArchive]:
    with open_archive(archive) as opened:
        yield opened


WRONG: list[tuple[Callable[[Any], object], str]] = [
    (lambda news: news.search("oil", limit=-1), "limit must be a whole number, 0 or more, not -1"),
    (
        lambda news: news.search("oil", limit=1.5),
        "limit must be a whole number, 0 or more, not 1.5",
    ),
    (lambda news: news.search("oil", limit=True), "limit must be a whole number"),
    (
        lambda news: news.search("oil", offset=-5),
        "offset must be a whole number, 0 or more, not -5",
    ),
    (lambda news: news.search("oil", sort="best"), "hits cannot be sorted by 'best'"),
    (lambda news: news.select(["oil"]), "a query must be a string, not list"),
    (lambda news: news.search(7), "a query must be a string, not int"),
    (lambda news: news.select("oil").facets(["color"]), "cannot count by 'color'"),
    (lambda news: news.select("oil").facets(["source"], limit=-1), "limit must be"),
    (lambda news: news.select("oil").explain("zzz"), "no article has the id zzz"),
    (lambda news: news.article("zzz"), "no article has the id zzz"),
    (lambda news: find_quotations(news, "oil", limit=-2), "limit must be"),
    (lambda news: find_quotations(news, "oil", sort="new"), "hits cannot be sorted by 'new'"),
    (lambda news: find_similar(news, "a1", offset=-1), "offset must be"),
    (lambda news: find_appearance(news, b"oil"), "a query must be a string, not bytes"),  # type: ignore[arg-type]
    (lambda _: open_archive(7), "an archive is opened by its path, not by int"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("call", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_wrong_argument_is_a_usage_error(
    news: NewsArchive, call: Callable[[Any], object], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        call(news)
    assert caught.value.message.startswith(message)


def test_a_limit_of_0_is_no_hit_and_no_limit_is_all(news: NewsArchive) -> None:
    assert news.search("oil", limit=0).hits == ()
    assert news.search("oil", limit=0).total == 2
    assert len(news.search("oil", limit=None).hits) == news.count("oil") == 2


def test_a_path_may_be_a_text(archive: Path) -> None:
    with open_archive(str(archive)) as news:
        assert news.where == str(archive)
    queries = SavedQueries(str(archive))
    queries.add(SavedQuery("one", "oil"))
    assert queries.names() == ["one"]


def test_a_closed_archive_says_so(archive: Path) -> None:
    news = open_archive(archive)
    news.close()
    news.close()
    for call in (
        lambda: news.search("oil"),
        lambda: news.article("a1"),
        news.coverage,
        lambda: find_similar(news, "a1"),
    ):
        with pytest.raises(UsageError, match="the archive has been closed") as caught:
            call()
        assert str(archive) in caught.value.message
        assert caught.value.hint


def test_an_archive_shows_itself_by_its_place_and_generation(archive: Path) -> None:
    with open_archive(archive) as news:
        assert repr(news) == f"<newssearch archive at {archive}: generation {news.generation}>"
    assert repr(news) == f"<newssearch archive at {archive}: closed>"


def test_what_is_no_archive_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        open_archive(tmp_path / "none")


@pytest.mark.parametrize("text", ["oil word*", "oil OR title:(gas OR word*)", 'oil "and word*"'])
def test_a_pattern_for_too_many_words_is_named_where_it_stands(
    news: NewsArchive, text: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        news.search(text)
    error = caught.value
    assert (error.code, error.exit_code) == ("wildcard_too_many", 2)
    assert error.text[error.position : error.position + error.length] == "word*"
    words = MAX_PATTERN_WORDS + 1
    assert error.message == (
        f"'word*' matches {words:,} words of this archive; the limit is {MAX_PATTERN_WORDS:,}"
    )
    with pytest.raises(QuerySyntaxError, match=r"'word\*'"):
        find_quotations(news, text)


def test_what_is_public_is_named_at_the_top() -> None:
    for name in newssearch.__all__:
        assert getattr(newssearch, name).__doc__, name
    assert {"Answer", "Hit", "Selection", "NewsArchive", "open_archive"} <= set(newssearch.__all__)
