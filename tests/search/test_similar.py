from __future__ import annotations

from collections.abc import Iterator

import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.indexer import write_articles
from newssearch.search import NewsArchive, open_archive
from newssearch.search.similar import MAX_WORDS, find_similar, telling_words

_SPILL = (
    "The tanker Exxon Valdez ran aground on a reef in Alaska and spilled crude oil into the sound."
    " Cleanup crews and fishermen watched the slick spread along the coast of Alaska for weeks,"
    " and the company promised to pay for the cleanup of every beach that the crude oil reached."
)
_FILLER = "The council of the town talked about roads, schools and the budget of the year {}."

ARTICLES = (
    Article(id="spill", path="p", title="Tanker spills oil", body=_SPILL),
    Article(id="copy", path="p", title="Tanker spills oil", body=_SPILL),
    Article(
        id="cleanup",
        path="p",
        title="Cleanup of the Alaska spill goes on",
        body="Crews on the coast of Alaska wash each beach where the slick of crude came ashore.",
    ),
    Article(id="tanker", path="p", body="A tanker was sold in the port of the town for a budget."),
    *(Article(id=f"town{n}", path="p", body=_FILLER.format(n)) for n in range(20)),
    Article(id="empty", path="p", body=""),
    Article(id="alone", path="p", body="Zyzzyva quixotry 12345 12345"),
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    folder = tmp_path_factory.mktemp("similar") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    with open_archive(folder) as opened:
        yield opened


def test_the_most_similar_first_without_itself_and_its_copy(news: NewsArchive) -> None:
    found = find_similar(news, "spill")
    assert [hit.article.id for hit in found.hits][:2] == ["cleanup", "tanker"]
    assert not {"spill", "copy"} & {hit.article.id for hit in found.hits}
    assert found.copies == 1
    assert found.total == len(find_similar(news, "spill", limit=None).hits)


def test_words_are_the_rare_ones_that_others_have(news: NewsArchive) -> None:
    words = [word for word, _ in telling_words(news, ARTICLES[0])]
    assert "alaska" in words[:5]
    assert "valdez" in words
    assert not {"the", "and"} & set(words)
    assert len(words) <= MAX_WORDS


def test_pages_agree_with_the_whole(news: NewsArchive) -> None:
    whole = [hit.article.id for hit in find_similar(news, "spill", limit=None).hits]
    pieces = [
        hit.article.id
        for offset in range(0, len(whole), 2)
        for hit in find_similar(news, "spill", limit=2, offset=offset).hits
    ]
    assert pieces == whole


@pytest.mark.parametrize("id_", ["empty", "alone"])
def test_nothing_is_like_nothing(news: NewsArchive, id_: str) -> None:
    found = find_similar(news, id_)
    assert (found.total, found.hits) == (0, ())


def test_unknown_ids_are_refused(news: NewsArchive) -> None:
    with pytest.raises(UsageError):
        find_similar(news, "nowhere")
