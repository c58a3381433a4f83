"""Relevance feedback: it is said which words are added; they find what the query alone does not."""

import json

import pytest

from newssearch.archive import Article
from newssearch.indexer import write_articles
from newssearch.search import feedback, open_archive
from newssearch.search.language import parse_query

TEXTS = (
    "The tanker spilled crude near the harbour. Crude covered the shore.",
    "Crude and tanker traffic near the harbour worried the shore.",
    "A tanker ran aground off the harbour; the shore was closed.",
    "Wheat prices fell again, and farmers sold little.",
    "Farmers sold wheat at prices that fell.",
    "The council met and decided nothing about schools.",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("feedback") / "archive"
    articles = [
        Article(id=f"a{number}", path=f"{number}.txt", body=body, source=f"Wire {number % 2}")
        for number, body in enumerate(TEXTS)
    ]
    write_articles(folder, articles, workers=1)
    return folder


def ids(call, archive, *arguments):
    code, out, err = call("query", *arguments, "--format", "ids", archive=archive)
    return code, out.split(), err


def test_added_words_find_what_the_query_does_not(call, archive):
    _, alone, _ = ids(call, archive, "crude", "--any")
    code, found, err = ids(call, archive, "crude", "--any", "--feedback")
    assert (code, sorted(alone)) == (0, ["a0", "a1"])
    assert found == [*alone, "a2"]
    added = err.split("feedback added the words ")[1].split("\n")[0].split(", ")
    assert {"crude", "harbour", "shore", "tanker"} <= set(added)
    assert not set(added) & {"the", "spilled"}


def test_words_of_named_articles(call, archive):
    _, found, err = ids(call, archive, "--more-like", "a3")
    assert set(found[:2]) == {"a3", "a4"}
    assert "feedback added the words " in err
    both = ids(call, archive, "--more-like", "a3", "--more-like", "a0")[1]
    assert set(both) == {"a0", "a1", "a2", "a3", "a4"}


def test_filters_narrow_what_is_found_and_what_is_learned_from(call, archive):
    arguments = ("crude", "--any", "--feedback", "--source", "Wire 1")
    assert ids(call, archive, *arguments)[1] == ["a1"]


def test_explanations_and_json_have_the_added_words(call, archive):
    _, out, _ = call("query", "crude", "--any", "--feedback", "--explain", archive=archive)
    assert "harbour^" in out.split("\n")[0]
    _, out, _ = call("query", "crude", "--any", "--feedback", "--format", "json", archive=archive)
    answer = json.loads(out)
    assert answer["query"] == "crude"
    assert parse_query(answer["parsed"]).node is not None
    assert "tanker^" in answer["parsed"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["crude", "--feedback"], "search for any of the words"),
        (["crude", "--more-like", "a1"], "search for any of the words"),
        (["--feedback"], "feedback needs words to search for"),
        (["--more-like", "zz"], "no article has the id zz"),
        (["--more-like", "a"], "several articles have ids that begin with a"),
    ],
)
def test_what_is_refused(arguments, message, call, archive):
    code, out, err = call("query", *arguments, archive=archive)
    assert (code, out) == (2, "")
    assert message in err


def test_nothing_to_add_is_said(archive):
    with open_archive(archive) as news:
        query = news.query(parse_query("zinc", any_word=True))
        found = feedback.with_feedback(news, query)
    assert found.notes == ("feedback added no words",)
    assert found.node == query.node
