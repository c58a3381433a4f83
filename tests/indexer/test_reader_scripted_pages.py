"""Pages whose article is kept for scripts, and what stands on pages of other makers."""

import html
import json

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records

PARAGRAPHS = [
    f"The bridge at Marlow Bay was measured for the {number}. time, and the council spoke of it at"
    " length before the ferry left the quay for the night."
    for number in range(4)
]
MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TITLE = "<h1>Bridge to be shut</h1>"
ARTICLE = {"title": "Something else", "body": MARKUP, "author": "Ida Lund", "date": "2018-05-14"}
STATE = json.dumps({"props": {"pageProps": {"story": ARTICLE, "menu": [{"title": "Home"}]}}})


def read(body, name="a.html"):
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>"
    return list(read_records(page.encode(), name))


@pytest.mark.parametrize(
    "kept",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{STATE}</script>',
        f"<script>window.__STATE__ = {STATE};</script>",
        f"<noscript>{MARKUP}</noscript>",
        f"<template>{MARKUP}</template>",
        f'<iframe srcdoc="{html.escape(MARKUP)}"></iframe>',
    ],
    ids=["Next.js", "variable", "noscript", "template", "inner page"],
)
def test_the_text_that_a_page_keeps_for_scripts(kept):
    (record,) = read(TITLE + kept)
    assert record.text.split("\n") == PARAGRAPHS
    assert [item.value for item in record.declared["title"]] == ["Bridge to be shut"]
    if "Ida" in kept:
        assert [item.value for item in record.declared["byline"]] == ["Ida Lund"]


def test_a_page_with_text_of_its_own_is_asked_for_no_other():
    other = STATE.replace("Marlow Bay", "Elsewhere") * 1
    (record,) = read(f"{TITLE}{MARKUP}<script>window.state = {other}</script>")
    assert record.text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize("state", ["{broken", "[" * 5000, "{}", "[1, 2]", '{"title": "Home"}'])
def test_states_without_an_article_change_nothing(state):
    (record,) = read(f"{TITLE}<p>Short.</p><script>window.state = {state}</script>")
    assert record.text == "Short."


def test_a_page_of_frames_names_the_pages():
    page = b'<html><frameset cols="20%,80%"><frame src="menu.html"><frame src=news.html></frameset>'
    with pytest.raises(ArticleError, match="a page of frames") as caught:
        list(read_records(page, "a.html"))
    assert "menu.html, news.html" in str(caught.value.hint)


def test_what_the_wayback_machine_puts_above_a_page_is_cut():
    toolbar = (
        "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div><p>The Wayback Machine keeps 12 captures of it"
        "</p></div><!-- END WAYBACK TOOLBAR INSERT -->"
    )
    (record,) = read(toolbar + TITLE + MARKUP)
    assert record.text.split("\n") == PARAGRAPHS
