"""Every row of the table of actions, done by its key on a running screen."""

import pytest
from tui_fake_archive import SEED, FakeArchive, made_up
from tui_screens import press, running, screen_text

from newssearch.search.answer import Clause
from newssearch.tui import outside
from newssearch.tui.actions import (
    ACTIONS,
    COPIES,
    COPYING,
    EXPORTING,
    FACETS,
    HELP,
    LINE,
    LIST,
    OPENING,
    PALETTE,
    QUERY,
    QUOTATIONS,
    READER,
    SAID,
    SAVED,
)
from newssearch.tui.block_list import BlockList
from newssearch.tui.menu_screen import menu_actions

WAYS = {
    QUERY: (),
    LIST: ("down",),
    READER: ("down", "enter"),
    FACETS: ("down", "f"),
    COPIES: ("down", "d"),
    QUOTATIONS: ("down", "w"),
    COPYING: ("down", "y"),
    OPENING: ("down", "o"),
    EXPORTING: ("down", "x"),
    SAID: ("down", "W"),
    SAVED: ("down", "Q"),
    PALETTE: ("down", "ctrl+p"),
    LINE: ("down", "F"),
    HELP: ("f1",),
}
"""The keys that lead to each place, where a query has been asked."""

ANOTHER_QUERY = ("down", "slash", *"fired", "enter")


def on(name):
    """The screen with a name is open."""
    return lambda app, _engine: type(app.screen).__name__ == name


def focus(pane):
    """The search screen is open, and keys go to one of its panes."""
    return lambda app, _engine: app.screen is app.search and app.focused.id == pane


def says(words):
    return lambda app, _engine: words in screen_text(app)


def asks(query):
    return lambda app, _engine: app.search._query_line.value == query


def copied(words):
    return lambda app, _engine: words in app.clipboard


def cursor(number):
    return lambda app, _engine: app.screen.query_one(BlockList).cursor == number


def back(app, _engine):
    return app.screen is app.search


def gave(_app, engine):
    """A program outside was given something."""
    return bool(engine.given)


