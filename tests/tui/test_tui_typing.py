"""What is typed and pasted: in bursts, half typed, too long, in several lines."""

import pytest
from textual import events
from tui_fake_archive import SEED, FakeArchive, made_up
from tui_screens import paste, press, running, screen_text, settled, type_text

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search.answer import Clause
from newssearch.tui.asking_screen import FURTHER_HITS


def archive(count=30, **options):
    return FakeArchive(articles=[SEED, *map(made_up, range(count))], **options)


async def burst(app, pilot, *keys):
    """Send keys as a terminal does that is typed into fast: all before the first has acted."""
    for key in keys:
        character = {"slash": "/", "escape": None, "enter": "\r"}.get(key, key)
        app.post_message(events.Key(key, character))
    await settled(app, pilot)


@pytest.mark.parametrize("way", [("down",), ("down", "enter")])
async def test_keys_in_one_burst_after_a_slash_go_to_the_query(way):
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, *way)
        await burst(app, pilot, "slash", *"quake")
        assert app.is_running
        assert app.search._query_line.value == "quake"


async def test_moves_and_actions_in_one_burst_keep_their_order():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down")
        await burst(app, pilot, "j", "j", "enter")
        assert app.focused is app.search._reader
        assert app.search._hits.cursor == 2


async def test_a_slash_selects_the_old_query_and_escape_keeps_it():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "slash")
        assert app.search._query_line.selected_text == "scud"
        await press(app, pilot, "down", "slash", "end", *" fired")
        assert app.search._query_line.value == "scud fired"


async def test_a_half_typed_phrase_is_searched_as_if_it_was_closed():
    async with running(archive()) as (app, pilot):
        await type_text(app, pilot, '"Scud missiles')
        assert app.search._query_line.value == '"Scud missiles'
        assert app.search._shown.text == '"Scud missiles"'
        assert "31 articles" in screen_text(app)
        await press(app, pilot, "enter")
        assert "error: a quotation mark is never closed" in screen_text(app)


async def test_a_half_typed_phrase_that_finds_nothing_keeps_the_hits():
    async with running(archive(), query="scud", complaint_seconds=60) as (app, pilot):
        await pilot.press("end", *' "nowhe')
        for _ in range(5):
            await pilot.pause()
        assert app.search._shown.text in {"scud", 'scud ""'}
        assert "Article number 0" in screen_text(app)


async def test_all_lines_of_a_paste_arrive_as_one():
    async with running(archive()) as (app, pilot):
        app.post_message(events.Paste("crude oil\r\n  prices\n\n"))
        await settled(app, pilot)
        assert app.search._query_line.value == "crude oil prices"


async def test_a_paste_takes_the_place_of_what_is_selected_wherever_the_focus_is():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "enter")
        app.post_message(events.Paste("fired\x1b[31m"))
        await settled(app, pilot)
        assert app.search._query_line.value == "fired[31m"
        assert app.focused is app.search._query_line


async def test_a_paste_that_is_too_long_says_so():
    async with running(archive(), query="scud") as (app, pilot):
        app.post_message(events.Paste("x" * 4001))
        await settled(app, pilot)
        assert app.search._query_line.value == "scud"
        assert "not pasted: the query would have 4,005 characters" in screen_text(app)


async def test_a_query_to_begin_with_that_cannot_be_read_never_hides_the_archive():
    engine = archive()
    engine.errors["oil AND ("] = QuerySyntaxError(
        "this ( is not closed", code="unclosed", text="oil AND (", position=8, length=1
    )
    async with running(engine, query="oil AND (") as (app, _pilot):
        assert "this ( is not closed" in screen_text(app)
        assert "31 articles, 2000-01-01 to 2012-12-13" in screen_text(app)
        assert "opening" not in screen_text(app)


async def test_modes_are_a_key_and_hints_name_it():
    engine = archive()
    async with running(engine, query="scud elephants") as (app, pilot):
        assert "no articles match" in screen_text(app)
        await press(app, pilot, "f3")
        assert "any of: scud elephants" in screen_text(app)
        assert "31 articles" in screen_text(app)
        await press(app, pilot, "f3")
        assert "as is:  scud elephants" in screen_text(app)
        assert engine.modes[-1] == "literal"
        await press(app, pilot, "f3", "ctrl+u", '"', "x", "enter")
        shown = " ".join(screen_text(app).split())
        assert "or press F3 twice for the text as typed" in shown


async def test_an_error_wraps_on_a_narrow_screen():
    engine = archive()
    hint = "a hint that is too long for one line of forty columns, and must be read to its end"
    engine.errors["scud ("] = QuerySyntaxError(
        "this ( is not closed", code="unclosed", text="scud (", position=5, length=1, hint=hint
    )
    async with running(engine, query="scud", size=(40, 12)) as (app, pilot):
        await paste(app, pilot, " (")
        assert hint in " ".join(screen_text(app).split())


async def test_what_is_suggested_is_one_key():
    engine = archive()
    engine.suggestion = Clause("scud missiles", 31)
    async with running(engine, query="scud missles") as (app, pilot):
        await press(app, pilot, "tab")
        assert app.search._query_line.value == "scud missiles"
        assert "31 articles" in screen_text(app)
        await press(app, pilot, "tab")
        assert app.focused is app.search._hits


async def test_the_last_of_all_hits_is_one_key_and_so_is_the_first():
    engine = archive(1000)
    async with running(engine, query="scud") as (app, pilot):
        await press(app, pilot, "down", "G")
        assert app.search._hits.chosen.rank == 1001
        assert len(app.search._hits.rows) == FURTHER_HITS
        await press(app, pilot, *["k"] * FURTHER_HITS)
        assert app.search._hits.chosen.rank == 941
        ranks = [row.rank for row in app.search._hits.rows]
        assert ranks == list(range(ranks[0], 1002))
        await press(app, pilot, "g")
        assert app.search._hits.chosen.rank == 1
        asked = sum(limit for _text, limit, _offset, _sort in engine.asked)
        assert asked <= 6 * FURTHER_HITS
