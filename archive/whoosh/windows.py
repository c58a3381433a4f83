"""Which positions of the main space belong to a field, and how many words the field has.

A posting of the main space holds a word's positions in all fields at once. A *window* picks those
of one field, by arithmetic on whole arrays.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.kept import kept

Ints = NDArray[np.int64]

_ENTRY_SHIFT = 32
"""An entry and a position in one number: the position has the lower 32 bits."""


class Window(Protocol):
    """Picks the positions of a field."""

    classes: int
    """Bits of the classes of places that the field's words can have."""

    def pick(self, docs: Ints, positions: Ints) -> tuple[NDArray[np.bool_], Ints]:
        """Mark the positions (each with its entry) in the field; also count them from its start."""
        ...

    def lengths(self) -> Ints:
        """Return the number of words that each entry has in the field."""
        ...


def window_of(segment: Segment, field: str) -> Window:
    """Return the window of a field of the main space."""
    layout = segment.layout
    if field in layout.fields:
        return ZoneWindow(segment, *layout.fields[field])
    return LeadWindow(segment) if field == layout.lead else RangeWindow(segment)


def _all(segment: Segment, name: str) -> Ints:
    return segment.text(name).astype(np.int64)


class _Stretch:
    """A window that is one stretch of positions an entry."""

    starts: Ints
    ends: Ints

    def pick(self, docs: Ints, positions: Ints) -> tuple[NDArray[np.bool_], Ints]:
        starts = self.starts[docs]
        return (positions >= starts) & (positions < self.ends[docs]), positions - starts


class ZoneWindow(_Stretch):
    """A field that is a run of zones."""

    def __init__(self, segment: Segment, first: int, last: int) -> None:
        self._segment = segment
        self._zones = range(first, last + 1)
        zones = len(segment.layout.zones)
        self.classes = sum(1 << zone for zone in self._zones)
        if last == zones - 1:
            self.classes |= 1 << zones
        self.starts = _all(segment, f"zone_start.{first}")
        self.ends = _all(segment, f"zone_end.{last}")

    def lengths(self) -> Ints:
        """Return the exact numbers, as they were counted."""
        return np.sum([_all(self._segment, f"count.{zone}") for zone in self._zones], axis=0)


class LeadWindow(_Stretch):
    """The opening of the last zone."""

    def __init__(self, segment: Segment) -> None:
        zones = len(segment.layout.zones)
        self.classes = 1 << zones
        self._paragraphs = _Paragraphs(segment)
        self.starts = _all(segment, f"zone_start.{zones - 1}")
        self.ends = _all(segment, "lead_end")

    def lengths(self) -> Ints:
        """Return the positions but for the ends of paragraphs."""
        docs = np.arange(len(self.starts))
        return self.ends - self.starts - self._paragraphs.begun(docs, self.starts, self.ends)


class RangeWindow:
    """The ranges of the last zone, as one set; positions count from the start of the zone."""

    def __init__(self, segment: Segment) -> None:
        zones = len(segment.layout.zones)
        self.classes = 3 << (zones - 1)
        self._segment = segment
        self._paragraphs = _Paragraphs(segment)
        self._base = _all(segment, f"zone_start.{zones - 1}")
        everything = np.arange(segment.size)
        starts, sizes = segment.ragged("range_starts", "range_offsets", everything)
        ends, _ = segment.ragged("range_ends", "range_offsets", everything)
        owners = np.repeat(everything, sizes)
        kept = ends > starts
        self._starts, self._ends = _union(
            _key(owners[kept], starts[kept]), _key(owners[kept], ends[kept])
        )

    def pick(self, docs: Ints, positions: Ints) -> tuple[NDArray[np.bool_], Ints]:
        """Mark the positions that are in a range of their entry."""
        relative = positions - self._base[docs]
        if not len(self._starts):
            return np.zeros(len(docs), bool), relative
        keys = _key(docs, positions)
        before = np.searchsorted(self._starts, keys, side="right") - 1
        return (before >= 0) & (keys < self._ends[before]), relative

    def lengths(self) -> Ints:
        """Return the positions within ranges but for the ends of paragraphs."""
        owners = self._starts >> _ENTRY_SHIFT
        mask = (1 << _ENTRY_SHIFT) - 1
        starts, ends = self._starts & mask, self._ends & mask
        words = ends - starts - self._paragraphs.begun(owners, starts, ends)
        lengths = np.bincount(owners, weights=words, minlength=self._segment.size)
        return lengths.astype(np.int64)


def _key(docs: NDArray[Any], positions: NDArray[Any]) -> Ints:
    key: Ints = (docs.astype(np.int64) << _ENTRY_SHIFT) | positions.astype(np.int64)
    return key


def _union(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Join the stretches that overlap or touch; return them in order."""
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order])
    opens = np.ones(len(starts), bool)
    opens[1:] = starts[1:] > reach[:-1]
    closes = np.append(opens[1:], True)[: len(starts)]
    return starts[opens], reach[closes]


class _Paragraphs:
    """Where the paragraphs of all entries begin."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    @kept
    def _keys(self) -> Ints:
        everything = np.arange(self._segment.size)
        begins, sizes = self._segment.ragged("paragraphs", "paragraph_offsets", everything)
        return _key(np.repeat(everything, sizes), begins)

    def begun(self, docs: Ints, starts: Ints, ends: Ints) -> Ints:
        """Count the paragraphs that begin after ``starts`` and not after ``ends``.

        That many ends of paragraphs are between the two, where one blank line parts paragraphs.
        """
        low = np.searchsorted(self._keys, _key(docs, starts), side="right")
        high = np.searchsorted(self._keys, _key(docs, ends), side="right")
        return high - low
