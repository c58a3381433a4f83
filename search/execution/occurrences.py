"""Where words are in the articles of a segment.

``Spans`` are the places that satisfy a part of a query. The occurrences of a term are read for
all its articles, or for those of interest only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.segment import Segment
from newssearch.search.budget import too_dear
from newssearch.search.execution import plain_loops
from newssearch.search.execution.arrays import (
    POSITION_BITS,
    Docs,
    Keys,
    changes,
    distinct,
    marked,
)
from newssearch.search.execution.loops import loops
from newssearch.search.execution.regions import FieldRegion, RegionShape, inside
from newssearch.search.execution.sets import intersect, intersect_all

_NO_KEYS = np.zeros(0, np.int64)


@dataclass(slots=True, eq=False)
class Spans:
    """Stretches of positions: keys of the first and of the one after the last, both int64.

    Ordered by start, then end, and distinct. A span is within one article.
    """

    starts: Keys
    ends: Keys

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def docs(self) -> Docs:
        """The article of each span."""
        return (self.starts >> POSITION_BITS).astype(np.intp, copy=False)

    def where(self, mask: NDArray[Any]) -> Spans:
        """Return the spans that a mask or an array of indices selects."""
        return Spans(self.starts[mask], self.ends[mask])

    def of(self, docs: Docs, size: int) -> Spans:
        """Return the spans of some articles, in ascending order."""
        if loops().all_among(self.starts, docs):
            return self
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
    if len(parts) <= _FEW_PARTS:
        return Spans(
            *reduce(_merged, [(part.starts, part.ends) for part in sorted(parts, key=len)])
        )
    return in_order(
        Spans(
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.ends for part in parts]),
        )
    )


_FEW_PARTS = 8
"""Lists of spans that are sooner merged one after the other than sorted together."""


def _merged(one: tuple[Keys, Keys], other: tuple[Keys, Keys]) -> tuple[Keys, Keys]:
    both: tuple[Keys, Keys] = loops().merge(*one, *other)
    return both


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
    """Mark the spans that are in ``chosen``, which is in order and distinct."""
    mask: NDArray[np.bool_] = loops().among(spans.starts, spans.ends, chosen.starts, chosen.ends)
    return mask


def in_order(spans: Spans) -> Spans:
    """Return the distinct ones of some spans, in order."""
    return spans if len(spans) < 2 else Spans(*plain_loops.in_order(spans.starts, spans.ends))


FEW_RATIO = 3
"""From how many times the postings on it is quicker to read only those in some articles.

