import csv
import io
import json

import pytest
from front_door import check_output, settled
from quoted_articles import ARTICLES

from newssearch.cli import ink as ink_module
from newssearch.cli.commands import facets as facets_command
from newssearch.cli.ink import Ink
from newssearch.indexer import write_articles
from newssearch.search.facets import FACETS


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("facets") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


BY = "source,year,month,speaker,byline,section,lang,credit"


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "tsv"])
def test_every_form_has_its_bytes(form, call, quoted):
    code, out, err = call("facets", "council", "--by", BY, "--format", form, archive=quoted)
    assert (code, err) == (0, "4 articles\n")
    check_output(f"facets/facets.{form}", settled(out, quoted))


def test_each_article_counts_once_for_a_value(call, quoted):
    code, out, _ = call("facets", "--by", "source,speaker", "--format", "json", archive=quoted)
    assert code == 0
    answer = json.loads(out)
    assert answer["total"] == len(ARTICLES)
    source, speaker = answer["facets"]
    assert sum(v["articles"] for v in source["values"]) + source["without"] == answer["total"]
    assert speaker["values"][0] == {"value": "Colin Powell", "articles": 3, "also": ["Powell"]}


def test_per_1000_sets_a_value_against_the_archive(call, quoted):
    options = ["powell", "--by", "year", "--per-1000", "--format", "csv"]
    _, out, _ = call("facets", *options, archive=quoted)
    assert list(csv.reader(io.StringIO(out))) == [
        ["by", "value", "articles", "in_archive", "per_1000"],
        ["year", "2003", "2", "2", "1000.0"],
    ]
    _, out, _ = call("facets", "powell", "--by", "source", "--per-1000", archive=quoted)
    assert "2   1000.0 ‰  AFP\n" in out


def test_months_are_a_histogram_as_wide_as_the_terminal(call, quoted, monkeypatch):
    monkeypatch.setattr(facets_command, "ink_for_stdout", lambda _: Ink(False, 60))
    _, out, _ = call("facets", "--by", "month", archive=quoted)
    lines = out.split("\n")
    assert lines[1] == "1990-01          1  " + "#" * 20
    assert lines[2] == "… nothing in 1990-02 to 1999-11"
    assert lines[-3] == "2003-02          2  " + "#" * 40
    assert all(len(line) <= 60 for line in lines)
    assert ink_module.MIN_COLUMNS < 60


def test_short_holes_are_drawn(call, quoted):
    _, out, _ = call("facets", "--by", "year", archive=quoted)
    assert "1998             0\n1999             1  " in out


def test_a_limit_says_how_many_are_left(call, quoted):
    _, out, _ = call("facets", "--by", "speaker", "--limit", "1", archive=quoted)
    assert out.endswith("and 1 value more; --limit 0 lists all\n\n")
    _, out, _ = call("facets", "--by=speaker", "--limit=1", "--format=jsonl", archive=quoted)
    assert len(out.splitlines()) == 1


def test_no_hits_and_refusals(call, quoted):
    assert call("facets", "volcano", archive=quoted) == (1, "", "no articles match: volcano\n")
    code, out, err = call("facets", "--by", "colour", archive=quoted)
    assert (code, out) == (2, "")
    assert err == f"error: cannot count by 'colour'\nhint: choose from {', '.join(FACETS)}\n"
    assert call("facets", "--by", ",", archive=quoted)[0] == 2
