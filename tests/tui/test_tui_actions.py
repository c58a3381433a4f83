"""One table of actions: every row is bound, does something, and is in the help."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.geometry import Size

from newssearch.archive.cellwidth import width_of
from newssearch.archive.errors import UsageError
from newssearch.archive.fields import FIELDS
from newssearch.tui import run_tui
from newssearch.tui.actions import (
    ACTIONS,
    COPIES,
    FACETS,
    HELP,
    LINE,
    LIST,
    MENUS,
    PALETTE,
    PLACES,
    QUERY,
    QUOTATIONS,
    READER,
    SAID,
    SAVED,
    actions_in,
)
from newssearch.tui.copies_screen import CopiesScreen
from newssearch.tui.facet_pane import FacetPane
from newssearch.tui.help_screen import HelpScreen
from newssearch.tui.help_text import help_page
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.line_screen import LineScreen
from newssearch.tui.menu_screen import MenuScreen, menu_actions
from newssearch.tui.palette_screen import PaletteScreen
from newssearch.tui.panes import Reader, ResultList
from newssearch.tui.query_line import QueryLine
from newssearch.tui.quotations_screen import QuotationsScreen
from newssearch.tui.said_screen import SaidScreen
from newssearch.tui.saved_screen import SavedScreen
from newssearch.tui.search_screen import SearchScreen

SCREENS = {
    QUERY: (SearchScreen, QueryLine),
    LIST: (SearchScreen, ResultList),
    READER: (SearchScreen, Reader),
    QUOTATIONS: (QuotationsScreen, QuotationsScreen),
    HELP: (HelpScreen, HelpScreen),
    LINE: (LineScreen, LineScreen),
    FACETS: (SearchScreen, FacetPane),
    COPIES: (CopiesScreen, CopiesScreen),
    SAID: (SaidScreen, SaidScreen),
    SAVED: (SavedScreen, SavedScreen),
    PALETTE: (PaletteScreen, PaletteScreen),
}


@pytest.mark.parametrize("place", SCREENS)
def test_every_key_of_a_place_is_bound_once_to_a_method(place):
    screen, widget = SCREENS[place]
    keys = []
    for action in actions_in(place):
        if action.keys:
            assert callable(getattr(screen, f"action_{action.name}"))
        keys += action.keys
        for key in action.keys:
            bound = [b.action for b in widget._merge_bindings().get_bindings_for_key(key)]
            assert bound == [f"screen.{action.name}"]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("place", MENUS)
def test_every_key_of_a_menu_is_bound_once_to_a_method(place):
    (menu,) = (menu for menu in MenuScreen.__subclasses__() if place == menu.PLACE)
    for action in actions_in(place):
        screen = SearchScreen if action in menu_actions(place) else MenuScreen
        assert callable(getattr(screen, f"action_{action.name}"))
        for key in action.keys:
            bound = menu._merge_bindings().get_bindings_for_key(key)
            assert [one.action for one in bound if one.priority] in (
                [action.name],
                [f"choose('{action.name}')"],
            )


def test_every_place_is_tried():
    assert {*SCREENS, *MENUS} == {*PLACES}


def test_the_help_names_every_action_and_every_field():
    text = help_page(84).text
    for action in ACTIONS:
        assert action.description in text
    for field in FIELDS:
        assert f"  {field.name}:" in text


@pytest.mark.parametrize("width", [1, 20, 40, 80, 200])
@pytest.mark.parametrize("place", PLACES)
def test_the_bottom_line_fits_and_always_says_how_to_leave(place, width):
    class Sized(KeysLine):
        size = Size(width, 1)

    shown = []
    line = Sized()
    line.show = lambda lines: shown.append(lines[0])
    line.show_place(place)
    text = "".join(piece for piece, _ink in shown[0])
    leaving = any(action.name == "leave" for action in actions_in(place))
    assert " Esc back" in text if leaving else text.endswith("quit")
    if width >= 40:
        assert width_of(text) <= width
    if width >= 80:
        wanted = {LIST: {"y", "f", "W", "x", "/"}, READER: {"y", "f", "w", "n", "/"}}
        assert wanted.get(place, set()) <= {*text.split()}


def test_importing_the_package_imports_no_widget():
    heavy = "{'textual', 'rich', 'numpy', 'whoosh'}"
    code = f"import sys, newssearch.tui; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_without_a_terminal_it_says_so(monkeypatch):
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "__stdin__", nothing)
        with pytest.raises(UsageError, match="needs a terminal"):
            run_tui(None)
