"""Keys typed before the dialog they are meant for is there: they wait for it, in their order."""

import threading

from textual import events
from tui_fake_archive import SEED, FakeArchive, made_up
from tui_screens import press, running, screen_text, settled


def archive():
    return FakeArchive(articles=[SEED, *map(made_up, range(30))])


def burst(app, *keys):
    """Post keys as a terminal does that has them all at once."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


class Gated(FakeArchive):
    """An archive whose labels and notes are read when a gate is opened."""

    def __init__(self):
        super().__init__(articles=[SEED, *map(made_up, range(30))])
        self.opened = threading.Event()

    def annotation(self, article_id):
        assert self.opened.wait(10)
        return super().annotation(article_id)


async def test_what_is_typed_for_a_dialog_goes_to_it():
    engine = archive()
    async with running(engine, query="scud") as (app, pilot):
        await press(app, pilot, "down")
        burst(app, "t", *"fed", "enter")
        await settled(app, pilot)
        await settled(app, pilot)
        assert engine.annotation(SEED.id).labels == ("fed",)
        burst(app, "A", *"mine", "enter")
        await settled(app, pilot)
        await settled(app, pilot)
        assert engine.queries == {"mine": ("scud", "all")}
        assert app.focused is app.search._hits


async def test_keys_for_a_list_of_quotations_wait_for_the_article():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down")
        burst(app, "w", "j", "enter")
        await settled(app, pilot)
        await settled(app, pilot)
        assert app.focused is app.search._reader
        assert app.search._reader.here == app.search._reader.page.places[1]


async def test_one_dialog_after_another_in_one_burst():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down")
        burst(app, "x", "c", *".txt", "escape", "y", "i")
        await settled(app, pilot)
        await settled(app, pilot)
        assert app.screen is app.search
        assert app.clipboard == SEED.id


async def test_escape_gives_up_a_dialog_and_what_was_typed_for_it():
    engine = Gated()
    async with running(engine, query="scud") as (app, pilot):
        await press_only(pilot, "down", "t")
        burst(app, *"fq", "escape")
        await pilot.pause()
        engine.opened.set()
        await settled(app, pilot)
        assert app.screen is app.search
        assert app.focused is app.search._hits
        assert "Labels" not in screen_text(app)
        await press(app, pilot, "j")
        assert app.search._hits.cursor == 1


async def test_quotations_that_come_when_their_list_is_closed_are_let_go():
    async with running(archive(), query="rumors") as (app, pilot):
        await press(app, pilot, "down", "W")
        burst(app, "W", "escape")
        await settled(app, pilot)
        await settled(app, pilot)
        assert app.focused is app.search._hits


async def test_one_leaves_at_once_while_a_dialog_is_on_its_way():
    engine = Gated()
    async with running(engine, query="scud") as (app, pilot):
        await press_only(pilot, "down", "t", "f", "ctrl+q")
        engine.opened.set()
        assert app._exit


async def test_a_dialog_that_does_not_come_lets_the_keys_go():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "j")
        burst(app, "d", "j", "j")  # there are no copies
        await settled(app, pilot)
        await settled(app, pilot)
        assert app.search._hits.cursor == 3


async def press_only(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
