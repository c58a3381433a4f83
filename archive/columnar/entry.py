"""What the format is given for the entries of an index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Columns(NamedTuple):
    """The values of the columns of some entries: for each column of the layout one an entry."""

    numbers: Sequence[Sequence[int | None]]
    keywords: Sequence[Sequence[str | None]]
    lists: Sequence[Sequence[Sequence[str | None]]]


class Entries(NamedTuple):
    """Some entries, as the layout says; what is not in columns is one item an entry.

    ``texts`` are the zones and then the other spaces; in a space of items a paragraph is an
    item, and an item without words is a lone hyphen. ``ranges`` are code points into the last
    zone. ``heads`` are kept together with the texts of the last zone: what is handed back of an
    entry is its head and then that text in UTF-8.
    """

    texts: Sequence[Sequence[str]]
    ranges: Sequence[Sequence[tuple[int, int]]]
    heads: Sequence[bytes]
    columns: Columns
