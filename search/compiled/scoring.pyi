"""The scores of a word in its articles."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

def add_scores(
    totals: NDArray[np.float32],
    docs: NDArray[np.intp],
    weights: NDArray[Any],
    norms: NDArray[np.float32],
    most: float,
) -> None: ...
def best(
    docs: NDArray[np.intp],
    weights: NDArray[Any],
    norms: NDArray[np.float32],
    most: float,
    count: int,
) -> tuple[NDArray[np.intp], NDArray[np.float32]]: ...
