"""The look: rules with titles, themes, hanging indents, a footer to click, no need of colour."""

import pytest
from rich.style import Style
from tui_fake_archive import SEED, FakeArchive, made_up
from tui_screens import press, running, screen_lines, screen_text, settled

from newssearch.cli.ink import MARK
from newssearch.tui.inks import INKS, LOOKS, THEMES, use_look
from newssearch.tui.page import Page, PageParagraph, rows_of
from newssearch.tui.scrolling import MEASURE


def archive(count=30):
    return FakeArchive(articles=[SEED, *map(made_up, range(count))])


@pytest.fixture(autouse=True)
def _look():
    yield
    use_look(THEMES[0])


async def test_titles_say_what_is_seen():
    async with running(archive(200), query="scud", size=(140, 45)) as (app, pilot):
        assert "╴Hits 1-8 of 201╶─" in screen_text(app)
        assert "╴Article · 2 matches · 100 %╶─" in screen_text(app)
        await press(app, pilot, "down", "G")
        assert "╴Hits 193-201 of 201╶━" in screen_text(app)
        await press(app, pilot, "g", "enter", "n", "n")
        assert "╴Article · match 2 of 2 · 100 %╶━" in screen_text(app)


@pytest.mark.parametrize("theme", THEMES)
async def test_every_theme(theme):
    async with running(archive(), query="scud", size=(140, 45), theme=theme) as (app, pilot):
        await press(app, pilot, "down")
        shown = screen_text(app)
        colours = {
            segment.style.bgcolor.name
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.bgcolor
        }
        background = LOOKS[theme].background
        assert ("default" if background == "ansi_default" else background) in colours
    async with running(archive(), query="scud", size=(140, 45)) as (app, pilot):
        await press(app, pilot, "down")
        assert screen_text(app) == shown


async def test_a_key_goes_through_the_themes():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down")
        seen = []
        for _theme in THEMES:
            await press(app, pilot, "T")
            seen.append(app.theme)
            assert f"theme: {app.theme}" in screen_text(app)
        assert {*seen} == {*THEMES}


def test_a_match_has_the_colour_it_has_on_the_command_line():
    bold_red = {"1", "31"}
    assert set(MARK.split(";")) == bold_red
    assert INKS["mark"].bold
    assert INKS["mark"].color.name == "red"


@pytest.mark.parametrize("theme", THEMES)
def test_all_but_meta_differs_by_more_than_colour(theme):
    use_look(theme)
    for name, ink in INKS.items():
        shape = Style(
            bold=ink.bold, italic=ink.italic, underline=ink.underline, reverse=ink.reverse
        )
        assert shape or name in {"meta", "read", "chosen"}, name


async def test_the_chosen_hit_is_drawn_over_its_whole_row():
    async with running(archive(), query="scud", size=(80, 24)) as (app, pilot):
        await press(app, pilot, "down")
        line = app.screen._compositor.render_strips()[3]
        reversed_cells = sum(len(s.text) for s in line if s.style and s.style.reverse)
        assert reversed_cells >= 78


def test_titles_hang():
    page = Page("1. a title of several words")
    rows = rows_of(page, [PageParagraph(3, hang=3)], 12)
    assert [(page.text[row.start : row.end], row.indent) for row in rows] == [
        ("1. a title", 0),
        ("of", 3),
        ("several", 3),
    ]
    assert [row.cut for row in rows] == [False, False, True]


async def test_lines_are_no_longer_than_is_comfortable():
    async with running(archive(), query="scud", size=(200, 45)) as (app, pilot):
        await press(app, pilot, "down", "z")
        assert max(len(line) for line in screen_lines(app)[3:-1]) <= MEASURE + 1
        await press(app, pilot, "escape")


async def test_the_footer_is_clicked():
    async with running(archive(), query="scud") as (app, pilot):
        footer = screen_lines(app)[-1]
        await pilot.click("#keys", offset=(footer.index("F1"), 0))
        await settled(app, pilot)
        assert "In the query line" in screen_text(app)
        await press(app, pilot, "escape")
        await pilot.click("#keys", offset=(footer.index("search"), 0))
        await settled(app, pilot)
        assert app.focused is app.search._hits
        footer = screen_lines(app)[-1]
        await pilot.click("#keys", offset=(footer.index("read"), 0))
        await settled(app, pilot)
        assert app.focused is app.search._reader


async def test_the_help_begins_with_the_keys():
    async with running(archive()) as (app, pilot):
        await press(app, pilot, "f1")
        lines = screen_lines(app)
        assert "In the query line" in lines[0]
        assert "Enter" in lines[1]
