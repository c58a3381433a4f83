"""Everything a key does: one table that the bindings, the footer and the help screen read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual.binding import Binding, BindingType

from newssearch.archive.errors import SettingsError

QUERY, LIST, READER, QUOTATIONS, HELP = "query", "list", "reader", "quotations", "help"
COPYING, OPENING, EXPORTING, LINE = "copying", "opening", "exporting", "line"
FACETS, COPIES, PALETTE, SAID = "facets", "copies", "palette", "said"
SAVED = "saved"
MENUS = (COPYING, OPENING, EXPORTING)
_PANES = (LIST, READER)
_TYPING = (QUERY, LIST, READER)
_EVERYWHERE = (
    *(QUERY, LIST, READER, FACETS, COPIES, QUOTATIONS, SAID, SAVED, HELP, PALETTE),
    *(*MENUS, LINE),
)

PLACES: dict[str, str] = {
    QUERY: "In the query line",
    LIST: "In the list of hits",
    READER: "In the article",
    FACETS: "In the column of facets",
    COPIES: "In the copies of an article",
    QUOTATIONS: "In the quotations",
    COPYING: "In the menu of what to copy",
    OPENING: "In the menu of what to open outside",
    EXPORTING: "In the menu of formats to export",
    SAID: "In who said what about this",
    SAVED: "In the saved queries",
    PALETTE: "Where one of many is chosen by typing",
    LINE: "Where a line is asked for",
    HELP: "In this help",
}
"""Where keys act, as the help screen says it."""


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the table.

    ``name`` is the method ``action_NAME`` of the screen that has the place; ``keys`` are
    Textual's key names, ``shown`` how the footer and the help write them. ``brief`` is in the
    footer (empty: it does not), the rows that come first being kept when there is little room.
    Every key acts as it arrives, before the next one is looked at, so that keys in one burst go
    where each of them leads.
    """

    name: str
    keys: tuple[str, ...]
    shown: str
    brief: str
    description: str
    where: tuple[str, ...]


