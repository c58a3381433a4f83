"""Taking things out of the screen, as a person does: keys, mouse, and what is then said."""

import os
import sys

import pytest
from tui_fake_archive import SEED, FakeArchive, hostile_archive, made_up
from tui_screens import EVERY_SIZE, SIZES, check_golden, press, running, screen_text, settled

from newssearch.tui import outside, taking_out_screen
from newssearch.tui.actions import COPYING, EXPORTING, MENUS, OPENING
from newssearch.tui.menu_screen import menu_actions

WITH_URL = SEED._replace(url="https://example.org/russia")


def archive(count=5, first=WITH_URL):
    return FakeArchive(articles=[first, *map(made_up, range(count))])


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION", "VISUAL"):
        monkeypatch.delenv(name, raising=False)


@EVERY_SIZE
async def test_the_copy_menu(size):
    async with running(archive(), size=SIZES[size], query="scud") as (app, pilot):
        await press(app, pilot, "down", "y")
        check_golden(app, f"copy-menu-{size}")


@pytest.mark.parametrize(
    ("key", "copied", "said"),
    [
        (
            "s",
            "Rasmussen said that Damascus was using Scud missiles against opponents.",
            "sentence",
        ),
        (
            "w",
            "“The use of such indiscriminate weapons shows utter disregard for the lives of the"
            " people. It is reckless and I strongly condemn it,” (Anders Fogh Rasmussen, NATO"
            " Secretary-General; Ann Reporter and J. Smith, “Russia says Assad is losing control”,"
            " The Daily Example, 13 December 2012, https://example.org/russia)",
            "quotation",
        ),
        ("u", "https://example.org/russia", "URL"),
        (
            "c",
            "Ann Reporter and J. Smith, “Russia says Assad is losing control”, The Daily Example,"
            " 13 December 2012, https://example.org/russia.",
            "citation",
        ),
        (
            "a",
            "Reporter, A., & Smith, J. (2012, December 13). Russia says Assad is losing control."
            " The Daily Example. https://example.org/russia",
            "citation",
        ),
        ("q", "newssearch query --archive /archive -- scud", "command line"),
        ("i", "e727af35", "id"),
        ("p", "seeds/000.txt", "path"),
    ],
)
async def test_every_copy(key, copied, said):
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "y", key)
        assert app.clipboard == copied
        assert f"sent the {said} to the terminal's clipboard" in screen_text(app)


async def test_the_sentence_is_that_of_the_current_match():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "enter", "n", "n", "y", "s")
        assert app.clipboard == "Syria denied reports that its forces are using Scud missiles."


async def test_bibtex_of_all_that_are_marked():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "m", "m", "j")
        assert "2 marked" in screen_text(app)
        await press(app, pilot, "y")
        assert "Copy · 2 marked articles" in screen_text(app)
        await press(app, pilot, "b")
        assert app.clipboard.count("@article{") == 2
        assert "sent 2 citations" in screen_text(app)
        await press(app, pilot, "M")
        assert "marked" not in screen_text(app)


async def test_marks_stay_over_other_queries():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "m", "slash", *"fired", "enter", "m", "y", "i")
        assert app.clipboard.split() == [WITH_URL.id, "id0000"]


async def test_text_is_selected_by_keys_and_copied():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "enter", "n", "v")
        first = "Rasmussen said that Damascus was using Scud missiles against opponents."
        assert app.search.selected == first
        await press(app, pilot, "shift+left", "shift+left")
        await press(app, pilot, "ctrl+c")
        assert app.clipboard == "Rasmussen said that Damascus was using Scud missiles "
        assert app.is_running
        await press(app, pilot, "escape")
        assert app.search.selected == ""
        assert app.focused is app.search._reader
        await press(app, pilot, "shift+right", "shift+down", "y", "t")
        assert app.clipboard.startswith("Scud missiles against opponents.")


async def test_a_further_sentence_is_selected():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "enter", "n", "v", "v")
        assert app.search.selected.endswith("for the lives of the people.")
        assert app.search.selected.startswith("Rasmussen said that")


@pytest.mark.parametrize("pane", ["#hits", "#reader"])
async def test_text_is_selected_by_the_mouse_and_copied(pane):
    async with running(archive(), query="scud") as (app, pilot):
        if pane == "#reader":
            await press(app, pilot, "down", "enter")
        await pilot.mouse_down(pane, offset=(6, 0))
        await pilot.hover(pane, offset=(15, 0))
        await pilot.mouse_up(pane, offset=(15, 0))
        await settled(app, pilot)
        chosen = app.search.selected
        assert 5 < len(chosen) <= 10
        assert chosen in WITH_URL.title
        assert app.search._hits.cursor == 0
        await press(app, pilot, "ctrl+c")
        assert app.clipboard == chosen
        assert app.is_running


async def test_selected_text_of_several_hits():
    async with running(archive(), query="scud") as (app, pilot):
        await pilot.mouse_down("#hits", offset=(5, 1))
        await pilot.hover("#hits", offset=(16, 8))
        await pilot.mouse_up("#hits", offset=(16, 8))
        assert "losing control\n2012-12-13" in app.search.selected
        assert "Article num" in app.search.selected


async def test_nothing_selected_says_how():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "y", "t")
        assert "nothing is selected" in screen_text(app)


