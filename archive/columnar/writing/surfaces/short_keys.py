"""A hash table from short strings to numbers that is itself arrays, read by compiled loops.

A string of up to 16 bytes (998 surfaces of 1,000 in press releases) is two 64-bit numbers, its
bytes padded with zeros. The table is open-addressed with linear probing (Knuth, The Art of
Computer Programming vol. 3, 6.4).

One thread may add while others look up: a number is in a slot only after its key is in place, so
a reader finds it or does not, and never finds another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled

LONGEST = 16
"""Bytes of a key."""

PADDING = bytes(LONGEST + 8)
"""What follows the last string of a buffer, so that loading it reads nothing else."""

_FIRST_SLOT_BITS = 16
_FULL = 4
"""Slots for each key; at a quarter full, linear probing looks at 1.2 slots a search."""

KeyHalf = NDArray[np.uint64]
Make = Callable[[KeyHalf, KeyHalf], NDArray[np.int32]]


class ShortKeys:
    """Short strings and their numbers, which are the caller's."""

    def __init__(self) -> None:
        self._slots = np.full(1 << _FIRST_SLOT_BITS, -1, np.int32)
        self._first = np.zeros(1 << (_FIRST_SLOT_BITS - 2), np.uint64)
        self._second = np.zeros(1 << (_FIRST_SLOT_BITS - 2), np.uint64)
        self._numbers = np.zeros(0, np.int32)

    def arrays(self) -> tuple[NDArray[np.int32], KeyHalf, KeyHalf]:
        """Return the slots, and by number the two halves of each key.

        A slot may hold a number for which the halves have no place yet: its key is just added.
        """
        slots = self._slots
        return slots, self._first, self._second

    def numbers(self, first: KeyHalf, second: KeyHalf, make: Make) -> NDArray[np.int32]:
        """Return the number of each key; ``make`` numbers the distinct ones that are new."""
        numbers = np.empty(len(first), np.int32)
        new = compiled.keys.find_keys(first, second, *self.arrays(), numbers)
        if new[0]:
            keys = np.frombuffer(new[0], np.uint64), np.frombuffer(new[1], np.uint64)
            added = make(*keys)
            self.add(*keys, added)
            compiled.keys.renumber(numbers, added)
        return numbers

    def add(self, first: KeyHalf, second: KeyHalf, numbers: NDArray[np.int32]) -> None:
        """Add distinct keys that are not in the table, with distinct numbers."""
        self._numbers = np.concatenate([self._numbers, numbers])
        most = int(numbers.max(initial=-1)) + 1
        if most > len(self._first):
            more = np.zeros(max(most, 2 * len(self._first)) - len(self._first), np.uint64)
            # a reader takes the first halves first, so that the others are never fewer
            self._second = np.concatenate([self._second, more])
            self._first = np.concatenate([self._first, more])
        size = len(self._slots)
        while size < _FULL * len(self._numbers):
            size *= 2
        if size == len(self._slots):
            self._place(self._slots, first, second, numbers)
        else:
            self._first[numbers], self._second[numbers] = first, second
            slots = np.full(size, -1, np.int32)
            own = self._numbers
            self._place(slots, self._first[own], self._second[own], own)
            self._slots = slots

    def _place(
        self, slots: NDArray[np.int32], first: KeyHalf, second: KeyHalf, numbers: NDArray[np.int32]
    ) -> None:
        """Put keys into slots, each in its place before its number is in one."""
        compiled.keys.add_keys(first, second, numbers, slots, self._first, self._second)


def load(content: Any, starts: NDArray[Any], sizes: NDArray[Any]) -> tuple[KeyHalf, KeyHalf]:
    """Return the keys of strings that are in a buffer, which ends with ``PADDING``.

    Of longer strings only the first ``LONGEST`` bytes are in the key.
    """
    keys = np.empty(len(starts), np.uint64), np.empty(len(starts), np.uint64)
    starts, sizes = starts.astype(np.int64), sizes.astype(np.int64)
    compiled.keys.load_keys(content, starts, sizes, *keys)
    return keys


def keys_of(strings: list[bytes]) -> tuple[KeyHalf, KeyHalf]:
    """Return the keys of some strings of up to ``LONGEST`` bytes."""
    content = b"".join(string.ljust(LONGEST, b"\0") for string in strings)
    pairs = np.frombuffer(content, "<u8").reshape(-1, 2)
    return pairs[:, 0].copy(), pairs[:, 1].copy()


def strings_of(first: KeyHalf, second: KeyHalf) -> NDArray[np.bytes_]:
    """Return the strings of some keys."""
    return np.stack([first, second], axis=1).view(f"S{LONGEST}").reshape(-1)