ACTIONS: tuple[Action, ...] = (
    Action("run_query", (), "Enter", "search", "search now and go to the hits", (QUERY,)),
    Action("newer_query", ("down",), "Down", "hits", "go to the list of hits", (QUERY,)),
    Action("older_query", ("up",), "Up", "", "recall the query asked before", (QUERY,)),
    Action("page_down", ("pagedown",), "PgDn", "", "a page down in what is below", (QUERY,)),
    Action("page_up", ("pageup",), "PgUp", "", "a page up in what is below", (QUERY,)),
    Action("history", ("ctrl+r",), "^r", "", "queries asked before", _TYPING),
    Action("read", ("enter", "right", "l"), "Enter", "read", "read the article", (LIST,)),
    Action("to_list", ("escape", "left", "h"), "Esc", "back", "back to the hits", (READER,)),
    Action("jump", ("enter",), "Enter", "go there", "show it in the article", (QUOTATIONS,)),
    Action(
        "leave", ("escape", "q", "left", "h"), "Esc", "back", "back to the article", (QUOTATIONS,)
    ),
    Action("leave", ("escape", "q", "question_mark"), "Esc", "back", "leave the help", (HELP,)),
    Action("to_query", ("slash", "i"), "/", "query", "change the query", _PANES),
    Action("to_query", ("escape",), "Esc", "", "back to the query line", (LIST,)),
    Action("next_mark", ("n",), "n", "next", "next match in the article", (READER,)),
    Action("next_mark", ("n",), "n", "", "next match in the article", (LIST,)),
    Action("previous_mark", ("N",), "N", "", "previous match in the article", _PANES),
    Action("quotations", ("w",), "w", "quotes", "who said what in this article", (READER,)),
    Action("quotations", ("w",), "w", "", "who said what in this article", (LIST,)),
    Action("said", ("W",), "W", "who said", "who said what about this, in all hits", (LIST,)),
    Action("said", ("W",), "W", "", "who said what about this, in all hits", (READER,)),
    Action("next_hit", ("J", "right_square_bracket"), "J", "", "read the next hit", (READER,)),
    Action("previous_hit", ("K", "left_square_bracket"), "K", "", "read the hit before", (READER,)),
    Action("include", ("enter", "plus"), "Enter", "only", "only hits with this value", (FACETS,)),
    Action("exclude", ("minus",), "-", "without", "only hits without this value", (FACETS,)),
    Action("facets", ("f",), "f", "narrow", "narrow by time, source, people", _PANES),
    Action("copy_menu", ("y", "c"), "y", "copy", "copy something of the article", _PANES),
    Action(
        "export_menu", ("x",), "x", "export", "write all hits, or those marked, to a file", _PANES
    ),
    Action("facets", ("f4",), "F4", "", "narrow by time, source, people", (QUERY,)),
    Action("facets", ("f", "escape"), "f", "close", "close the column", (FACETS,)),
    Action("to_list", ("right", "l"), "Right", "", "go to the hits", (FACETS,)),
    Action("within", ("F",), "F", "", "search within these hits", (LIST, READER, FACETS)),
    Action("clear_filters", ("X",), "X", "", "take all filters away", (LIST, READER, FACETS)),
    Action("copies", ("d",), "d", "copies", "the near-identical copies of the article", _PANES),
    Action("leave", ("escape", "q", "left", "h"), "Esc", "back", "back to the hits", (COPIES,)),
    Action("to_query", ("slash",), "/", "query", "change the query", (FACETS,)),
    Action("help", ("question_mark",), "?", "help", "keys and query language", (*_PANES, FACETS)),
    Action("help", ("f1",), "F1", "help", "keys and query language", (QUERY, QUOTATIONS)),
    Action("next_sort", ("s",), "s", "sort", "sort by relevance, newest, oldest", _PANES),
    Action("next_sort", ("f2",), "F2", "sort", "sort by relevance, newest, oldest", (QUERY,)),
    Action("next_mode", ("f3",), "F3", "words", "all words, any word, literal text", _TYPING),
    Action("zoom", ("z",), "z", "zoom", "give the article the whole screen", _PANES),
    Action(
        "follow", ("tab",), "Tab", "", "search for what is suggested, or go to the hits", (QUERY,)
    ),
    Action("follow", ("ctrl+y",), "^y", "", "search for what is suggested", _TYPING),
    Action("next_theme", ("T",), "T", "", "the next theme", _PANES),
    Action("index", ("f5",), "F5", "", "index a folder into this archive", _TYPING),
    Action("label", ("t",), "t", "", "labels of your own on the article", _PANES),
    Action("note", ("a",), "a", "", "a note of your own on the article", _PANES),
    Action("saved", ("Q",), "Q", "", "saved queries, with what is new to them", _PANES),
    Action("saved", ("f6",), "F6", "", "saved queries, with what is new to them", (QUERY,)),
    Action("save", ("A",), "A", "save", "save the query under a name", _PANES),
    Action("open_saved", ("enter",), "Enter", "open", "search for it", (SAVED,)),
    Action("run_saved", ("n",), "n", "new", "show what is new to it", (SAVED,)),
    Action("remove_saved", ("D",), "D", "remove", "forget it (twice)", (SAVED,)),
    Action("leave", ("escape", "q", "left", "h"), "Esc", "back", "back to the hits", (SAVED,)),
    Action("similar", ("S",), "S", "", "articles like this one", _PANES),
    Action("back", ("H", "alt+left"), "H", "", "back to the query or article before", _PANES),
    Action("forward", ("L", "alt+right"), "L", "", "forward again", _PANES),
    Action("back", ("alt+left",), "Alt+Left", "", "back to the query before", (QUERY,)),
    Action("forward", ("alt+right",), "Alt+Right", "", "forward again", (QUERY,)),
    Action("palette", ("ctrl+p", "colon"), "^p", "all", "everything that can be done", _PANES),
    Action("palette", ("ctrl+p",), "^p", "all", "everything that can be done", (QUERY, FACETS)),
    Action("take", (), "Enter", "take it", "take what the cursor is on", (PALETTE,)),
    Action("next_entry", ("down",), "Down", "", "the next one", (PALETTE,)),
    Action("previous_entry", ("up",), "Up", "", "the one before", (PALETTE,)),
    Action("leave", ("escape",), "Esc", "back", "take none", (PALETTE,)),
    Action("jump", ("enter",), "Enter", "go there", "show it in its article", (SAID,)),
    Action("other_said", ("W",), "W", "others", "all of the hits, or those that match", (SAID,)),
    Action("next_speaker", ("n",), "n", "speaker", "go to the next speaker", (SAID,)),
    Action("copy_quotation", ("y", "c"), "y", "copy", "copy it with speaker and source", (SAID,)),
    Action("leave", ("escape", "q", "left", "h"), "Esc", "back", "back to the hits", (SAID,)),
    Action("refresh", ("r",), "r", "", "search again, in the newest generation", _PANES),
    Action("open_menu", ("o",), "o", "open", "open the article outside", _PANES),
    Action("mark", ("m",), "m", "mark", "mark the hit, to copy, open or export it", _PANES),
    Action("unmark_all", ("M",), "M", "", "take all marks away", _PANES),
    Action("select", ("v",), "v", "", "select the sentence; again: one more", (READER,)),
    Action("copy_sentence", ("s",), "s", "", "the sentence of the current match", (COPYING,)),
    Action("copy_selection", ("t",), "t", "", "the selected text", (COPYING,)),
    Action(
        "copy_quotation", ("w",), "w", "", "the quotation here, with speaker and source", (COPYING,)
    ),
    Action("copy_url", ("u",), "u", "", "the URL", (COPYING,)),
    Action("copy_citation", ("c",), "c", "", "a citation", (COPYING,)),
    Action("copy_apa", ("a",), "a", "", "a citation in APA style", (COPYING,)),
    Action("copy_bibtex", ("b",), "b", "", "a BibTeX entry", (COPYING,)),
    Action("copy_query", ("q",), "q", "", "the query as a command line", (COPYING,)),
    Action("copy_id", ("i",), "i", "", "the id", (COPYING,)),
    Action("copy_path", ("p",), "p", "", "the path of the file", (COPYING,)),
    Action("open_browser", ("b",), "b", "", "the URL in the browser", (OPENING,)),
    Action("open_pager", ("p",), "p", "", "the text in $PAGER", (OPENING,)),
    Action("open_editor", ("e",), "e", "", "a copy of the text in $EDITOR", (OPENING,)),
    Action("open_original", ("o",), "o", "", "the original, as text, in $PAGER", (OPENING,)),
    Action("open_file", ("f",), "f", "", "the original file in its own program", (OPENING,)),
    Action("export_csv", ("c",), "c", "", "CSV", (EXPORTING,)),
    Action("export_excel", ("x",), "x", "", "CSV that is safe in spreadsheets", (EXPORTING,)),
    Action("export_tsv", ("t",), "t", "", "tab-separated values", (EXPORTING,)),
    Action("export_json", ("j",), "j", "", "JSON", (EXPORTING,)),
    Action("export_jsonl", ("l",), "l", "", "JSON lines", (EXPORTING,)),
    Action(
        "export_text", ("p",), "p", "", "plain text, as newssearch query prints it", (EXPORTING,)
    ),
    Action("export_ids", ("i",), "i", "", "ids", (EXPORTING,)),
    Action("export_paths", ("f",), "f", "", "paths of files", (EXPORTING,)),
    Action("take", ("enter", "right"), "Enter", "choose", "choose what the cursor is on", MENUS),
    Action("leave", ("escape", "left"), "Esc", "back", "leave the menu", MENUS),
    Action("give", (), "Enter", "ok", "give the line", (LINE,)),
    Action("leave", ("escape",), "Esc", "back", "give no line", (LINE,)),
    Action("quit", ("q",), "q", "quit", "leave", (*_PANES, FACETS)),
    Action("quit", ("ctrl+q",), "^q", "quit", "leave", _EVERYWHERE),
    Action(
        *("interrupt", ("ctrl+c",), "^c", "", "copy what is selected, or leave (twice)"),
        _EVERYWHERE,
    ),
)
"""In the order in which the footer shows them."""

