"""Which sentence, paragraph or item a place is in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.layout import ITEM_WIDTH
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Unit
from newssearch.search.execution.arrays import POSITION_BITS, Docs, Keys, distinct
from newssearch.search.execution.occurrences import Spans
from newssearch.search.execution.regions import FieldRegion

_NAMES = {
    "sentence": ("sentences", "sentence_offsets"),
    "word": ("paragraphs", "paragraph_offsets"),
    "paragraph": ("paragraphs", "paragraph_offsets"),
}


def holds_items(segment: Segment, region: FieldRegion) -> bool:
    """Return whether a region is a space of items, such as names."""
    return region.space > 0 and segment.layout.spaces[region.space - 1].items


def in_one_unit(
    segment: Segment, unit: Unit, region: FieldRegion, spans: Spans
) -> NDArray[np.bool_]:
    """Mark the spans that are within one sentence or paragraph.

    Outside of the main space an item is both, and so is a whole text.
    """
    first, last = spans.starts, spans.ends - 1
    if region.space:
        if holds_items(segment, region):
            return first // ITEM_WIDTH == last // ITEM_WIDTH
        return np.ones(len(spans), bool)
    opens = openings(segment, unit, distinct(spans.docs))
    opened = np.searchsorted(opens, (first, last), side="right")
    same: NDArray[np.bool_] = opened[0] == opened[1]
    return same


def openings(segment: Segment, unit: Unit, docs: Docs) -> Keys:
    """Return the keys at which the sentences or paragraphs of some articles, which ascend, begin.

    They are those of the main space.
    """
    name, offsets = _NAMES[unit]
    values, sizes = segment.ragged(name, offsets, docs)
    keys: Keys = np.repeat(docs.astype(np.int64) << POSITION_BITS, sizes) + values
    return keys
