"""Running the application in a test: screens as text, and waiting for its own idle signal."""

import asyncio
import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from newssearch.tui.app import NewsApp

GOLDENS = Path(__file__).parents[1] / "output" / "tui"
REGENERATE = "NEWSSEARCH_WRITE_GOLDENS"
MOST_ROUNDS = 2000
"""Of waiting for the application; a large article is wrapped in some hundred slices."""

SIZES = {"40x12": (40, 12), "80x24": (80, 24), "140x45": (140, 45)}
EVERY_SIZE = pytest.mark.parametrize("size", SIZES)


@asynccontextmanager
async def running(engine=None, *, size=(80, 24), opener=None, path=Path("/archive"), **options):
    """The application on a fake archive, settled; yields app and pilot."""
    options = {"debounce_seconds": 0.001, "complaint_seconds": 0.001} | options
    app = NewsApp(path, opener or (lambda _path: engine), **options)
    async with app.run_test(size=size) as pilot:
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
    await pilot.press(*keys)
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
