"""What ranking promises whatever its constants are."""

from __future__ import annotations

import pytest

from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import open_archive

BODIES = {
    "together": "Some rockets. A scud missile was fired, and many other things happened that day.",
    "reversed": "A missile scud, and another missile scud, one more missile scud.",
    "apart": "Scud scud scud. The missile, missile, missile. The missile missile of a scud scud.",
    "one-word": "A scud, and a scud again.",
    "of-the": "The end of the day.",
    "the": "The the the the the the the.",
    "oil": "Crude prices. Prices of oil. Oil, crude, prices.",
    "crude-oil-prices": "They spoke of crude oil prices at length, as they had spoken before.",
}


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ranking") / "archive"
    articles = [Article(id=name, path=name, body=body) for name, body in BODIES.items()]
    write_articles(folder, articles, workers=1)
    with open_archive(folder) as archive:
        yield archive


def ids(news, text, **options):
    return [hit.article.id for hit in news.search(text, **options).hits]


def scores(news, text, **options):
    return {hit.article.id: hit.score for hit in news.search(text, **options).hits}


def test_words_side_by_side_in_order_come_first(news):
    assert ids(news, "scud missile")[0] == "together"
    assert set(ids(news, "scud missile")) == {"together", "reversed", "apart"}
    assert ids(news, "missile scud")[0] == "reversed"
    assert ids(news, "crude oil prices") == ["crude-oil-prices", "oil"]


def test_a_word_that_the_question_repeats_counts_as_often(news):
    once = scores(news, "scud missile", any_word=True)
    twice = scores(news, "scud missile scud", any_word=True)
    alone = scores(news, "scud")
    for name, score in twice.items():
        assert score == pytest.approx(once[name] + alone.get(name, 0.0), abs=2e-4)


def test_function_words_decide_only_among_themselves(news):
    assert ids(news, "the rockets", any_word=True)[0] == "together"
    assert ids(news, "the")[0] == "the"
    assert scores(news, "the scud", any_word=True)["one-word"] == scores(news, "scud")["one-word"]


def test_a_function_word_in_capitals_or_in_quotes_is_a_word_as_any_other(news):
    assert scores(news, "THE")["the"] > 5 * scores(news, "the")["the"]
    assert scores(news, '"the"')["the"] > 5 * scores(news, "the")["the"]


def test_a_weight_that_all_words_have_changes_no_score(tmp_path):
    texts = ["scud scud fell", "a scud missile fell on the town", "a long day in town without news"]
    found = []
    for field in ("title", "body"):
        folder = tmp_path / field
        articles = [
            Article(id=str(n), path=str(n), **{"body": "", field: text})
            for n, text in enumerate(texts)
        ]
        write_articles(folder, articles, workers=1)
        with open_archive(folder) as archive:
            found.append(scores(archive, "scud fell", any_word=True))
    assert found[0] == pytest.approx(found[1], abs=2e-4)
