import csv
import datetime as dt
import io
import itertools
import json
import os
from types import SimpleNamespace

import pytest
from front_door import check_output, settled
from quoted_articles import ARTICLES

from newssearch.archive import Article
from newssearch.cli import progress
from newssearch.indexer import write_articles

QUERIES = ["council", '"town council"', "volcano", "powell OR smith", "date:2003", "*"]
LISTED = "council\n\n  powell OR smith  \r\nvolcano\ncrude AND (oil\n"


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


@pytest.fixture
def listing(tmp_path):
    def write(content, name="list.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return os.fspath(path)

    return write


def rows_of(out):
    csv.field_size_limit(1 << 20)
    return list(csv.DictReader(io.StringIO(out)))


@pytest.mark.parametrize("more", [[], ["--each", "1"], ["--matrix"]])
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "tsv"])
def test_every_form_has_its_bytes(form, more, call, quoted, listing):
    code, out, err = call("batch", listing(LISTED), *more, "--format", form, archive=quoted)
    assert code == 2
    assert err == (
        "line 5 (crude AND (oil):\nerror: this ( is not closed\n  crude AND (oil\n"
        "            ^\nhint: add the missing )\n4 queries: 2 with hits, 1 without, 1 refused\n"
    )
    name = "".join(more).strip("-").replace("1", "") or "rows"
    check_output(f"batch/{name}.{form}", settled(out, quoted))


def test_every_number_is_that_of_query(call, quoted, listing):
    place = listing("\n".join(QUERIES))
    code, out, err = call("batch", place, "--format", "csv", archive=quoted)
    assert (code, err) == (0, "6 queries: 4 with hits, 2 without\n")
    _, matrix, _ = call("batch", place, "--matrix", "--format", "csv", "-q", archive=quoted)
    articles = rows_of(matrix)
    for query, row in zip(QUERIES, rows_of(out), strict=True):
        _, answer, _ = call("query", query, "--format", "json", "--limit", "0", archive=quoted)
        wanted = json.loads(answer)
        hits = wanted["hits"]
        days = sorted(hit["date"] for hit in hits if hit["date"])
        assert row["label"] == row["query"] == query
        assert row["parsed"] == wanted["parsed"]
        assert (int(row["articles"]), int(row["matches"])) == (wanted["total"], wanted["matches"])
        assert [row["first_date"], row["last_date"]] == (days[:1] + days[-1:] or ["", ""])
        assert int(row["undated"]) == len(hits) - len(days)
        assert int(row["sources"]) == len({hit["source"] for hit in hits} - {None})
        in_matrix = {article["id"] for article in articles if article[query] == "1"}
        assert in_matrix == {hit["id"] for hit in hits}


def test_a_refused_query_has_its_line_and_place(call, quoted, listing):
    table = 'label,query\nTown,council\nBad,"town\nAND"\nNone,\nOpen,(a\n'
    code, out, _ = call("batch", listing(table, "t.csv"), "--format=jsonl", archive=quoted)
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert [(row["line"], row["label"], row["error"] and row["error"]["code"]) for row in rows] == [
        (2, "Town", None),
        (3, "Bad", "missing_operand"),
        (5, "None", "usage_error"),
        (6, "Open", "unclosed_paren"),
    ]
    assert (rows[3]["position"], rows[0]["position"]) == (0, None)
    assert all(row["articles"] is None for row in rows[1:])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("label,query\nTown,council\n", "list.txt"),
        ("\ufefflabel;query\r\nTown;council\r\n", "list.csv"),
        ("Town,council\n", "list.csv"),
        ("query,term\ncouncil,Town\n", "list.txt"),
        ("Town\tcouncil\n", "list.tsv"),
        ("id,Query,LABEL\n7,council,Town\n", "list.csv"),
        ("label,query,\rTown,council,\r", "list.csv"),
        ("label\tquery\r\nTown\tcouncil\r\n".encode("utf-16"), "list.csv"),
    ],
)
def test_tables_are_read_as_spreadsheets_write_them(content, name, call, quoted, listing):
    code, out, err = call("batch", listing(content, name), "--format", "csv", archive=quoted)
    assert code == 0, err
    assert [(row["label"], row["query"]) for row in rows_of(out)] == [("Town", "council")]


def test_a_name_that_a_table_cut_at_its_comma_is_refused(call, quoted, listing):
    place = listing('name\n"Powell, Colin"\nPowell, Colin L.\n', "names.csv")
    code, out, _ = call("batch", place, "--names", "--format", "csv", archive=quoted)
    rows = rows_of(out)
    assert (code, rows[0]["articles"]) == (2, "2")
    assert rows[1]["error"] == "this row has 2 columns, and the first one 1"


def test_a_line_that_is_too_long_for_a_query_is_refused_in_its_row(call, quoted, listing):
    place = listing("x" * 200_000 + "\ncouncil\n")
    code, out, err = call("batch", place, "--format", "csv", archive=quoted)
    rows = rows_of(out)
    assert (code, rows[1]["articles"]) == (2, "4")
    assert rows[0]["error"] == "this query has 200,000 characters; the limit is 4,096"
    assert len(err) < 2_000


def test_lines_in_the_code_page_of_windows_are_read(call, quoted, listing):
    code, out, _ = call(
        "batch", listing("Müller\ncafé\n".encode("cp1252")), "--format=csv", archive=quoted
    )
    assert (code, [row["label"] for row in rows_of(out)]) == (1, ["Müller", "café"])


