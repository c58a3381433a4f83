"""Everything a key does: one table that the bindings, the footer and the help screen read."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

QUERY, LIST, READER, QUOTATIONS, HELP = "query", "list", "reader", "quotations", "help"
_PANES = (LIST, READER)
_TYPING = (QUERY, LIST, READER)
_EVERYWHERE = (QUERY, LIST, READER, QUOTATIONS, HELP)

PLACES: dict[str, str] = {
    QUERY: "In the query line",
    LIST: "In the list of hits",
    READER: "In the article",
    QUOTATIONS: "In the quotations",
    HELP: "In this help",
}
"""Where keys act, as the help screen says it."""


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the table.

    ``name`` is the method ``action_NAME`` of the screen that has the place; ``keys`` are
    Textual's key names, ``shown`` how the footer and the help write them. ``brief`` is in the
    footer (empty: it does not), the rows that come first being kept when there is little room.
    Outside the query line every key acts as it arrives, before the next one is looked at, so that
    keys in one burst go where each of them leads.
    """

    name: str
    keys: tuple[str, ...]
    shown: str
    brief: str
    description: str
    where: tuple[str, ...]
    priority: bool = False


ACTIONS: tuple[Action, ...] = (
    Action("run_query", (), "Enter", "search", "search now and go to the hits", (QUERY,)),
    Action("to_list", ("down",), "Down", "hits", "go to the list of hits", (QUERY,)),
    Action("read", ("enter", "right", "l"), "Enter", "read", "read the article", (LIST,)),
    Action("to_list", ("escape", "left", "h"), "Esc", "back", "back to the hits", (READER,)),
    Action("jump", ("enter",), "Enter", "go there", "show it in the article", (QUOTATIONS,)),
    Action(
        "leave", ("escape", "q", "left", "h"), "Esc", "back", "back to the article", (QUOTATIONS,)
    ),
    Action("leave", ("escape", "q", "question_mark"), "Esc", "back", "leave the help", (HELP,)),
    Action("to_query", ("slash", "i"), "/", "query", "change the query", _PANES),
    Action("to_query", ("escape",), "Esc", "", "back to the query line", (LIST,)),
    Action("next_mark", ("n",), "n", "next", "next match in the article", _PANES),
    Action("previous_mark", ("N",), "N", "previous", "previous match in the article", _PANES),
    Action("quotations", ("w",), "w", "who said", "who said what in the article", _PANES),
    Action("next_hit", ("J", "right_square_bracket"), "J", "", "read the next hit", (READER,)),
    Action("previous_hit", ("K", "left_square_bracket"), "K", "", "read the hit before", (READER,)),
    Action("help", ("question_mark",), "?", "help", "keys and query language", _PANES),
    Action("help", ("f1",), "F1", "help", "keys and query language", (QUERY, QUOTATIONS)),
    Action("next_sort", ("s",), "s", "sort", "sort by relevance, newest, oldest", _PANES),
    Action("next_sort", ("f2",), "F2", "sort", "sort by relevance, newest, oldest", (QUERY,)),
    Action("next_mode", ("f3",), "F3", "words", "all words, any word, literal text", _TYPING),
    Action("zoom", ("z",), "z", "zoom", "give the article the whole screen", _PANES),
    Action(
        "follow", ("tab",), "Tab", "", "search for what is suggested, or go to the hits", (QUERY,)
    ),
    Action("follow", ("ctrl+y",), "^y", "", "search for what is suggested", _TYPING),
    Action("refresh", ("r",), "r", "", "search again, in the newest generation", _PANES),
    Action("copy_id", ("c",), "c", "", "copy the article's id", _PANES),
    Action("copy_path", ("p",), "p", "", "copy the path of the article's file", _PANES),
    Action("quit", ("q",), "q", "quit", "leave", _PANES),
    Action("quit", ("ctrl+c", "ctrl+q"), "^c", "quit", "leave", _EVERYWHERE, priority=True),
)
"""In the order in which the footer shows them."""

MOVES: tuple[tuple[str, str], ...] = (
    ("j k Down Up", "a hit or a line down, up"),
    ("Space PgDn, b PgUp", "a page down, up"),
    ("Ctrl+D, Ctrl+U", "half a page down, up"),
    ("g Home, G End", "to the beginning, to the end"),
)
"""Keys that move within a list or a text, bound by those widgets themselves."""


def actions_in(place: str) -> tuple[Action, ...]:
    """Return the rows that act in a place."""
    return tuple(action for action in ACTIONS if place in action.where)


def bindings_in(place: str) -> list[BindingType]:
    """Return the bindings of the widget or screen that has a place."""
    return [
        Binding(
            key,
            f"screen.{action.name}",
            action.description,
            priority=action.priority or place != QUERY,
        )
        for action in actions_in(place)
        for key in action.keys
    ]
