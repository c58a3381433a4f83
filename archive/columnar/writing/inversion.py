"""From occurrences to postings: one sort of packed numbers, then differences between neighbours.

An occurrence is packed into one 64-bit number, so that sorting the numbers sorts occurrences by
term, then entry, then position::

    term 22 bits | entry 16 | position 22 | class 4

Before sorting, the first part is the number of a token in a surface table. The sorted numbers are
taken strip by strip, each small enough to stay in the processor's cache; strips are independent,
so several threads can work on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.layout import FIRST_PREFIX, MAX_WEIGHTED, WEIGHT_UNIT, Layout
from newssearch.archive.columnar.writing.executors import map_in_order
from newssearch.archive.columnar.writing.shingles import distinct
from newssearch.archive.columnar.writing.surfaces.token_table import TokenTable

TERM_BITS, ENTRY_BITS, POSITION_BITS, CLASS_BITS = 22, 16, 22, 4
MAX_ENTRIES = 1 << ENTRY_BITS
"""Entries that one run of occurrences can number."""

MAX_POSITIONS = 1 << POSITION_BITS
"""Positions of one entry; words beyond (some 20 MB of text) are not indexed."""

MAX_TOKENS = 1 << (TERM_BITS - 1)
"""Distinct tokens at which a run had better end: the other half is for terms of other spaces."""

STRIP_OCCURRENCES = 1 << 18
"""Occurrences of a strip: 2 MB, and as much again for what is made of them."""

TERM_SHIFT = ENTRY_BITS + POSITION_BITS + CLASS_BITS
"""Bits below the number of a token or term."""

_OWNER_SHIFT = np.uint64(POSITION_BITS + CLASS_BITS)
_TERM_SHIFT = np.uint64(TERM_SHIFT)
_CLASS_SHIFT = np.uint64(CLASS_BITS)
_PLACES = np.uint64((1 << TERM_SHIFT) - 1)
_CLASSES = np.uint64((1 << CLASS_BITS) - 1)
_POSITIONS = np.uint64((1 << POSITION_BITS) - 1)
_ENTRIES = np.uint64((1 << ENTRY_BITS) - 1)

Occurrences = NDArray[np.uint64]
Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Strip:
    """The postings of some terms that follow one another.

    By term: ``posting_counts`` and ``position_counts``, and ``zones`` (uint16), which has a bit
    set for each class the term occurs in. By posting: ``docs``,
    ``frequencies`` (number of positions) and ``weights`` (uint8, weighted frequency in quarters);
    ``positions`` are flat.
    """

    posting_counts: Ints
    position_counts: Ints
    zones: NDArray[np.uint16]
    docs: Ints
    frequencies: Ints
    weights: NDArray[np.uint8]
    positions: Ints


def class_weights(layout: Layout) -> NDArray[np.uint32]:
    """Return what an occurrence of each class counts, in quarters."""
    weights = [*layout.weights, layout.lead_weight, *(1.0 for _ in layout.spaces)]
    return np.array([round(weight * WEIGHT_UNIT) for weight in weights], np.uint32)


def invert(
    parts: list[Occurrences],
    tokens: TokenTable,
    layout: Layout,
    dtypes: tuple[str, str],
    executor: Executor,
) -> tuple[NDArray[np.uint8], Iterator[Strip]]:
    """Sort packed occurrences into postings; return terms in order, and strips of their postings.

    A term is a token behind the prefix of its space; they are encoded, as ``dictionary`` has them.
    The arrays of occurrences, whose token numbers index ``tokens``, are used up. ``dtypes``
    are those of entry numbers and of positions.
    """
    spaces, numbers = _candidates(parts, len(tokens), layout, executor)
    order = tokens.order(numbers, spaces)
    spaces, numbers = spaces[order], numbers[order]
    ranks = np.zeros((len(layout.spaces) + 1) * len(tokens), np.uint32)
    ranks[spaces * len(tokens) + numbers] = np.arange(len(order), dtype=np.uint32)
    packed = np.empty(sum(map(len, parts)), np.uint64)
    places = np.cumsum([0, *map(len, parts)]).tolist()
    rows = zip(parts, pairwise(places), strict=True)
    jobs = [
        executor.submit(_translate, part, packed[start:end], ranks, layout)
        for part, (start, end) in rows
    ]
    parts.clear()
    for job in jobs:
        job.result()
    packed.sort()
    owners = packed >> _TERM_SHIFT
    used = owners[_openings(owners)].view(np.int64)
    terms = terms_of(tokens, spaces[used], numbers[used])
    weights = class_weights(layout)
    slices = (packed[start:end] for start, end in pairwise(_cuts(packed)))
    return terms, map_in_order(executor, lambda part: _strip(part, weights, dtypes), slices)


def terms_of(tokens: TokenTable, spaces: Ints, numbers: Ints) -> NDArray[np.uint8]:
    """Return the terms of some tokens, given by number, in some spaces, encoded."""
    return tokens.encoded(numbers, (spaces + FIRST_PREFIX).astype(np.uint8))


def _candidates(
    parts: list[Occurrences], tokens: int, layout: Layout, executor: Executor
) -> tuple[Ints, Ints]:
    """Return the spaces and tokens of what may be terms: all tokens, and those of other spaces."""
    found = [np.arange(tokens)]
    found += executor.map(lambda part: np.unique(_others(part, tokens, layout)[1]), parts)
    spaces, numbers = np.divmod(distinct(np.concatenate(found)), max(tokens, 1))
    return spaces, numbers


def _others(occurrences: Occurrences, tokens: int, layout: Layout) -> tuple[Ints, Ints]:
    """Return the occurrences outside of the main space, and space * tokens + token of each."""
    classes = occurrences.astype(np.uint8)
    classes &= np.uint8(_CLASSES)
    main = len(layout.zones) + 1
    others = np.flatnonzero(classes >= main)
    numbers = (occurrences[others] >> _TERM_SHIFT).view(np.int64)
    return others, numbers + (classes[others].astype(np.int64) - main + 1) * tokens


def _translate(
    occurrences: Occurrences, into: Occurrences, ranks: NDArray[np.uint32], layout: Layout
) -> None:
    """Put the ranks of terms in the place of the numbers of tokens."""
    others, numbers = _others(occurrences, len(ranks) // (len(layout.spaces) + 1), layout)
    found = ranks[(occurrences >> _TERM_SHIFT).view(np.int64)]
    found[others] = ranks[numbers]
    np.bitwise_and(occurrences, _PLACES, out=into)
    into |= found.astype(np.uint64) << _TERM_SHIFT


def _cuts(packed: Occurrences) -> list[int]:
    """Return where strips begin, each with a new term, and where the last one ends."""
    wanted = packed[STRIP_OCCURRENCES::STRIP_OCCURRENCES]
    begins = np.searchsorted(packed, wanted >> _TERM_SHIFT << _TERM_SHIFT)
    cuts: list[int] = np.unique(np.concatenate([[0], begins, [len(packed)]])).tolist()
    return cuts if len(packed) else []


def _strip(packed: Occurrences, weights: NDArray[np.uint32], dtypes: tuple[str, str]) -> Strip:
    places = packed >> _CLASS_SHIFT
    again = np.flatnonzero(places[1:] == places[:-1])
    if len(again):
        packed, places = np.delete(packed, again + 1), np.delete(places, again + 1)
    classes = packed.astype(np.uint8)
    classes &= np.uint8(_CLASSES)
    owners = packed >> _OWNER_SHIFT
    starts = _openings(owners)
    posting_owners = owners[starts]
    terms = posting_owners >> np.uint64(ENTRY_BITS)
    firsts = _openings(terms)
    position_starts = starts[firsts]
    summed = np.zeros(len(packed) + 1, np.uint32)
    np.cumsum(weights[classes], out=summed[1:])
    ends = np.append(starts[1:], len(packed))
    bits = (np.uint16(1) << np.arange(1 << CLASS_BITS, dtype=np.uint16))[classes]
    places &= _POSITIONS
    return Strip(
        np.diff(firsts, append=len(starts)),
        np.diff(position_starts, append=len(packed)),
        np.bitwise_or.reduceat(bits, position_starts),
        (posting_owners & _ENTRIES).astype(dtypes[0]),
        ends - starts,
        np.minimum(summed[ends] - summed[starts], MAX_WEIGHTED).astype(np.uint8),
        places.astype(dtypes[1]),
    )


def _openings(values: Ints) -> Ints:
    """Return where values that never decrease change, the first place too."""
    opens = np.empty(len(values), bool)
    opens[:1] = True
    np.not_equal(values[1:], values[:-1], out=opens[1:])
    return np.flatnonzero(opens)
