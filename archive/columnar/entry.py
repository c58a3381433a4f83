"""What the format is given for one entry of an index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.analysis.stream import quieten
from archive.columnar.layout import Layout
from archive.columnar.surface_table import ENTRY_MARK, RANGE_MARK, TEXT_MARK

_MARKS = re.compile("[\x00-\x02]")
_CLOSERS = frozenset("\"'”’»)]")
_JOINERS = frozenset("-‐‑'’.&")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as the layout says.

    ``texts`` are the zones and then the other spaces; in a space of items a line is an item, and
    an item without words is a lone hyphen. ``ranges`` are code points into the last zone.
    ``stored`` is handed back as it was given.
    """

    texts: Sequence[str]
    ranges: Sequence[tuple[int, int]]
    numbers: Sequence[int | None]
    keywords: Sequence[str | None]
    stored: bytes


def join_texts(entries: Iterable[Entry], layout: Layout) -> tuple[str, list[tuple[int, int]]]:
    """Return all texts of the entries as one, with marks between, and the owners of range marks.

    An owner is (entry, range); the owners come in the order of the marks in the text, so that the
    first mark of an owner is where its range begins.
    """
    pieces: list[str] = []
    owners: list[tuple[int, int]] = []
    last_zone = len(layout.zones) - 1
    for number, entry in enumerate(entries):
        for column, raw in enumerate(entry.texts):
            text = quieten(_MARKS.sub(" ", raw))
            if column == last_zone and entry.ranges:
                text, marked = _mark_ranges(text, entry.ranges)
                owners.extend((number, which) for which in marked)
            pieces.append(text)
            pieces.append(TEXT_MARK)
        pieces[-1] = ENTRY_MARK
    return "".join(pieces), owners


def _mark_ranges(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[str, list[int]]:
    """Set a mark at both ends of each range; return the text and each mark's range."""
    marks: list[tuple[int, int, int]] = []
    for number, (start, end) in enumerate(ranges):
        begin = _between_words(text, start)
        stop = end
        while stop < len(text) and text[stop] in _CLOSERS:
            stop += 1
        marks.append((begin, 1, number))
        marks.append((max(begin, _between_words(text, stop)), 2, number))
    marks.sort()
    pieces: list[str] = []
    done = 0
    for place, _, _ in marks:
        pieces.append(text[done:place])
        pieces.append(RANGE_MARK)
        done = place
    pieces.append(text[done:])
    return "".join(pieces), [number for _, _, number in marks]


def _between_words(text: str, place: int) -> int:
    """Return the nearest place from ``place`` leftwards that lies inside of no word."""
    place = min(max(place, 0), len(text))
    while 0 < place < len(text) and _joins(text, place - 1, -1) and _joins(text, place, 1):
        place -= 1
    return place


def _joins(text: str, place: int, step: int) -> bool:
    character = text[place]
    if character.isalnum():
        return True
    beyond = place + step
    return character in _JOINERS and 0 <= beyond < len(text) and text[beyond].isalnum()
