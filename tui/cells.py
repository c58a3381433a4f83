"""Text in cells: what may be drawn, how wide it is, and where its lines break.

Everything here is counted character by character (see ``archive.cellwidth``), after the characters
whose width depends on their neighbours are gone.
Plain stretches (ASCII, Latin, Greek, Cyrillic, typographic marks) are recognised by one regular
expression and need no counting, which is why a body of 5 MB is broken in well under a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newssearch.archive.cellwidth import is_plain, width_of, width_of_character
from newssearch.archive.safetext import safe_line, safe_text
from newssearch.search.ast import Span

MOST_COMBINING = 3
"""Combining marks kept on one letter: Vietnamese and polytonic Greek need two, Hebrew with
cantillation three. A flood of them would draw over the lines above and below."""

_VARIATION_SELECTORS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""They choose between a narrow and a wide glyph, and terminals do not agree on the width."""


def clean_text(text: str) -> str:
    """Return text that may be drawn as lines: safe, and every width certain."""
    return _steady(safe_text(text).replace("\t", " "))


def clean_line(text: str) -> str:
    """Return text that may be drawn on one line."""
    return _steady(safe_line(text))


def _steady(text: str) -> str:
    if is_plain(text, 0, len(text)):
        return text
    kept: list[str] = []
    combining = MOST_COMBINING  # nothing precedes the first character that a mark could sit on
    for character in _VARIATION_SELECTORS.sub("", text):
        combining = 0 if width_of_character(character) or character == "\n" else combining + 1
        if combining <= MOST_COMBINING:
            kept.append(character)
    return "".join(kept)


class Marked(NamedTuple):
    """Clean text and spans in it, ordered and disjoint."""

    text: str
    spans: tuple[Span, ...] = ()


def clean_marked(text: str, spans: Sequence[Span], *, one_line: bool) -> Marked:
    """Return the text clean, with its spans moved to where their words now are.

    Spans that are out of order or outside the text are dropped rather than drawn in a wrong
    place.
    """
    clean = clean_line if one_line else clean_text
    return _moved(text, spans, clean(text), one_line=one_line)


def _moved(text: str, spans: Sequence[Span], cleaned: str, *, one_line: bool) -> Marked:
    disjoint = tuple(_in_order(spans, len(text)))
    if len(cleaned) == len(text):
        return Marked(cleaned, disjoint)
    clean = clean_line if one_line else clean_text
    pieces: list[str] = []
    moved: list[Span] = []
    place = position = 0
    for span in disjoint:
        before, inside = clean(text[position : span.start]), clean(text[span.start : span.end])
        start = place + len(before)
        place = start + len(inside)
        pieces += (before, inside)
        if inside:
            moved.append(Span(start, place))
        position = span.end
    pieces.append(clean(text[position:]))
    return Marked("".join(pieces), tuple(moved))


def _in_order(spans: Sequence[Span], length: int) -> Iterator[Span]:
    reached = 0
    for span in spans:
        if reached <= span.start < span.end <= length:
            yield span
            reached = span.end


def line_end(text: str, start: int, stop: int, width: int) -> int:
    """Return where the line that begins at ``start`` ends, so that it is ``width`` cells or less.

    ``stop`` is the end of the paragraph. Breaks at a space where there is one; a longer word is
    cut. At least one character is taken, however narrow the screen.
    """
    if stop - start <= width and is_plain(text, start, stop):
        return stop
    limit = _fitting(text, start, stop, width)
    if limit >= stop:
        return stop
    space = text.rfind(" ", start, limit + 1)
    return space if space > start else limit


def _fitting(text: str, start: int, stop: int, width: int) -> int:
    end = min(stop, start + width)
    if is_plain(text, start, end) and (end == stop or is_plain(text, end, end + 1)):
        return max(end, start + 1)
    room = width
    for index in range(start, stop):
        room -= width_of_character(text[index])
        if room < 0:
            return max(index, start + 1)
    return stop


def lines_of(text: str, start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
    """Break one paragraph, ``text[start:stop]``, into (start, end) lines, one at a time."""
    while True:
        end = line_end(text, start, stop, width)
        yield start, end
        if end >= stop:
            return
        start = end + 1 if text[end] == " " else end
        if start >= stop:
            return


def wrapped(text: str, width: int) -> list[str]:
    """Break one clean line into lines of ``width`` cells or less."""
    return [text[a:b] for a, b in lines_of(text, 0, len(text), width)]


def fitting(text: str, width: int) -> int:
    """Return how many characters of the line fit in ``width`` cells."""
    for index, character in enumerate(text):
        width -= width_of_character(character)
        if width < 0:
            return index
    return len(text)


def fit(text: str, width: int) -> str:
    """Return the line, cut to ``width`` cells with an ellipsis where it is wider."""
    if width_of(text) <= width:
        return text
    return text[: fitting(text, width - 1)] + "…" if width > 0 else ""


def cut_points(start: int, end: int, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Cut the stretch at the edges of the spans that reach into it."""
    edges = {start, end}
    for span in spans:
        edges.update(edge for edge in (span.start, span.end) if start < edge < end)
    return list(pairwise(sorted(edges)))
