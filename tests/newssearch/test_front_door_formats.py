"""The bytes of every form of output."""

import json
import os

import pytest
from front_door import check_output, settled

from newssearch import Article, write_articles
from newssearch.cli import ink as ink_module
from newssearch.cli.formats.reports import report_lines
from newssearch.cli.ink import Ink
from newssearch.indexer import Report

QUERIES = {
    "text.txt": ["scud missile*"],
    "explained.txt": ["scud missile", "--explain", "--limit", "1", "--sort", "relevance"],
    "kwic.txt": ["scud missile*", "--kwic", "20"],
    "answer.json": ["scud missile*", "--format", "json"],
    "hits.jsonl": ["scud missile*", "--format", "jsonl"],
    "fields.jsonl": ["scud", "--format=jsonl", "--fields", "id,lead,quotes,notes,credit"],
    "hits.csv": ["missile*", "--format", "csv"],
    "excel.csv": ["missile*", "--format", "csv", "--excel", "--fields", "id,title,snippets"],
    "hits.tsv": ["missile*", "--format", "tsv", "--sort", "oldest"],
    "ids.txt": ["missile*", "--format", "ids"],
    "ids.nul": ["missile*", "--format", "ids", "-0"],
    "paths.nul": ["missile*", "--format", "paths", "-0"],
}


@pytest.mark.parametrize("name", QUERIES)
def test_query_writes_exactly(name, call, tiny):
    order = () if "--sort" in QUERIES[name] else ("--sort", "newest")
    code, out, err = call("query", *QUERIES[name], *order)
    assert code == 0
    assert err.startswith(("4 articles, ", "5 articles, ", "1 article, "))
    check_output(f"query/{name}", settled(out, tiny))


