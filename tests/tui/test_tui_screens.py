"""The screen, used as a person would: what is typed, what is then seen."""

import asyncio
import threading

import pytest
from tui_fake_archive import SEED, FakeArchive, made_up
from tui_screens import (
    EVERY_SIZE,
    SIZES,
    check_golden,
    marked_words,
    paste,
    press,
    running,
    screen_text,
    settled,
    type_text,
)

from newssearch.archive.errors import ArchiveDamaged, ArchiveMissing, QueryBudgetExceeded
from newssearch.search.answer import Clause


def archive(count=30, **options):
    return FakeArchive(articles=[SEED, *map(made_up, range(count))], **options)


@EVERY_SIZE
async def test_welcome(size):
    async with running(archive(), size=SIZES[size]) as (app, _pilot):
        check_golden(app, f"welcome-{size}")


@EVERY_SIZE
async def test_hits(size):
    async with running(archive(), size=SIZES[size]) as (app, pilot):
        await paste(app, pilot, "Scud missiles")
        check_golden(app, f"hits-{size}")


@EVERY_SIZE
async def test_article(size):
    async with running(archive(), size=SIZES[size], query="Scud missiles") as (app, pilot):
        await press(app, pilot, "down", "enter")
        check_golden(app, f"article-{size}")
        await press(app, pilot, "n", "n")
        check_golden(app, f"article-second-mark-{size}")


@EVERY_SIZE
async def test_quotations(size):
    async with running(archive(), size=SIZES[size], query="Scud missiles") as (app, pilot):
        await press(app, pilot, "down", "w")
        check_golden(app, f"quotations-{size}")
        await press(app, pilot, "j", "enter")
        check_golden(app, f"quotation-in-article-{size}")


@EVERY_SIZE
async def test_help(size):
    async with running(archive(), size=SIZES[size]) as (app, pilot):
        await press(app, pilot, "?")
        check_golden(app, f"help-{size}")
        await press(app, pilot, "escape")
        check_golden(app, f"welcome-{size}")


@EVERY_SIZE
async def test_bad_query_keeps_the_hits(size):
    async with running(archive(), size=SIZES[size], query="scud") as (app, pilot):
        await type_text(app, pilot, ' "unclosed')
        check_golden(app, f"bad-query-{size}")


@EVERY_SIZE
async def test_no_hits(size):
    engine = archive()
    engine.suggestion = Clause("scud missiles", 31)
    async with running(engine, size=SIZES[size], query="scud missles") as (app, pilot):
        check_golden(app, f"no-hits-{size}")
        await press(app, pilot, "ctrl+y")
        assert app.search._query_line.value == "scud missiles"
        assert "31 articles" in screen_text(app)


@EVERY_SIZE
async def test_no_archive(size):
    engines = []

    def opener(path):
        if not engines:
            raise ArchiveMissing(f"no archive at {path}", hint="make one as below")
        return engines[0]

    async with running(opener=opener, size=SIZES[size]) as (app, pilot):
        check_golden(app, f"no-archive-{size}")
        assert not app.had_archive
        engines.append(archive())
        await press(app, pilot, "enter")
        check_golden(app, f"welcome-{size}")
        assert app.had_archive


async def test_error_is_shown_after_a_pause_and_goes_with_the_next_answer():
    async with running(archive(), complaint_seconds=60) as (app, pilot):
        await type_text(app, pilot, "scud")
        await pilot.press("space", '"')
        for _ in range(5):
            await pilot.pause()
        assert "error:" not in screen_text(app)
        await pilot.press("enter")  # asked for: complained about at once
        await settled(app, pilot)
        assert "error: a quotation mark is never closed" in screen_text(app)
        await pilot.press("m", '"')
        await settled(app, pilot)
        assert "error:" not in screen_text(app)


@pytest.mark.parametrize(
    "error", [QueryBudgetExceeded("more than 5 s"), ArchiveDamaged("x.bin is damaged")]
)
async def test_other_failures_are_told_and_the_hits_stay(error):
    engine = archive()
    engine.errors["scud slow"] = error
    async with running(engine, query="scud") as (app, pilot):
        await paste(app, pilot, " slow")
        assert f"error: {error.message}" in screen_text(app)
        assert "Article number 0" in screen_text(app)


