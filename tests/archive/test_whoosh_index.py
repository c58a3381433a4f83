"""A published generation is a Whoosh index: opened by Whoosh, searched with Whoosh's queries."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh import query, sorting
from whoosh.index import open_dir
from whoosh.qparser import QueryParser
from whoosh.query import spans
from whoosh.reading import TermNotFound

from newssearch.archive.article import Article, Quotation
from newssearch.archive.columnar.writing.segment_builder import SegmentBuilder
from newssearch.archive.drafts import Draft
from newssearch.archive.fields import FIELDS
from newssearch.archive.generations import Generation, create_archive
from newssearch.archive.news_layout import LAYOUT, entries_of
from newssearch.archive.whoosh.schema import NewsSegment, news_schema

BODY = (
    "Oil prices rose in the U.S. market on Monday.\n\n"
    "“We like oil prices,” said John Smith, the Covid-19 envoy.\n\n"
    "“Prices will fall,” said Mary Jones. Oil, she said, is oil."
)


def midnight(year: int, month: int, day: int) -> dt.datetime:
    """Return a day as Whoosh's dates have it, without a time zone."""
    return dt.datetime.combine(dt.date(year, month, day), dt.time())


def quoted(words: str, speaker: str) -> Quotation:
    start = BODY.index(words)
    return Quotation(start, start + len(words), speaker)


