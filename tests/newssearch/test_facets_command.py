import csv
import datetime as dt
import io
import json

import pytest
from front_door import check_output, settled
from quoted_articles import ARTICLES

from newssearch.archive import Article
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
    assert lines[2] == "… nothing in 1990-02 to 1999-11; no articles in the archive"
    assert lines[-3] == "2003-02          2  " + "#" * 40
    assert all(len(line) <= 60 for line in lines)
    assert ink_module.MIN_COLUMNS < 60


def test_a_period_without_hits_is_no_period_without_articles(call, quoted):
    _, out, _ = call("facets", "--by", "year", archive=quoted)
    assert "1998             -\n1999             1  " in out
    query = ["NOT inspectors", "--by", "year", "--per-1000"]
    _, out, _ = call("facets", *query, archive=quoted)
    assert "1998             -\n1999             0      0.0 ‰\n2000             -\n" in out
    _, out, _ = call("facets", *query, "--format", "csv", archive=quoted)
    rows = out.splitlines()
    assert [rows[1], rows[9:12], len(rows)] == [
        "year,1990,1,1,1000.0",
        ["year,1998,,0,", "year,1999,0,1,0.0", "year,2000,,0,"],
        15,
    ]


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year"])
def test_a_limit_of_periods_keeps_those_with_most(unit, call, quoted):
    query = ["*", "--by", unit, "--format", "jsonl"]
    _, out, _ = call("facets", *query, archive=quoted)
    values = [json.loads(line) for line in out.splitlines()]
    having = sorted((one for one in values if one["articles"]), key=lambda one: -one["articles"])
    _, out, _ = call("facets", *query, "--limit", "2", archive=quoted)
    shown = [json.loads(line) for line in out.splitlines()]
    assert [one["articles"] for one in having[:2]] == sorted(
        (one["articles"] for one in shown), reverse=True
    )
    assert shown == sorted(shown, key=lambda one: one["value"])
    _, out, _ = call("facets", "--by", unit, "--limit", "1", archive=quoted)
    assert (out.count("#" * 40), "0" * 8 in out) == (1, False)


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "tsv"])
def test_two_facets_are_counted_at_once(form, call, quoted):
    options = ["--by", "year+source", "--per-1000", "--format", form]
    code, out, err = call("facets", "council OR sports", *options, archive=quoted)
    assert (code, err) == (0, "4 articles\n")
    check_output(f"facets/crossed.{form}", settled(out, quoted))


def test_the_cells_of_two_facets_add_up(call, quoted):
    _, out, _ = call("facets", "*", "--by", "month+source", "--format", "csv", archive=quoted)
    rows = list(csv.DictReader(io.StringIO(out)))
    _, count, _ = call("query", "*", "--count", archive=quoted)
    assert sum(int(row["articles"]) for row in rows) == int(count)
    for row in rows:
        month = f"date:{row['value']}" if row["value"] else "NOT date:*"
        source = f'source:"{row["value_2"]}"' if row["value_2"] else "NOT source:*"
        _, count, _ = call("query", month, source, "--count", archive=quoted)
        assert row["articles"] == count.strip()


def test_a_wide_table_says_what_is_left_out(call, tmp_path):
    articles = [
        Article(id=f"a{n}", path="a", body="Oil.", source=f"Source {n:02}", date=day)
        for n, day in enumerate([dt.date(1950, 1, 1), *[dt.date(2001, 1, 1)] * 29])
    ]
    write_articles(tmp_path / "a", articles, workers=1)
    _, out, _ = call("facets", "--by", "year+source", archive=tmp_path / "a")
    lines = out.splitlines()
    assert lines[3] == "… no articles in the archive from 1951 to 2000"
    assert lines[-2] == "and 22 source values more; --format csv lists all"
    assert max(map(len, lines)) <= 100
    _, out, _ = call("facets", "--by", "source+year", "--limit", "3", archive=tmp_path / "a")
    assert "and 27 source values more" in out


def test_copies_count_once_where_they_are_oldest(call, tmp_path):
    text = "The minister said on Monday that oil would flow to the coast before the winter. " * 6
    copies = [
        Article(id=name, path=name, date=dt.date(2001, month, 1), source=name, body=text)
        for name, month in (("B", 5), ("A", 1))
    ]
    archive = tmp_path / "a"
    write_articles(archive, [*copies, Article(id="c", path="c", source="B", body="Oil.")])
    options = ["--by", "source,month,source+month", "--once", "--per-1000", "--format", "json"]
    _, out, err = call("facets", "oil", *options, archive=archive)
    assert err == "2 articles (near-identical copies count once)\n"
    answer = json.loads(out)
    source, month, crossed = answer["facets"]
    assert answer["total"] == 2
    assert [(v["value"], v["articles"], v["in_archive"]) for v in source["values"]] == [
        ("A", 1, 1),
        ("B", 1, 1),
    ]
    assert [(v["value"], v["articles"]) for v in month["values"]] == [("2001-01", 1)]
    assert [(v["values"], v["articles"]) for v in crossed["values"]] == [
        (["A", "2001-01"], 1),
        (["B", None], 1),
    ]


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
    code, _, err = call("facets", "--by", "year+source+lang", archive=quoted)
    assert (code, err.split("\n")[0]) == (2, "error: only two facets can be counted at once")
    assert "'colour'" in call("facets", "--by", "month+colour", archive=quoted)[2]
