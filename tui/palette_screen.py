"""The command palette: every action that can be taken, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from newssearch.tui.actions import COPYING, EXPORTING, MENUS, OPENING, Action, actions_in
from newssearch.tui.choosing_screen import ChoosingScreen, Entry


def palette_actions(place: str) -> list[Action]:
    """Return the actions of a place and those of its menus, each once."""
    named = {action.name: action for action in actions_in(place) if action.name != "palette"}
    for menu in MENUS:
        for action in actions_in(menu):
            if action.where == (menu,):
                named.setdefault(action.name, action)
    return list(named.values())


def fitting_actions(actions: Sequence[Action], words: str) -> list[Action]:
    """Return the actions in whose name or description every word begins a word, or is within one.

    Those whose description begins so come first.
    """
    wanted = words.lower().split()
    found = [
        (all(any(part.startswith(word) for part in said.split()) for word in wanted), action)
        for action in actions
        if all(word in (said := _said(action).lower()) for word in wanted)
    ]
    return [action for _, action in sorted(found, key=lambda pair: not pair[0])]


def _said(action: Action) -> str:
    menus = {"copying": "copy ", "opening": "open ", "exporting": "export "}
    return menus.get(action.where[0], "") + action.description


_OPENED_BY = {COPYING: "copy_menu", OPENING: "open_menu", EXPORTING: "export_menu"}


def keys_of(action: Action, place: str) -> str:
    """Return the keys that lead from a place to an action, nothing if there are none."""
    menu = _OPENED_BY.get(action.where[0])
    if menu is None:
        return action.shown
    opening = [one.shown for one in actions_in(place) if one.name == menu]
    return f"{opening[0]} {action.shown}" if opening else ""


class PaletteScreen(ChoosingScreen):
    """Lists actions as words are typed; returns the name of the chosen one."""

    def __init__(self, place: str) -> None:
        super().__init__("Everything that can be done", "what to do")
        self._place = place
        self._actions = palette_actions(place)

    def entries(self, words: str) -> Sequence[Entry]:
        """Return the actions that fit the words."""
        fitting = fitting_actions(self._actions, words)
        return [
            Entry(action.name, keys_of(action, self._place), _said(action)) for action in fitting
        ]
