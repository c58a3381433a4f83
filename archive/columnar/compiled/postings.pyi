"""Loops over occurrences."""

import numpy as np
from numpy.typing import NDArray

Packed = NDArray[np.uint64]

def count_terms(
    occurrences: Packed,
    term_shift: int,
    class_mask: int,
    main: int,
    tokens: int,
    counts: NDArray[np.uint32],
) -> None: ...
def distribute(
    occurrences: Packed,
    term_shift: int,
    class_mask: int,
    main: int,
    tokens: int,
    next_places: NDArray[np.int64],
    places: Packed,
) -> None: ...
def make_postings(
    places: Packed,
    bounds: NDArray[np.int64],
    class_bits: int,
    position_bits: int,
    class_weights: NDArray[np.uint32],
    most_weighted: int,
    docs: NDArray[np.uint32],
    frequencies: NDArray[np.uint32],
    weights: NDArray[np.uint8],
    positions: NDArray[np.uint32],
    posting_counts: NDArray[np.int64],
    position_counts: NDArray[np.int64],
    zones: NDArray[np.uint16],
) -> tuple[int, int]: ...
