"""From occurrences to postings: one sort of packed numbers, then differences between neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.batch import CLASS_BITS, ENTRY_BITS, POSITION_BITS
from archive.columnar.layout import MAX_WEIGHTED, WEIGHT_UNIT, Layout, space_prefix

_PLACE_BITS = np.uint64(ENTRY_BITS + POSITION_BITS + CLASS_BITS)


@dataclass(frozen=True, slots=True)
class Inverted:
    """The postings of a run of entries.

    ``terms`` are sorted, each a token behind the prefix of its space. Term t has the postings
    ``posting_starts[t]`` to ``posting_starts[t + 1]`` and the positions ``position_starts[t]`` to
    ``position_starts[t + 1]``; ``zones[t]`` has a bit set for each class it occurs in. A posting
    has an entry (uint32), a frequency (uint32, number of positions) and a weight (uint8,
    weighted frequency in quarters); positions are uint32, within the entry.
    """

    terms: list[str]
    posting_starts: NDArray[np.int64]
    position_starts: NDArray[np.int64]
    zones: NDArray[np.uint16]
    docs: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]
    weights: NDArray[np.uint8]
    positions: NDArray[np.uint32]


def class_weights(layout: Layout) -> NDArray[np.uint32]:
    """Return what an occurrence of each class counts, in quarters."""
    weights = [*layout.weights, layout.lead_weight, *(1.0 for _ in layout.spaces)]
    return np.array([round(weight * WEIGHT_UNIT) for weight in weights], np.uint32)


def invert(occurrences: NDArray[np.uint64], tokens: list[str], layout: Layout) -> Inverted:
    """Sort packed occurrences, whose token numbers index ``tokens``, into postings.

    The array of occurrences is used up.
    """
    terms = _rank(occurrences, tokens, layout)
    occurrences.sort()
    again = np.flatnonzero((occurrences[1:] >> CLASS_BITS) == (occurrences[:-1] >> CLASS_BITS))
    packed = np.delete(occurrences, again + 1) if len(again) else occurrences
    classes = (packed & np.uint64((1 << CLASS_BITS) - 1)).astype(np.uint8)
    positions = ((packed >> CLASS_BITS) & np.uint64((1 << POSITION_BITS) - 1)).astype(np.uint32)
    owners = packed >> np.uint64(POSITION_BITS + CLASS_BITS)
    opens = np.ones(len(owners), bool)
    opens[1:] = owners[1:] != owners[:-1]
    starts = np.flatnonzero(opens)
    posting_owners = owners[starts]
    docs = (posting_owners & np.uint64((1 << ENTRY_BITS) - 1)).astype(np.uint32)
    posting_terms = (posting_owners >> np.uint64(ENTRY_BITS)).astype(np.int64)
    frequencies = np.diff(starts, append=len(packed)).astype(np.uint32)
    weights = _sums(class_weights(layout)[classes], starts)
    posting_starts = np.searchsorted(posting_terms, np.arange(len(terms) + 1))
    position_starts = np.append(starts, len(packed))[posting_starts]
    zones = np.zeros(len(terms), np.uint16)
    if len(terms):
        bits = np.left_shift(np.uint16(1), classes.astype(np.uint16))
        zones = np.bitwise_or.reduceat(bits, position_starts[:-1])
    return Inverted(
        terms,
        posting_starts,
        position_starts,
        zones,
        docs,
        frequencies,
        np.minimum(weights, MAX_WEIGHTED).astype(np.uint8),
        positions,
    )


def _sums(values: NDArray[np.uint32], starts: NDArray[Any]) -> NDArray[np.uint32]:
    return np.add.reduceat(values, starts) if len(starts) else np.zeros(0, np.uint32)


def _rank(occurrences: NDArray[np.uint64], tokens: list[str], layout: Layout) -> list[str]:
    """Replace token numbers by the rank of their term; return the terms in order."""
    classes = (occurrences & np.uint64((1 << CLASS_BITS) - 1)).astype(np.uint8)
    numbers = (occurrences >> _PLACE_BITS).view(np.int64)
    main = len(layout.zones) + 1
    others = np.flatnonzero(classes >= main)
    numbers[others] += (classes[others].astype(np.int64) - main + 1) * len(tokens)
    used = np.zeros((len(layout.spaces) + 1) * len(tokens), bool)
    used[numbers] = True
    present = np.flatnonzero(used)
    names = [
        space_prefix(number // len(tokens)) + tokens[number % len(tokens)]
        for number in present.tolist()
    ]
    order = sorted(range(len(names)), key=names.__getitem__)
    ranks = np.zeros(len(used), np.uint64)
    ranks[present[order]] = np.arange(len(order), dtype=np.uint64)
    occurrences &= np.uint64((1 << int(_PLACE_BITS)) - 1)
    occurrences |= ranks[numbers] << _PLACE_BITS
    return [names[i] for i in order]
