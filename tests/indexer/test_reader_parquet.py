"""Parquet files, with the optional library; skipped where it is not installed."""

import datetime as dt
import io
import warnings
from contextlib import suppress

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.fielding import read_fields
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record, Skipped

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pyarrow = pytest.importorskip("pyarrow", reason="the extra 'parquet' is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")


def written(columns, **options):
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), buffer, **options)
    return buffer.getvalue()


DAY = dt.datetime(2012, 12, 13, 10, tzinfo=dt.UTC)
ROWS = {
    "headline": ["Rain falls", "River rises", None],
    "authors": [["Ann Lee", "Bob Ray"], [], None],
    "published_at": [DAY, DAY + dt.timedelta(1), None],
    "content": ["Rain fell.\n\nThe river rose.", "It rose by a metre on Friday.", None],
}


@pytest.mark.parametrize("opened", [bytes, io.BytesIO])
def test_one_article_a_row(opened):
    first, second, third = read_records(opened(written(ROWS)), "a.parquet")
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert third == Skipped(3, "a row without text and title")
    article = read_fields(first, id="1", path="a.parquet#1")
    assert article.title == "Rain falls"
    assert article.byline == ("Ann Lee", "Bob Ray")
    assert article.date == dt.date(2012, 12, 13)
    assert article.body == "Rain fell.\n\nThe river rose."
    assert article.provenance["date"] == "published_at"
    assert second.number == 2


def test_many_rows_keep_their_numbers():
    content = written({"text": [f"Story number {n} of the day." for n in range(1000)]})
    records = list(read_records(content, "a.parquet"))
    assert [record.number for record in records] == list(range(1, 1001))


def test_columns_are_named_by_a_mapping():
    content = written({"x": ["Rain fell on the town."], "y": ["Rain"]})
    with pytest.raises(ArticleError, match="no column for text or title among: x, y") as caught:
        list(read_records(content, "a.parquet"))
    assert "--map" in caught.value.hint
    (record,) = read_records(content, "a.parquet", mapping={"body": "x", "title": "y"})
    assert record.text == "Rain fell on the town."


def test_damage_is_named():
    content = written(ROWS)
    for damaged in (content[:100], content[:-20], b"PAR1" + bytes(200) + b"PAR1"):
        with pytest.raises(ArticleError, match="Parquet"):
            list(read_records(damaged, "a.parquet"))
    garbled = content[:20] + bytes(60) + content[80:]
    with suppress(ArticleError):
        list(read_records(garbled, "a.parquet"))
