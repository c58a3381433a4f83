"""A refused query as lines for people: what is wrong, where, and what to do.

::

    error: unknown field 'headlin'
      headlin:scud AND date:2012
      ^~~~~~~
    hint: did you mean headline, hlead? to search the text itself write "headlin:scud"
"""

from __future__ import annotations

import unicodedata

from newssearch.archive.errors import QuerySyntaxError

WIDTH = 78
"""Columns of the query line with its indent: it fits a terminal of 80."""

_INDENT = "  "
_CUT = "…"
_LEAD_COLUMNS = 24
"""What stays visible before the caret of a long query: three or four words."""


def format_error(error: QuerySyntaxError) -> str:
    """Draw an error as lines without a closing line break; safe to print on a terminal."""
    text, first, last = _window(error)
    caret = " " * _columns(text[:first]) + "^" + "~" * (_columns(text[first:last]) - 1)
    lines = [f"error: {_safe(error.message)}", f"{_INDENT}{text}", f"{_INDENT}{caret}"]
    if error.hint:
        lines.append(f"hint: {_safe(error.hint)}")
    return "\n".join(lines)


def _window(error: QuerySyntaxError) -> tuple[str, int, int]:
    """The part of the query that is shown, and where the marked part stands in it."""
    text = _safe(error.text)
    first, last = error.position, error.position + error.length
    room = WIDTH - len(_INDENT)
    if _columns(text) <= room:
        return text, first, last
    start = 0
    if _columns(text[:last]) > room - 1:
        start = _back(text, first, _LEAD_COLUMNS)
    opening = _CUT if start else ""
    end = _forward(text, start, room - 2)
    closing = _CUT if end < len(text) else ""
    shift = len(opening) - start
    shown = f"{opening}{text[start:end]}{closing}"
    return shown, first + shift, min(last, end) + shift


def _back(text: str, place: int, columns: int) -> int:
    while place > 0 and columns > 0:
        place -= 1
        columns -= _width(text[place])
    return place


def _forward(text: str, place: int, columns: int) -> int:
    while place < len(text) and columns >= _width(text[place]):
        columns -= _width(text[place])
        place += 1
    return place


def _safe(text: str) -> str:
    """The same number of characters, with none that moves the cursor or turns the direction."""
    return "".join(map(_safe_character, text))


def _safe_character(character: str) -> str:
    if character.isspace():
        return " "
    return "�" if unicodedata.category(character)[0] == "C" else character


def _columns(text: str) -> int:
    return sum(map(_width, text))


def _width(character: str) -> int:
    """Columns of a character (Unicode Standard Annex 11); marks stand on the one before."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
