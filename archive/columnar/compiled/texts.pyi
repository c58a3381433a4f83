"""Loops over the bytes of texts."""

import numpy as np
from numpy.typing import NDArray

Bytes = bytearray | memoryview | NDArray[np.uint8]
Keys = NDArray[np.uint64]
Numbers = NDArray[np.int32]

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
    classes: NDArray[np.uint8],
    numbers: Numbers,
    starts: Numbers,
    ends: Numbers,
) -> tuple[int, bytes, bytes]: ...
def find_marks(
    content: Bytes, marks: NDArray[np.int64], characters: NDArray[np.int64]
) -> tuple[int, int]: ...
def place_points(
    content: Bytes,
    characters: NDArray[np.int64],
    surfaces: tuple[Numbers, Numbers, Numbers],
    keys: tuple[Numbers, Keys, Keys],
    widths: Numbers,
    positions: Numbers,
    numbers: tuple[int, int, int],
    found: Numbers,
    starts: Numbers,
    sizes: Numbers,
) -> bool: ...
