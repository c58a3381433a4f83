"""A loose phrase takes the joined spelling of a word with a hyphen as one word."""

from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import open_archive

BODIES = {
    "joined": "The covid19 tracker went dark.",
    "hyphen": "The covid-19 tracker went dark.",
    "open": "The covid 19 tracker went dark.",
    "far": "The covid19 tracker of the old town hall then went dark.",
}


@pytest.mark.parametrize("word", ["covid-19", "covid19"])
def test_a_loose_phrase_finds_every_spelling(tmp_path: Path, word: str) -> None:
    articles = [Article(name, name, body) for name, body in BODIES.items()]
    write_articles(tmp_path / "archive", articles, workers=1)
    with open_archive(tmp_path / "archive") as news:
        found = {hit.article.id for hit in news.search(f'"dark {word} tracker"~2').hits}
    assert found >= {"joined", "hyphen"}
    assert "far" not in found