TRIALS = {
    (QUERY, "run_query"): ((), focus("hits")),
    (QUERY, "newer_query"): ((), focus("hits")),
    (QUERY, "older_query"): (("down", "slash", *"fired"), asks("scud")),
    (QUERY, "page_down"): ((), lambda app, _engine: app.search._hits.cursor > 0),
    (QUERY, "page_up"): (("pagedown",), lambda app, _engine: app.search._hits.cursor == 0),
    (QUERY, "history"): (("down",), on("HistoryScreen")),
    (QUERY, "facets"): ((), focus("facets")),
    (QUERY, "help"): ((), on("HelpScreen")),
    (QUERY, "next_sort"): ((), says("sorted by newest")),
    (QUERY, "next_mode"): ((), lambda _app, engine: engine.modes[-1] == "any"),
    (QUERY, "follow"): ((*"ed",), asks("fired")),
    (QUERY, "index"): ((), says("Index the folder")),
    (QUERY, "saved"): ((), on("SavedScreen")),
    (QUERY, "back"): (("down", "slash", *"fired"), asks("scud")),
    (QUERY, "forward"): (("down", "slash", *"fired", "alt+left"), asks("fired")),
    (QUERY, "palette"): ((), on("PaletteScreen")),
    (QUERY, "quit"): ((), lambda app, _engine: app._exit),
    (QUERY, "interrupt"): ((), says("press Ctrl+C again to leave")),
    (LIST, "read"): (None, focus("reader")),
    (LIST, "to_query"): (None, focus("query")),
    (LIST, "next_mark"): (None, focus("reader")),
    (LIST, "previous_mark"): (None, focus("reader")),
    (LIST, "quotations"): (None, on("QuotationsScreen")),
    (LIST, "facets"): (None, focus("facets")),
    (LIST, "within"): (None, says("Search within these hits")),
    (LIST, "clear_filters"): (("down", "f", "enter", "right"), asks("scud")),
    (LIST, "copies"): (None, on("CopiesScreen")),
    (LIST, "help"): (None, on("HelpScreen")),
    (LIST, "next_sort"): (None, says("sorted by newest")),
    (LIST, "zoom"): (None, lambda app, _engine: not app.search._hits.display),
    (LIST, "next_theme"): (None, says("theme: dark")),
    (LIST, "said"): (None, on("SaidScreen")),
    (LIST, "label"): (None, says("Labels, with blanks")),
    (LIST, "note"): (None, says("Note")),
    (LIST, "saved"): (None, on("SavedScreen")),
    (LIST, "save"): (None, says("Save the query under")),
    (LIST, "similar"): (("down", "j"), asks("Article number")),
    (LIST, "back"): (ANOTHER_QUERY, asks("scud")),
    (LIST, "forward"): ((*ANOTHER_QUERY, "H"), asks("fired")),
    (LIST, "palette"): (None, on("PaletteScreen")),
    (LIST, "refresh"): (None, lambda _app, engine: len(engine.asked) == 2),
    (LIST, "copy_menu"): (None, on("CopyMenu")),
    (LIST, "open_menu"): (None, on("OpenMenu")),
    (LIST, "export_menu"): (None, on("ExportMenu")),
    (LIST, "mark"): (None, says("1 marked")),
    (LIST, "unmark_all"): (
        ("down", "m"),
        lambda app, _engine: not app.search._hits.marked and "marked" not in screen_text(app),
    ),
    (LIST, "quit"): (None, lambda app, _engine: app._exit),
    (READER, "next_mark"): (None, says("match 1 of 2")),
    (READER, "quotations"): (None, on("QuotationsScreen")),
    (READER, "said"): (None, on("SaidScreen")),
    (READER, "to_list"): (None, focus("hits")),
    (READER, "next_hit"): (None, lambda app, _engine: app.search._hits.cursor == 1),
    (READER, "previous_hit"): (
        ("down", "enter", "J"),
        lambda app, _engine: app.search._hits.cursor == 0,
    ),
    (READER, "select"): (None, lambda app, _engine: app.search.selected),
    (FACETS, "include"): (None, asks("scud date:2000-01")),
    (FACETS, "exclude"): (None, asks("scud -date:2000-01")),
    (FACETS, "facets"): (None, focus("hits")),
    (FACETS, "to_list"): (None, focus("hits")),
    (FACETS, "to_query"): (None, focus("query")),
    (QUOTATIONS, "jump"): (None, focus("reader")),
    (SAID, "jump"): (None, focus("reader")),
    (SAID, "next_speaker"): (None, cursor(1)),
    (SAID, "copy_quotation"): (None, copied("Anders Fogh Rasmussen")),
    (SAID, "other_said"): (
        ("down", "slash", *"rumors", "down", "W"),
        says("2 quotations in 1 hit"),
    ),
    (SAVED, "open_saved"): (None, asks("rasmussen")),
    (SAVED, "run_saved"): (None, says("1 new to syria")),
    (SAVED, "remove_saved"): (("down", "Q", "D"), lambda _app, engine: not engine.queries),
    (PALETTE, "take"): (("down", "ctrl+p", *"newest"), says("sorted by newest")),
    (PALETTE, "next_entry"): (None, cursor(1)),
    (PALETTE, "previous_entry"): (("down", "ctrl+p", "down"), cursor(0)),
    (COPYING, "take"): (None, copied("Scud missiles")),
    (COPYING, "copy_sentence"): (None, copied("Scud missiles")),
    (COPYING, "copy_selection"): (("down", "enter", "n", "v", "y"), copied("Rasmussen said")),
    (COPYING, "copy_quotation"): (None, copied("Anders Fogh Rasmussen")),
    (COPYING, "copy_url"): (None, copied("https://example.org/a")),
    (COPYING, "copy_citation"): (None, copied("Ann Reporter and J. Smith")),
    (COPYING, "copy_apa"): (None, copied("Reporter, A., & Smith, J.")),
    (COPYING, "copy_bibtex"): (None, copied("@article{")),
    (COPYING, "copy_query"): (None, copied("newssearch query")),
    (COPYING, "copy_id"): (None, copied(SEED.id)),
    (COPYING, "copy_path"): (None, copied(SEED.path)),
    (OPENING, "open_browser"): (None, gave),
    (OPENING, "open_pager"): (None, gave),
    (OPENING, "open_editor"): (None, gave),
    (OPENING, "open_original"): (None, gave),
    (OPENING, "open_file"): (None, gave),
    **{
        (EXPORTING, action.name): (None, says("Write 4 hits to the file"))
        for action in menu_actions(EXPORTING)
    },
    (LINE, "give"): (None, back),
    **{
        (place, "leave"): (None, back)
        for place in (COPIES, QUOTATIONS, SAID, SAVED, HELP, PALETTE, COPYING, LINE)
    },
}
"""By the first place of a row and its name: the keys before, where they are not those that lead to
the place, and what the key then does."""


def keys_of(action):
    return action.keys[0] if action.keys else "enter"


def test_every_row_has_a_trial_and_every_trial_a_row():
    assert {*TRIALS} == {(action.where[0], action.name) for action in ACTIONS}


@pytest.fixture
def engine(monkeypatch):
    class Suspended:
        def __enter__(self):
            return None

        def __exit__(self, *_error):
            return None

    article = SEED._replace(url="https://example.org/a", source="Daily")
    engine = FakeArchive(articles=[article, *map(made_up, range(3))])
    engine.queries = {"syria": ("rasmussen", "all")}
    engine.suggestion = Clause("fired", 3)
    engine.given = []
    monkeypatch.setattr("newssearch.tui.app.NewsApp.suspend", lambda _app: Suspended())
    monkeypatch.setattr(outside, "opener", lambda _environment: ["open"])
    monkeypatch.setattr(outside, "open_apart", lambda *given: engine.given.append(given))
    monkeypatch.setattr(outside, "show_text", lambda *given: engine.given.append(given))
    monkeypatch.setattr(outside, "original_text", lambda *_given: "raw")
    monkeypatch.setattr("newssearch.tui.taking_out_screen.os.path.exists", lambda _path: True)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION"):
        monkeypatch.delenv(name, raising=False)
    return engine


@pytest.mark.parametrize(
    "action", ACTIONS, ids=lambda action: f"{action.where[0]}-{action.name}-{keys_of(action)}"
)
async def test_every_action(action, engine):
    before, done = TRIALS[action.where[0], action.name]
    async with running(engine, query="scud") as (app, pilot):
        await press(app, pilot, *(WAYS[action.where[0]] if before is None else before))
        assert not done(app, engine)
        await press(app, pilot, keys_of(action))
        assert done(app, engine)