async def test_stale_answers_are_dropped():
    engine = archive()
    async with running(engine, query="scud") as (app, pilot):
        engine.gate = threading.Event()
        await type_slowly_at_the_gate(app, pilot, engine)
        engine.gate.set()
        await settled(app, pilot)
        assert app.search._shown.text == "scud missiles 7"
        assert "Article number 7" in screen_text(app)
        asked = [call[0] for call in engine.asked]
        assert asked == ["scud", "scud ", "scud missiles 7"]


async def type_slowly_at_the_gate(app, pilot, engine):
    await pilot.press("space")
    while len(engine.asked) < 2:
        await pilot.pause()
    await pilot.press(*"missiles 7")
    while app.search._typing is not None:
        await pilot.pause()


async def test_further_hits_are_loaded_as_one_scrolls_never_all():
    engine = archive(1000)
    async with running(engine, query="scud") as (app, pilot):
        assert [call[1:3] for call in engine.asked] == [(20, 0)]
        await press(app, pilot, "down", *["j"] * 12)
        assert [call[1:3] for call in engine.asked] == [(20, 0), (60, 20)]
        assert len(app.search._hits.rows) == 80
        await press(app, pilot, *["j"] * 60)
        assert [call[1:3] for call in engine.asked][2:] == [(60, 80)]
        ranks = [row.rank for row in app.search._hits.rows]
        assert ranks == list(range(1, len(ranks) + 1))


async def test_all_hits_are_reached_and_no_more_asked_for():
    engine = archive(30)
    async with running(engine, query="scud") as (app, pilot):
        await press(app, pilot, "down", "G")
        await press(app, pilot, "G", "G", "G")
        assert len(app.search._hits.rows) == 31
        assert [call[1:3] for call in engine.asked] == [(20, 0), (11, 20)]
        assert app.search._hits.cursor == 30


async def test_sorting_asks_again_and_keep_the_cursor_on_its_article():
    engine = archive(5)
    async with running(engine, query="scud") as (app, pilot):
        await press(app, pilot, "down", "j", "s")
        assert engine.asked[-1] == ("scud", 20, 0, "newest")
        assert app.search._hits.chosen.id == "id0000"
        assert "sorted by newest" in screen_text(app)
        await press(app, pilot, "f2")
        assert engine.asked[-1][3] in {"oldest", "newest"}


async def test_a_newer_generation_is_taken_up_without_losing_the_place():
    old, new = archive(30), archive(30, generation="000002-bbbbbbbb")
    new.contents.insert(0, made_up(99))
    engines = iter([old, new])
    async with running(opener=lambda _path: next(engines), query="scud") as (app, pilot):
        await press(app, pilot, "down", "j", "j", "enter", "G")
        title, top = app.search._hits.chosen.title, app.search._reader.top
        old.renewed = True
        app.search.desk.look()
        await settled(app, pilot)
        await settled(app, pilot)
        assert "now in the newer archive 000002-bbbbbbbb" in screen_text(app)
        assert "32 articles" in screen_text(app)
        assert old.closed
        assert app.focused is app.search._reader
        assert app.search._reader.top == top
        assert app.search._hits.chosen.title == title
        assert app.search._article.title == title.text


async def test_a_newer_generation_waits_while_a_query_is_wrong():
    old, new = archive(3), archive(4, generation="000002-bbbbbbbb")
    engines = iter([old, new])
    async with running(opener=lambda _path: next(engines), query="scud") as (app, pilot):
        await press(app, pilot, *' "x', "enter")
        old.renewed = True
        app.search.desk.look()
        await settled(app, pilot)
        assert not old.closed
        assert "a newer archive is live" in screen_text(app)


async def test_leaving_the_query_empty_shows_the_archive_again():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "ctrl+u")
        assert "31 articles, 2000-01-01 to 2012-12-13" in screen_text(app)


async def test_notice_is_shown_until_the_first_search():
    notice = "searching the bundled sample articles"
    async with running(archive(), query="scud", notice=notice) as (app, pilot):
        assert notice in screen_text(app)
        await type_text(app, pilot, " m")
        assert notice not in screen_text(app)