2, 3, 5, 8: a phrase of three words one of which is rarer, in Reuters-21578 0.72, 0.75, 1.15,
1.14 ms, in 26,000 press releases 3.3, 3.4, 3.4, 6.1; most phrases do not care.
"""


def docs_of(keys: Keys) -> Docs:
    """Return the articles of keys in order."""
    docs = keys >> POSITION_BITS
    return docs[changes(docs)]


def docs_with_all(segment: Segment, terms: Collection[int], only: Docs | None) -> Docs | None:
    """Return the articles that have all of some terms, of ``only`` if given; None for any."""
    postings = sorted(map(segment.posting_range, terms), key=lambda one: one[1] - one[0])
    parts = [segment.docs(start, end) for start, end in postings]
    if only is not None:
        parts.insert(0, only)
    return intersect_all(parts)[0] if parts else None


def term_keys(segment: Segment, term: int, only: Docs | None) -> Keys:
    """Return the places of a term as keys, in all articles or at least in those of ``only``."""
    start, end, first, last, _ = segment.numbers_of(term)
    docs = segment.docs(start, end)
    if only is not None and len(only) < segment.size:
        small = segment.small_frequencies(start, end)
        if small is not None:
            keys: Keys = loops().keys_among(docs, small, segment.positions, first, only)
            return keys
        chosen, _ = intersect(docs, only)
        return keys_at(segment, term, chosen)
    keys = docs.astype(np.int64) << POSITION_BITS
    if last - first != end - start:
        keys = keys.repeat(segment.frequencies(start, end, last - first))
    keys |= segment.positions(first, last)
    return keys


def keys_at(segment: Segment, term: int, chosen: Docs) -> Keys:
    """Return the places of a term as keys, at least in those of its postings that indices select.

    Others come too where it would take longer to leave them out.
    """
    if not len(chosen):
        return _NO_KEYS
    start, end, first, last, _ = segment.numbers_of(term)
    if len(chosen) * FEW_RATIO >= end - start:
        return term_keys(segment, term, None)
    docs = segment.docs(start, end).take(chosen).astype(np.int64)
    if last - first == end - start:
        positions = segment.positions(first, last).take(chosen)
        return (docs << POSITION_BITS) | positions
    frequencies = segment.frequencies(start, end, last - first)
    return _gather(segment, first, frequencies, docs, chosen)


def _gather(
    segment: Segment, first: int, frequencies: NDArray[np.int64], docs: Keys, chosen: Docs
) -> Keys:
    """Return the places of some postings, whose articles are ``docs``, among a run of postings.

    The positions of the run begin at ``first``.
    """
    ends = frequencies.cumsum().take(chosen)
    sizes = frequencies.take(chosen)
    begins = ends - sizes
    lowest = int(begins[0])
    span = segment.positions(first + lowest, first + int(ends[-1]))
    keys: Keys = (docs << POSITION_BITS).repeat(sizes)
    keys |= span.take(expand(begins - lowest, sizes))
    return keys


def run_keys(segment: Segment, terms: Sequence[int], only: Docs | None) -> Keys:
    """Return the distinct places of terms, in ascending order, that are near in the dictionary."""
    start, end = segment.posting_range(terms[0], terms[-1])
    first, last = segment.position_range(terms[0], terms[-1])
    docs = segment.docs(start, end).astype(np.int64)
    frequencies = segment.frequencies(start, end, last - first)
    chosen = None
    if only is not None and len(only) < segment.size:
        chosen = marked([only], segment.size).take(docs)
    if len(terms) <= terms[-1] - terms[0]:
        own = _postings_of(segment, terms)
        chosen = own if chosen is None else own & chosen
    if chosen is not None:
        places = chosen.nonzero()[0]
        if not len(places):
            return _NO_KEYS
        return distinct(_gather(segment, first, frequencies, docs.take(places), places))
    keys = (docs << POSITION_BITS).repeat(frequencies)
    keys |= segment.positions(first, last)
    return distinct(keys)


def _postings_of(segment: Segment, terms: Sequence[int]) -> NDArray[np.bool_]:
    """Mark the postings of some terms among all from the first of these to the last."""
    starts = segment.file("terms")["posting_start"].slice(terms[0], terms[-1] + 2)
    wanted = np.zeros(len(starts) - 1, bool)
    wanted[np.array(terms) - terms[0]] = True
    return wanted.repeat(np.diff(starts))


_RUN_TERMS = 8
"""Terms from which on they are read together where they are near in the dictionary."""

_RUN_RATIO = 4
"""Terms of the dictionary, of which one is wanted, up to which they count as near."""


def _are_near(terms: Sequence[int]) -> bool:
    """Say whether terms are sooner read together, with those between them."""
    if isinstance(terms, range):
        return len(terms) > 1
    if len(terms) < _RUN_TERMS or terms[-1] - terms[0] >= _RUN_RATIO * len(terms):
        return False
    return all(one < other for one, other in pairwise(terms))


def expansion_keys(
    segment: Segment, terms: Sequence[int], region: FieldRegion, only: Docs | None
) -> Keys:
    """Return the distinct places, in a field, of any of some terms."""
    if _are_near(terms):
        keys = run_keys(segment, terms, only)
    else:
        everywhere = region.shape is RegionShape.EVERYWHERE
        parts = [
            term_keys(segment, term, only)
            for term in terms
            if everywhere or segment.zones(term) & region.classes
        ]
        if not parts:
            return _NO_KEYS
        keys = parts[0] if len(parts) == 1 else distinct(np.concatenate(parts))
    if region.shape is RegionShape.EVERYWHERE:
        return keys
    return keys.compress(inside(segment, region, keys, keys + 1))


def docs_in_first_zone(
    segment: Segment, term: int, region: FieldRegion
) -> tuple[Docs, NDArray[np.int64]] | None:
    """Return the articles with a term in the first zone, and how often it occurs there.

    The first zone comes first in an article's positions. Returns None for another region.
    """
    if region.shape is not RegionShape.ZONES or region.first or region.last:
        return None
    start, end, first, last, _ = segment.numbers_of(term)
    limits = segment.text("zone_end.0")
    docs, positions = segment.docs(start, end), segment.positions(first, last)
    small = segment.small_frequencies(start, end)
    found: tuple[Docs, NDArray[np.int64]]
    try:
        if small is None:
            frequencies = segment.frequencies(start, end, last - first)
            found = plain_loops.in_first_zone(docs, frequencies, positions, limits)
        else:
            found = loops().in_first_zone(docs, small, positions, limits)
    except IndexError as error:
        reason = "they do not add up to the number of positions"
        raise segment.file("frequencies").damaged(reason) from error
    return found


def term_range_keys(segment: Segment, space: int) -> Keys:
    """Return the places of all terms of a space, by term."""
    first, stop = segment.term_range("", space)
    if first == stop:
        return _NO_KEYS
    start, end = segment.posting_range(first, stop - 1)
    docs = segment.docs(start, end).astype(np.int64) << POSITION_BITS
    begin, after = segment.position_range(first, stop - 1)
    frequencies = segment.frequencies(start, end, after - begin)
    return np.repeat(docs, frequencies) | segment.positions(begin, after)
