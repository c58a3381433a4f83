"""What the format is given for the entries of an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.writing.strings import EncodedStrings, encode_strings


class Lists(NamedTuple):
    """Lists of strings, one per entry: how many each has (int64), and all of them."""

    counts: NDArray[np.int64]
    values: EncodedStrings


class Columns(NamedTuple):
    """The values of some entries in the columns of the layout, encoded.

    ``numbers`` are int32, ``NO_NUMBER`` for None.
    """

    numbers: Sequence[NDArray[np.int32]]
    keywords: Sequence[EncodedStrings]
    lists: Sequence[Lists]


def encode_columns(
    numbers: Iterable[Sequence[int | None]],
    keywords: Iterable[Sequence[str | None]],
    lists: Iterable[Sequence[Sequence[str | None]]],
) -> Columns:
    """Encode the values of some entries, given column by column."""
    return Columns(
        [np.array([NO_NUMBER if n is None else n for n in column], np.int32) for column in numbers],
        [encode_strings(column) for column in keywords],
        [_encode_lists(column) for column in lists],
    )


def _encode_lists(column: Sequence[Sequence[str | None]]) -> Lists:
    if not any(column):
        return Lists(np.zeros(len(column), np.int64), encode_strings(()))
    counts = np.fromiter(map(len, column), np.int64, len(column))
    return Lists(counts, encode_strings(list(chain.from_iterable(column))))


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
