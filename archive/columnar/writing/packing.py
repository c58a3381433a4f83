"""Occurrences of tokens packed into one 64-bit number each.

::

    term 22 bits | entry 16 | position 22 | class 4

The first part is the number of a token in a table of tokens. The class says where the token is: in
which zone, in the lead, or in which other space.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.layout import WEIGHT_UNIT, Layout

TERM_BITS, ENTRY_BITS, PACKED_POSITION_BITS, CLASS_BITS = 22, 16, 22, 4
MAX_ENTRIES = 1 << ENTRY_BITS
"""Entries that one run of occurrences can number."""

MAX_POSITIONS = 1 << PACKED_POSITION_BITS
"""Positions of one entry; words beyond (some 20 MB of text) are not indexed."""

MAX_TOKENS = 1 << (TERM_BITS - 1)
"""Distinct tokens at which a run should end: the other half is for terms of other spaces."""

TERM_SHIFT = ENTRY_BITS + PACKED_POSITION_BITS + CLASS_BITS
"""Bits below the number of a token."""

Occurrences = NDArray[np.uint64]


def class_weights(layout: Layout) -> NDArray[np.uint32]:
    """Return what an occurrence of each class counts, in quarters."""
    weights = [*layout.weights, layout.lead_weight, *(1.0 for _ in layout.spaces)]
    return np.array([round(weight * WEIGHT_UNIT) for weight in weights], np.uint32)


def classes_of(layout: Layout) -> tuple[list[int], int]:
    """Return the class of the tokens of each text, and that of the lead."""
    zones = len(layout.zones)
    return [text + (text >= zones) for text in range(layout.columns_of_text)], zones
