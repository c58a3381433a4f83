"""Taking apart short surfaces of several words, by arrays: "long-term", "and/or", "1,234,567".

Handled are cores (see ``short_surfaces``) whose words are letters and digits, parted either all by
single hyphens, when the joined form stands beside the first word, or all by other marks that join
nothing. Words of two to four capitals, and those with a dot, an apostrophe or an ampersand inside,
are left to ``analyse_surface``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.writing.surfaces.short_bytes import (
    DIGIT_OR_LETTER,
    UPPER,
    bytes_of,
    lowered,
    marked,
)
from newssearch.archive.columnar.writing.surfaces.short_keys import Words, shift, shift_up

_JOINER = marked("'.&")
_HYPHEN = ord("-")

Bools = NDArray[np.bool_]
Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Compounds:
    """The words of ``n`` cores, those of a core one after the other in flat arrays.

    ``handled`` (n,) marks the cores that have some here, ``counts`` (of the handled ones) how
    many. ``first`` and ``second`` are the keys of all words, in small letters. ``hyphened`` marks
    the handled ones that have a joined form, whose keys are ``joined_first`` and
    ``joined_second``. ``outer`` are the keys, as written, of the first word of those parted by
    other marks, and ``last`` of their last.
    """

    handled: Bools
    counts: Ints
    first: Words
    second: Words
    hyphened: Bools
    joined_first: Words
    joined_second: Words
    outer: tuple[Words, Words]
    last: tuple[Words, Words]


def take_compounds_apart(first: Words, second: Words) -> Compounds:
    """Take cores apart, given by their keys."""
    content = bytes_of(first, second)
    word = DIGIT_OR_LETTER[content]
    opens = word.copy()
    opens[:, 1:] &= ~word[:, :-1]
    closes = word.copy()
    closes[:, :-1] &= ~word[:, 1:]
    alone = np.zeros_like(word)
    alone[:, 1:-1] = ~word[:, 1:-1] & word[:, :-2] & word[:, 2:]
    gaps = opens.sum(axis=1) - 1
    hyphens = (alone & (content == _HYPHEN)).sum(axis=1)
    handled = (gaps > 0) & ((hyphens == 0) | (hyphens == gaps))
    handled &= ~(alone & _JOINER[content]).any(axis=1)
    handled &= ~_has_capitals(content, opens, closes)
    rows, begins = np.nonzero(opens & handled[:, None])
    sizes = np.nonzero(closes & handled[:, None])[1] - begins + 1
    written = shift(first[rows], second[rows], begins, sizes)
    words = lowered(*written)
    counts = gaps[handled] + 1
    firsts = np.cumsum(counts) - counts
    hyphened = hyphens[handled] > 0
    numbers = np.arange(len(rows)) - np.repeat(firsts, counts)
    moved = shift_up(*words, begins - numbers)
    joined = [
        np.bitwise_or.reduceat(part, firsts)[hyphened] if len(rows) else part for part in moved
    ]
    outer, last = firsts[~hyphened], (firsts + counts - 1)[~hyphened]
    return Compounds(
        handled,
        counts,
        *words,
        hyphened,
        joined[0],
        joined[1],
        (written[0][outer], written[1][outer]),
        (written[0][last], written[1][last]),
    )


def _has_capitals(content: NDArray[np.uint8], opens: Bools, closes: Bools) -> Bools:
    """Mark the rows with a word of two to four capitals and nothing else."""
    rows, begins = np.nonzero(opens)
    ends = np.nonzero(closes)[1] + 1
    upper = np.zeros((len(content), content.shape[1] + 1), np.int8)
    np.cumsum(UPPER[content], axis=1, out=upper[:, 1:])
    sizes = ends - begins
    capitals = (upper[rows, ends] - upper[rows, begins] == sizes) & (sizes >= 2) & (sizes <= 4)
    found = np.zeros(len(content), bool)
    found[rows[capitals]] = True
    return found
