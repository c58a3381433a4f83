"""An article as a page: every field with its marks, quotations to jump to."""

import pytest
from tui_fake_archive import SEED

from newssearch.archive.article import Quotation
from newssearch.search.ast import Span
from newssearch.tui.article_page import article_page, quotation_text, speaker_counts


def words(page, spans):
    return [page.text[span.start : span.end] for span in spans]


def spans_of(text, word):
    start = text.index(word)
    return (Span(start, start + len(word)),)


def test_marks_of_every_field_stand_on_their_words():
    people = "; ".join((*SEED.byline, *SEED.contributors))
    marks = {
        "title": spans_of(SEED.title, "Assad"),
        "byline": spans_of(people, "Smith") + spans_of(people, "Englund"),
        "credit": spans_of(SEED.credit, "Press"),
        "dateline": spans_of(SEED.dateline, "MOSCOW"),
        "source": spans_of(SEED.source, "Daily"),
        "section": spans_of(SEED.section, "World"),
        "body": spans_of(SEED.body, "Scud"),
        "notes": spans_of(SEED.notes[0], "misspelled"),
    }
    page = article_page(SEED, marks)
    assert words(page, page.marks) == [
        "Assad",
        "Smith",
        "Daily",
        "World",
        "Press",
        "MOSCOW",
        "Scud",
        "Englund",
        "misspelled",
    ]


def test_zones_of_the_body_are_marked_once():
    scud, weapons = spans_of(SEED.body, "Scud missiles"), spans_of(SEED.body, "weapons")
    overlapping = (Span(scud[0].start + 5, scud[0].end + 8),)
    page = article_page(SEED, {"body": scud, "lead": overlapping, "quote": weapons})
    assert words(page, page.marks) == ["Scud missiles against", "weapons"]


def test_quotations_are_places_also_when_they_overlap_or_cleaning_moves_them():
    body = "He said “\x1b[31mone\u200b two” and “three”."
    quotes = [
        Quotation(body.index("\x1b"), body.index("”"), speaker="B"),
        Quotation(body.index("two"), body.index("”"), speaker="A"),
        Quotation(body.index("three"), body.index("three") + 5, speaker="A"),
    ]
    article = SEED._replace(body=body, quotes=tuple(quotes), headings=())
    page = article_page(article, {})
    assert words(page, page.places) == ["[31mone two", "two", "three"]
    assert speaker_counts(article.quotes) == [("A", 2), ("B", 1)]
    assert quotation_text(article, quotes[0]).text == "[31mone two"


@pytest.mark.parametrize("spans", [(Span(-5, 3),), (Span(4, 2),), (Span(0, 10**9),)])
def test_impossible_spans_are_not_drawn(spans):
    marks = dict.fromkeys(("title", "byline", "body", "notes", "credit"), spans)
    assert article_page(SEED, marks).marks == ()


def test_quotations_outside_the_body_do_no_harm():
    article = SEED._replace(
        quotes=(Quotation(10**6, 10**7), Quotation(-5, 3)), headings=((5, 10**9),)
    )
    assert len(article_page(article, {}).places) == 2


def test_an_article_of_nothing_but_an_id():
    bare = SEED._replace(
        title=None, body="", byline=(), contributors=(), credit=None, dateline=None,
        date=None, source=None, section=None, notes=(), headings=(), quotes=(),
    )  # fmt: skip
    assert article_page(bare, {}).text.startswith("(untitled)\nundated\n")
