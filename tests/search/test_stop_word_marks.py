"""A bare query's stop words are highlighted only beside its other words."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_archives import publish

from newssearch.archive.article import Article
from newssearch.search import open_archive

BODY = (
    "The Bank of Ellery cut rates. Most of the banks of the river, and of the town, stayed dry."
    " In the end Ellery of the north paid."
)
ARTICLES = [Article(id="a0", path="a", body=BODY), Article(id="a1", path="b", body="Of this, no.")]

MARKED = {
    "bank of ellery": ["Bank", "of", "Ellery", "banks", "of", "Ellery", "of"],
    "of the": ["The", "of", "of", "the", "of", "the", "of", "the", "the", "of", "the"],
    '"of" ellery': ["of", "of", "of", "of", "of", "Ellery", "Ellery"],
    "end of ellery": ["of", "Ellery", "end", "Ellery", "of"],
    "body:(river of)": ["river"],
    "WHO said": [],
}


@pytest.mark.parametrize("query", MARKED)
def test_stop_words_are_highlighted_beside_others(tmp_path: Path, query: str) -> None:
    with open_archive(publish(tmp_path / "archive", [ARTICLES])) as news:
        found = news.select(query)
        marks = found.marks("a0").get("body", ())
        assert sorted(BODY[start:end] for start, end in marks) == sorted(MARKED[query])
        assert found.matches == len(marks)


def test_an_article_with_nothing_but_stop_words_shows_them(tmp_path: Path) -> None:
    with open_archive(publish(tmp_path / "archive", [ARTICLES])) as news:
        found = news.select("bank OR of")
        assert [found.marks(id_).get("body", ()) != () for id_ in ("a0", "a1")] == [True, True]
        assert found.marks("a1")["body"] == ((0, 2),)
