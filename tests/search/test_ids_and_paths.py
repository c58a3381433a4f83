"""Ids that begin alike, and files that hold many articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.indexer import write_articles
from newssearch.search import NewsArchive, open_archive

FILE = "/news/wire.jsonl"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    archive: Path = tmp_path_factory.mktemp("ids") / "archive"
    numbered = [
        Article(id=f"d32e17#{n}", path=f"{FILE}#{n}", body=f"Article number {n}.")
        for n in range(1, 40)
    ]
    other = Article(id="d32e18", path="/news/wire.jsonl.txt", body="Another file.")
    write_articles(archive, [*numbered, other], workers=1)
    with open_archive(archive) as opened:
        yield opened


def test_an_id_with_its_number_is_whole(news: NewsArchive) -> None:
    assert news.article("d32e17#1").body == "Article number 1."
    assert news.select('id:"d32e17#1"').total == 1


def test_the_beginning_of_an_id_will_do_if_it_is_the_only_one(news: NewsArchive) -> None:
    assert news.article("d32e18").id == "d32e18"
    with pytest.raises(UsageError, match="several articles"):
        news.article("d32e17")
    assert news.select("id:d32e17").total == 39


def test_a_path_is_all_of_its_file_or_folder(news: NewsArchive) -> None:
    assert news.select(f"path:{FILE}").total == 39
    assert news.select(f"path:{FILE}#3").total == 1
    assert news.select(f"path:{FILE}*").total == 40
    assert news.select("path:/news/").total == 40
    assert news.select("path:/new").total == 0
