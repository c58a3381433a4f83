"""keywords, ngrams, frequencies and dispersion: their bytes, and sums that are those of query."""

import itertools
import json
import os
from types import SimpleNamespace

import pytest
from corpus_articles import ARTICLES
from front_door import check_output, settled

from newssearch.cli import progress
from newssearch.indexer import write_articles
from newssearch.search import budget
from newssearch.search.execution import running_words
from newssearch.search.local import sequences, word_counts

COMMANDS = {
    "keywords": ["oil", "--against", "wheat", "--least", "1"],
    "ngrams": ["crude", "--length", "2", "--least", "2"],
    "frequencies": ["crude", "--limit", "5", "--by", "year", "--dispersion"],
    "dispersion": ["crude", "--by", "month"],
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


def answer(call, archive, *arguments):
    _, out, _ = call(*arguments, "--format", "json", archive=archive)
    return json.loads(out)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_every_form_has_its_bytes(command, form, call, archive):
    code, out, err = call(command, *COMMANDS[command], "--format", form, archive=archive)
    assert code == 0
    check_output(f"{command}/{command}.{form}", settled(out, archive))
    check_output(f"{command}/summary.text", err)


@pytest.mark.parametrize("command", COMMANDS)
def test_totals_are_those_of_query(command, call, archive):
    for query in ("crude", "the price", "wheat OR oil"):
        _, out, _ = call("query", query, "--count", archive=archive)
        assert answer(call, archive, command, query, *COMMANDS[command][1:])["total"] == int(out)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_found(command, call, archive):
    code, out, err = call(command, "zinc", archive=archive)
    assert (code, out, err) == (1, "", "no articles match: zinc\n")


@pytest.mark.parametrize("by", ["article", "month", "year", "source"])
def test_parts_add_up_to_the_whole(by, call, archive):
    """Each table's columns add up to what query counts, undated articles and all."""
    whole = answer(call, archive, "query", "crude", "--limit", "0")
    spread = answer(call, archive, "dispersion", "crude", "--by", by)
    parts = spread["parts"]
    assert sum(part["matches"] for part in parts) == spread["matches"] == whole["matches"]
    assert sum(part["found"] for part in parts) == spread["total"] == whole["total"]
    assert sum(part["articles"] for part in parts) == len(ARTICLES)
    everything = answer(call, archive, "frequencies", "--limit", "0")
    assert sum(part["words"] for part in parts) == everything["words"]
    assert sum(row["occurrences"] for row in everything["frequencies"]) == everything["words"]
    table = answer(call, archive, "frequencies", "--limit", "0", "--by", by)
    assert sum(row["occurrences"] for row in table["frequencies"]) == everything["words"]


def test_all_keywords_and_those_the_other_way_round(call, archive):
    """What is more frequent against the rest is less frequent the other way round."""
    one = answer(call, archive, "keywords", "oil", "--least", "1", "--limit", "0")
    other = answer(
        call, archive, "keywords", "NOT oil", "--negative", "--least", "1", "--limit", "0"
    )
    assert [row["word"] for row in one["keywords"]] == [row["word"] for row in other["keywords"]]
    for mine, theirs in zip(one["keywords"], other["keywords"], strict=True):
        assert mine["log_likelihood"] == theirs["log_likelihood"]
        assert mine["log_ratio"] == -theirs["log_ratio"]
    assert one["total"] + one["reference_total"] == len(ARTICLES)
    only = next(row for row in one["keywords"] if not row["in_reference"])
    assert only["percent_difference"] is None


def test_filters_narrow_both_sides(call, archive):
    found = answer(call, archive, "keywords", "oil", "--least", "1", "--source", "Wire A")
    assert (found["total"], found["reference_total"]) == (2, 0)
    assert answer(call, archive, "dispersion", "oil", "--from", "2002")["distinct"] == 1


def test_chosen_words_are_read_as_a_query_reads_them(call, archive):
    arguments = ("frequencies", "--words", "US, Crude,zinc")
    rows = answer(call, archive, *arguments)["frequencies"]
    assert [(row["word"], row["occurrences"]) for row in rows] == [
        ("US", 2),
        ("crude", 6),
        ("zinc", 0),
    ]
    code, _, err = call("frequencies", "--words", "crude oil", archive=archive)
    assert (code, err.split("\n")[0]) == (2, "error: 'crude oil' is not one word")


def test_sequences_around_a_match(call, archive):
    arguments = ("ngrams", "price", "--length", "2", "--least", "1", "--around")
    rows = answer(call, archive, *arguments)["ngrams"]
    assert {row["words"]: row["occurrences"] for row in rows} == {"the price": 3, "price of": 3}


COUNTING = {**COMMANDS, "collocates": ["oil", "--least", "1"]}


@pytest.mark.parametrize("command", COUNTING)
def test_what_is_recorded_is_found_again(command, call, archive, tmp_path):
    """The record has the articles of query, and for keywords those of both queries."""
    path = os.fspath(tmp_path / "records.jsonl")
    arguments = (*COUNTING[command], "--from", "2001")
    assert call(command, *arguments, archive=archive) == call(
        command, *arguments, "--record", path, archive=archive
    )
    records = [json.loads(line) for line in (tmp_path / "records.jsonl").read_text().splitlines()]
    expected = [COUNTING[command][0], *(["wheat"] if command == "keywords" else [])]
    assert [record["query"] for record in records] == expected
    for record, query in zip(records, expected, strict=True):
        _, out, _ = call("query", query, "--from", "2001", "--count", archive=archive)
        assert (record["command"], record["articles"]) == (command, int(out))
    code, _, err = call("replay", path, archive=archive)
    assert (code, "same articles" in err) == (0, True)


@pytest.mark.parametrize("command", ["collocates", "keywords", "ngrams", "frequencies"])
def test_counting_that_takes_too_long_ends_with_what_to_do(command, call, archive, monkeypatch):
    monkeypatch.setattr(budget, "COUNTING_SECONDS", -1.0)
    code, out, err = call(command, *COUNTING[command], archive=archive)
    assert (code, out) == (6, "")
    assert err == (
        "error: counting the words exceeded its time limit\n"
        "hint: narrow it down, for example with a date or a field\n"
    )


def test_tables_that_are_too_large_are_refused_with_what_to_do(call, archive, monkeypatch):
    monkeypatch.setattr(word_counts, "MAX_CELLS", 10)
    code, out, err = call("frequencies", "--by", "article", archive=archive)
    assert (code, out) == (6, "")
    assert "more than 10 numbers\nhint: count fewer words" in err
    monkeypatch.setattr(sequences, "MAX_SEQUENCES", 3)
    code, out, err = call("ngrams", "--least", "1", archive=archive)
    assert (code, out) == (6, "")
    assert "more than 3 different sequences would have to be kept\nhint: leave out" in err


@pytest.mark.parametrize(("pace", "drawn"), [(0.0, False), (0.6, True)])
def test_progress_of_counting_is_shown_on_a_terminal_after_a_second(
    pace, drawn, call, archive, monkeypatch
):
    clock = itertools.count(step=pace)
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(running_words, "BLOCK_BYTES", 1)  # a block for each article
    _, _, err = call("ngrams", "crude", "--length", "2", archive=archive)
    assert "\r" not in err
    monkeypatch.setattr(progress, "_looked_at", lambda: True)
    _, _, err = call("ngrams", "crude", "--length", "2", archive=archive)
    for name in ("first", "second"):
        assert (f"4/4 articles, {name} pass\r\x1b[K" in err) == drawn
    assert ("\r" in err) == drawn
    _, _, err = call("ngrams", "crude", "--length", "2", "--quiet", archive=archive)
    assert err == ""


@pytest.mark.parametrize("command", ["collocates", "keywords", "dispersion"])
def test_an_empty_query_is_refused_where_it_tells_nothing(command, call, archive):
    code, out, err = call(command, "--source", "Wire A", archive=archive)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {command} needs a query\nhint: for example: newssearch")


def test_all_articles_may_be_compared_with_some(call, archive):
    found = answer(call, archive, "keywords", "--against", "oil")
    assert found["total"] == len(ARTICLES)


@pytest.mark.parametrize("command", ["collocates", "dispersion"])
def test_a_query_without_words_is_said_to_match_nowhere(command, call, archive):
    _, _, err = call(command, "date:2001", archive=archive)
    assert err.endswith(
        "note: the query has no words to look for, so it matches at no place in these articles\n"
    )
