"""What an index holds, told to the columnar format: zones, spaces, ranges and columns.

An entry's text is laid out in *spaces*, each with positions of its own. The first, the main
space, is divided into *zones* that lie one after the other with a gap between them; a field is a
run of zones, or a part of one. The other spaces hold one field each: either running text, or a
list of *items* (names, say), where item i begins at position i * ``ITEM_WIDTH``.
*Ranges* are any number of stretches of one zone ("what stands in quotation marks").
The format knows of nothing but these; what the zones mean is the caller's affair.

A zone is one in the sense of Manning, Raghavan and Schütze, Introduction to Information Retrieval,
6.1; a space other than the main one is what Lucene calls an indexed field.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ZONE_GAP = 256
"""Positions between zones: one more than the greatest distance that a query may name."""

ITEM_WIDTH = 32
"""Positions an item takes in a space of items; longer items are cut."""


@dataclass(frozen=True, slots=True)
class Space:
    """A space beside the main one; ``items`` says that it holds a list, a line each."""

    name: str
    items: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of an index.

    ``zones`` are the zones of the main space in order, ``weights`` what an occurrence in each
    counts. ``fields`` maps a field of the main space to the first and the last of its zones.
    ``lead`` names a field for the first two paragraphs of the last zone, with its own weight;
    ``ranges`` the field for the ranges of the last zone. ``numbers``, ``keywords`` and ``lists``
    are the columns: whole numbers with None, strings with None, and lists of these;
    ``number_bounds`` the least and the greatest that some of the numbers can be.
    """

    zones: tuple[str, ...]
    weights: tuple[float, ...]
    fields: dict[str, tuple[int, int]]
    lead: str
    lead_weight: float
    ranges: str
    spaces: tuple[Space, ...] = ()
    numbers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    number_bounds: dict[str, tuple[int, int]] = field(default_factory=dict)
    by_space: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        numbered = {space.name: number for number, space in enumerate(self.spaces, start=1)}
        object.__setattr__(self, "by_space", numbered)

    @property
    def columns_of_text(self) -> int:
        """Number of texts that an entry brings: its zones, then its other spaces."""
        return len(self.zones) + len(self.spaces)

    @property
    def last_zone(self) -> int:
        """Number of the zone that has the lead and the ranges."""
        return len(self.zones) - 1


WEIGHT_UNIT = 4
"""Weighted frequencies are kept in quarters: a weight is a multiple of 1/4."""

MAX_WEIGHTED = 255
"""Greatest weighted frequency kept, in quarters (63.75 occurrences in the body).

In an article of average length BM25 is within 2 % of its limit there (k1 1.2); cutting keeps a
posting's weight in one byte.
"""


FIRST_PREFIX = 1
"""The code of the character before the terms of the main space; the others' follow it."""


def space_prefix(space: int) -> str:
    """Return the character before the terms of a space; 0 is the main space."""
    return chr(space + FIRST_PREFIX)
