"""Workbooks and Parquet files hold what CSV holds, with numbers and days as such."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from corpus_articles import ARTICLES

from newssearch.archive import Article
from newssearch.archive.errors import UsageError
from newssearch.cli import options
from newssearch.cli.formats import binary
from newssearch.cli.program import carry_out
from newssearch.indexer import write_articles

HOSTILE = Article(
    id="h1", path="h.txt", title="=HYPERLINK(1)", body="crude http://x.example", section="+1"
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("binary") / "archive"
    write_articles(folder, [*ARTICLES, HOSTILE], workers=1)
    return folder


@pytest.fixture
def written(archive, capfdbinary):
    def run(*arguments):
        assert carry_out([*arguments, "--archive", str(archive)]) == 0
        return capfdbinary.readouterr().out

    return run


COMMANDS = (
    ("query", "crude", "--limit", "0"),
    ("query", "crude", "--kwic", "--kwic-sort", "1R", "--limit", "0"),
    ("collocates", "crude", "--least", "1"),
    ("frequencies", "--limit", "4", "--by", "year"),
    ("facets", "--by", "source,year"),
    ("trend", "crude", "--by", "year"),
)


def plain(value):
    """Return a cell as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return str(value)


def same(cell, text):
    """Say whether a cell is that of CSV; numbers may be written otherwise."""
    return cell == text or float(cell) == float(text)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_workbook_has_the_cells_of_csv(command, written):
    rows = list(csv.reader(io.StringIO(written(*command, "--format", "csv").decode())))
    book = openpyxl.load_workbook(io.BytesIO(written(*command, "--format", "xlsx")))
    cells = [[plain(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert len(cells) == len(rows)
    for mine, theirs in zip(cells, rows, strict=True):
        assert all(same(*pair) for pair in zip(mine, theirs, strict=True)), (mine, theirs)
    book.close()


def test_nothing_in_a_workbook_is_a_formula_or_a_link(written):
    book = openpyxl.load_workbook(io.BytesIO(written("query", "crude", "--format", "xlsx")))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert all(cell.hyperlink is None for cell in cells)
    book.close()


def test_what_does_not_fit_into_a_workbook_is_said(monkeypatch, capsys):
    monkeypatch.setattr(binary, "MOST_CHARACTERS", 5)
    book = openpyxl.load_workbook(
        io.BytesIO(binary.workbook_of([{"a": "too long", "b": 1 << 60, "c": None}], "abc"))
    )
    assert [cell.value for cell in book.active[2]] == ["too l", "11529"[:5], None]
    assert "note: 2 cells cut to 5 characters" in capsys.readouterr().err
    book.close()
    monkeypatch.setattr(binary, "MOST_ROWS", 2)
    with pytest.raises(UsageError, match="a worksheet has 2 rows"):
        binary.workbook_of([{"a": 1}, {"a": 2}], ["a"])


def test_a_parquet_file_has_types(written):
    parquet = pytest.importorskip("pyarrow.parquet")
    content = written("query", "crude", "--sort", "oldest", "--format", "parquet")
    table = parquet.read_table(io.BytesIO(content))
    assert table.column("date").to_pylist()[0] == dt.date(2001, 2, 3)
    assert table.column("matches").to_pylist() == [2, 2, 1, 1, 1]
    assert table.column("section").to_pylist() == [None, None, None, None, "+1"]
    assert [str(table.schema.field(name).type) for name in ("rank", "date", "title")] == [
        *("int64", "date32[day]", "string"),
    ]


def test_formats_that_cannot_be_written_are_refused(monkeypatch, call, archive):
    monkeypatch.setattr(options, "find_spec", lambda name: None)
    code, out, err = call("query", "crude", "--format", "xlsx", archive=archive)
    assert (code, out) == (2, "")
    assert err == (
        "error: --format xlsx needs the library xlsxwriter\nhint: pip install 'newssearch[xlsx]'\n"
    )
    monkeypatch.undo()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    code, _, err = call("query", "crude", "--format", "xlsx", archive=archive)
    assert code == 2
    assert "error: --format xlsx is not for a terminal" in err
