"""What the format is given for one entry of an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
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
