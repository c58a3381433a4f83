"""A phrase goes on after the end of a sentence, unless the query forbids it."""

from pathlib import Path

import pytest
from made_archives import publish

from newssearch.archive.article import Article
from newssearch.cli.formats.explanations import explanation_lines
from newssearch.search import open_archive

ARTICLES = [
    Article("apart", "/a", "They spoke of Iran. Contra rebels came."),
    Article("one", "/b", "The Iran contra affair. It went on."),
    Article("both", "/c", "Iran Contra. Iran? Contra!"),
    Article("title", "/d", "Rain fell.", title="Iran. Contra"),
    Article("notes", "/e", "Rain fell.", notes=("Iran contra.",)),
]


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sentences") / "a"
    with open_archive(publish(Path(folder), [ARTICLES])) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "found", "matches"),
    [
        ('"iran contra"', ["apart", "both", "one", "title"], 5),
        ('"iran contra"~s', ["both", "one"], 2),
        ('"ir* contra"~s', ["both", "one"], 2),
        ('title:"iran contra"~s', [], 0),
        ('notes:"iran contra"~s', ["notes"], 1),
        ('"contra"~s', ["apart", "both", "one", "title"], 5),
        ('rebels OR "iran contra"~S', ["apart", "both", "one"], 3),
        ('"iran contra"~s w/3 affair', ["one"], 2),
    ],
)
def test_both_readings(news, text, found, matches):
    answer = news.search(text, limit=None)
    assert sorted(hit.article.id for hit in answer.hits) == found
    assert answer.matches == matches


def test_the_explanation_says_which_was_read(news):
    line = '    also matches across a sentence end; "iran contra"~s matches within one sentence'
    assert line in list(explanation_lines(news.select('"iran contra"').explain()))
    for text in ('"iran contra"~s', '"iran contra"~3', '"iran"', "iran contra"):
        assert "sentence" not in "".join(explanation_lines(news.select(text).explain()))
