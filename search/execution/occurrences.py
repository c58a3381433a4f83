"""Where words stand in the articles of a segment.

``Spans`` are the places that satisfy a part of a query. The occurrences of a term are read for
all its articles, or for those of interest only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.layout import MAX_WEIGHTED, WEIGHT_UNIT, space_prefix
from archive.columnar.segment import Segment
from search.execution.arrays import (
    POSITION_BITS,
    Docs,
    Keys,
    distinct,
    expand,
    intersect,
)
from search.execution.budget import too_dear
from search.execution.places import Place, Shape, inside, stretch
from search.execution.terms import Expansion

_NO_KEYS = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of positions: keys of the first and of the one after the last, both int64.

    Ordered by start, then end, and distinct. A span lies within one article.
    """

    starts: Keys
    ends: Keys

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def docs(self) -> Docs:
        """The article of each span."""
        return (self.starts >> POSITION_BITS).astype(np.intp)

    def where(self, mask: NDArray[Any]) -> Spans:
        """Return the spans that a mask or an array of indices selects."""
        return Spans(self.starts[mask], self.ends[mask])

    def of(self, docs: Docs, size: int) -> Spans:
        """Return the spans of some articles."""
        wanted = np.zeros(size, bool)
        wanted[docs] = True
        return self.where(wanted[self.starts >> POSITION_BITS])


NO_SPANS = Spans(_NO_KEYS, _NO_KEYS)


def single(keys: Keys) -> Spans:
    """Return spans of one position each."""
    return Spans(keys, keys + 1)