def test_a_comma_makes_no_table_of_lines(call, quoted, listing):
    place = listing("Powell, Colin\ncouncil\n")
    _, out, _ = call("batch", place, "--names", "--format", "csv", archive=quoted)
    assert [row["label"] for row in rows_of(out)] == ["Powell, Colin", "council"]
    assert rows_of(out)[0]["parsed"].startswith('"Colin" pre/2 "Powell"')
    code, out, _ = call("batch", place, "--as", "csv", "--format", "csv", archive=quoted)
    assert [row["label"] for row in rows_of(out)] == ["Powell", "council"]
    assert code == 2


def test_filters_hold_for_every_query(call, quoted, listing):
    options = ["--from", "2003", "--format", "csv", "-q"]
    code, out, err = call("batch", listing("*\ncouncil\n"), *options, archive=quoted)
    assert (code, err) == (0, "")
    wanted = [
        call("query", q, "--from=2003", "--count", archive=quoted)[1] for q in ("*", "council")
    ]
    assert [row["articles"] for row in rows_of(out)] == [one.strip() for one in wanted]


def test_labels_are_columns_of_their_own_and_no_formulas(call, quoted, listing):
    table = 'label,query\nid,council\nid,powell\n"=HYPERLINK(1)",smith\n'
    options = ["--matrix", "--format", "csv", "--excel", "-q"]
    code, out, _ = call("batch", listing(table, "t.csv"), *options, archive=quoted)
    assert code == 0
    head = next(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert head[5:] == ["id (2)", "id (3)", "'=HYPERLINK(1)"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.txt"], "error: there is no file nowhere.txt"),
        (["."], "error: . is a folder, not a list of queries"),
        (["{empty}"], "error: no query in {empty}"),
        (["{wide}"], "error: {wide} has 3 columns, and no row that names them"),
        (
            ["{empty}", "--matrix", "--each", "1"],
            "error: --matrix cannot be combined with --each or",
        ),
        (["{empty}", "--names", "--literal"], "error: --names cannot be combined with --any or"),
        (["{empty}", "--excel"], "error: --excel requires --format csv"),
    ],
)
def test_what_is_no_list_is_refused(arguments, message, call, quoted, listing):
    files = {"empty": listing("\n \n"), "wide": listing("a,b,c\n", "wide.csv")}
    code, out, err = call("batch", *(one.format(**files) for one in arguments), archive=quoted)
    assert (code, out) == (2, "")
    assert err.startswith(message.format(**files))


def piped(content, *arguments, archive):
    """Run a command in a process of its own, with a pipe as standard input."""
    import subprocess
    import sys

    command = [sys.executable, "-m", "newssearch", *arguments, "--archive", os.fspath(archive)]
    done = subprocess.run(command, input=content, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def test_a_list_is_piped_to_batch_and_to_no_query(quoted):
    code, out, _ = piped(
        "council\nvolcano\n", "batch", "-", "--format", "tsv", "-q", archive=quoted
    )
    assert (code, len(out.splitlines())) == (0, 3)
    code, out, err = piped("council\nvolcano\n", "query", archive=quoted)
    assert (code, out) == (2, "")
    assert "newssearch batch -" in err
    code, out, _ = piped("", "query", "--count", archive=quoted)
    assert (code, out) == (0, f"{len(ARTICLES)}\n")
    code, _, _ = piped("council\nvolcano\n", "query", "council", "--count", archive=quoted)
    assert code == 0


def test_copies_count_once_on_demand(call, tmp_path, listing):
    text = "The minister said on Monday that oil would flow to the coast before the winter. " * 6
    days = {"a": dt.date(2001, 5, 1), "b": dt.date(2001, 1, 1)}
    copies = [
        Article(id=name, path=name, date=day, source=name, body=text) for name, day in days.items()
    ]
    archive = tmp_path / "a"
    write_articles(archive, [*copies, Article(id="c", path="c", body="Oil.")], workers=1)
    place = listing("oil\nwinter\n")
    _, out, _ = call("batch", place, "--once", "--format", "csv", archive=archive)
    rows = [
        (row["articles"], row["matches"], row["last_date"], row["top_sources"])
        for row in rows_of(out)
    ]
    assert rows == [("2", "7", "2001-01-01", "b (1)"), ("1", "6", "2001-01-01", "b (1)")]


@pytest.mark.parametrize(("pace", "drawn"), [(0.1, False), (0.6, True)])
def test_progress_is_shown_on_a_terminal_after_a_second(
    pace, drawn, call, quoted, listing, monkeypatch
):
    clock = itertools.count(step=pace)
    monkeypatch.setattr(progress, "_looked_at", lambda: True)
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    place = listing("council\nsmith\n(a\npowell\n")
    _, _, err = call("batch", place, "--format", "csv", archive=quoted)
    assert ("2/4 queries" in err) == drawn
    assert "\r\x1b[Kline 3 ((a):\nerror" in err
    erased = "\r\x1b[K" if drawn else ""
    assert err.endswith(f"{erased}4 queries: 2 with hits, 1 without, 1 refused\n")
    _, _, err = call("batch", place, "--quiet", archive=quoted)
    assert "queries" not in err


def test_remarks_in_lists_are_passed_over_and_hashtags_are_not(call, quoted, listing):
    lines = "# people\n#\ncouncil\n## more\n#powell\n"
    assert [row["line"] for row in listed_rows(call, quoted, listing(lines))] == [3, 5]
    table = "# from a spreadsheet\n\nlabel,query\n# 1,council\n2,smith\n"
    assert [row["label"] for row in listed_rows(call, quoted, listing(table))] == ["# 1", "2"]


def listed_rows(call, archive, place):
    _, out, _ = call("batch", place, "--format", "json", archive=archive)
    return json.loads(out)["queries"]
