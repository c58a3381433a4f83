"""Which positions of an article belong to a field?

A field of the main space is a stretch of positions an article: a run of zones, or the lead; or
any number of stretches, the quotations. The other fields are spaces of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.layout import WEIGHT_UNIT, Layout
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.fields import FIELD_BY_NAME
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, Docs, Keys


class RegionShape(Enum):
    """What kind of stretches a field has."""

    EVERYWHERE = "all positions of its space"
    ZONES = "one stretch of zones"
    LEAD = "the opening of the last zone"
    RANGES = "any number of stretches of the last zone"
    UNION = "the stretches of several fields"


@dataclass(frozen=True, slots=True)
class FieldRegion:
    """A field as positions: its space, its shape, its first and last zone.

    ``classes`` are the bits (see ``Segment.zones``) of which a term must have one to occur there.
    """

    field: str | None
    space: int
    shape: RegionShape
    first: int = 0
    last: int = 0
    classes: int = -1
    parts: tuple[FieldRegion, ...] = ()


BARE = FieldRegion(None, 0, RegionShape.EVERYWHERE)
"""Where a word without a field is looked for: the whole main space."""


def region_of(layout: Layout, field: str) -> FieldRegion:
    """Return the region of a text field."""
    if FIELD_BY_NAME[field].parts:
        parts = tuple(region_of(layout, part) for part in FIELD_BY_NAME[field].parts)
        classes = reduce(or_, (part.classes for part in parts))
        return FieldRegion(field, 0, RegionShape.UNION, classes=classes, parts=parts)
    if field in layout.by_space:
        return FieldRegion(field, layout.by_space[field], RegionShape.EVERYWHERE)
    last_zone = len(layout.zones) - 1
    lead = 1 << (last_zone + 1)
    if field == layout.lead:
        return FieldRegion(field, 0, RegionShape.LEAD, last_zone, last_zone, lead)
    if field == layout.ranges:
        return FieldRegion(
            field, 0, RegionShape.RANGES, last_zone, last_zone, lead | 1 << last_zone
        )
    first, last = layout.fields[field]
    bits = sum(1 << zone for zone in range(first, last + 1))
    return FieldRegion(
        field, 0, RegionShape.ZONES, first, last, bits | (lead if last == last_zone else 0)
    )


def stretch(segment: Segment, region: FieldRegion, docs: Docs) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the first position of the field in each article of ``docs``, and the one after it."""
    starts = segment.text(f"zone_start.{region.first}").take(docs)
    end = "lead_end" if region.shape is RegionShape.LEAD else f"zone_end.{region.last}"
    return starts, segment.text(end).take(docs)


def range_keys(segment: Segment) -> tuple[Keys, Keys]:
    """Return the keys at which the ranges of all articles begin and end, in order."""
    offsets = segment.text("range_offsets").astype(np.int64)
    docs = np.arange(segment.size, dtype=np.int64)
    owners = np.repeat(docs << POSITION_BITS, offsets[1:] - offsets[:-1])
    starts = np.maximum.accumulate(owners + segment.text("range_starts"))
    return starts, owners + segment.text("range_ends")


def inside(segment: Segment, region: FieldRegion, starts: Keys, ends: Keys) -> NDArray[np.bool_]:
    """Mark the spans, given as keys, that are in the field; if it has ranges, in one of them."""
    if region.shape is RegionShape.EVERYWHERE:
        return np.ones(len(starts), bool)
    docs = starts >> POSITION_BITS
    if region.shape is RegionShape.UNION:
        return np.logical_or.reduce([inside(segment, p, starts, ends) for p in region.parts])
    if region.shape is RegionShape.RANGES:
        return range_of(segment, starts, ends) >= 0
    first, last = stretch(segment, region, docs)
    marked: NDArray[np.bool_] = ((starts & POSITION_MASK) >= first) & (
        (ends & POSITION_MASK) <= last
    )
    return marked


def range_of(segment: Segment, starts: Keys, ends: Keys) -> NDArray[np.int64]:
    """Return the number, among all of the segment, of the range that holds each span, or -1."""
    range_starts, range_ends = range_keys(segment)
    if not len(range_starts):
        return np.full(len(starts), -1)
    number = np.searchsorted(range_starts, starts, side="right") - 1
    held = (number >= 0) & (range_ends[number] >= ends)
    return np.where(held, number, -1)


def weights_at(
    segment: Segment, region: FieldRegion, docs: Docs, starts: Keys
) -> NDArray[np.float32]:
    """Return what occurrences in ``docs`` at keys count, in quarters: the weights of their zones.

    A pair of article and key an occurrence.
    """
    layout = segment.layout
    if region.space:
        weight = FIELD_BY_NAME[region.field].weight if region.field else 1.0
        return np.full(len(starts), weight * WEIGHT_UNIT, np.float32)
    positions = starts & POSITION_MASK
    base = layout.weights[-1]
    weights = np.empty(len(starts), np.float32)
    weights.fill(base * WEIGHT_UNIT)
    last = len(layout.zones) - 1
    stretches = [(layout.lead_weight, last, "lead_end")]
    stretches += [
        (weight, zone, f"zone_end.{zone}")
        for zone, weight in enumerate(layout.weights[:-1])
        if weight != base
    ]
    for weight, zone, end in stretches:
        here = positions < segment.text(end).take(docs)
        if zone:
            here &= positions >= segment.text(f"zone_start.{zone}").take(docs)
        np.putmask(weights, here, weight * WEIGHT_UNIT)
    return weights
