import io
import json

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record, Skipped


def read(content, name="a", **options):
    if isinstance(content, str):
        content = content.encode()
    return list(read_records(content, name, **options))


def values(record, field):
    return [item.value for item in record.declared.get(field, ())]


ARTICLE = {
    "headline": "Rain falls",
    "authors": ["Ann Lee", {"name": "Bob Ray"}],
    "published_at": "2012-12-13T10:00:00Z",
    "url": "https://example.org/1",
    "content": "Rain fell.\n\nThe river rose.",
    "source": {"id": None, "name": "The Daily"},
}


def test_usual_names_are_known():
    (record,) = read(json.dumps(ARTICLE))
    assert record.text == ARTICLE["content"]
    assert values(record, "title") == ["Rain falls"]
    assert values(record, "byline") == ["Ann Lee", "Bob Ray"]
    assert values(record, "date") == ["2012-12-13T10:00:00Z"]
    assert values(record, "source") == ["The Daily"]
    assert record.declared["date"][0].origin == "published_at"
    assert record.number is None


def test_a_mapping_comes_before_the_usual_names():
    odd = {"kop": "Regen valt", "title": "an id", "meta": {"tekst": "Het regende."}}
    (record,) = read(json.dumps(odd), mapping={"title": "kop", "body": "meta.tekst"})
    assert values(record, "title") == ["Regen valt"]
    assert record.text == "Het regende."


def test_a_mapping_of_an_unknown_field_is_named():
    with pytest.raises(ArticleError, match="headlime"):
        read(json.dumps(ARTICLE), mapping={"headlime": "x"})


def test_paragraph_lists_and_markup_become_lines():
    (record,) = read(json.dumps({"text": ["Rain fell.", "The river\nrose."]}))
    assert (record.text, record.lines) == ("Rain fell.\nThe river rose.", "paragraphs")
    (record,) = read(json.dumps({"body": "<p>Rain fell.</p><h2>Later</h2><p>It stopped.</p>"}))
    assert record.text == "Rain fell.\nLater\nIt stopped."
    assert record.headings == {1}


def test_numbers_that_are_dates_stay():
    assert values(read('{"text": "x", "date": 20121213}')[0], "date") == ["20121213"]


def test_lists_of_articles_are_found_and_counted():
    wrapped = {"status": "ok", "articles": [ARTICLE, {"no": "text"}, ARTICLE]}
    first, second, third = read(json.dumps(wrapped))
    assert (first.number, third.number) == (1, 3)
    assert second == Skipped(2, "no field for text or title among: no")


def test_a_broken_line_is_reported_and_the_rest_goes_on():
    lines = json.dumps(ARTICLE) + '\n{"title": broken\n\n' + json.dumps(ARTICLE) + "\n[1]\n"
    results = read(lines, "a.jsonl")
    assert [result.number for result in results] == [1, 2, 4, 5]
    assert results[1] == Skipped(2, "broken JSON")
    assert isinstance(results[2], Record)
    assert results[3].reason == "JSON, but not an object with named fields"


def test_nesting_without_end_is_one_broken_line():
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    results = read(f"{json.dumps(ARTICLE)}\n{deep}\n{json.dumps(ARTICLE)}", "a.jsonl")
    assert results[1] == Skipped(2, "JSON nested too deeply")
    with pytest.raises(ArticleError, match="nested too deep"):
        read('{"a":' * 100_000)


def test_a_file_of_unknown_names_is_refused_by_its_names():
    with pytest.raises(ArticleError, match="zz, yy"):
        read('{"zz": "a", "yy": "b"}\n' * 200, "a.jsonl")


def test_lone_surrogates_and_nuls_do_not_come_through():
    (record,) = read('{"title": "a\\ud800b", "text": "c\\u0000d"}')
    assert values(record, "title") == ["ab"]
    assert record.text == "cd"


def test_lines_stream_from_an_open_file():
    line = json.dumps(ARTICLE).encode() + b"\n"

    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            piece = (line * (len(buffer) // len(line) + 1))[: len(buffer)]
            buffer[:] = piece
            return len(piece)

    results = read_records(io.BufferedReader(Endless()), "a.jsonl")
    assert [next(results).number for _ in range(50)] == list(range(1, 51))


def test_lines_and_tables_in_utf_16():
    lines = (json.dumps(ARTICLE) + "\n") * 2
    assert [record.number for record in read(lines.encode("utf-16"))] == [1, 2]
    (record,) = read("title,text\nRain,“fell”\n".encode("utf-16"), "a.csv")
    assert record.text == "“fell”"


def test_an_overlong_line_is_passed_over_in_bounded_memory():
    content = b'{"title": "a"}\n{"title": "' + b"x" * 25_000_000 + b'"}\n{"title": "b"}\n'
    first, second, third = read(content, "a.jsonl")
    assert second == Skipped(2, "line over 20 MB")
    assert (first.number, third.number) == (1, 3)


def test_tables_of_any_delimiter():
    for mark in ",;\t|":
        content = f'title{mark}author{mark}text\n"Rain{mark} wind"{mark}Ann Lee{mark}"a\nb"\n'
        (record,) = read(content, "a.csv")
        assert values(record, "title") == [f"Rain{mark} wind"]
        assert record.text == "a\nb"
        assert record.number == 1


def test_tables_take_nuls_long_fields_and_short_rows():
    content = b"title,text\nA\x00B,x\n,\nlong," + b"y" * 4_000_000 + b"\nshort\n"
    first, long, short = read(content, "a.csv")
    assert values(first, "title") == ["AB"]
    assert len(long.text) == 4_000_000
    assert (short.number, short.text) == (4, "")


def test_a_field_of_ten_megabytes_is_one_skipped_article():
    results = read(b'title,text\nA,"' + b"y" * 10_000_000 + b'"\nB,x\n', "a.csv")
    assert results[0] == Skipped(1, "article of over 5 MB of text")
    assert results[1].text == "x"


def test_a_table_without_known_names_says_which_it_has():
    with pytest.raises(ArticleError, match="zz, yy"):
        read("zz,yy\na,b\n", "a.csv")


def test_ninjs_values_are_found_where_ninjs_keeps_them():
    item = {
        "uri": "http://example.org/n/1",
        "type": "text",
        "headlines": [{"role": "main", "value": "Rain falls"}],
        "by": "By Ann Lee",
        "located": "BEIRUT",
        "versioncreated": "2012-12-13T10:00:00Z",
        "bodies": [{"contenttype": "text/html", "value": "<p>Rain fell.</p><p>More.</p>"}],
    }
    (record,) = read(json.dumps(item))
    assert record.text == "Rain fell.\nMore."
    assert values(record, "title") == ["Rain falls"]
    assert values(record, "byline") == ["By Ann Lee"]
    assert values(record, "dateline") == ["BEIRUT"]


def test_parquet_without_its_library_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ArticleError, match="pyarrow") as caught:
        read(b"PAR1xxxx", "a.parquet")
    assert "newssearch[parquet]" in caught.value.hint


def test_days_as_excel_counts_them():
    assert values(read('{"text": "x", "date": 43648}')[0], "date") == ["2019-07-02"]
    assert values(read('{"text": "x", "date": "43648"}')[0], "date") == ["2019-07-02"]
    assert values(read('{"text": "x", "date": 1987}')[0], "date") == ["1987"]