async def test_marks_go_round_both_ways():
    async with running(archive(0), query="Scud missiles", size=(140, 45)) as (app, pilot):
        await press(app, pilot, "down", "N")
        assert "match 4 of 4" in screen_text(app)
        await press(app, pilot, "n")
        assert "match 1 of 4" in screen_text(app)
        await press(app, pilot, "N")
        assert "match 4 of 4" in screen_text(app)
        assert len([word for word in marked_words(app) if "[" in word]) == 1


async def test_reading_from_hit_to_hit_and_back():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "enter", "enter", "J")
        assert "This is text 0" in screen_text(app)
        await press(app, pilot, "K")
        assert "By Ann Reporter, J. Smith" in screen_text(app)
        await press(app, pilot, "escape")
        assert app.focused is app.search._hits
        await press(app, pilot, "escape")
        assert app.focused is app.search._query_line


async def test_zoom_and_changes_of_size():
    async with running(archive(), query="scud", size=(120, 40)) as (app, pilot):
        assert app.search._hits.display
        assert app.search._reader.display
        await press(app, pilot, "down", "z")
        assert not app.search._hits.display
        await press(app, pilot, "z", "escape")
        assert app.search._hits.display
        await pilot.resize_terminal(40, 12)
        await settled(app, pilot)
        assert not app.search._reader.display
        await pilot.resize_terminal(5, 3)
        await settled(app, pilot)
        await pilot.resize_terminal(120, 40)
        await settled(app, pilot)
        assert "By Ann Reporter" in screen_text(app)


async def test_the_title_says_which_hits_are_seen_after_a_change_of_size():
    titles = {}
    async with running(archive(), query="scud", size=(80, 24)) as (app, pilot):
        for size in ((80, 24), (40, 12), (140, 45), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(app, pilot)
            await pilot.pause()
            hits = app.search._hits
            numbers = [
                number
                for line in range(hits.page_height)
                if (number := hits.block_at(hits.gutter.top + line)) is not None
            ]
            assert f"Hits {numbers[0] + 1}-{numbers[-1] + 1} of" in hits.border_title
            titles.setdefault(size, hits.border_title)
            assert titles[size] == hits.border_title
    assert len({*titles.values()}) == 3


async def test_clicks_choose_and_read():
    async with running(archive(), query="scud") as (app, pilot):
        await pilot.click("#hits", offset=(10, 7))
        await settled(app, pilot)
        assert app.search._hits.cursor == 1
        await pilot.click("#hits", offset=(10, 7))
        await settled(app, pilot)
        assert "This is text 0" in screen_text(app)


async def test_a_giant_article_shows_at_once_and_is_all_there():
    body = "needle at the beginning.\n\n" + "plain words in a long line " * 190_000 + "last needle"
    giant = made_up(1)._replace(body=body)
    async with running(FakeArchive(articles=[giant]), query="needle") as (app, pilot):
        await press(app, pilot, "down", "enter", "N")
        assert "match 2 of 2" in screen_text(app)
        assert "last needle" in " ".join(screen_text(app).split())
        assert [word.split(": ")[1] for word in marked_words(app)] == ["[needle]"]
        await press(app, pilot, "g", "G")
        assert "id: id0001" in screen_text(app)


async def test_a_bug_in_the_engine_is_seen():
    engine = archive()
    engine.errors["bug"] = ZeroDivisionError("a bug")
    with pytest.raises(ZeroDivisionError):
        async with running(engine, query="bug") as (app, _pilot):
            await asyncio.to_thread(app.search.desk.wait_idle, 5)


@pytest.mark.parametrize(
    "before", [(), ("down", "enter"), ("down", "w"), ("f1",), ("down", "y"), ("down", "x", "c")]
)
async def test_leaving_works_everywhere(before):
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, *before)
        await pilot.press("ctrl+c")
        assert app.is_running
        await pilot.press("ctrl+c")
        assert app._exit


@pytest.mark.parametrize("before", [(), ("down", "enter"), ("down", "w"), ("f1",)])
async def test_leaving_at_once_works_everywhere(before):
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, *before)
        await pilot.press("ctrl+q")
        assert app._exit


async def test_marks_are_seen_without_colour(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(archive(), query="Scud missiles") as (app, pilot):
        await press(app, pilot, "down", "enter", "n")
        assert app.no_color
        assert len(marked_words(app)) == 4
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                assert style is None or style.color is None or style.color.is_default
                assert style is None or style.bgcolor is None or style.bgcolor.is_default
