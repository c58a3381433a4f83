"""The postings of several terms as those of one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

def unite_postings(
    docs: list[NDArray[Any]],
    weights: list[NDArray[np.uint8]],
    factors: list[float],
    masks: list[NDArray[np.bool_] | None],
    size: int,
) -> tuple[NDArray[np.intp], NDArray[np.float32]]: ...
