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
        self.grow(len(values))[:] = values

    def grow(self, count: int) -> Ints:
        """Append so many values; return where they are to be written."""
        size = self._size + count
        if size > len(self._room):
            room = np.zeros(max(size, 2 * len(self._room)), self._room.dtype)
            room[: self._size] = self._room[: self._size]
            self._room = room
        added = self._room[self._size : size]
        self._size = size
        return added

    def __len__(self) -> int:
        return self._size

    def view(self) -> Ints:
        """Return what it holds now."""
        return self._room[: self._size]
