"""The places of a term in some of its articles."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

def keys_among(
    docs: NDArray[Any],
    frequencies: NDArray[np.uint8],
    read_positions: Callable[[int, int], NDArray[Any]],
    first: int,
    only: NDArray[np.intp],
) -> NDArray[np.int64]: ...
def count_places(
    docs: list[NDArray[Any]],
    frequencies: list[NDArray[np.uint8]],
    positions: list[NDArray[Any]],
    masks: list[NDArray[np.bool_] | None],
    only: NDArray[np.intp],
    limits: NDArray[Any],
) -> int: ...
def all_among(starts: NDArray[np.int64], docs: NDArray[np.intp]) -> bool: ...
def pairs_by_article(
    starts: NDArray[np.int64], ends: NDArray[np.int64], docs: NDArray[np.intp]
) -> list[list[tuple[int, int]]]: ...
def in_first_zone(
    docs: NDArray[Any],
    frequencies: NDArray[np.uint8],
    positions: NDArray[Any],
    limits: NDArray[Any],
) -> tuple[NDArray[np.intp], NDArray[np.int64]]: ...
