"""The help screen's text: the language on one screen, and every key from the table of actions."""

from __future__ import annotations

from newssearch.archive.fields import FIELDS
from newssearch.tui.actions import FACETS, LIST, MOVES, PLACES, READER, actions_in
from newssearch.tui.page import Page, PageWriter
from newssearch.tui.two_columns import write_rows

SYNTAX: tuple[tuple[str, str], ...] = (
    ("scud missiles", "both words; a space means AND"),
    ("missile", "finds missiles too"),
    ('"missile"', "only this form"),
    ('"scud missile"', "the phrase, exactly"),
    ("scud OR patriot", "either"),
    ("scud -patriot", "the first without the second"),
    ("scud AND NOT (a OR b)", "brackets group"),
    ("title:scud", "in a field (below)"),
    ("title:(scud OR patriot)", "all of it in the field"),
    ("scud w/5 missile", "within 5 words; pre/5 in order"),
    ("scud w/s missile", "in one sentence; w/p paragraph"),
    ("missil* wom?n misile~", "any ending, one letter, alike"),
    ("atleast3 scud", "three times or more"),
    ("date:2012-12..2013-01", "days, months or years"),
    ("date:7d..  after:2012", "of late, after a time"),
    ("words:>500", "longer than that"),
    ("quote:(oil speaker:bush)", "said by, in one quotation"),
)
"""What may be typed, and what it means."""

_EXAMPLE_WIDTH = 26
_KEY_WIDTH = 22
_NAME_WIDTH = 10


def help_page(columns: int) -> Page:
    """Return the help as one page for lines of ``columns`` cells."""
    writer = PageWriter()
    for place, heading in PLACES.items():
        writer.line(heading, "heading")
        rows = [
            (key_names(action.shown, action.keys), action.description)
            for action in actions_in(place)
        ]
        if place in {LIST, READER, FACETS}:
            rows += MOVES
        write_rows(writer, rows, columns, first=min(_KEY_WIDTH, columns // 3))
        writer.line()
    writer.line("The query language", "heading")
    write_rows(writer, SYNTAX, columns, first=min(_EXAMPLE_WIDTH, columns // 2))
    writer.line()
    writer.line("Fields", "heading")
    fields = [(f"{field.name}:", field.help) for field in FIELDS]
    write_rows(writer, fields, columns, first=_NAME_WIDTH)
    return writer.page()


_WRITTEN = {
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "ctrl+c": "Ctrl+C",
    "ctrl+q": "Ctrl+Q",
    "ctrl+y": "Ctrl+Y",
}


def key_names(shown: str, keys: tuple[str, ...]) -> str:
    """Return all keys of an action as a person reads them."""
    names = [_WRITTEN.get(key, key if len(key) == 1 else key.title()) for key in keys]
    return " ".join(names) if names else shown