ARTICLES = (
    Article(
        id="oil-1",
        path="/news/1987/oil.txt",
        body=BODY,
        title="Crude oil rises",
        byline=("Ann Lee",),
        contributors=("Bo Ray",),
        credit="Reuters",
        dateline="NEW YORK",
        date=dt.date(1987, 3, 2),
        source="The Daily Times",
        section="Business",
        lang="en",
        url="https://example.com/oil",
        caption="A rig at sea",
        notes=("Corrects the name of the envoy.",),
        quotes=(
            quoted("We like oil prices,", "John Smith"),
            quoted("Prices will fall,", "Mary Jones"),
        ),
    ),
    Article(id="fish-1", path="/news/1988/fish.txt", body="Fish swim.", date=dt.date(1988, 5, 1)),
    Article(id="fish-2", path="/old/fish.txt", body="Fish sank in oil prices.", lang="fr"),
    Article(id="gone-1", path="/old/gone.txt", body="Oil is gone.", lang="en"),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of two segments with one article deleted."""
    archive = tmp_path_factory.mktemp("archive") / "news"
    create_archive(archive)
    builder = SegmentBuilder(LAYOUT)
    with Draft(archive, None) as draft:
        for number, part in enumerate((ARTICLES[:1], ARTICLES[1:])):
            for article in part:
                builder.add(entries_of([article]))
            draft.add_segment(f"s{number}", builder.write(draft.folder, f"s{number}"))
        draft.publish(LAYOUT, len(ARTICLES), {})
    with Generation(archive, LAYOUT) as first, Draft(archive, first) as draft:
        draft.keep_segment(first.segments[0], None)
        draft.keep_segment(first.segments[1], np.array([False, False, True]))
        draft.publish(LAYOUT, len(ARTICLES) - 1, {})
    return archive


@pytest.fixture(scope="module")
def generation(archive: Path) -> Path:
    with Generation(archive, LAYOUT) as opened:
        return opened.folder


@pytest.fixture
def searcher(generation: Path) -> Any:
    with open_dir(str(generation), readonly=True).searcher() as searcher:
        yield searcher


def ids(searcher: Any, question: Any, **options: Any) -> list[str]:
    return [hit["id"] for hit in searcher.search(question, limit=None, **options)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (query.Term("title", "crude"), {"oil-1"}),
        (query.Term("title", "prices"), set()),
        (query.Term("byline", "ray"), {"oil-1"}),
        (query.Term("byline", "reuters"), {"oil-1"}),
        (query.Term("credit", "reuters"), {"oil-1"}),
        (query.Term("credit", "lee"), set()),
        (query.Phrase("dateline", ["new", "york"]), {"oil-1"}),
        (query.Term("caption", "rig"), {"oil-1"}),
        (query.Term("body", "oil"), {"oil-1", "fish-2"}),
        (query.Term("body", "covid19"), {"oil-1"}),
        (query.Term("lead", "envoy"), {"oil-1"}),
        (query.Term("lead", "jones"), set()),
        (query.Term("quote", "fall"), {"oil-1"}),
        (query.Term("quote", "rose"), set()),
        (query.Phrase("quote", ["like", "oil"]), {"oil-1"}),
        (query.Term("speaker", "smith"), {"oil-1"}),
        (query.Phrase("speaker", ["smith", "mary"]), set()),
        (query.Term("notes", "corrects"), {"oil-1"}),
        (query.Phrase("source", ["daily", "times"]), {"oil-1"}),
        (query.Term("section", "business"), {"oil-1"}),
        (query.Term("lang", "fr"), {"fish-2"}),
        (query.Prefix("path", "/news/"), {"oil-1", "fish-1"}),
        (query.Term("id", "fish-1"), {"fish-1"}),
        (query.Term("date", midnight(1988, 5, 1)), {"fish-1"}),
        (query.DateRange("date", midnight(1987, 1, 1), midnight(1987, 12, 31)), {"oil-1"}),
        (query.NumericRange("words", 2, 5), {"fish-1", "fish-2"}),
        (query.Every(), {"oil-1", "fish-1", "fish-2"}),
        (query.Every("date"), {"oil-1", "fish-1"}),
        (query.FuzzyTerm("body", "prises"), {"oil-1", "fish-2"}),
        (query.Wildcard("body", "f?sh"), {"fish-1", "fish-2"}),
        (query.And([query.Term("body", "oil"), query.Not(query.Term("body", "fish"))]), {"oil-1"}),
        (
            spans.SpanNear(query.Term("body", "oil"), query.Term("body", "monday"), slop=8),
            {"oil-1"},
        ),
    ],
    ids=lambda value: " ".join(sorted(value)) if isinstance(value, set) else str(value),
)
def test_queries_find(searcher: Any, question: Any, expected: set[str]) -> None:
    assert set(ids(searcher, question)) == expected


def test_whooshs_own_parser_reads_words_as_the_archive_does(searcher: Any) -> None:
    parser = QueryParser("body", news_schema())
    assert ids(searcher, parser.parse("Covid-19")) == ["oil-1"]
    assert ids(searcher, parser.parse('"the U.S. market"')) == ["oil-1"]
    assert ids(searcher, parser.parse("Fis*")) == ["fish-1", "fish-2"]
    assert ids(searcher, parser.parse("date:1988")) == ["fish-1"]
    assert ids(searcher, parser.parse("words:[2 to 3]")) == ["fish-1"]


def test_the_reader_knows_terms_and_lengths(searcher: Any) -> None:
    reader = searcher.reader()
    assert list(reader.field_terms("title")) == ["crude", "oil", "rises"]
    assert list(reader.field_terms("lang")) == ["en", "fr"]
    info = reader.term_info("body", "oil")
    assert (info.weight(), info.doc_frequency()) == (6, 3)
    assert (info.min_length(), info.max_length()) == (3, 31)
    assert (info.min_id(), info.max_id(), info.max_weight()) == (0, 3, 4)
    assert reader.doc_frequency("quote", "prices") == 1
    assert [reader.doc_field_length(0, name) for name in ("title", "byline", "quote")] == [3, 5, 7]
    assert "oil" not in list(reader.field_terms("speaker"))
    with pytest.raises(TermNotFound):
        reader.term_info("title", "prices")


def test_postings_have_positions_from_the_start_of_the_field(searcher: Any) -> None:
    reader = searcher.reader()
    matcher = reader.postings("byline", "reuters")
    assert list(matcher.items_as("positions")) == [(0, [4 + 256])]
    assert [span.start for span in reader.postings("quote", "like").spans()] == [11]
    assert list(reader.postings("speaker", "jones").items_as("positions")) == [(0, [33])]


def test_stored_fields_are_the_articles(searcher: Any) -> None:
    stored = searcher.stored_fields(0)
    assert stored["title"] == "Crude oil rises"
    assert stored["date"] == midnight(1987, 3, 2)
    assert stored["quotes"] == ARTICLES[0].quotes
    assert stored["byline"] == ("Ann Lee",)
    assert searcher.document(id="fish-2") == {
        "id": "fish-2",
        "path": "/old/fish.txt",
        "body": "Fish sank in oil prices.",
        "lang": "fr",
    }


def test_hits_sort_by_date_and_by_words(searcher: Any) -> None:
    everything = query.Every()
    assert ids(searcher, everything, sortedby="words") == ["fish-1", "fish-2", "oil-1"]
    longest = sorting.FieldFacet("words", reverse=True)
    assert ids(searcher, everything, sortedby=longest) == ["oil-1", "fish-2", "fish-1"]
    assert ids(searcher, everything, sortedby="date") == ["oil-1", "fish-1", "fish-2"]
    assert ids(searcher, everything, sortedby="path") == ["oil-1", "fish-1", "fish-2"]


def test_columns_hold_what_was_given(searcher: Any) -> None:
    reader = searcher.reader()
    assert list(reader.column_reader("words")) == [31, 2, 5, 3]
    assert list(reader.column_reader("lang")) == ["en", "", "fr", "en"]
    assert reader.column_reader("date")[1] == midnight(1988, 5, 1)


def test_groups_by_language(searcher: Any) -> None:
    groups = searcher.search(query.Every(), groupedby="lang").groups()
    assert {name: len(found) for name, found in groups.items()} == {"en": 1, "": 1, "fr": 1}


def test_more_like_this_and_key_terms(searcher: Any) -> None:
    number = searcher.document_number(id="fish-1")
    assert [hit["id"] for hit in searcher.more_like(number, "body")] == ["fish-2"]
    assert "oil" in dict(searcher.key_terms([0], "body"))


def test_suggestions_come_from_the_terms(searcher: Any) -> None:
    assert searcher.suggest("body", "pricess") == ["prices"]


def test_whoosh_can_highlight_a_hit(searcher: Any) -> None:
    hit = searcher.search(query.Term("body", "monday"))[0]
    assert 'class="match term0">Monday<' in hit.highlights("body")


def test_the_table_of_contents_is_in_the_manifest(archive: Path) -> None:
    with Generation(archive, LAYOUT) as opened:
        assert "_MAIN_1.toc" in opened.manifest.files
        opened.verify()


def test_a_damaged_table_of_contents_does_not_touch_our_own_opening(tmp_path: Path) -> None:
    create_archive(tmp_path / "news")
    builder = SegmentBuilder(LAYOUT)
    builder.add(entries_of(ARTICLES[1:2]))
    with Draft(tmp_path / "news", None) as draft:
        draft.add_segment("s0", builder.write(draft.folder, "s0"))
        draft.publish(LAYOUT, 1, {})
    contents = draft.folder / "_MAIN_1.toc"
    contents.write_bytes(bytes(contents.stat().st_size))
    with Generation(tmp_path / "news", LAYOUT) as opened:
        assert opened.segments[0].live == 1


def test_our_own_reading_needs_no_whoosh() -> None:
    modules = "newssearch.archive.generations, newssearch.archive.news_layout"
    program = f"import sys, {modules}; print('whoosh' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


def test_a_pickled_segment_is_names_and_numbers() -> None:
    deleted = np.zeros(11, bool)
    deleted[[2, 9]] = True
    segment = NewsSegment("MAIN", "s0", 11, deleted)
    again = pickle.loads(pickle.dumps(segment))
    assert {type(value) for value in vars(again).values()} <= {str, int, bool, bytearray}
    assert again.deleted_docs() == [2, 9]
    assert (again.doc_count(), again.doc_count_all()) == (9, 11)
    again.delete_document(10)
    again.delete_document(2, delete=False)
    assert [n for n in range(11) if again.is_deleted(n)] == [9, 10]
    assert segment.deleted_docs() == [2, 9]


def test_the_schema_has_every_field() -> None:
    names = news_schema().names()
    assert {field.name for field in FIELDS if not field.parts} <= set(names)
