"""Goldens of the states and dialogs that no other test has: at each size in one running screen."""

import datetime as dt
from pathlib import Path

import pytest
from tui_fake_archive import SEED, FakeArchive, LargeArchive, made_up
from tui_screens import (
    EVERY_SIZE,
    SIZES,
    check_golden,
    press,
    running,
    screen_lines,
    screen_text,
    settled,
)

from newssearch.archive.errors import ArchiveLocked
from newssearch.tui import outside
from newssearch.tui.memory import Memory

DIALOGS = {
    "export-menu": ("x",),
    "export-file": ("x", "c"),
    "open-menu": ("o",),
    "within": ("F",),
    "save": ("A",),
    "labels": ("t",),
    "note": ("a",),
    "index-folder": ("f5",),
    "asked-before": ("ctrl+r",),
    "everything": ("colon",),
}


def archive(count=30, **options):
    return FakeArchive(articles=[SEED, *map(made_up, range(count))], **options)


@EVERY_SIZE
async def test_the_dialogs(size):
    async with running(archive(), size=SIZES[size], query="scud") as (app, pilot):
        await press(app, pilot, "down")
        for name, keys in DIALOGS.items():
            await press(app, pilot, *keys)
            check_golden(app, f"{name}-{size}")
            await press(app, pilot, "escape")
            assert app.focused is app.search._hits


@EVERY_SIZE
async def test_what_is_kept_is_seen(size):
    engine = archive()
    async with running(engine, size=SIZES[size], query="scud") as (app, pilot):
        engine.annotate(SEED.id, labels=("check", "syria"), note="ask him again")
        await press(app, pilot, "down", "m", "m", "k", "k", "enter")
        check_golden(app, f"annotated-{size}")
        await press(app, pilot, "z", "escape")
        check_golden(app, f"marked-and-read-{size}")


@EVERY_SIZE
async def test_the_first_page_with_a_history(size):
    memory = Memory()
    for text in ("oil price", "opec OR iea", 'speaker:"Anders Fogh Rasmussen"', "scud"):
        memory.asked(text)
    async with running(archive(), size=SIZES[size], memory=memory) as (app, _pilot):
        check_golden(app, f"welcome-history-{size}")


@EVERY_SIZE
async def test_a_newer_generation(size):
    old, new = archive(30), archive(31, generation="000002-bbbbbbbb")
    engines = iter([old, new])
    async with running(opener=lambda _path: next(engines), size=SIZES[size], query="scud") as (
        app,
        pilot,
    ):
        await press(app, pilot, "down", "j")
        old.renewed = True
        app.search.desk.look()
        await settled(app, pilot)
        await settled(app, pilot)
        check_golden(app, f"newer-generation-{size}")


@EVERY_SIZE
async def test_another_run_is_indexing(size, monkeypatch):
    class Suspended:
        def __enter__(self):
            return None

        def __exit__(self, *_error):
            return None

    monkeypatch.setattr("newssearch.tui.app.NewsApp.suspend", lambda _app: Suspended())
    monkeypatch.setattr(outside, "index_folder", lambda *_given: ArchiveLocked.exit_code)
    async with running(archive(), size=SIZES[size], path=Path("/archive")) as (app, pilot):
        await press(app, pilot, "f5", *"news", "enter")
        check_golden(app, f"indexing-{size}")


@EVERY_SIZE
async def test_a_hundred_thousand_hits(size):
    engine = LargeArchive(100_000)
    async with running(engine, size=SIZES[size], query="scud") as (app, pilot):
        await press(app, pilot, "down", "G")
        check_golden(app, f"many-hits-{size}")
        await press(app, pilot, *["k"] * 20)
        assert max(limit for _, limit, *_ in engine.asked) <= 60
        assert app.search._hits.chosen.rank == 99_980


@EVERY_SIZE
async def test_who_said_it_with_the_words_and_in_all_hits(size):
    async with running(archive(), size=SIZES[size], query="rumors") as (app, pilot):
        await press(app, pilot, "down", "W")
        check_golden(app, f"said-words-{size}")
        assert len(app.screen._hits) == 1
        await press(app, pilot, "W")
        assert len(app.screen._hits) == 2
        assert "2 quotations in 1 hit" in screen_text(app)


@pytest.mark.parametrize("theme", ["light", "terminal"])
async def test_no_colour_loses_nothing(theme, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(archive(), query="scud", size=(140, 45), theme=theme) as (app, pilot):
        await press(app, pilot, "down", "f")
        lines = screen_lines(app)
        assert any(line.startswith("━╴Narrow╶━") for line in lines)  # the focus is seen
        assert any(line.startswith("▌ 2000-01") for line in lines)  # so is the cursor


async def test_years_are_compared():
    dated = [
        made_up(number)._replace(date=dt.date(2000 + number % 4, 5, 1)) for number in range(30)
    ]
    async with running(FakeArchive(articles=dated), query="scud", size=(140, 45)) as (app, pilot):
        await press(app, pilot, "down", "f", "j", "enter")
        assert app.search._query_line.value == "scud date:2001"
        shown = screen_text(app)
        for row in ("2000              8", "+2001              8", "2002              7"):
            assert row in shown
        assert "2001-05" in shown
        assert "2002-05" not in shown
        await press(app, pilot, "j", "enter")
        assert app.search._query_line.value == "scud date:2002"
        assert "2002-05" in screen_text(app)
