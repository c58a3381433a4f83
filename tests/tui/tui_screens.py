"""Running the application in a test: screens as text, and waiting for its own idle signal."""

import asyncio
import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app
from textual.events import Callback

from newssearch.tui import common_screen, keys_line
from newssearch.tui.app import NewsApp

GOLDENS = Path(__file__).parents[1] / "output" / "tui"
REGENERATE = "NEWSSEARCH_WRITE_GOLDENS"
MOST_ROUNDS = 2000
"""Of waiting for the application; a large article is wrapped in some hundred slices."""

QUIET_ROUNDS = 3
"""In which nothing arrives anywhere: then nothing is to come."""

SIZES = {"40x12": (40, 12), "80x24": (80, 24), "140x45": (140, 45)}
EVERY_SIZE = pytest.mark.parametrize("size", SIZES)


class Watched(NewsApp):
    """The application, counting every message that arrives anywhere in it."""

    arrived = 0

    def note(self, message):
        if not (
            isinstance(message, Callback) and getattr(message.callback, "func", None) is _passing_by
        ):
            self.arrived += 1


async def all_done(app):
    """Wait until every widget has done all that it was told, and what that led to.

    A frame is painted whenever nothing else is left to do, whatever the clock says.
    """
    quiet = 0
    while quiet < QUIET_ROUNDS and app._running and not app._exception_event.is_set():
        arrived = app.arrived
        await _passed_by_all(app)
        for _ in range(QUIET_ROUNDS):  # a screen that closes waits for its widgets to end
            await asyncio.sleep(0)
        if app.arrived != arrived:
            quiet = 0
            continue
        app.screen._on_timer_update()
        await _passed_by_all(app)
        quiet = quiet + 1 if app.arrived == arrived else 0


def _passing_by(waiting, pump):
    waiting.discard(pump)


async def _passed_by_all(app):
    """Wait until every widget has come to a message that is put at the end of its queue now."""
    waiting = set()
    for pump in [app, *app._registry]:
        if pump._running and pump.call_later(_passing_by, waiting, pump):
            waiting.add(pump)
    while waiting and app._running and not app._exception_event.is_set():
        await asyncio.sleep(0)
        waiting -= {pump for pump in waiting if not pump._running}


_guessing = textual.pilot.wait_for_idle


async def _no_guessing(*seconds):
    """Stand in for Textual's own wait, which takes little use of the processor for rest."""
    app = active_app.get()
    await (all_done(app) if isinstance(app, Watched) else _guessing(*seconds))


# a busy machine must not make what is said go, nor a second press be too late
keys_line.SAYING_SECONDS = common_screen.SECOND_PRESS_SECONDS = 600.0
textual.screen.UPDATE_PERIOD = 600.0
textual.app.wait_for_idle = textual.pilot.wait_for_idle = _no_guessing


@asynccontextmanager
async def running(engine=None, *, size=(80, 24), opener=None, path=Path("/archive"), **options):
    """The application on a fake archive, settled; yields app and pilot."""
    options = {"debounce_seconds": 0.001, "complaint_seconds": 0.001} | options
    app = Watched(path, opener or (lambda _path: engine), **options)
    async with app.run_test(size=size, message_hook=app.note) as pilot:
        await settled(app, pilot)
        yield app, pilot


async def settled(app, pilot):
    """Wait until nothing is still to come without a key being pressed."""
    for _ in range(MOST_ROUNDS):
        await pilot.pause()
        if not app.search.busy:
            break
        await asyncio.to_thread(app.search.desk.wait_idle, 5)
    else:
        raise AssertionError("the application never comes to rest")
    await pilot.pause()  # what the desk posted just before it came to rest


async def press(app, pilot, *keys):
    """Press keys one by one, each when all that the one before led to is done."""
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


async def type_text(app, pilot, text):
    """Type a query and wait for its answer."""
    await press(app, pilot, *text)


async def paste(app, pilot, text):
    """Add to the query all at once, as a paste does."""
    app.search._query_line.insert_text_at_cursor(text)
    await settled(app, pilot)


def screen_lines(app):
    """The screen as it is, line by line."""
    strips = app.screen._compositor.render_strips()
    return [strip.text.rstrip() for strip in strips]


def screen_text(app):
    return "\n".join(screen_lines(app)) + "\n"


def marked_words(app):
    """What is drawn as a mark, with the number of its line; the current one in brackets."""
    found = []
    for number, strip in enumerate(app.screen._compositor.render_strips(), 1):
        for segment in strip:
            style = segment.style
            if style and style.bold and style.underline:
                text = f"[{segment.text}]" if style.reverse else segment.text
                found.append(f"{number}: {text}")
    return found


def check_golden(app, name):
    """Compare the screen and its marks with what is kept, or keep them."""
    shown = screen_text(app)
    marks = marked_words(app)
    if marks:
        shown += "-- marks --\n" + "\n".join(marks) + "\n"
    path = GOLDENS / f"{name}.txt"
    if os.environ.get(REGENERATE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), f"no golden yet: run with {REGENERATE}=1"
    assert shown == path.read_text(encoding="utf-8")
