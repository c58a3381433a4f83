import csv
import datetime as dt
import io
import json
import os
import re
from xml.etree import ElementTree

import pytest
from front_door import check_output, settled
from quoted_articles import ARTICLES

from newssearch.archive import Article
from newssearch.cli.commands import trend as trend_command
from newssearch.cli.commands.trend import Every, Shown
from newssearch.cli.ink import Ink
from newssearch.indexer import write_articles
from newssearch.search.periods import UNITS
from newssearch.search.trend import MEASURES


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trend") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


def test_the_options_are_what_the_engine_knows():
    assert tuple(Every) == UNITS
    assert tuple(Shown) == MEASURES


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "tsv"])
def test_every_form_has_its_bytes(form, call, quoted):
    arguments = ["council", "powell", "--by", "year", "--measure", "per-million"]
    code, out, err = call("trend", *arguments, "--format", form, archive=quoted)
    assert code == 0
    assert err.startswith("14 years, 11 without articles in the archive\ncouncil: 4 articles, 1 of")
    check_output(f"trend/trend.{form}", settled(out, quoted))


@pytest.mark.parametrize("unit", UNITS)
def test_rows_add_up_to_the_count_of_the_query(unit, call, quoted):
    _, out, _ = call("trend", "council", "*", "--by", unit, "--format", "csv", archive=quoted)
    rows = list(csv.DictReader(io.StringIO(out)))
    for query in ("council", "*"):
        _, count, _ = call("query", query, "--count", archive=quoted)
        numbers = [row["articles"] for row in rows if row["label"] == query]
        assert sum(int(number or 0) for number in numbers) == int(count)
    covered = [row for row in rows if row["in_archive"] != "0"]
    assert all(row["articles"] for row in covered)
    assert all(not row["articles"] and not row["share"] for row in rows if row not in covered)


def test_filters_narrow_what_is_measured_by(call, quoted):
    options = ["--by", "year", "--from", "2003", "--source", "AFP", "--format", "json"]
    _, out, _ = call("trend", "powell", *options, archive=quoted)
    answer = json.loads(out)
    assert [(one["period"], one["articles"]) for one in answer["periods"]] == [("2003", 2)]
    assert answer["curves"][0]["share"] == [1.0]


def test_without_a_query_the_coverage_is_drawn(call, quoted):
    code, out, err = call("trend", "--by", "year", archive=quoted)
    assert (code, f"*: {len(ARTICLES)} articles" in err) == (0, True)
    assert "… no articles in the archive" not in out


def test_a_list_gives_curves_with_labels(call, quoted, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("label,query\nTown,council\n")
    _, out, _ = call("trend", "--list", os.fspath(path), "--format", "csv", archive=quoted)
    assert {row["label"] for row in csv.DictReader(io.StringIO(out))} == {"Town"}
    path.write_text("label,query\nTown,\n")
    code, _, err = call("trend", "--list", os.fspath(path), archive=quoted)
    assert (code, err.split("\n")[0]) == (2, "error: this row has no query")


def test_charts_keep_to_the_terminal_and_its_encoding(call, quoted, monkeypatch):
    monkeypatch.setattr(trend_command, "ink_for_stdout", lambda _: Ink(False, 50))
    _, out, _ = call("trend", "council", "powell", "--by", "month", archive=quoted)
    lines = out.split("\n")
    assert max(map(len, lines)) == 50
    assert "the numbers: --format csv" in lines
    monkeypatch.setattr(trend_command, "can_write", lambda _: False)
    _, out, _ = call("trend", "council", "--by", "year", archive=quoted)
    assert out.isascii()


def test_no_hits_and_refusals(call, quoted, tmp_path):
    assert call("trend", "volcano", archive=quoted)[0] == 1
    assert call("trend", "(a", archive=quoted)[0] == 2
    assert call("trend", "a", "--excel", archive=quoted)[0] == 2
    assert "name its file with --plot" in call("trend", "a", "--title", "A", archive=quoted)[2]
    code, _, err = call("trend", "a", "--plot", os.fspath(tmp_path / "x.gif"), archive=quoted)
    assert (code, "let it end in .svg, .png, .pdf" in err) == (2, True)
    place = os.fspath(tmp_path / "nowhere" / "x.svg")
    code, _, err = call("trend", "council", "--plot", place, archive=quoted)
    assert (code, "No such file or directory" in err) == (7, True)


def test_a_figure_says_what_it_shows(call, quoted, tmp_path):
    path = tmp_path / "f.svg"
    arguments = ["council", '"$x$ <b>"', "--by=year", "--plot", os.fspath(path), "-q"]
    for title in ([], ["--title", "Ours \x1b[1m"]):
        code, out, _ = call("trend", *arguments, *title, archive=quoted)
        assert (code, out.startswith("Articles, by year")) == (0, True)
        drawn = " ".join(
            text.text or "" for text in ElementTree.parse(path).iter() if text.tag.endswith("text")
        )
        wanted = ["council (4)", '"$x$ <b>" (0)', "Articles, by year", "Date of publication (year)"]
        wanted.append("Ours [1m" if title else 'council, "$x$ <b>"')
        assert [one for one in wanted if one not in drawn] == []
    before = path.read_bytes()
    call("trend", *arguments, *title, archive=quoted)
    assert path.read_bytes() == before


def test_a_gap_breaks_the_line_of_a_figure(call, tmp_path):
    days = [dt.date(2001, month, 1) for month in (1, 2, 3, 6, 7, 10)]
    articles = [Article(id=str(day), path=str(day), date=day, body="Oil.") for day in days]
    write_articles(tmp_path / "a", articles, workers=1)
    path = tmp_path / "f.svg"
    call("trend", "oil", "--plot", os.fspath(path), "-q", archive=tmp_path / "a")
    drawn = [
        re.findall("[ML]", curve)
        for curve in re.findall(r'<path d="([^"]*)"[^>]*stroke: #0072b2', path.read_text())
    ]
    assert [len(points) for points in drawn if points] == [3, 2, 1, 3]  # the last: the legend


@pytest.mark.parametrize(("name", "begins"), [("f.png", b"\x89PNG"), ("F.PDF", b"%PDF")])
def test_other_kinds_of_figures(name, begins, call, quoted, tmp_path):
    path = tmp_path / name
    assert call("trend", "council", "東京", "--plot", os.fspath(path), archive=quoted)[0] == 0
    assert path.read_bytes().startswith(begins)


def test_without_matplotlib_the_figure_is_refused_at_once(call, quoted, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    code, out, err = call("trend", "a", "--plot", os.fspath(tmp_path / "x.svg"), archive=quoted)
    assert (code, out) == (2, "")
    assert "newssearch[plot]" in err


def test_the_highest_and_the_last_value_are_drawn(call, quoted):
    _, out, _ = call("trend", "powell", "--by", "year", archive=quoted)
    drawn = [line for line in out.split("\n") if "|" in line]
    assert drawn[0].startswith("2 |")
    assert drawn[0][-1] in "\u2808\u2801"
    assert sum(ord(dots) > 0x2800 for line in drawn for dots in line) == 3
