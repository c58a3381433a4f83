"""The page of a source is said wherever a place in it is shown."""

import json

import pytest

from newssearch.archive.article import Article
from newssearch.archive.article_json import article_json, article_of
from newssearch.indexer import write_articles

BODY = [f"On page {number} the harbour board met again." for number in range(1, 9)]


@pytest.fixture
def report(tmp_path):
    text = "\n\n".join(BODY)
    pages = tuple((text.index(paragraph), number) for number, paragraph in enumerate(BODY, 1))
    article = Article("r", "report.pdf", text, title="The harbour", pages=pages)
    write_articles(tmp_path / "archive", [article, Article("s", "s", "Page 7 of none.")], workers=1)
    return tmp_path / "archive"


def test_hits_and_lines_of_key_words_say_the_page(call, report):
    assert "p. 7: " in call("query", '"page 7" harbour', archive=report)[1]
    lines = call("query", '"page 7" OR "page 2 the"', "--kwic", "20", archive=report)[1].split("\n")
    assert any("p. 7 " in line and "page 7" in line.lower() for line in lines)
    assert any("p. 2 " in line for line in lines)


def test_an_article_is_shown_with_its_pages(call, report):
    lines = call("show", "r", archive=report)[1].split("\n")
    for number, paragraph in enumerate(BODY, 1):
        assert lines[lines.index(f"p. {number}") + 1] == paragraph
    assert "p. " not in call("show", "s", archive=report)[1]


def test_json_holds_pages(call, report):
    found = json.loads(call("query", '"page 7"', "--format", "json", archive=report)[1])
    by_id = {hit["id"]: hit["snippets"][0] for hit in found["hits"]}
    assert by_id["r"]["page"] == 7
    assert "page" not in by_id["s"]
    shown = json.loads(call("show", "r", "--format", "json", archive=report)[1])
    assert [page for _, page in shown["pages"]] == list(range(1, 9))


def test_pages_survive_export_and_import(report):
    article = Article("r", "r", "\n\n".join(BODY), pages=((0, 1), (len(BODY[0]) + 2, 2)))
    assert article_of(article_json(article)) == article
