"""Loops over the bytes of surfaces."""

import numpy as np
from numpy.typing import NDArray

Keys = tuple[NDArray[np.uint64], NDArray[np.uint64]]

LEFT: int

def take_apart(
    content: NDArray[np.uint8],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    openers: Keys,
    abbreviations: Keys,
    kinds: NDArray[np.uint8],
    widths: NDArray[np.int32],
    token_counts: NDArray[np.int32],
    token_content: NDArray[np.uint8],
    token_starts: NDArray[np.int64],
    token_sizes: NDArray[np.int32],
    token_offsets: NDArray[np.int32],
) -> int: ...
