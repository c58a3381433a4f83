"""Saved queries on the screen: made, opened, run for what is new, removed."""

import pytest
from tui_fake_archive import SEED, FakeArchive, made_up
from tui_screens import EVERY_SIZE, SIZES, check_golden, press, running, screen_text

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.indexer import write_articles
from newssearch.search.saved import SavedQueries, SavedQuery
from newssearch.tui.keeping_screen import MOST_NEW
from newssearch.tui.news_engine import NewsEngine


def archive(count=30, **queries):
    engine = FakeArchive(articles=[SEED, *map(made_up, range(count))])
    engine.queries = {name: (text, "all") for name, text in queries.items()}
    return engine


@EVERY_SIZE
async def test_the_saved_queries(size):
    engine = archive(syria="rasmussen", missiles="scud missiles")
    engine.shown = {"syria": [SEED.id]}
    async with running(engine, size=SIZES[size], query="scud") as (app, pilot):
        await press(app, pilot, "down", "Q")
        check_golden(app, f"saved-{size}")
        await press(app, pilot, "j", "enter")
        assert app.search._query_line.value == "rasmussen"


async def test_what_is_new_is_shown_once():
    engine = archive(missiles="scud")
    async with running(engine, query="rasmussen") as (app, pilot):
        await press(app, pilot, "f6", "n")
        assert "31 new to missiles" in screen_text(app)
        assert "31 articles" in screen_text(app)
        await press(app, pilot, "down", "Q")
        assert "31 articles" in screen_text(app)
        await press(app, pilot, "n")
        assert "nothing is new to missiles" in screen_text(app)


async def test_of_many_new_ones_the_rest_comes_at_the_next_run():
    async with running(archive(150, missiles="scud"), query="scud") as (app, pilot):
        await press(app, pilot, "down", "Q", "n")
        assert f"100 new to missiles; {151 - MOST_NEW} more at the next run" in screen_text(app)


async def test_a_query_is_saved_and_removed():
    engine = archive()
    async with running(engine, query="scud") as (app, pilot):
        await press(app, pilot, "f6")
        assert "there is no saved query" in screen_text(app)
        await press(app, pilot, "down", "A", *"missiles of syria ", "enter")
        assert engine.queries.pop("missiles-of-syria") == ("scud", "all")
        assert "saved as missiles-of-syria" in screen_text(app)
        await press(app, pilot, "A", *"missiles", "enter")
        assert engine.queries == {"missiles": ("scud", "all")}
        assert "saved as missiles" in screen_text(app)
        await press(app, pilot, "A", *"missiles", "enter")
        assert "there is already a saved query" in screen_text(app)
        await press(app, pilot, "Q", "D")
        assert "press D again to remove missiles" in screen_text(app)
        assert engine.queries
        await press(app, pilot, "D")
        assert engine.queries == {}
        assert "0 saved queries" in screen_text(app)
        await press(app, pilot, "D", "enter", "escape")
        assert app.focused is app.search._hits


@pytest.fixture
def engine(tmp_path):
    write_articles(
        tmp_path,
        [
            Article(id="a", path="a", body="An oil spill in the harbour.", source="The Sun"),
            Article(id="b", path="b", body="The price of oil rose.", source="The Moon"),
        ],
        workers=1,
    )
    opened = NewsEngine(tmp_path, lambda: SavedQueries(tmp_path))
    yield opened
    opened.close()


def test_states_of_real_saved_queries(engine, tmp_path):
    engine.save("oil", "oil", mode="all")
    engine.save("any", "spill price", mode="any")
    SavedQueries(tmp_path).add(SavedQuery("sun", "oil", source="The Sun"))
    SavedQueries(tmp_path).add(SavedQuery("bad", "oil AND ("))
    engine.note_shown("oil", ["a"])
    states = {state.name: state for state in engine.saved()}
    assert (states["oil"].total, states["oil"].new_ids) == (2, ("b",))
    assert (states["any"].total, {*states["any"].new_ids}) == (2, {"a", "b"})
    assert (states["any"].text, states["any"].mode) == ("spill price", "any")
    assert states["sun"].text == 'oil AND source:"The Sun"'
    assert states["sun"].total == 1
    assert states["bad"].fault
    engine.remove_saved("oil")
    assert "oil" not in {state.name for state in engine.saved()}


def test_where_nothing_can_be_saved_it_is_said(tmp_path, engine):
    opened = NewsEngine(tmp_path)
    with pytest.raises(UsageError, match="cannot be saved here"):
        opened.saved()
    opened.close()


async def test_labels_and_notes_are_written_and_seen():
    engine = archive()
    async with running(engine, query="scud") as (app, pilot):
        await press(app, pilot, "down", "t", *"harbour, old", "enter")
        assert engine.annotations[SEED.id].labels == ("harbour", "old")
        assert "label:NAME behind a query finds it" in screen_text(app)
        await press(app, pilot, "enter", "a", *"call them", "enter")
        assert "Labels: harbour, old" in screen_text(app)
        assert "Note: call them" in screen_text(app)
        await press(app, pilot, "t")
        assert "harbour old" in screen_text(app)
        await press(app, pilot, "escape")
        assert engine.annotations[SEED.id].labels == ("harbour", "old")
