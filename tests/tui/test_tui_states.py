"""States beside searching: no archive yet, a folder indexed from here, a damaged archive."""

from pathlib import Path

import pytest
from tui_fake_archive import SEED, FakeArchive, made_up
from tui_screens import EVERY_SIZE, SIZES, check_golden, press, running, screen_text, settled

from newssearch.archive.errors import ArchiveDamaged, ArchiveMissing
from newssearch.tui import outside


class Suspended:
    """The screen stays: a test has no terminal that could be given to another program."""

    def __enter__(self):
        return None

    def __exit__(self, *_error):
        return None


@pytest.fixture
def indexed(monkeypatch):
    """What was asked to be indexed; a run ends with the code that is put first."""
    asked = []

    def index(archive, folder):
        asked.append((archive, folder))
        return 0

    monkeypatch.setattr("newssearch.tui.app.NewsApp.suspend", lambda _app: Suspended())
    monkeypatch.setattr(outside, "index_folder", index)
    return asked


async def test_a_folder_is_indexed_where_there_is_no_archive(indexed):
    def opener(path):
        if not indexed:
            raise ArchiveMissing(f"no archive at {path}")
        return FakeArchive(articles=[SEED, *map(made_up, range(3))])

    async with running(opener=opener) as (app, pilot):
        assert "press F5" in screen_text(app)
        await press(app, pilot, "f5", *"~/news", "enter")
        assert indexed == [("/archive", str(Path("~/news").expanduser()))]
        assert "4 articles" in screen_text(app)
        assert "no archive" not in screen_text(app)
        assert app.had_archive


async def test_a_folder_is_added_and_the_newer_archive_taken_up(indexed):
    old = FakeArchive(articles=[SEED])
    new = FakeArchive(articles=[SEED, *map(made_up, range(3))], generation="000002-bbbbbbbb")
    engines = iter([old, new])
    async with running(opener=lambda _path: next(engines), query="scud") as (app, pilot):
        await press(app, pilot, "down", "f5")
        old.renewed = True
        await press(app, pilot, *"news", "enter")
        await settled(app, pilot)
        assert indexed == [("/archive", "news")]
        assert "4 articles" in screen_text(app)
        assert app.focused is app.search._hits


@pytest.mark.usefixtures("indexed")
async def test_no_folder_given_indexes_nothing(indexed):
    async with running(FakeArchive(), query="scud") as (app, pilot):
        await press(app, pilot, "f5", "enter", "f5", "escape")
        assert indexed == []
        assert app.focused is app.search._query_line


@EVERY_SIZE
async def test_a_damaged_archive(size):
    def opener(_path):
        raise ArchiveDamaged(
            "postings of 000001-aaaaaaaa are not as they were written",
            hint="newssearch check --repair",
        )

    async with running(opener=opener, size=SIZES[size]) as (app, _pilot):
        check_golden(app, f"damaged-{size}")


@EVERY_SIZE
async def test_one_very_long_article(size):
    words = "plain words of a story, and again. " * 16_000
    article = made_up(1)._replace(body=f"scud at first. {words} scud at last.")
    async with running(FakeArchive(articles=[article]), size=SIZES[size], query="scud") as (
        app,
        pilot,
    ):
        await press(app, pilot, "down", "enter", "N")
        check_golden(app, f"long-article-{size}")
