"""How many columns of a terminal a text takes, and how much of it fits into some.

Widths are those of Unicode Standard Annex 11: wide and fullwidth characters take two columns,
marks that stand on the character before take none. A terminal may disagree about a few new
emoji; nothing here depends on more than the line it stands in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from newssearch.search.ast import Span

_ON_THE_ONE_BEFORE = ("Mn", "Me", "Cf")


def width_of(text: str) -> int:
    """Return the columns that a line of safe text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in _ON_THE_ONE_BEFORE or "\u1160" <= character <= "\u11ff":
        return 0  # the vowels and finals of Hangul syllables written in parts
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fitting(text: str, columns: int, start: int = 0) -> int:
    """Return the end of the longest stretch from ``start`` on that fits into some columns."""
    end = start
    for character in text[start : start + columns] if text.isascii() else text[start:]:
        columns -= _width(character)
        if columns < 0:
            break
        end += 1
    return end


def fitting_back(text: str, columns: int) -> int:
    """Return the start of the longest stretch up to the end of the text that fits."""
    start = len(text)
    while start > 0:
        columns -= _width(text[start - 1])
        if columns < 0:
            break
        start -= 1
    while start < len(text) and start > 0 and _width(text[start]) == 0:
        start += 1  # a mark without its letter
    return start


def wrapped(text: str, columns: int) -> Iterator[Span]:
    """Yield the lines of a text broken at spaces, as stretches of it; words too long are cut.

    Every line takes at most ``columns``, which must be at least 2.
    """
    start = 0
    while True:
        while start < len(text) and text[start].isspace():
            start += 1
        if start == len(text):
            return
        limit = fitting(text, columns, start)
        end = limit
        if limit < len(text) and not text[limit].isspace():
            space = text.rfind(" ", start, limit)
            end = space if space > start else limit
        shown = end
        while text[shown - 1].isspace():
            shown -= 1
        yield Span(start, shown)
        start = end
