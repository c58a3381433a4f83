"""Loops over the bytes of texts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = bytearray | memoryview | NDArray[np.uint8]
Keys = NDArray[np.uint64]

def make_plain(
    codes: Bytes,
    marks: NDArray[np.int32],
    plain: NDArray[np.uint8],
    blanks: NDArray[np.uint8],
    lines: NDArray[np.int64],
) -> tuple[int, int]: ...
def number_surfaces(
    content: Bytes,
    size: int,
    slots: NDArray[np.int32],
    first: Keys,
    second: Keys,
    break_number: int,
    numbers: NDArray[np.int32],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
) -> tuple[int, bytes, bytes]: ...
def find_places(content: Bytes, characters: NDArray[Any], places: NDArray[np.int64]) -> bool: ...
