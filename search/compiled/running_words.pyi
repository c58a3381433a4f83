"""The words of articles in the order of their texts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

def lay_out(
    posting_at: NDArray[np.int64],
    position_at: NDArray[np.int64],
    posting_end: NDArray[np.int64],
    docs: NDArray[Any],
    frequencies: NDArray[Any],
    positions: NDArray[Any],
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    ranks: NDArray[np.uint16],
    words: NDArray[np.uint32],
) -> bool: ...
def count_marked(
    posting_at: NDArray[np.int64],
    position_at: NDArray[np.int64],
    posting_end: NDArray[np.int64],
    docs: NDArray[Any],
    frequencies: NDArray[Any],
    positions: NDArray[Any],
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    order: NDArray[np.int64],
    places: NDArray[np.uint8],
    marked: NDArray[np.int64],
    others: NDArray[np.int64],
    articles: NDArray[np.int64],
) -> bool: ...
