import csv
import io
import json

import pytest
from front_door import check_output, settled
from quoted_articles import ARTICLES, quoting

from newssearch.cli.formats.quotations import COLUMNS
from newssearch.indexer import write_articles


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quoted") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


FORMS = ("text", "json", "jsonl", "csv", "tsv", "ids")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_its_bytes(form, call, quoted):
    arguments = ["weapons OR sources", "--sort", "oldest", "--format", form]
    code, out, err = call("quotes", *arguments, archive=quoted)
    assert code == 0
    assert err.startswith("4 quotations in 4 articles; showing 1-4\n")
    check_output(f"quotes/quotes.{form}", settled(out, quoted))
    if form != "json":
        assert "\x1b" not in out


def test_words_of_one_speaker_in_the_order_of_time(call, quoted):
    code, out, err = call(
        *("quotes", "weapons", "--speaker", "powell", "--sort=oldest", "--format=jsonl"),
        archive=quoted,
    )
    assert (code, err) == (0, "1 quotation in 1 article; showing 1-1\n")
    hit = json.loads(out)
    assert hit["text"] == "The weapons were never there,"
    assert (hit["speaker"], hit["confidence"]) == ("Powell", "high")
    assert hit["article"]["id"] == "cccc0004"
    assert hit["cue_sentence"] == "“The weapons were never there,” Powell said years later."


def test_several_speakers_of_a_name_are_told(call, tmp_path):
    said = [("Go on,", "Ann Lee"), ("Stop it,", "Bo Lee"), ("Fine,", "Lee")]
    articles = [
        quoting(f"a{n}", f"“{words}” {name} said.", (words, name, "said."))
        for n, (words, name) in enumerate(said)
    ]
    write_articles(tmp_path / "a", articles, workers=1)
    _, _, err = call("quotes", "--speaker", "lee", archive=tmp_path / "a")
    assert err.splitlines()[1] == "note: the name matches 3 speakers: Ann Lee 1, Bo Lee 1, Lee 1"
    _, out, _ = call("quotes", "--speaker=lee", "--format=json", archive=tmp_path / "a")
    assert json.loads(out)["speakers"][0] == {"speaker": "Ann Lee", "quotations": 1}


def test_a_speaker_alone_lists_all_that_was_said(call, quoted):
    code, out, _ = call("quotes", "--speaker", "Powell", "--format", "ids", archive=quoted)
    assert (code, out.split()) == (0, ["aaaa0002", "aaaa0001", "cccc0004"])


def test_dates_and_sources_narrow(call, quoted):
    arguments = ["quotes", "--from", "2003-02-06", "--source", "afp", "--format", "ids"]
    code, out, _ = call(*arguments, archive=quoted)
    assert (code, out) == (0, "aaaa0002\n")


def test_pages_have_as_many_rows_as_the_count_says(call, quoted):
    rows = []
    for offset in (0, 2, 4):
        options = ["--limit", "2", "--offset", str(offset), "--format", "csv", "--quiet"]
        _, out, err = call("quotes", *options, archive=quoted)
        assert err == ""
        rows += list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 5
    assert tuple(rows[0]) == COLUMNS


def test_nobody_said_it(call, quoted):
    code, out, err = call("quotes", "wheat", archive=quoted)
    assert (code, out, err) == (1, "", "no quotations match: quote:wheat\n")
    code, out, _ = call("quotes", "wheat", "--format", "json", archive=quoted)
    assert code == 1
    assert (json.loads(out)["total"], json.loads(out)["quotations"]) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (['"unclosed'], "error: "),
        (["x", "--speaker", ""], "error: the speaker must not be empty"),
        (["a*"], "error: "),
    ],
)
def test_refusals(arguments, message, call, quoted):
    code, out, err = call("quotes", *arguments, archive=quoted)
    assert (code, out) == (2, "")
    assert err.startswith(message)
