"""Sets as sorted arrays."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

def intersect(a: NDArray[Any], b: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]: ...
def nearest_after(
    starts: NDArray[np.int64], ends: NDArray[np.int64], others: NDArray[np.int64], reach: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]: ...
def nearest_before(
    starts: NDArray[np.int64],
    others: NDArray[np.int64],
    other_ends: NDArray[np.int64],
    reach: int,
) -> tuple[NDArray[np.intp], NDArray[np.intp]]: ...
def merge(
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    other_starts: NDArray[np.int64],
    other_ends: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
def among(
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    chosen_starts: NDArray[np.int64],
    chosen_ends: NDArray[np.int64],
) -> NDArray[np.bool_]: ...
