"""What the format is given for one entry of an index, and how texts are joined for analysis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.analysis.stream import quieten
from archive.analysis.surfaces import PARAGRAPH_END
from archive.columnar.layout import Layout
from archive.columnar.surface_table import BREAK_MARK, RANGE_MARK, TEXT_MARK

_MARKS = re.compile("[\x00-\x02]")

MAX_REACH = 1000
"""Characters of a surface before the end of a range; a range in a longer one is not indexed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as the layout says.

    ``texts`` are the zones and then the other spaces; in a space of items a paragraph is an
    item, and an item without words is a lone hyphen. ``ranges`` are code points into the last
    zone. ``numbers``, ``keywords`` and ``lists`` are the values of the columns. ``stored`` is
    handed back as it was given.
    """

    texts: Sequence[str]
    ranges: Sequence[tuple[int, int]]
    numbers: Sequence[int | None]
    keywords: Sequence[str | None]
    stored: bytes
    lists: Sequence[Sequence[str | None]] = ()


@dataclass(frozen=True, slots=True)
class RangeMark:
    """What one range mark in joined texts stands for: one end of a range of an entry.

    ``before`` is the part of the following surface that lies before it.
    """

    entry: int
    number: int
    is_end: bool
    before: str


def join_texts(entries: Iterable[Entry], layout: Layout) -> tuple[str, list[RangeMark]]:
    """Return all texts of the entries as one, ready to be split at spaces, and its range marks."""
    pieces: list[str] = []
    marks: list[RangeMark] = []
    last_zone = len(layout.zones) - 1
    for number, entry in enumerate(entries):
        for column, raw in enumerate(entry.texts):
            text = quiet_text(raw)
            if column == last_zone and entry.ranges:
                text = _mark_ranges(text, number, entry.ranges, marks)
            pieces.append(text)
    joined = f" {TEXT_MARK} ".join([*pieces, ""])
    return joined.replace(PARAGRAPH_END, f" {BREAK_MARK} "), marks


def quiet_text(raw: str) -> str:
    """Return a text as it is analysed: quietened, and without the marks of a batch."""
    return quieten(raw if _MARKS.search(raw) is None else _MARKS.sub(" ", raw))


def _mark_ranges(
    text: str, entry: int, ranges: Sequence[tuple[int, int]], marks: list[RangeMark]
) -> str:
    """Set a mark before the surface in which a range begins, and before that in which it ends."""
    ends: list[tuple[int, RangeMark]] = []
    for number, pair in enumerate(ranges):
        places = [_surface_start(text, place) for place in pair]
        if None not in places:
            for is_end, (place, start) in enumerate(zip(pair, places, strict=True)):
                assert start is not None
                ends.append((start, RangeMark(entry, number, bool(is_end), text[start:place])))
    ends.sort(key=lambda end: end[0])
    pieces: list[str] = []
    done = 0
    for start, mark in ends:
        pieces.append(text[done:start])
        marks.append(mark)
        done = start
    pieces.append(text[done:])
    return f" {RANGE_MARK} ".join(pieces)


def _surface_start(text: str, place: int) -> int | None:
    """Return where the surface that ``place`` lies in begins, None if that is out of reach."""
    start = place
    if text[place - 1 : place + 1] == PARAGRAPH_END:
        return place - 1
    while start > 0 and not text[start - 1].isspace():
        start -= 1
        if place - start > MAX_REACH:
            return None
    return start
