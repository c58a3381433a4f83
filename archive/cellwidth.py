"""How many columns of a terminal a character takes: one answer for every line that is drawn.

A terminal is a grid. If the width we count differs from the width it draws, a caret points beside
its word and a line runs into its neighbour. The table is the one that the terminal UI's drawing
library has, so that the two never disagree. What only joins or selects (zero-width joiners,
variation selectors) takes no column; the text shown has few of them left, see ``safetext``.
"""

from __future__ import annotations

import re

_NOT_PLAIN = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u02ff"  # ASCII, Latin
    "\u0370-\u0377\u0384-\u0482"  # Greek, Cyrillic
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0]"  # typographic marks, currencies
)
"""Anything that is not surely one column wide; the tests hold the rest to the width table."""


class _Widths(dict[str, int]):
    """The columns that a character takes, remembered; plain ones need no table."""

    def __missing__(self, character: str) -> int:
        width = 1
        if _NOT_PLAIN.match(character):
            from rich.cells import cell_len  # noqa: PLC0415 - 15 ms that most text does not need

            width = cell_len(character)
        self[character] = width
        return width


_WIDTHS = _Widths()

width_of_character = _WIDTHS.__getitem__
"""Return the columns that one safe character takes: 0, 1 or 2."""


def is_plain(text: str, start: int, end: int) -> bool:
    """Return whether each character of a stretch takes one column, determined without counting."""
    return _NOT_PLAIN.search(text, start, end) is None


def width_of(text: str) -> int:
    """Return the columns that a line of safe text takes."""
    if is_plain(text, 0, len(text)):
        return len(text)
    return sum(map(width_of_character, text))
