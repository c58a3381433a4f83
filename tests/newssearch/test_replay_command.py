import csv
import datetime as dt
import io
import json
import os
import re

import pytest
from front_door import check_output, settled
from quoted_articles import ARTICLES

from newssearch.archive import Article
from newssearch.indexer import write_articles

ASKED = [
    ("query", "council", "--from", "2003", "--format", "ids"),
    ("query", "powell", "smith", "--any", "--count", "-q"),
    ("facets", "*", "--by", "source"),
    ("trend", "council", "powell", "--by", "year"),
]


@pytest.fixture
def quoted(tmp_path):
    folder = tmp_path / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


@pytest.fixture
def records(call, quoted, tmp_path):
    """A file of records of several commands."""
    path = tmp_path / "records.jsonl"
    for command, *arguments in ASKED:
        code, _, err = call(command, *arguments, "--record", os.fspath(path), archive=quoted)
        assert code == 0, err
    return path


def stable(output, archive):
    output = re.sub(r"sha256:[0-9a-f]{64}", "sha256:HASH", settled(output, archive))
    output = re.sub(r"hash [0-9a-f]{16}", "hash HASH", output)
    output = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+\+00:00", "MOMENT", output)
    output = re.sub(r"newssearch \d[\w.]*", "newssearch VERSION", output)
    output = re.sub(r"archive format \d+", "archive format N", output)
    output = re.sub(r'"format": \d+', '"format": 0', output)
    today = dt.datetime.now(dt.UTC).date()
    return re.sub(rf"(on )?{today.day} [A-Z][a-z]+ {today.year}", r"\1DAY", output)


def test_recording_changes_nothing_that_is_written(call, quoted, tmp_path):
    for command, *arguments in ASKED:
        plain = call(command, *arguments, archive=quoted)
        more = ("--record", os.fspath(tmp_path / "r"))
        again = call(command, *arguments, *more, archive=quoted)
        assert [settled(text, quoted) for text in again[1:]] == [
            settled(text, quoted) for text in plain[1:]
        ]


def test_a_record_holds_what_was_given_and_found(call, quoted, records):
    lines = [json.loads(line) for line in records.read_text().splitlines()]
    assert [line["query"] for line in lines] == [
        "council",
        "powell smith",
        "*",
        "council",
        "powell",
    ]
    assert lines[0]["parsed"] == "council AND date:2003.."
    assert lines[1]["options"]["any_word"] is True
    assert lines[0]["options"]["first_day"] == "2003"
    assert [line["label"] for line in lines[3:]] == ["council", "powell"]
    for line in lines:
        _, count, _ = call("query", line["parsed"], "--count", archive=quoted)
        assert line["articles"] == int(count)
        assert (line["first_date"], line["last_date"]) == ("1990-01-01", "2003-02-06")


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "tsv"])
def test_every_form_has_its_bytes(form, call, quoted, records):
    place = os.fspath(records)
    code, out, err = call("replay", place, "--format", form, archive=quoted)
    assert (code, err) == (0, "5 records: 5 with the same articles, 0 with others\n")
    check_output(f"replay/same.{form}", stable(out, quoted))


def test_what_differs_is_said(call, quoted, records):
    write_articles(quoted, [Article(id="new", path="n", body="Smith.")], workers=1)
    code, out, err = call("replay", os.fspath(records), "--format", "csv", archive=quoted)
    assert (code, err) == (1, "5 records: 3 with the same articles, 2 with others\n")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["same"] for row in rows] == ["true", "false", "false", "true", "true"]
    assert (rows[1]["articles_then"], rows[1]["articles_now"]) == ("3", "4")
    _, out, _ = call("replay", os.fspath(records), archive=quoted)
    assert "line 2: powell smith: DIFFERS, 4 articles\n   articles found: 3 on " in out


def test_the_archive_that_was_recorded_is_the_one_searched(call, quoted, records):
    code, _, err = call("replay", os.fspath(records), archive=None)
    assert (code, err) == (0, "5 records: 5 with the same articles, 0 with others\n")


def test_a_query_that_cannot_be_run_stops_no_other(call, quoted, records):
    first, *rest = records.read_text().splitlines()
    bad = json.dumps(json.loads(first) | {"parsed": "nofield:x y:("})
    records.write_text("\n".join([bad, *rest]) + "\n")
    code, out, err = call("replay", os.fspath(records), archive=quoted)
    assert code == 2
    assert out.startswith("line 1: council: cannot be run: ")
    assert err == "5 records: 4 with the same articles, 0 with others, 1 cannot be run\n"


def test_the_methods_are_a_paragraph_for_each_state_of_the_archive(call, quoted, records):
    place = os.fspath(records)
    code, out, _ = call("replay", place, "--methods", archive=quoted)
    check_output("replay/methods.text", stable(out, quoted))
    write_articles(quoted, [Article(id="new", path="n", body="Smith.")], workers=1)
    call("query", "smith", "--record", place, archive=quoted)
    code, out, _ = call("replay", place, "--methods", archive=None)
    assert (code, len(out.strip().split("\n\n"))) == (0, 2)


def test_nothing_else_is_written_to_or_read(call, quoted, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("my notes\n")
    place = os.fspath(other)
    code, out, err = call("query", "council", "--record", place, archive=quoted)
    assert (code, out) == (2, "")
    assert "is not a file of records" in err
    assert other.read_text() == "my notes\n"
    assert call("query", "council", "--record", os.fspath(tmp_path), archive=quoted)[0] == 2
    for command in (["query", "council", "--record"], ["replay"]):
        missing = os.fspath(tmp_path / "no" / "r")
        code, out, err = call(*command, missing, archive=quoted)
        assert code in (2, 7)
        assert "no/r" in err
    assert call("replay", place, archive=quoted)[2].startswith(f"error: {place}, line 1: not a rec")


def test_groups_are_counted_on_demand(call, tmp_path):
    text = "The minister said on Monday that oil would flow to the coast before the winter. " * 6
    articles = [Article(id=name, path=name, body=text) for name in ("a", "b")]
    write_articles(tmp_path / "a", [*articles, Article(id="c", path="c", body="Oil.")], workers=1)
    for option, count in ((), "3\n"), (("--group",), "2\n"), (("--no-group",), "3\n"):
        assert call("query", "oil", "--count", *option, archive=tmp_path / "a")[1] == count
