"""Pages made to hurt: each ends soon, in a record or a reason."""

import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html.slim import slim
from newssearch.indexer.readers import read_records

PARAGRAPH = "<p>The river rose on Monday, and the people of the town went to see it, he said.</p>"
SECONDS = 8
"""A page of 5 MB takes two or three; quadratic time would be minutes."""


def read(markup):
    started = time.process_time()
    try:
        (result, *_) = read_records(markup.encode("utf-8", "surrogatepass"), "page.html")
    except ArticleError as error:
        result = error
    assert time.process_time() - started < SECONDS
    return result


@pytest.mark.parametrize(
    "flood",
    [
        "<!--" * 400_000,
        "<?" * 400_000,
        "<!--x" * 200_000 + "-->",
        "<script>" * 100_000,
        "<script " * 100_000,
        "<svg><style>" * 50_000,
        "<![CDATA[" * 100_000,
        "</p>" * 50_000,
        "<" * 1_000_000,
        "&" * 1_000_000,
        "&amp" * 500_000,
        "<a href='" * 100_000,
        "<p class='" + "comment " * 200_000 + "'>",
        " " * 4_000_000,
        "x" * 4_000_000,
        "<br>" * 40_000,
        "<table><tr><td>" * 10_000,
        "<li><b>" * 20_000,
        "By A " * 200_000,
        "<meta name=author content='" + "By A, " * 100_000 + "'>",
        "<script type='application/ld+json'>" + '{"@graph":[' * 50_000,
        "<script type='application/ld+json'>" + "[" * 500_000 + "</script>",
        "\x00" * 1000 + "<p>" + "\x00" * 100_000,
    ],
    ids=lambda flood: repr(flood[:14]),
)
def test_floods(flood):
    read(f"<html><body><h1>Rain</h1>{PARAGRAPH * 10}{flood}{PARAGRAPH}</body></html>")


@pytest.mark.parametrize("tag", ["div", "b"])
def test_nesting_without_end(tag):
    result = read(f"<html><body>{f'<{tag}>' * 100_000}{PARAGRAPH * 10}</body></html>")
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