async def test_ctrl_c_never_throws_a_query_away():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "ctrl+c")
        assert "press Ctrl+C again to leave" in screen_text(app)
        assert app.is_running
        await press(app, pilot, "shift+home", "ctrl+c")
        assert app.clipboard == "scud"
        assert app.is_running
        await press(app, pilot, "end", "ctrl+c")
        assert app._exit


async def test_ctrl_c_leaves_at_once_where_nothing_was_typed():
    async with running(archive()) as (app, pilot):
        await pilot.press("ctrl+c")
        assert app._exit


async def test_what_was_said_goes_with_the_next_query():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "y", "i")
        assert "sent the id" in screen_text(app)
        await press(app, pilot, "slash", *"fired")
        assert "sent the id" not in screen_text(app)


@pytest.fixture
def opened(monkeypatch):
    """What was given to programs outside."""
    given = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(outside, "opener", lambda _environment: ["open"])
    monkeypatch.setattr(outside, "open_apart", lambda command, what: given.append((command, what)))
    monkeypatch.setattr(
        outside, "show_text", lambda command, text, name: given.append((command, text))
    )
    return given


@pytest.fixture
def suspended(monkeypatch):
    """The screen stays: a test has no terminal that could be given to another program."""

    class Suspended:
        def __enter__(self):
            return None

        def __exit__(self, *_error):
            return None

    monkeypatch.setattr("newssearch.tui.app.NewsApp.suspend", lambda _app: Suspended())


async def test_the_browser(opened):
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "o", "b")
        assert opened == [(["open"], "https://example.org/russia")]
        assert "opened 1 page in the browser" in screen_text(app)
        await press(app, pilot, "j", "o", "b")
        assert "this article has no URL" in screen_text(app)


async def test_no_browser_is_said():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "o", "b")
        assert "no window system is here" in screen_text(app)


@pytest.mark.usefixtures("suspended")
@pytest.mark.parametrize(("key", "variable"), [("p", "PAGER"), ("e", "EDITOR")])
async def test_pager_and_editor(key, variable, opened, monkeypatch):
    monkeypatch.setenv(variable, "tool --flag")
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "m", "m", "o", key)
        ((command, text),) = opened
        assert command == ["tool", "--flag"]
        assert "Rasmussen said" in text
        assert "This is text 0" in text


@pytest.mark.usefixtures("suspended")
async def test_the_original(opened, monkeypatch):
    asked = []

    def original(article_id, where):
        asked.append((article_id, where))
        return "raw"

    monkeypatch.setattr(outside, "original_text", original)
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "o", "o")
        assert asked == [(SEED.id, "/archive")]
        assert opened[0][1] == "raw"


async def test_the_file_in_its_own_program(opened, tmp_path):
    path = tmp_path / "-x.txt"
    path.write_text("x")
    engine = archive(first=SEED._replace(path=os.fspath(path)))
    async with running(engine, query="scud", size=(140, 45)) as (app, pilot):
        await press(app, pilot, "down", "o", "f")
        assert opened == [(["open"], os.fspath(path))]
        await press(app, pilot, "j", "o", "f")
        assert "the file is not there any more" in screen_text(app)


@pytest.mark.parametrize("action", menu_actions(EXPORTING), ids=lambda action: action.name)
async def test_every_export(action, monkeypatch):
    asked = []

    def write(export, name):
        asked.append((export.form, export.ids, name))
        return f"/tmp/{name}"

    monkeypatch.setattr(taking_out_screen.exporting, "write_export", write)
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "x", *action.keys)
        assert "Write 6 hits to the file" in screen_text(app)
        await press(app, pilot, "ctrl+u", *"out/x", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert asked == [(action.name.removeprefix("export_"), (), "out/x")]
        assert "written to /tmp/out/x" in screen_text(app)


async def test_an_export_that_is_not_wanted_writes_nothing(monkeypatch):
    monkeypatch.setattr(taking_out_screen.exporting, "write_export", None)
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "x", "c", "escape")
        assert app.focused is app.search._hits
        await press(app, pilot, "x", "escape")
        assert app.focused is app.search._hits


@pytest.mark.parametrize("place", MENUS)
def test_every_entry_of_a_menu_has_one_key_and_is_what_it_says(place):
    actions = menu_actions(place)
    assert len({action.keys for action in actions}) == len(actions) >= 5
    assert {len(action.keys) for action in actions} == {1}


async def test_an_entry_is_chosen_by_the_cursor_and_by_the_mouse():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "y", "j", "j", "j", "enter")
        assert app.clipboard == "https://example.org/russia"
        await press(app, pilot, "y")
        names = [action.name for action in menu_actions(COPYING)]
        line = names.index("copy_id")
        await pilot.click("#menu", offset=(8, line))
        await settled(app, pilot)
        await pilot.click("#menu", offset=(8, line))
        await settled(app, pilot)
        assert app.clipboard == SEED.id


async def test_a_menu_needs_a_hit():
    async with running(archive()) as (app, pilot):
        app.search.action_open_menu()
        await settled(app, pilot)
        assert "there is no hit" in screen_text(app)
        assert len(menu_actions(OPENING)) == 5


async def test_nothing_hostile_reaches_the_clipboard():
    engine = hostile_archive()
    async with running(engine, query="scud", size=(140, 45)) as (app, pilot):
        await press(app, pilot, "down")
        for _article in engine.contents:
            for key in "swucabiqp":
                await press(app, pilot, "y", key)
                assert not {*app.clipboard} & {*map(chr, (*range(10), *range(11, 32), 127, 0x9B))}
                app.clipboard.encode()
            await press(app, pilot, "j")
