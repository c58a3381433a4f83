import json

import pytest
from front_door import check_output, settled

from newssearch.archive import Article
from newssearch.indexer import write_articles

BODIES = (
    "Crude oil rose. Traders said crude oil would rise. The U.S. envoy bought oil.",
    "Crude oil fell.\n\nOil is not crude, said the U.S. envoy. Wheat rose, and wheat fell.",
    "Wheat and corn rose. Nobody said why. Crude manners were seen. Corn fell again.",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words") / "archive"
    articles = [
        Article(id=f"a{number}", path=f"{number}.txt", body=body, source=f"Wire {number % 2}")
        for number, body in enumerate(BODIES)
    ]
    write_articles(folder, articles, workers=1)
    return folder


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "tsv"])
def test_every_form_has_its_bytes(form, call, archive):
    arguments = ("oil", "--least", "1", "--window", "2", "--format", form)
    code, out, err = call("collocates", *arguments, archive=archive)
    assert (code, err) == (0, "2 articles, 5 matches, 13 words near; 8 collocates\n")
    check_output(f"collocates/collocates.{form}", settled(out, archive))


def test_articles_and_matches_are_those_of_the_query(call, archive):
    _, out, _ = call("query", "oil", "--count", archive=archive)
    _, answer, _ = call("collocates", "oil", "--format", "json", archive=archive)
    assert json.loads(answer)["total"] == int(out) == 2


def rows(call, archive, *arguments):
    _, out, _ = call("collocates", "--least", "1", "--format", "json", *arguments, archive=archive)
    answer = json.loads(out)
    return answer, {row["word"]: row for row in answer["collocates"]}


def test_filters_narrow_the_corpus(call, archive):
    whole, _ = rows(call, archive, "oil")
    narrowed, _ = rows(call, archive, "oil", "--source", "Wire 1")
    assert narrowed["parsed"] == 'oil AND source:"Wire 1"'
    assert narrowed["total"] == 1
    assert narrowed["words_near"] + narrowed["words_elsewhere"] == 14
    assert whole["words_near"] + whole["words_elsewhere"] == 39


def test_units_and_sides(call, archive):
    _, left = rows(call, archive, "envoy", "--window", "1,0")
    assert set(left) == {"US"}
    _, sentence = rows(call, archive, "wheat", "--unit", "sentence")
    assert {"corn", "rose", "and"} <= set(sentence)
    _, without = rows(call, archive, "wheat", "--unit", "sentence", "--no-stop-words")
    assert set(without) == set(sentence) - {"and"}


def test_initials_are_written_as_a_query_finds_them(call, archive):
    _, found = rows(call, archive, "envoy", "--window", "1")
    assert found["US"]["near"] == 2
    assert call("query", "US", "--count", archive=archive)[1] == "2\n"


@pytest.mark.parametrize("window", ["", "x", "1,2,3", "-1", "1.5", "0"])
def test_what_is_no_window(window, call, archive):
    code, out, err = call("collocates", "oil", f"--window={window}", archive=archive)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")


def test_nothing_found(call, archive):
    assert call("collocates", "zinc", archive=archive) == (1, "", "no articles match: zinc\n")
    code, out, _ = call("collocates", "zinc", "--format", "csv", archive=archive)
    assert (code, out.count("\n")) == (1, 1)
