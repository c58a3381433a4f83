"""What Whoosh's fields are in terms of the columnar format.

A Whoosh codec is given the name of a field and nothing else; the ``IndexShape`` that a segment
class carries says which zones, ranges, spaces or columns the name stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.layout import Layout
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.entry import Entries

MICROSECONDS_A_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class NumberField:
    """A field of whole numbers, as Whoosh indexes them: terms of falling precision.

    ``read`` returns the value of every entry (int64) and a mask of those that have one. ``bits``
    and ``step`` are the field type's; ``column_base`` is what its column adds to a value.
    """

    read: Callable[[Segment], tuple[NDArray[np.int64], NDArray[np.bool_]]]
    bits: int
    step: int
    column_base: int


def day_field(column: str) -> NumberField:
    """Describe a ``DATETIME`` field over a column of proleptic ordinals.

    Whoosh counts microseconds from 1 January of the year 1, whose ordinal is 1.
    """

    def read(segment: Segment) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        days = segment.numbers(column)
        return (days.astype(np.int64) - 1) * MICROSECONDS_A_DAY, days != NO_NUMBER

    return NumberField(read, bits=64, step=8, column_base=0)


def count_field(array: str) -> NumberField:
    """Describe a ``NUMERIC`` field over an array of the text file that every entry has."""

    def read(segment: Segment) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        counts = segment.text(array).astype(np.int64)
        return counts, np.ones(len(counts), bool)

    return NumberField(read, bits=32, step=4, column_base=1 << 31)


@dataclass(frozen=True, slots=True)
class IndexShape:
    """The fields of a Whoosh index that is in columnar segments.

    Text fields are the layout's, and so are keywords, but for those that are spaces of text too.
    ``pack`` makes one entry of the fields given to a writer, ``unpack`` the stored fields of an
    entry's stored bytes.
    """

    layout: Layout
    pack: Callable[[Mapping[str, Any]], Entries]
    unpack: Callable[[bytes], dict[str, Any]]
    numbers: Mapping[str, NumberField] = field(default_factory=dict)