MOVES: tuple[tuple[str, str], ...] = (
    ("j k Down Up", "a hit or a line down, up"),
    ("Space PgDn, b PgUp", "a page down, up"),
    ("Ctrl+D, Ctrl+U", "half a page down, up"),
    ("g Home, G End", "to the beginning, to the end"),
    ("Shift+arrows", "select text by words and lines"),
)
"""Keys that move within a list or a text, bound by those widgets themselves."""


def rebound(actions: Sequence[Action], keys: Mapping[str, str]) -> tuple[Action, ...]:
    """Return the table with other keys for some actions, given by name, several with blanks.

    Raises:
        SettingsError: there is no such action, a key is taken by tmux or screen or is needed for
            typing, or two actions of one place would have the same key.
    """
    names = {action.name for action in actions if action.keys}
    for name in keys:
        if name not in names:
            raise SettingsError(
                f"keys: there is no action '{name}'", hint=f"known: {', '.join(sorted(names))}"
            )
    lettered = {action.name for action in actions if not _for_typing(action)}
    changed = tuple(
        _with_keys(action, keys.get(action.name, "").split(), action.name in lettered)
        for action in actions
    )
    for place in PLACES:
        owners: dict[str, str] = {}
        for action in changed:
            for key in action.keys if place in action.where else ():
                other = owners.setdefault(key, action.name)
                if other != action.name:
                    raise SettingsError(
                        f"keys: {key} would be both {other} and {action.name} {_PLACED[place]}",
                        hint="choose another key for one of them",
                    )
    return changed


