"""Whoosh programs can write articles with our writer and read back what they gave."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from whoosh.fields import UnknownFieldError
from whoosh.index import LockError, create_in, open_dir
from whoosh.query import Every, Term
from whoosh.writing import IndexingError

from newssearch.archive.article import Quotation
from newssearch.archive.columnar.writing import segment_builder
from newssearch.archive.whoosh.schema import NewsWriter, news_schema


def midnight(year: int, month: int, day: int) -> dt.datetime:
    """Return a day as Whoosh's dates have it, without a time zone."""
    return dt.datetime.combine(dt.date(year, month, day), dt.time())


FULL: dict[str, Any] = {
    "id": "a1",
    "path": "/news/\udce9.txt",
    "body": "“Oil rose,” he said.\n\nThe end.",
    "title": "Oil",
    "byline": ("Ann Lee", "Bo Ray"),
    "contributors": ("Cy Fox",),
    "credit": "Reuters",
    "dateline": "LONDON",
    "date": midnight(1987, 3, 2),
    "source": "The Times",
    "section": "Business",
    "url": "https://example.com",
    "lang": "en",
    "caption": "A rig",
    "notes": ("Corrects.",),
    "headings": ((22, 30),),
    "quotes": (Quotation(1, 10, "John Smith"),),
    "provenance": {"title": "first line"},
}


@pytest.fixture
def index(tmp_path: Path) -> Any:
    return create_in(str(tmp_path), news_schema())


def stored(index: Any) -> list[dict[str, Any]]:
    with index.searcher() as searcher:
        return [hit.fields() for hit in searcher.search(Every(), limit=None)]


def add(index: Any, *documents: dict[str, Any]) -> None:
    with NewsWriter(index) as writer:
        for document in documents:
            writer.add_document(**document)


def test_what_goes_in_comes_out(index: Any, tmp_path: Path) -> None:
    add(index, FULL)
    again = open_dir(str(tmp_path))
    assert stored(again) == [FULL]
    with again.searcher() as searcher:
        for field, word in (("quote", "rose"), ("speaker", "smith"), ("path", FULL["path"])):
            assert len(searcher.search(Term(field, word))) == 1
        assert not searcher.search(Term("quote", "end"))


def test_an_empty_index_opens(index: Any) -> None:
    add(index)
    assert stored(index) == []


def test_a_commit_adds_a_segment(index: Any) -> None:
    add(index, {"id": "a"}, {"id": "b"})
    add(index, {"id": "c", "body": "later"})
    assert [fields["id"] for fields in stored(index)] == ["a", "b", "c"]
    assert len(index._segments()) == 2


def test_an_update_replaces_what_was_committed_and_what_was_not(index: Any) -> None:
    add(index, {"id": "a", "body": "first"}, {"id": "b"})
    with NewsWriter(index) as writer:
        writer.update_document(id="a", body="second")
        writer.update_document(id="a", body="third")
    assert {fields["id"]: fields["body"] for fields in stored(index)} == {
        "a": "third",
        "b": "",
    }


def test_deleting_by_term_and_by_number(index: Any, tmp_path: Path) -> None:
    add(index, {"id": "a", "body": "oil"}, {"id": "b", "body": "oil"}, {"id": "c"})
    add(index, {"id": "d", "body": "oil"}, {"id": "e"})
    with NewsWriter(index) as writer:
        assert writer.delete_by_term("id", "c") == 1
        writer.delete_document(3)
        with pytest.raises(IndexingError):
            writer.delete_document(5)
    assert [fields["id"] for fields in stored(index)] == ["a", "b", "e"]
    with NewsWriter(index) as writer:
        assert writer.delete_by_query(Every()) == 3
    assert stored(index) == []
    assert sorted(path.suffix for path in tmp_path.iterdir()) == ["", ".toc"]


def test_cancelling_leaves_the_index_as_it_was(index: Any, tmp_path: Path) -> None:
    add(index, {"id": "a"})
    before = {path.name for path in tmp_path.iterdir()}
    writer = NewsWriter(index)
    writer.add_document(id="b")
    writer.delete_by_term("id", "a")
    writer._write_segment()
    writer.cancel()
    assert {path.name for path in tmp_path.iterdir()} == before
    assert [fields["id"] for fields in stored(index)] == ["a"]
    with pytest.raises(IndexingError):
        writer.add_document(id="c")


def test_a_full_builder_becomes_a_segment(index: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_builder, "FULL_ENTRIES", 3)
    with NewsWriter(index) as writer:
        for number in range(7):
            writer.add_document(id=f"a{number}")
        writer.update_document(id="a0", body="new")
    assert len(index._segments()) == 3
    assert {fields["id"] for fields in stored(index)} == {f"a{number}" for number in range(7)}
    assert len(stored(index)) == 7


def test_a_second_writer_is_refused(index: Any) -> None:
    writer = NewsWriter(index)
    with pytest.raises(LockError, match="another writer"):
        NewsWriter(index)
    writer.cancel()
    NewsWriter(index).cancel()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"id": "a", "colour": "red"}, UnknownFieldError),
        ({"id": "a", "lead": "made from the body"}, UnknownFieldError),
        ({"body": "no id"}, ValueError),
        ({"id": 7}, ValueError),
        ({"id": "a", "date": "1987"}, ValueError),
        ({"id": "a", "notes": (1,)}, ValueError),
        ({"id": "a", "notes": 1}, ValueError),
        ({"id": "a", "quotes": ("words",)}, ValueError),
        ({"id": "a", "quotes": Quotation(0, 7)}, ValueError),
        ({"id": "a", "provenance": "title"}, ValueError),
    ],
)
def test_what_is_no_article_is_refused_and_the_writer_goes_on(
    index: Any, fields: dict[str, Any], error: type[Exception]
) -> None:
    with NewsWriter(index) as writer:
        with pytest.raises(error):
            writer.add_document(**fields)
        writer.add_document(id="good", notes="one", date=dt.date(1987, 3, 2))
    assert [document["id"] for document in stored(index)] == ["good"]
