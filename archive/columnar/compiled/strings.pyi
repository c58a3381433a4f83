"""Loops over strings that lie one after the other."""

import numpy as np
from numpy.typing import NDArray

def number_strings(
    content: bytes | NDArray[np.uint8],
    ends: NDArray[np.int64],
    ordinals: NDArray[np.uint32],
    distinct: NDArray[np.uint8],
) -> int: ...
