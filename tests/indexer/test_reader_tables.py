"""Tables as programs and people write them: nothing of a row is lost without a word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from work import assert_linear

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records
from newssearch.indexer.readers.table_rows import MARKS_AS_TEXT
from newssearch.indexer.record import Record, Remark, Skipped


def read(content, name="a.csv"):
    return list(read_records(content.encode() if isinstance(content, str) else content, name))


def value(record, field):
    return [item.value for item in record.declared.get(field, ())]


def test_marks_that_do_not_pair_are_text():
    table = (
        "title\tdate\ttext\n"
        '"Small is fine" writes the mayor\t2018-05-14\t"We like it," she said.\n'
        'A 7" record turns fifty\t2018-05-15\tIt was pressed in Marlow.\n'
        '"Not again\t2018-05-16\tThe ferry is late.\n'
        "Plain\t2018-05-17\tNothing odd here.\n"
        '"A ""proper"" cell"\t2018-05-18\t"Over\ntwo lines"\n'
    )
    results = read(table, "a.tsv")
    assert [value(record, "title")[0] for record in results] == [
        '"Small is fine" writes the mayor',
        'A 7" record turns fifty',
        '"Not again',
        "Plain",
        'A "proper" cell',
    ]
    assert results[0].text == '"We like it," she said.'
    assert results[4].text == "Over\ntwo lines"
    assert [MARKS_AS_TEXT in record.remarks for record in results] == [True] * 3 + [False] * 2


def test_surplus_cells_stay_with_the_text():
    row = "Plan,2018-05-14, The bridge, the pier, and the ferry stay.\n"
    (record,) = read(f"title,date,text\n{row}")
    assert record.text == " The bridge, the pier, and the ferry stay."
    assert "more cells than the 3 names" in record.remarks[0]
    (record,) = read("title;text;date\nPlan;One; two; three.;2018-05-14\n")
    assert record.text == "One; two; three."
    assert value(record, "date") == ["2018-05-14"]


def test_empty_surplus_cells_are_nothing_to_speak_of():
    (record,) = read("title,text\nPlan,The bridge stays.,,,\n")
    assert (record.text, record.remarks) == ("The bridge stays.", ())


@pytest.mark.parametrize(
    "above", ["sep=;\n", '"sep=;"\n', "# made today\n# 2 rows\n", "\n\n", "sep=;\n# x\n\n"]
)
def test_lines_above_the_names(above):
    (record,) = read(f"{above}title;date;text\nPlan;2018-05-14;Bridge, pier; ferry.\n")
    assert value(record, "title") == ["Plan"]
    assert record.text == "Bridge, pier; ferry."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_line_ends_and_encodings(end, encoding):
    table = end.join(["Title\tDate\tText", "Plan\t2018-05-14\tThe café stays.", "B\t\tMore.", ""])
    first, second = read(table.encode(encoding), "export.txt")
    assert first.text == "The café stays."
    assert value(second, "title") == ["B"]


def test_a_whole_table_is_read_in_one_encoding():
    rows = "".join(f"Мост {n},Мост закрыт до весны. Движения нет.\n" for n in range(40))
    results = read(f"title,text\n{rows}".encode("cp1251"))
    assert {record.text for record in results} == {"Мост закрыт до весны. Движения нет."}
    assert all(record.guesses == {"encoding": "Windows-1251"} for record in results)


def test_lists_and_empty_values_of_pandas():
    table = (
        "title,authors,date,text\n"
        'A,"[\'Ida Lund\', \'Sam Obi\']",2018-05-14,"[\'One.\', ""It\'s two.""]"\n'
        "B,[],nan,Some text.\nnan,None,NaT,nan\n"
    )
    first, second, third = read(table)
    assert value(first, "byline") == ["Ida Lund", "Sam Obi"]
    assert first.text == "One.\nIt's two."
    assert "byline" not in second.declared
    assert "date" not in second.declared
    assert third == Skipped(3, "a row without text and title")


def test_one_date_proves_the_order_of_all():
    rows = "".join(f"T,{day},Text.\n" for day in ("02/05/2018", "14/05/2018", "03/06/2018"))
    days = [value(record, "date")[0] for record in read(f"title,date,text\n{rows}")]
    assert days == ["2018-05-02", "2018-05-14", "2018-06-03"]
    rows = "".join(f"T,{day},Text.\n" for day in ("02/05/2018", "03/06/2018"))
    days = [value(record, "date")[0] for record in read(f"title,date,text\n{rows}")]
    assert days == ["02/05/2018", "03/06/2018"]


def test_an_overlong_line_is_one_skipped_row():
    table = b"title,text\nA,x\nB," + b"y" * 21_000_000 + b"\nC,z\n"
    _, second, third = read(table)
    assert second == Skipped(2, "line over 20 MB")
    assert value(third, "title") == ["C"]


def test_backslashes_before_marks():
    (record,) = read('title,text\n"He said \\"no\\", twice","The \\"bridge\\" stays."\n')
    assert value(record, "title") == ['He said "no", twice']
    assert record.text == 'The "bridge" stays.'


CELL = st.text(st.sampled_from(list('ab",;\n\t é')), min_size=1, max_size=12).map(
    lambda s: f"x{s}x"
)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(",;\t"))
@settings(derandomize=True, deadline=None)
def test_what_is_quoted_by_the_rules_comes_out_as_it_was(rows, mark):
    def quoted(cell):
        return '"' + cell.replace('"', '""') + '"'

    lines = [mark.join(map(quoted, row)) for row in rows]
    results = read("\n".join([f"title{mark}text", *lines]) + "\n")
    assert [(value(r, "title")[0], r.text) for r in results] == [tuple(row) for row in rows]


@given(st.lists(st.text(st.sampled_from(list('ab", \\')), max_size=20), max_size=12))
@settings(derandomize=True, deadline=None)
def test_every_letter_of_any_table_is_in_an_article_or_reported(lines):
    results = read("\n".join(["title,text", *lines, "end,end"]) + "\n")
    kept = "".join(
        r.text + "".join(v.value for vs in r.declared.values() for v in vs)
        for r in results
        if isinstance(r, Record)
    )
    skipped = sum(isinstance(result, Skipped) for result in results)
    letters = sum(line.count("a") + line.count("b") for line in lines)
    assert kept.count("a") + kept.count("b") == letters or skipped


FLOODS = {
    "rows that never pair": ('an odd " one,x\nplain,y\nplain,z "\n,"\n', ".csv"),
    "openings": ('"a,b\n', ".csv"),
    "marks inside": ('a,"b"c,"d\n', ".csv"),
    "marks between tabs": ('"x\t"y\tz"\n', ".tsv"),
    "a row of openings": (',"', ".csv"),
    "a cell of pairs": ('a,"x ""y', ".csv"),
    "every separator": ("a,b;c,d|e\tf;", ".csv"),
    "marks behind backslashes": ('a,b,"\\"', ".csv"),
    "ends of lines": ("\r\n\r", ".csv"),
    "remarks": ("# x,y\n", ".csv"),
}


@pytest.mark.parametrize(("unit", "suffix"), FLOODS.values(), ids=FLOODS)
def test_work_on_a_flood_grows_with_its_length_alone(unit, suffix):
    tab = "\t" if suffix == ".tsv" else ","

    def read_all(table):
        try:
            read(table, f"a{suffix}")
        except ArticleError:
            return

    assert_linear(read_all, unit, 4_000, tab.join(("title", "date", "text")) + "\n")


def test_rows_with_fewer_cells_than_names_are_said():
    whole, short = read("title,date,text\nA,2018-05-14,One.\nB,2018-05-14\n")
    assert whole.remarks == ()
    assert short.remarks == ("fewer cells than the 3 names",)


def test_names_below_a_few_rows_of_a_title():
    (record,) = read(
        "Export of 14 May 2018,,\n,,\ntitle,text,date\nBridge,It is shut.,2018-05-14\n"
    )
    assert value(record, "title") == ["Bridge"]
    assert record.text == "It is shut."
    with pytest.raises(ArticleError, match="no column for text or title among: Export of"):
        read("Export of 14 May 2018,,\none,two,three\nfour,five,six\n")


def test_of_columns_with_one_name_the_first_is_read_and_a_remark_says_so():
    remark, record, left = read("title,text,text\nBridge,It is shut.,Something else.\n")
    assert remark == Remark("several columns are called “text”: the first was read")
    assert record.text == "It is shut."
    assert "“text (2)”" in left.text
