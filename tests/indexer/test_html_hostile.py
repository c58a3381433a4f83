"""Pages made to hurt: each ends soon, in a record or a reason."""

import socket

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import assert_linear

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html.slim import MOST_ATTRIBUTES, slim
from newssearch.indexer.readers import read_records

PARAGRAPH = "<p>The river rose on Monday, and the people of the town went to see it, he said.</p>"


def read(markup):
    try:
        (result, *_) = read_records(markup.encode("utf-8", "surrogatepass"), "page.html")
    except ArticleError as error:
        result = error
    return result


FLOODS = {
    "comments": ("", "<!--", ""),
    "instructions": ("", "<?", ""),
    "comments of which the last is closed": ("", "<!--x", "-->"),
    "scripts": ("", "<script>", ""),
    "openings of scripts": ("", "<script ", ""),
    "drawings": ("", "<svg><style>", ""),
    "data": ("", "<![CDATA[", ""),
    "closings": ("", "</p>", ""),
    "less-than signs": ("", "<", ""),
    "ampersands": ("", "&", ""),
    "entities": ("", "&amp", ""),
    "addresses that are not closed": ("", "<a href='", ""),
    "names of a class": ("<p class='", "comment ", "'>"),
    "blanks": ("", " ", ""),
    "letters": ("", "x", ""),
    "breaks": ("", "<br>", ""),
    "tables in tables": ("", "<table><tr><td>", ""),
    "items in items": ("", "<li><b>", ""),
    "boxes in boxes": ("", "<div>", ""),
    "bylines": ("", "By A ", ""),
    "authors": ("<meta name=author content='", "By A, ", "'>"),
    "graphs": ("<script type='application/ld+json'>", '{"@graph":[', ""),
    "lists": ("<script type='application/ld+json'>", "[", "</script>"),
    "NULs": ("\x00<p>", "\x00", ""),
    "linked headings": ("", "<div><h2><a href=x>b</a></h2></div>", ""),
    "linked headings in boxes": ("", "<div><h2><a href=x>b</a></h2>", ""),
    "headings in boxes": ("", "<div><h1>a", ""),
    "captions in boxes": ("", "<div><figcaption>a b c</figcaption>", ""),
    "times in boxes": ("", "<div><time datetime=2012-12-12>", ""),
    "authors in boxes": ("", "<div class=byline>By Ann Lee", ""),
    "authors without text in boxes": ("", "<div class=byline>", "By Ann Lee"),
    "authors beside one another": ("", "<span class=author>Ann Lee</span>", ""),
    "authors declared and credited": (
        "<meta name=author content='A B, C D'>",
        "<meta name=author content='Ann Lee'><p>Photo by Ann Lee</p>",
        "",
    ),
    "dates without text in boxes": ("", "<div itemprop=datePublished>", "2012"),
    "titles without text in boxes": ("", "<div itemprop=headline>", "Rain"),
    "headings of a menu in boxes": ("<nav>", "<div><h1>x</h1>", "</nav>"),
    "items of a menu": ("<nav>", "<h2><a href=x>Rain</a></h2>", "</nav>"),
    "linked headings below boxes": ("<div>" * 200, "<p><h2><a href=x>b</a></h2></p>", ""),
    "cells": ("<table>", "<tr><td>a<td>b", ""),
    "cells in cells": ("<table>", "<tr><td>a<td><table>", ""),
    "quotations": ("", "<p>“Rain,” he said.", ""),
    "scanned lines": (
        "<div class=ocr_page><p class=ocr_par>",
        "<span class=ocr_line><span class=ocrx_word>Rain</span> fell on the vil-</span>\n",
        "</div>",
    ),
    "scanned paragraphs": ("<div class=ocr_page>", "<p class=ocr_par><span class=ocr_line>a", ""),
    "paragraphs": ("", "<p>Rain fell, he said.</p>", ""),
    "forms in forms": ("", "<form><input name=a><p>Rain fell, he said.</p>", ""),
    "properties in boxes": ("", "<div itemprop=author><i itemprop=name>Ann Lee</i>", ""),
    "markup written as text": ("<p>", "&lt;p&gt;Rain fell, he said.", ""),
    "boxes of one name": ("", "<div class=article-body><p>Rain fell.</p></div><i>x</i>", ""),
    "hidden boxes": ("", "<div hidden><p>Rain fell, he said.</p></div>", ""),
    "articles": ("", "<article><h1>Rain</h1><p>Rain fell.</p></article>", ""),
}


