"""An array that grows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]


class Growing:
    """An array that grows at its end; views of what it held before stay as they were."""

    def __init__(self, dtype: str) -> None:
        self._room = np.zeros(1 << 12, dtype)
        self._size = 0

    def extend(self, values: Ints) -> None:
        """Append values."""
        size = self._size + len(values)
        if size > len(self._room):
            room = np.zeros(max(size, 2 * len(self._room)), self._room.dtype)
            room[: self._size] = self._room[: self._size]
            self._room = room
        self._room[self._size : size] = values
        self._size = size

    def __len__(self) -> int:
        return self._size

    def view(self) -> Ints:
        """Return what it holds now."""
        return self._room[: self._size]