SHOWN = {
    "article.txt": ["a1b2c3"],
    "article-marked.txt": ["a1b2c3", "--query", '"scud missiles" OR smith', "--color"],
    "article.json": ["a1b2c3", "--format", "json", "--query", "title:scud"],
    "fields.txt": ["a1b2c3", "--fields"],
    "untitled.txt": ["a1b2f"],
    "hostile.txt": ["b00"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_show_writes_exactly(name, call, tiny):
    code, out, err = call("show", *SHOWN[name])
    assert (code, err) == (0, "")
    check_output(f"show/{name}", settled(out, tiny))


@pytest.mark.parametrize("form", ["text", "json"])
def test_stats_writes_exactly(form, call, tiny):
    code, out, err = call("stats", "--format", form)
    assert (code, err) == (0, "")
    check_output(f"stats/stats.{form}", settled(out, tiny))


@pytest.mark.parametrize("columns", [32, 60])
def test_text_on_a_terminal_wraps_and_colours(columns, call, tiny, monkeypatch):
    ink = Ink(colour=True, columns=columns)
    monkeypatch.setattr("newssearch.cli.commands.query.ink_for_stdout", lambda _colour: ink)
    _, out, _ = call("query", "scud missile*", "--sort", "newest")
    check_output(f"query/terminal-{columns}.txt", settled(out, tiny))


def test_every_form_holds_as_many_rows_as_the_count_says(call):
    _, counted, _ = call("query", "missile*", "--count")
    for form in ("jsonl", "ids", "tsv", "paths"):
        _, out, _ = call("query", "missile*", "--limit", "0", "--format", form, "-q")
        header = form == "tsv"
        lines = out.split("\n") if form != "paths" else out.replace("[2J\n.txt", ".txt").split("\n")
        assert len(lines) - 1 - header == int(counted)


def test_pages_join_to_the_whole(call, monkeypatch):
    whole = call("query", "missile*", "--limit", "0", "--format", "ids")[1]
    parts = [
        call("query", "missile*", "--limit", "2", "--offset", str(offset), "--format", "ids")[1]
        for offset in (0, 2, 4)
    ]
    assert "".join(parts) == whole
    monkeypatch.setattr("newssearch.search.local.evaluation.STEP", 2)
    monkeypatch.setattr("newssearch.cli.commands.query.READ_AHEAD", 3)
    assert call("query", "missile*", "--limit", "0", "--format", "ids")[1] == whole
    limited = call("query", "missile*", "--limit", "3", "--format", "ids")[1]
    assert limited == "".join(whole.splitlines(keepends=True)[:3])


def test_json_is_one_object_whatever_the_number_of_hits(call):
    for query in ("missile*", "nothinglikeit", "b0000000000f0003"):
        _, out, _ = call("query", query, "--format", "json")
        assert len(json.loads(out)["hits"]) == json.loads(out)["total"]


def test_no_form_lets_a_control_character_through(call):
    unsafe = {chr(c) for c in (*range(9), *range(11, 32), *range(127, 160), 0x200B, 0x202E)}
    for form in ("text", "json", "jsonl", "csv", "tsv", "ids"):
        _, out, err = call("query", "scud", "--format", form)
        assert not unsafe & set(out + err), form
    for arguments in (["--kwic"], ["--explain"]):
        _, out, err = call("query", "scud", *arguments)
        assert not unsafe & set(out + err)
    _, out, err = call("show", "b00", "--fields")
    assert not unsafe & set(out + err)


def test_colour_is_asked_of_the_terminal(monkeypatch):
    monkeypatch.setattr(ink_module.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert ink_module.ink_for_stdout(None).colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not ink_module.ink_for_stdout(None).colour
    assert ink_module.ink_for_stdout(True).colour
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not ink_module.ink_for_stdout(None).colour
    monkeypatch.setattr(ink_module.sys.stdout, "isatty", lambda: False, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert ink_module.ink_for_stdout(None) == Ink(colour=False, columns=None)


def test_help_fits_a_terminal(call):
    for topic in ("syntax", "fields"):
        code, out, _ = call("help", topic, archive=None)
        assert code == 0
        assert max(map(len, out.splitlines())) < 80


def test_paths_keep_names_that_are_not_utf8(tmp_path, call):
    from front_door import ARTICLES

    from newssearch.indexer import write_articles

    name = os.fsdecode(b"/news/caf\xe9.txt")
    archive = tmp_path / "archive"

    write_articles(archive, [ARTICLES[0]._replace(path=name)], workers=1)
    code, out, _ = call("query", "scud", "--format", "json", archive=archive)
    assert code == 0
    assert os.fsencode(json.loads(out)["hits"][0]["path"]) == b"/news/caf\xe9.txt"


def test_a_word_that_is_found_by_one_variant_alone_has_it_named(call, tmp_path):
    article = Article("1", "town.txt", "The children of the town left.", lang="en")
    write_articles(tmp_path / "archive", [article])
    code, out, _ = call("query", "child", "--explain", archive=tmp_path / "archive")
    assert code == 0
    assert "\n    children 1 x0.2 irregular\n" in out


@pytest.mark.parametrize(
    "command",
    [
        "query",
        "facets",
        "quotes",
        "similar a1b2c3",
        "saved run",
        "batch {list}",
        "trend",
        "replay {record}",
    ],
)
def test_every_csv_can_be_made_for_spreadsheets(command, call, tmp_path):
    from front_door import make_archive

    archive = make_archive(tmp_path / "a")
    (tmp_path / "list").write_text("missile\n")
    record = tmp_path / "record"
    call("query", "missile", "--record", str(record), archive=archive)
    call("saved", "add", "s", "missile", "--archive", str(archive), archive=None)
    command, *arguments = command.format(list=tmp_path / "list", record=record).split()
    arguments += ["--archive", str(archive)]
    options = ["--format", "csv", "--excel", "-q"]
    code, out, err = call(command, *arguments, *options, archive=None)
    assert (code, err) == (0, "")
    assert out.startswith("\ufeff")
    assert out.endswith("\r\n")
    code, out, err = call(command, *arguments, "--excel", archive=None)
    assert (code, out) == (2, "")
    assert "--excel requires --format csv" in err


def test_snippets_as_one_likes(call, tiny):
    scud = ["query", "scud AND coast OR towns", "--format", "jsonl", "--fields", "snippets"]
    for options, most, width in (
        ([], 2, 240),
        (["--snippets", "3", "--width", "30"], 3, 30),
        (["--snippets", "1"], 1, 240),
        (["--snippets", "0"], 0, 240),
    ):
        _, out, _ = call(*scud, *options)
        (hit,) = [json.loads(line) for line in out.splitlines()]
        assert len(hit["snippets"]) == most
        assert all(len(one["text"].strip("… ")) <= width for one in hit["snippets"])
    _, out, _ = call(*scud, "--snippets", "3", "--width", "30", "--joined")
    (hit,) = [json.loads(line) for line in out.splitlines()]
    (snippet,) = hit["snippets"]
    assert snippet["text"].count(" … ") == 2
    marked = [snippet["text"][start:end] for start, end in snippet["spans"]]
    assert marked[0] == "Scud"


def test_a_choice_of_snippets_shows_them_in_tables(call):
    options = ["query", "scud", "--format", "tsv", "-q"]
    assert "snippets" not in call(*options)[1].split("\n")[0]
    _, out, _ = call(*options, "--snippets", "1", "--joined")
    head, *rows = [line.split("\t") for line in out.splitlines()]
    assert head[-1] == "snippets"
    assert all("Scud" in row[-1] for row in rows)
    for other in (["--kwic"], ["--format", "ids"], ["--format", "paths"]):
        code, out, err = call("query", "scud", "--width", "50", *other)
        assert (code, out) == (2, "")
        assert f"cannot be combined with {' '.join(other)}" in err
    for wrong in (["--width", "3"], ["--snippets", "1000"]):
        assert call("query", "scud", *wrong)[0] == 2


@pytest.mark.parametrize(
    ("indexed", "seconds", "line"),
    [
        (3000, 2.0, "3,000 articles indexed in 2.0 s, 1,500/s"),
        (1, 6.5, "1 article indexed in 6.5 s"),
        (0, 0.0, "0 articles indexed in 0.0 s"),
    ],
)
def test_a_report_has_a_rate_if_it_is_one_per_second_at_least(indexed, seconds, line):
    assert line in list(report_lines(Report(indexed=indexed, seconds=seconds)))
