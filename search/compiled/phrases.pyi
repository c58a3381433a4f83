"""Where terms follow one another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

def row_starts(
    docs: list[NDArray[Any]],
    frequencies: list[NDArray[np.uint8]],
    positions: list[NDArray[Any]],
    offsets: list[int],
    only: NDArray[np.intp] | None,
) -> NDArray[np.int64]: ...
