"""How much of a text fits into some columns of a terminal, and where its lines break."""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.archive.cellwidth import is_plain, width_of_character
from newssearch.search.ast import Span


def fitting(text: str, columns: int, start: int = 0) -> int:
    """Return the end of the longest stretch from ``start`` on that fits into some columns."""
    end = start
    if is_plain(text, start, start + columns + 1):
        return min(start + columns, len(text))
    for character in text[start:]:
        columns -= width_of_character(character)
        if columns < 0:
            break
        end += 1
    return end


def fitting_back(text: str, columns: int) -> int:
    """Return the start of the longest stretch up to the end of the text that fits."""
    start = len(text)
    while start > 0:
        columns -= width_of_character(text[start - 1])
        if columns < 0:
            break
        start -= 1
    while start < len(text) and start > 0 and width_of_character(text[start]) == 0:
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
