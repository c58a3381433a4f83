"""Key words in context: one line per match, the matches below each other.

Linguists' oldest view of a corpus (Luhn 1960, "Keyword-in-context index for technical
literature"). Pure functions from a text and its marks to lines; columns are those of a terminal,
so that the key words are below each other where a character takes two.
"""

from __future__ import annotations

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
    if not start or start == len(text) or not _in_word(text, start):
        return start
    space = text.find(" ", start, start + (len(text) - start) // 2)
    return start if space < 0 else space + 1


def _last_word(text: str, end: int) -> int:
    """Return where the last whole word up to ``end`` ends."""
    if not end or end == len(text) or not _in_word(text, end):
        return end
    space = text.rfind(" ", end // 2, end)
    return end if space < 0 else space


def _in_word(text: str, place: int) -> bool:
    """Return whether a cut is within a word; scripts in wide characters have no blanks between."""
    before, after = text[place - 1], text[place]
    if before.isspace() or after.isspace():
        return False
    return width_of_character(before) < 2 and width_of_character(after) < 2


def _flat(text: str, *, last: bool) -> str:
    """Return safe text with its blanks made one space each; ``last`` keeps one at the end."""
    safe = safe_line(text)
    before = " " if safe[:1].isspace() and not last else ""
    after = " " if safe[-1:].isspace() and last else ""
    return before + " ".join(safe.split()) + after
