"""query --kwic as a concordance: sorted, drawn at random, as a table."""

import csv
import io
import json

import pytest
from corpus_articles import ARTICLES
from front_door import check_output, settled

from newssearch.archive import Article, Quotation
from newssearch.indexer import write_articles

SPOKEN = Article(
    id="q1",
    path="q1.txt",
    title="What she said",
    body="“Crude oil is over,” Ann Lee said. Bo Day said nothing of crude oil.",
    quotes=(Quotation(1, 18, speaker="Ann Lee"),),
    source="Wire A",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lines") / "archive"
    write_articles(folder, [*ARTICLES, SPOKEN], workers=1, quotations=False)
    return folder


def lines(call, archive, *arguments):
    _, out, _ = call("query", *arguments, "--format", "csv", "--limit", "0", archive=archive)
    return list(csv.DictReader(io.StringIO(out)))


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "tsv"])
def test_every_form_has_its_bytes(form, call, archive):
    arguments = ("crude", "--kwic", "4", "--kwic-words", "--kwic-sort", "1R,date", "--format", form)
    code, out, err = call("query", *arguments, archive=archive)
    assert (code, err) == (0, "5 articles, 8 matches; lines 1-8\n")
    check_output(f"query/concordance.{form}", settled(out, archive))


def test_there_are_as_many_lines_as_matches(call, archive):
    for query in ("crude", "wheat OR oil", "title:report", "crude w/3 oil"):
        _, out, _ = call("query", query, "--format", "json", archive=archive)
        answer = json.loads(out)
        rows = lines(call, archive, query, "--kwic")
        assert len(rows) == answer["matches"] == sum(hit["matches"] for hit in answer["hits"])
        assert len({row["article"] for row in rows}) == answer["total"]


def sorted_by(call, archive, keys, column, query="crude"):
    return [row[column] for row in lines(call, archive, query, "--kwic", "--kwic-sort", keys)]


def test_lines_are_sorted_by_words_around_them(call, archive):
    right = sorted_by(call, archive, "1R", "right")
    assert [text.split()[0].strip(".") for text in right] == ["manners", *["oil"] * 6, ","]
    left = sorted_by(call, archive, "1l", "left")
    assert [text.split()[-1:] for text in left] == [
        *(["not"], ["of"], ["of"], ["said"], ["why."]),
        *([], [], ["“"]),
    ]


def test_lines_are_sorted_by_date_source_and_speaker(call, archive):
    dates = sorted_by(call, archive, "date", "date")
    assert dates == [*sorted(filter(None, dates)), "", ""]
    sources = sorted_by(call, archive, "source,date", "source")
    assert sources == sorted(sources)
    assert sorted_by(call, archive, "speaker", "speaker") == ["Ann Lee", *[""] * 7]


def test_a_sample_is_the_same_for_the_same_seed(call, archive):
    def draw(*more):
        return lines(call, archive, "crude", "--kwic", "--sample", "3", *more)

    every = lines(call, archive, "crude", "--kwic")
    assert draw() == draw("--seed", "0")
    assert len(draw()) == 3
    assert all(row in every for row in draw())
    assert {str(draw("--seed", str(seed))) for seed in range(9)} != {str(draw())}
    assert lines(call, archive, "crude", "--kwic", "--sample", "99") == every
    assert lines(call, archive, "crude", "--kwic", "--sample", "0") == []
    arguments = ("query", "crude", "--kwic", "--sample", "3")
    assert call(*arguments, archive=archive)[2] == (
        "5 articles, 8 matches, 3 of them drawn; lines 1-3\n"
    )


def test_limit_and_offset_count_lines(call, archive):
    every = lines(call, archive, "crude", "--kwic")
    arguments = ("query", "crude", "--kwic", "--limit", "2", "--offset", "3", "--format", "csv")
    _, out, err = call(*arguments, archive=archive)
    assert list(csv.DictReader(io.StringIO(out))) == every[3:5]
    assert err == "5 articles, 8 matches; lines 4-5\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kwic-sort", "1R"], "require --kwic"),
        (["--sample", "3"], "require --kwic"),
        (["--kwic", "--kwic-sort", "6L"], "matches cannot be sorted by '6L'"),
        (["--kwic", "--seed", "3"], "--seed requires --sample"),
        (["--kwic", "--format", "ids"], "--kwic cannot be combined with --format ids"),
        (["--kwic", "--format", "csv", "--fields", "id"], "--fields cannot be combined"),
    ],
)
def test_options_that_do_not_go_together(arguments, message, call, archive):
    code, out, err = call("query", "crude", *arguments, archive=archive)
    assert (code, out) == (2, "")
    assert message in err


def test_nothing_found(call, archive):
    code, out, err = call("query", "zinc", "--kwic", "--format", "csv", archive=archive)
    assert (code, err) == (1, "no articles match: zinc\n")
    assert out == "left,match,right,article,date,source,field,speaker\n"
