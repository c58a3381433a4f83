"""A refused query as lines for people: what is wrong, where, and what to do.

::

    error: unknown field 'headlin'
      headlin:scud AND date:2012
      ^~~~~~~
    hint: did you mean headline, hlead? to search the text itself write "headlin:scud"
"""

from __future__ import annotations

from newssearch.archive.cellwidth import width_of, width_of_character
from newssearch.archive.errors import QuerySyntaxError
from newssearch.archive.safetext import safe_in_place

WIDTH = 78
"""Columns of the query line with its indent: it fits a terminal of 80."""

_INDENT = "  "
_CUT = "…"
_LEAD_COLUMNS = 24
"""What stays visible before the caret of a long query: three or four words."""


def format_error(error: QuerySyntaxError) -> str:
    """Draw an error as lines without a closing line break; safe to print on a terminal."""
    text, first, last = _window(error)
    caret = " " * width_of(text[:first]) + "^" + "~" * (width_of(text[first:last]) - 1)
    lines = [f"error: {safe_in_place(error.message)}", f"{_INDENT}{text}", f"{_INDENT}{caret}"]
    if error.hint:
        lines.append(f"hint: {safe_in_place(error.hint)}")
    return "\n".join(lines)


def _window(error: QuerySyntaxError) -> tuple[str, int, int]:
    """The part of the query that is shown, and where the marked part is in it."""
    text = safe_in_place(error.text)
    first, last = error.position, error.position + error.length
    room = WIDTH - len(_INDENT)
    if width_of(text) <= room:
        return text, first, last
    start = 0
    if width_of(text[:last]) > room - 1:
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
        columns -= width_of_character(text[place])
    return place


def _forward(text: str, place: int, columns: int) -> int:
    while place < len(text) and columns >= width_of_character(text[place]):
        columns -= width_of_character(text[place])
        place += 1
    return place
