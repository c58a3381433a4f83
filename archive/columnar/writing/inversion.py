"""From occurrences to postings: a counting sort by term.

Occurrences come in the order of entries and, within one, of positions; so it is enough to bring
those of each term together (Knuth, The Art of Computer Programming vol. 3, 5.2, algorithm D).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.layout import FIRST_PREFIX, MAX_WEIGHTED, Layout
from newssearch.archive.columnar.writing.batch import Tokens
from newssearch.archive.columnar.writing.executors import map_in_order
from newssearch.archive.columnar.writing.loops import loops
from newssearch.archive.columnar.writing.packing import (
    CLASS_BITS,
    PACKED_POSITION_BITS,
    TERM_SHIFT,
    Occurrences,
    class_weights,
)

RUN_OCCURRENCES = 1 << 18
"""Occurrences of a run of postings: 2 MB, and as much again for what is made of them."""

_GROUPS = 2
"""Groups of batches that are counted and moved at the same time."""

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class PostingRun:
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


def invert(
    parts: list[Occurrences],
    tokens: Tokens,
    layout: Layout,
    dtypes: tuple[str, str],
    executor: Executor,
) -> tuple[NDArray[np.uint8], Iterator[PostingRun]]:
    """Sort packed occurrences into postings; return terms in order, and runs of their postings.

    A term is a token behind the prefix of its space; they are encoded, as ``dictionary`` has them.
    The arrays of occurrences, whose token numbers index ``tokens``, are used up. ``dtypes``
    are those of entry numbers and of positions. Strips are independent, so several threads can
    work on them.
    """
    count_terms, distribute_terms = loops().count_terms, loops().distribute
    rule = (TERM_SHIFT, (1 << CLASS_BITS) - 1, len(layout.zones) + 1, len(tokens))
    keys = (len(layout.spaces) + 1) * len(tokens)
    groups = [part.tolist() for part in np.array_split(np.arange(len(parts)), _GROUPS)]

    def count(group: Sequence[int]) -> NDArray[np.uint32]:
        counts = np.zeros(keys, np.uint32)
        for number in group:
            count_terms(parts[number], *rule, counts)
        return counts

    counted = list(executor.map(count, groups))
    total = sum(counted[1:], counted[0])
    used = np.flatnonzero(total)
    spaces, numbers = np.divmod(used, max(len(tokens), 1))
    order = tokens.order(numbers, spaces)
    bounds = np.concatenate([[0], np.cumsum(total[used[order]], dtype=np.int64)])
    begins = np.zeros(keys, np.int64)
    begins[used[order]] = bounds[:-1]
    places = np.empty(int(bounds[-1]), np.uint64)

    def distribute(own: list[Occurrences], next_places: NDArray[np.int64]) -> None:
        while own:
            distribute_terms(own.pop(0), *rule, next_places, places)

    jobs = []
    for group, counts in zip(groups, counted, strict=True):
        own = [parts[number] for number in group]
        jobs.append(executor.submit(distribute, own, begins.copy()))
        begins += counts
    parts.clear()
    prefixes = (spaces[order] + FIRST_PREFIX).astype(np.uint8)
    terms = tokens.encoded(numbers[order], prefixes)

    def runs() -> Iterator[PostingRun]:
        for job in jobs:
            job.result()
        weights = class_weights(layout)
        cuts = pairwise(_cuts(bounds))
        yield from map_in_order(
            executor, lambda cut: _strip(places, bounds, cut, weights, dtypes), cuts
        )

    return terms, runs()


def _cuts(bounds: NDArray[np.int64]) -> list[int]:
    """Return the terms at which runs begin, and the number of all terms."""
    wanted = np.arange(0, int(bounds[-1]), RUN_OCCURRENCES)
    begins = np.searchsorted(bounds, wanted, "right") - 1
    cuts: list[int] = np.unique(np.append(begins, len(bounds) - 1)).tolist()
    return cuts


def _strip(
    places: Occurrences,
    bounds: NDArray[np.int64],
    cut: tuple[int, int],
    weights: NDArray[np.uint32],
    dtypes: tuple[str, str],
) -> PostingRun:
    """Make the postings of the terms of a run."""
    own = bounds[cut[0] : cut[1] + 1]
    size, count = int(own[-1] - own[0]), cut[1] - cut[0]
    docs, frequencies, positions = (np.empty(size, np.uint32) for _ in range(3))
    weighted = np.empty(size, np.uint8)
    posting_counts, position_counts = np.empty(count, np.int64), np.empty(count, np.int64)
    zones = np.empty(count, np.uint16)
    posting_total, position_total = loops().make_postings(
        places[own[0] : own[-1]],
        own - own[0],
        CLASS_BITS,
        PACKED_POSITION_BITS,
        weights,
        MAX_WEIGHTED,
        docs,
        frequencies,
        weighted,
        positions,
        posting_counts,
        position_counts,
        zones,
    )
    return PostingRun(
        posting_counts,
        position_counts,
        zones,
        docs[:posting_total].astype(dtypes[0]),
        frequencies[:posting_total],
        weighted[:posting_total],
        positions[:position_total].astype(dtypes[1]),
    )
