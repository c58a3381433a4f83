"""What a page says of itself: title, authors, date and the rest, each with its place."""

import json

import pytest

from newssearch.indexer.html import read_page
from newssearch.indexer.knowledge.authors import split_authors

TEXT = "<p>The river rose on Monday, and the people of the town went to see it, he said.</p>" * 6


def page(head="", before="", after=""):
    return read_page(
        f"<html lang=en><head>{head}</head><body>{before}<article>{TEXT}</article>{after}"
        "</body></html>"
    )


def ld(**values):
    return f'<script type="application/ld+json">{json.dumps(values)}</script>'


def values(record, field):
    return [item.value for item in record.declared.get(field, ())]


def origin(record, field):
    return record.declared[field][0].origin


def test_the_visible_heading_nearest_to_the_declared_title_is_the_title():
    record = page(
        "<title>Rain falls on Beirut | The Daily</title>"
        "<meta property=og:title content='Rain falls on Beirut'>",
        "<h1>The Daily</h1><h1>Rain Falls on Beirut Again</h1>",
    )
    assert values(record, "title") == ["Rain Falls on Beirut Again"]
    assert origin(record, "title") == "<h1>"


def test_a_long_single_h1_is_the_title_though_shared_under_another():
    record = page(
        "<meta property=og:title content='You will not believe this'>",
        "<h1>Rain falls on Beirut for a third day</h1>",
    )
    assert values(record, "title") == ["Rain falls on Beirut for a third day"]


def test_the_sites_name_is_cut_from_the_title_element():
    assert values(page("<title>Rain falls on Beirut | The Daily</title>"), "title") == [
        "Rain falls on Beirut"
    ]


def test_json_ld_gives_authors_and_date_first():
    record = page(
        ld(**{"@graph": [{"@type": "NewsArticle", "datePublished": "2012-12-13T23:00:00-05:00"}]})
        + ld(**{"@type": "NewsArticle", "author": [{"name": "Ann Lee"}, {"name": "Bob Ray Jr."}]})
        + "<meta name=author content='Web Desk'>"
    )
    assert values(record, "date") == ["2012-12-13"]
    assert origin(record, "date") == "JSON-LD"
    assert values(record, "byline") == ["Ann Lee", "Bob Ray Jr"]


def test_broken_json_ld_is_passed_over():
    script = "<script type=application/ld+json>{broken</script>"
    record = page(script + "<meta name=author content='By Ann Lee, Staff Writer'>")
    assert values(record, "byline") == ["Ann Lee"]
    assert origin(record, "byline") == "meta author"


@pytest.mark.parametrize(
    "head",
    [
        "<meta name=author content='The Daily'><meta property=og:site_name content='The Daily'>",
        "<meta name=author content='admin'>",
        "<meta name=author content='https://example.org/ann'>",
        "<meta name=author content='Example Media'>"
        "<meta name=copyright content='Copyright (c) Example Media 2012'>",
    ],
)
def test_what_is_no_person_is_no_author(head):
    assert values(page(head), "byline") == []


def test_agencies_are_credited():
    record = page(ld(**{"@type": "NewsArticle", "author": [{"name": "Reuters"}, "Ann Lee"]}))
    assert values(record, "byline") == ["Ann Lee"]
    assert values(record, "credit") == ["Reuters"]


def test_printed_bylines():
    for byline in (
        "<div class=byline>By <a href=/x>Ann Lee</a> and <a href=/y>Bob Ray</a></div>",
        "<div class=q><span>By</span> <span>Ann Lee and Bob Ray</span></div>",
        "<p><a href='/by/ann-lee'>Ann Lee</a>, <a href='/by/bob-ray'>Bob Ray</a></p>",
        "<p itemprop=author><span itemprop=name>Ann Lee</span></p>"
        "<p itemprop=author><span itemprop=name>Bob Ray</span></p>",
    ):
        record = page(before=f"<h1>Rain falls on Beirut again</h1><div>{byline}</div>")
        assert values(record, "byline") == ["Ann Lee", "Bob Ray"], byline


def test_bylines_of_other_articles_are_not_this_ones():
    card = (
        "<li><h3><a href=/2>Sun shines on Tyre, too</a></h3>"
        "<span class=byline>By <a href=/author/x>Cy Dee</a></span></li>"
    )
    record = page(
        before="<h1>Rain falls on Beirut</h1><p class=byline>By Ann Lee</p>",
        after=f"<ul class=more>{card * 3}</ul><div class=related><a rel=author>Eve Foy</a></div>",
    )
    assert values(record, "byline") == ["Ann Lee"]
    assert values(page(after=f"<ul>{card}</ul>"), "byline") == []


@pytest.mark.parametrize(
    ("head", "before", "day", "place"),
    [
        ("<meta property=article:published_time content='2012-12-13'>", "", "2012-12-13", None),
        ("", "<time datetime='2012-12-13T10:00Z'>today</time>", "2012-12-13", "<time>"),
        ("", "<div class=related><time datetime='2013-01-01'></time></div>", None, None),
        ("<link rel=canonical href='https://e.org/2012/12/13/rain'>", "", "2012-12-13", "address"),
        ("<link rel=canonical href='https://e.org/2012/dec/13/rain'>", "", "2012-12-13", "address"),
        ("", "<p class=pubdate>Dec. 13, 2012, 10 a.m.</p>", "2012-12-13", "visible date"),
        ("", "<p>Posted 13 December 2012</p>", "2012-12-13", "first date in the text"),
        ("<meta name=date content='0001-01-01'>", "", "0001-01-01", "meta date"),
        ("<meta name=date content='2999-01-01'>", "", "2999-01-01", "meta date"),
        ("<meta name=date content='2012-02-31'>", "", "2012-02-31", "meta date"),
    ],
)
def test_dates_from_the_surest_place(head, before, day, place):
    record = page(head, before)
    assert values(record, "date") == ([day] if day else [])
    if place:
        assert origin(record, "date") == place


def test_an_impossible_date_yields_to_any_possible_one():
    record = page("<meta name=date content='2999-01-01'>", "<p>Posted 13 December 2012</p>")
    assert values(record, "date") == ["2012-12-13"]


def test_the_page_s_own_fields():
    record = page(
        "<meta property=og:site_name content='The Daily'>"
        "<meta property=article:section content=World>"
        "<link rel=canonical href='https://example.org/rain'>"
    )
    fields = [values(record, name) for name in ("source", "section", "url", "lang")]
    assert fields == [["The Daily"], ["World"], ["https://example.org/rain"], ["en"]]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By ANN LEE and Bob Ray, Staff Writers", ["ANN LEE", "Bob Ray"]),
        ("By ABBY GOODNOUGH", ["ABBY GOODNOUGH"]),
        ("Abby Byron", ["Abby Byron"]),
        ("Lee, Ann", ["Ann Lee"]),
        ("Ann Lee, CNN", ["Ann Lee", "CNN"]),
        ("Ann Lee | The Daily", ["Ann Lee"]),
        ("Ann Lee Staff Writer", ["Ann Lee"]),
        ("Ann Lee, Bob Ray & Cy Dee", ["Ann Lee", "Bob Ray", "Cy Dee"]),
        ("Ann Lee Jr., M.D.", ["Ann Lee Jr., M.D"]),
        ("By Ann Lee Dec. 13, 2012", ["Ann Lee"]),
        ("ann@example.org", []),
        ("staff", []),
        ("12345", []),
        ("", []),
    ],
)
def test_names_in_a_byline(written, names):
    assert split_authors(written) == names
