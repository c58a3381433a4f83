"""Nothing in an article, a query or an error can move the cursor, colour the screen or crash it."""

import io
import re
import unicodedata

import pytest
from rich.cells import cell_len
from textual.widgets import Input
from tui_fake_archive import FakeArchive, hostile_archive
from tui_screens import paste, press, running, screen_text, settled

from newssearch.archive.errors import ArchiveMissing, QuerySyntaxError
from newssearch.search.answer import Clause

BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
SIZES = pytest.mark.parametrize("size", [(40, 12), (120, 40)])


def check_screen(app):
    """Every line is as wide as the screen, and holds nothing that a terminal would obey."""
    strips = app.screen._compositor.render_strips()
    assert len(strips) == app.size.height
    for strip in strips:
        assert cell_len(strip.text) == app.size.width
        for character in strip.text:
            assert unicodedata.category(character) not in {"Cc", "Cs", "Cf"}, ascii(strip.text)
            assert unicodedata.bidirectional(character) not in BIDI
        assert not re.search("[\u0300-\u036f]{4}", strip.text)
        for segment in strip:
            style = segment.style
            assert style is None or (style.link is None and not style.meta.get("@click"))
            match = style is not None and style.bold  # which is red, by us
            assert style is None or match or style.color is None or style.color.name != "red"


@SIZES
async def test_every_hostile_article_in_every_view(size):
    engine = hostile_archive()
    async with running(engine, query="scud", size=size) as (app, pilot):
        check_screen(app)
        await press(app, pilot, "down")
        for _ in engine.contents:
            if not app.search._reader.display:
                await press(app, pilot, "enter")
            await press(app, pilot, "n")
            check_screen(app)
            if app.focused is app.search._hits:  # side by side: only the panes differ
                await pilot.press("j")
                continue
            await press(app, pilot, "w")
            check_screen(app)
            await pilot.press("escape", "J")
        await press(app, pilot, "enter", "G", "c", "p")
        check_screen(app)


async def test_a_screen_too_small_for_anything():
    async with running(hostile_archive(), query="scud", size=(3, 3)) as (app, pilot):
        await press(app, pilot, "down", "enter", "n", "w", "f1", "escape")
        check_screen(app)


async def test_markup_is_shown_as_it_is_written():
    async with running(hostile_archive(), query="scud", size=(120, 80)) as (app, _pilot):
        shown = screen_text(app)
    for title in (
        "1. [red]x",
        "2. [/nope]",
        "3. [@click=app.bell]x[/]",
        "4. [see table 3] [/b] [b",
    ):
        assert title in shown
    assert "5. [31mred[2J]0;owned" in shown


HOSTILE_TEXT = "\x1b[31m[red]\x9b2J\u202e[/nope]\r\n\x07\ud800" + "e" + "\u0301" * 50


@pytest.mark.parametrize("size", [(40, 12), (120, 40)])
async def test_hostile_errors(size):
    engine = FakeArchive()
    engine.errors[HOSTILE_TEXT] = None
    error = QuerySyntaxError(
        HOSTILE_TEXT, code="bad", text=HOSTILE_TEXT * 20, position=70, length=900, hint=HOSTILE_TEXT
    )
    engine.errors["bad"] = error
    async with running(engine, query="scud", size=size) as (app, pilot):
        await press(app, pilot, "ctrl+u")
        await paste(app, pilot, "bad")
        app.search._status.error = error
        await pilot.pause()
        lines = app.search._status.lines
        assert len(lines) <= 5
        # an error is written in red, by us; all else holds
        for strip in app.screen._compositor.render_strips():
            assert cell_len(strip.text) == size[0]
            assert not {unicodedata.category(c) for c in strip.text} & {"Cc", "Cs", "Cf"}


async def test_hostile_clauses_suggestions_and_notes():
    engine = FakeArchive(articles=())
    engine.suggestion = Clause(HOSTILE_TEXT, 3)
    async with running(engine, query="a [/b]", notice=HOSTILE_TEXT) as (app, pilot):
        assert "a [/b]" in screen_text(app)
        await press(app, pilot, "ctrl+y")
        assert not {unicodedata.category(c) for c in app.search._query_line.value} & {"Cc", "Cf"}


async def test_no_archive_at_a_hostile_path():
    def opener(path):
        raise ArchiveMissing(f"no archive at {HOSTILE_TEXT}", hint=HOSTILE_TEXT)

    async with running(opener=opener, notice=HOSTILE_TEXT) as (app, _pilot):
        assert "no archive at" in screen_text(app)


@pytest.mark.parametrize("query", [HOSTILE_TEXT, "[/b] scud", "東京" * 100, "שלום", "x" * 3000])
async def test_hostile_queries_are_made_safe_as_they_arrive(query):
    async with running(FakeArchive()) as (app, pilot):
        line = app.search.query_one(Input)
        line.value = query
        await settled(app, pilot)
        assert not {unicodedata.category(c) for c in line.value} & {"Cc", "Cs", "Cf"}
        check_screen_but_colour(app)
        await press(app, pilot, "home", "right", "x", "end", "backspace", "enter")
        check_screen_but_colour(app)


def check_screen_but_colour(app):
    for strip in app.screen._compositor.render_strips():
        assert not {unicodedata.category(c) for c in strip.text} & {"Cc", "Cs", "Cf"}
        strip.text.encode()


async def test_the_bytes_sent_to_the_terminal_hold_no_sequence_of_an_article():
    async with running(hostile_archive(), query="scud", size=(120, 200)) as (app, _pilot):
        update = app.screen._compositor.render_full_update()
        sent = io.StringIO(update.render_segments(app.console)).getvalue()
    without_styles = re.sub(r"\x1b\[[\d;]*[mHf]", "", sent)
    assert "\x1b" not in without_styles
    assert "\x9b" not in sent
    assert "\x07" not in sent


@SIZES
async def test_every_further_view_of_hostile_articles(size):
    engine = hostile_archive()
    engine.copies = lambda article_id: [engine.article(article_id), *engine.contents[:5]]
    engine.queries = {"bad": (HOSTILE_TEXT.replace("\ud800", ""), "all")}
    for article in engine.contents:
        engine.annotate(article.id, labels=(HOSTILE_TEXT,), note=HOSTILE_TEXT)
    async with running(engine, query="scud", size=size) as (app, pilot):
        await press(app, pilot, "down")
        for keys in (("f", "j", "j", "f"), ("d", "j", "j", "escape"), ("W", "n", "n", "escape")):
            for key in keys:
                await press(app, pilot, key)
                check_screen(app)
        for keys in (("Q", "escape"), ("ctrl+p", "escape"), ("y", "escape"), ("t", "escape")):
            for key in keys:
                await press(app, pilot, key)
                check_screen(app)
        await press(app, pilot, "enter")
        check_screen(app)
