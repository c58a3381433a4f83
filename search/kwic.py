"""Key words in context: one line per match, the matches below each other.

Linguists' oldest view of a corpus (Luhn 1960, "Keyword-in-context index for technical
literature"). Pure functions from a text and its marks to lines; columns are those of a terminal,
so that the key words are below each other where a character takes two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newssearch.archive.cellwidth import width_of, width_of_character
from newssearch.archive.safetext import safe_line
from newssearch.search.ast import Span
from newssearch.search.textwidth import fitting, fitting_back

_LOOK_AHEAD = 8
"""Characters read for each column wanted: more than enough where marks or blanks take none."""


@dataclass(frozen=True, slots=True)
class KwicLine:
    """One match: ``left`` is filled to the width of the context, ``right`` at most as wide.

    ``start`` is where in the text it begins.
    """

    left: str
    match: str
    right: str
    start: int = 0


def kwic_lines(text: str, marks: Iterable[Span], context: int) -> Iterator[KwicLine]:
    """Yield a line for each mark, with ``context`` columns on either side of it.

    Line breaks and other blanks become single spaces; what comes out is safe to show. Words that
    do not fit are left out, unless that would leave less than half of a side.
    """
    reach = context * _LOOK_AHEAD
    for mark in marks:
        left = _flat(text[max(mark.start - reach, 0) : mark.start], last=True)
        right = _flat(text[mark.end : mark.end + reach], last=False)
        left = left[_first_word(left, fitting_back(left, context)) :]
        yield KwicLine(
            " " * (context - width_of(left)) + left,
            _flat(text[mark.start : mark.end], last=False),
            right[: _last_word(right, fitting(right, context))].rstrip(),
            mark.start,
        )


def words_around(text: str, mark: Span, count: int) -> KwicLine:
    """Return a line with ``count`` words on either side of a mark, safe to show.

    Words are what is between blanks. ``left`` is not filled.
    """
    reach = (count + 1) * _CHARACTERS_OF_WORD
    left = safe_line(text[max(mark.start - reach, 0) : mark.start]).split()
    right = safe_line(text[mark.end : mark.end + reach]).split()
    match = _flat(text[mark.start : mark.end], last=False)
    before = left[max(len(left) - count, 0) :]
    return KwicLine(" ".join(before), match, " ".join(right[:count]), mark.start)


_CHARACTERS_OF_WORD = 40
"""Characters read for each word wanted: longer ones are addresses, which may be cut."""


def _first_word(text: str, start: int) -> int:
    """Return where the first whole word from ``start`` on begins."""
    last = start + (len(text) - start) // 2
    place = start
    while place <= last and _in_word(text, place):
        place += 1
    if place > last:
        return start
    if place > start and place < len(text) and text[place] == " ":
        place += 1
    return place


def _last_word(text: str, end: int) -> int:
    """Return where the last whole word up to ``end`` ends."""
    place = end
    while place > end // 2 and _in_word(text, place):
        place -= 1
    return end if _in_word(text, place) else place


_PART_OF_WORD = re.compile(r"[\w'’-]")


def _in_word(text: str, place: int) -> bool:
    """Return whether a cut is within a word; scripts in wide characters have no blanks between."""
    if not 0 < place < len(text):
        return False
    sides = text[place - 1], text[place]
    return all(_PART_OF_WORD.match(side) and width_of_character(side) < 2 for side in sides)


def _flat(text: str, *, last: bool) -> str:
    """Return safe text with its blanks made one space each; ``last`` keeps one at the end."""
    safe = safe_line(text)
    before = " " if safe[:1].isspace() and not last else ""
    after = " " if safe[-1:].isspace() and last else ""
    return before + " ".join(safe.split()) + after