def _for_typing(action: Action) -> bool:
    """Return whether an action is for places where letters are typed."""
    return bool({QUERY, LINE, PALETTE} & {*action.where})


def _with_keys(action: Action, keys: Sequence[str], lettered: bool) -> Action:
    """Return an action with other keys; it stays as it is where they are needed for typing.

    That is refused if the action is ``lettered`` nowhere.
    """
    if not keys or not action.keys:
        return action
    for key in keys:
        if key in TAKEN_KEYS:
            raise SettingsError(f"keys: {key} is not free: {TAKEN_KEYS[key]}")
        if _for_typing(action) and len(key) == 1:
            if not lettered:
                raise SettingsError(f"keys: {key} is needed for typing, not for {action.name}")
            return action
    return replace(action, keys=tuple(keys), shown=keys[0])


TAKEN_KEYS: Mapping[str, str] = {
    "ctrl+b": "tmux takes it",
    "ctrl+a": "screen takes it",
    "enter": "it takes what the cursor is on",
    "ctrl+c": "it copies and leaves",
}
"""Keys that no action may have, and why."""

LEAVING_KEYS = frozenset({"ctrl+c", "ctrl+q"})
"""Keys that act at once, whatever is waited for."""

_PLACED = {place: sentence[0].lower() + sentence[1:] for place, sentence in PLACES.items()}


def use_keys(keys: Mapping[str, str]) -> None:
    """Change the table before any screen is imported: screens take their keys from it then."""
    global ACTIONS  # noqa: PLW0603  (one table for all, set once)
    ACTIONS = rebound(ACTIONS, keys)


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
            priority=True,
        )
        for action in actions_in(place)
        for key in action.keys
    ]