def join(parts: list[Spans]) -> Spans:
    """Return the distinct spans of all parts, in order."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return NO_SPANS
    if len(parts) == 1:
        return parts[0]
    return in_order(
        Spans(
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.ends for part in parts]),
        )
    )


def join_all(parts: Iterable[Spans]) -> Spans:
    """Return the distinct spans of all parts, in order, without keeping all parts at a time.

    Raises:
        QueryBudgetExceeded: they are more than ``MAX_SPANS``.
    """
    joined = NO_SPANS
    waiting: list[Spans] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size > max(_JOIN_AT, len(joined)):
            joined = join([joined, *waiting])
            waiting, size = [], 0
            if len(joined) > MAX_SPANS:
                raise too_dear(f"the query matches at more than {MAX_SPANS:,} places")
    return join([joined, *waiting])


_JOIN_AT = 1 << 20

MAX_SPANS = 60_000_000
"""Places of one part of a query: as many as there are words in 150,000 articles, in 1 GB."""


def disjoint(spans: Spans) -> Spans:
    """Return spans in order with those that overlap made one."""
    if len(spans) < 2 or not (spans.ends[:-1] > spans.starts[1:]).any():
        return spans
    reach = np.maximum.accumulate(spans.ends)
    opens = np.ones(len(spans), bool)
    opens[1:] = spans.starts[1:] >= reach[:-1]
    firsts = np.flatnonzero(opens)
    return Spans(spans.starts[firsts], np.maximum.reduceat(spans.ends, firsts))


def among(spans: Spans, chosen: Spans) -> NDArray[np.bool_]:
    """Mark the spans that stand in ``chosen``, which is in order and distinct."""
    if not len(chosen):
        return np.zeros(len(spans), bool)
    wanted = _numbered(chosen, chosen.starts)
    asked = _numbered(spans, chosen.starts)
    at = np.minimum(np.searchsorted(wanted, asked), len(wanted) - 1)
    return (wanted[at] == asked) & (chosen.starts[at] == spans.starts)


def _numbered(spans: Spans, starts: Keys) -> Keys:
    """Return a number for each span, by the rank of its start and by its width."""
    return (np.searchsorted(starts, spans.starts) << POSITION_BITS) | (spans.ends - spans.starts)


def in_order(spans: Spans) -> Spans:
    """Return the distinct ones of some spans, in order."""
    if len(spans) < 2:
        return spans
    starts, widths = spans.starts, spans.ends - spans.starts
    order = np.lexsort((widths, starts))
    starts, widths = starts[order], widths[order]
    kept = np.ones(len(starts), bool)
    kept[1:] = (starts[1:] != starts[:-1]) | (widths[1:] != widths[:-1])
    return Spans(starts[kept], (starts + widths)[kept])


def term_keys(segment: Segment, term: int, only: Docs | None) -> Keys:
    """Return the places of a term as keys, in all articles or at least in those of ``only``."""
    start, end = segment.postings(term)
    docs = segment.docs(start, end).astype(np.int64)
    frequencies = segment.frequencies(start, end)
    first, last = segment.occurrences(term)
    if only is not None and len(only) < segment.size:
        found, _ = intersect(docs, only, segment.size)
        if len(found) * 2 < len(docs):
            begins = first + np.cumsum(frequencies) - frequencies
            return _gather(segment, begins[found], frequencies[found], docs[found])
    return _all_keys(segment, docs, frequencies, first, last)


def _all_keys(
    segment: Segment, docs: Keys, frequencies: NDArray[np.int64], first: int, last: int
) -> Keys:
    if last - first == len(docs):
        return (docs << POSITION_BITS) | segment.positions(first, last)
    return np.repeat(docs << POSITION_BITS, frequencies) | segment.positions(first, last)


def _gather(
    segment: Segment, begins: NDArray[np.int64], frequencies: NDArray[np.int64], docs: Keys
) -> Keys:
    if not len(docs):
        return _NO_KEYS
    first = int(begins[0])
    span = segment.positions(first, int(begins[-1] + frequencies[-1]))
    positions = span[expand(begins - first, frequencies)]
    return np.repeat(docs << POSITION_BITS, frequencies) | positions


_COMPACT_LEAST = 20_000
_COMPACT_BITS = 16


def compact_keys(segment: Segment, term: int, only: Docs | None) -> NDArray[np.uint32] | None:
    """Return the places of a common term in half of the bytes, or None where that is no gain.

    The article's number stands in the upper 16 bits, the position in the lower.
    """
    start, end = segment.postings(term)
    few = only is not None and len(only) * 4 < end - start
    if few or end - start < _COMPACT_LEAST or segment.size > 1 << _COMPACT_BITS:
        return None
    positions = segment.positions(*segment.occurrences(term))
    if positions.dtype.itemsize > 2:
        return None
    docs = segment.docs(start, end).astype(np.uint32) << _COMPACT_BITS
    keys: NDArray[np.uint32] = np.repeat(docs, segment.frequencies(start, end))
    keys |= positions
    return keys


def from_compact(keys: NDArray[Any]) -> Keys:
    """Return compact keys as keys."""
    wide = keys.astype(np.int64)
    return (wide >> _COMPACT_BITS << POSITION_BITS) | (wide & ((1 << _COMPACT_BITS) - 1))


def expansion_keys(
    segment: Segment, expansions: list[Expansion], place: Place, only: Docs | None
) -> Keys:
    """Return the distinct places, in a field, of any of some terms."""
    parts = [
        keys
        for expansion in expansions
        if (keys := _in_place(segment, expansion.term, place, only)) is not None
    ]
    if not parts:
        return _NO_KEYS
    return parts[0] if len(parts) == 1 else distinct(np.concatenate(parts))


def _in_place(segment: Segment, term: int, place: Place, only: Docs | None) -> Keys | None:
    if place.shape is Shape.EVERYWHERE:
        return term_keys(segment, term, only)
    if not segment.zones(term) & place.classes:
        return None
    keys = term_keys(segment, term, only)
    return keys[inside(segment, place, keys, keys + 1)]


def docs_in_first_zone(
    segment: Segment, term: int, place: Place
) -> tuple[Docs, NDArray[np.int64]] | None:
    """Return the articles with a term in the first zone, and how often it stands there.

    Only postings that weigh at least as much as one occurrence there come into question; and the
    first zone comes first in an article's positions, so of those the leading ones are looked at.
    Returns None for another place than the first zone.
    """
    if place.shape is not Shape.ZONES or place.first or place.last:
        return None
    start, end = segment.postings(term)
    least = min(round(segment.layout.weights[0] * WEIGHT_UNIT), MAX_WEIGHTED)
    heavy = np.flatnonzero(segment.weights(start, end) >= least)
    docs = segment.docs(start, end)[heavy].astype(np.intp)
    frequencies = segment.frequencies(start, end)
    begins = (np.cumsum(frequencies) - frequencies)[heavy]
    positions = segment.positions(*segment.occurrences(term))
    _, limits = stretch(segment, place, docs)
    found = np.flatnonzero(positions[begins] < limits)
    sizes = frequencies[heavy][found]
    within = positions[expand(begins[found], sizes)] < np.repeat(limits[found], sizes)
    counts = np.add.reduceat(within, np.cumsum(sizes) - sizes) if len(found) else sizes
    return docs[found], counts.astype(np.int64)


def term_range_keys(segment: Segment, space: int) -> Keys:
    """Return the places of all terms of a space, by term."""
    first, stop = segment.terms.range(space_prefix(space))
    if first == stop:
        return _NO_KEYS
    start, end = segment.postings(first, stop - 1)
    docs = segment.docs(start, end).astype(np.int64) << POSITION_BITS
    positions = segment.positions(*segment.occurrences(first, stop - 1))
    return np.repeat(docs, segment.frequencies(start, end)) | positions