@pytest.mark.parametrize(("lead", "unit", "end"), FLOODS.values(), ids=FLOODS)
def test_work_on_a_flood_grows_with_its_length_alone(lead, unit, end):
    opening = f"<html><body><h1>Rain</h1>{PARAGRAPH * 10}{lead}"
    assert_linear(read, unit, 6_000, opening, f"{end}{PARAGRAPH}</body></html>")


@pytest.mark.parametrize(("lead", "unit", "end"), FLOODS.values(), ids=FLOODS)
def test_large_floods_end_in_a_record_or_a_reason(lead, unit, end):
    flood = lead + unit * (60_000 // len(unit)) + end
    read(f"<html><body><h1>Rain</h1>{PARAGRAPH * 10}{flood}{PARAGRAPH}</body></html>")


@pytest.mark.parametrize("value", ["=b", "", "='b'", '="<p b=\'"', "= '\n'", "=b/"])
def test_a_flood_of_attributes_is_cut_as_parsers_see_them(value):
    few, flood = (
        "".join(f" data-{number}{value}" for number in range(count)) for count in (400, 20_000)
    )
    markup = f"<p{flood}>{PARAGRAPH}<b{few} data-last>Rain</b>"
    tree = lxml.html.fromstring(f"<div>{slim(markup).markup}</div>")
    flooded, _, last = tree.iter("p", "b")
    assert list(flooded.attrib) == [f"data-{number}" for number in range(MOST_ATTRIBUTES)]
    assert len(last.attrib) == 401
    assert "The river rose" in read(markup + PARAGRAPH * 5).text


@pytest.mark.parametrize("unit", ["<a", "<a ", "<a b=", '<a b="', "<a b='x\" ", "<a/"])
def test_looking_for_a_flood_reads_no_tag_to_the_end_of_the_page(unit):
    """Each of the tags goes on into the next: all of them to the end would take minutes."""
    assert slim(unit * 100_000).markup.startswith(unit)


@pytest.mark.parametrize("tag", ["div", "b"])
def test_nesting_without_end(tag):
    result = read(f"<html><body>{f'<{tag}>' * 20_000}{PARAGRAPH * 10}</body></html>")
    assert isinstance(result, ArticleError) or "The river rose" in result.text


def test_text_nested_a_thousand_deep_is_not_lost():
    result = read(f"<html><body>{'<div>' * 1000}{PARAGRAPH * 10}{'</div>' * 1000}</body></html>")
    assert result.text.count("The river rose") == 10


def test_nuls_and_lone_surrogates_do_not_come_through():
    result = read(f"<html><body><p>a\x00b &#0; &#xD800; c</p>{PARAGRAPH * 10}</body></html>")
    result.text.encode()
    assert "\x00" not in result.text


def test_a_page_of_too_many_tags_is_refused_before_it_is_parsed():
    assert read("<html><body>" + "<br>" * 1_000_000).message == "HTML of over 150000 tags"


def test_a_page_over_the_limit_is_refused():
    assert read("<html><body>" + "x " * 3_000_000).message == "over 5 MB"


def test_a_page_without_text_is_refused():
    assert read("<html><body><script>x</script></body></html>").message == "HTML without text"


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("a network connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = (
        "<html><head><base href='http://example.org/'><link rel=stylesheet href='a.css'>"
        "<meta http-equiv=refresh content='0;url=http://example.org/b'></head><body>"
        f"<iframe src='http://example.org/c'></iframe><img src='d.png'>{PARAGRAPH * 10}"
    )
    assert "The river rose" in read(page).text


@given(st.text(st.sampled_from("<>!-?/ab='\" ") | st.characters(), max_size=200))
def test_slimming_ends_and_never_grows(markup):
    assert len(slim(markup).markup) <= 2 * len(markup) + 1


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</div>", "<div class=x>", "a b", "<br>"])))
def test_any_soup_of_tags_is_read_or_refused(pieces):
    read("<html><body>" + "".join(pieces))
