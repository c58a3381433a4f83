"""A hash table from short strings to numbers that is itself arrays, looked up for many at once.

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

NEW = -1
"""What stands for the number of a key that is not in a table."""

_FIRST_SLOT_BITS = 16
_FULL = 4
"""Slots for each key; at a quarter full, linear probing looks at 1.2 slots a search."""

_MIX_1 = np.uint64(0x9E3779B97F4A7C15)
_MIX_2 = np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(32)

Words = NDArray[np.uint64]
Make = Callable[[Words, Words], NDArray[np.int32]]


class ShortKeys:
    """Short strings and their numbers, which are the caller's."""

    def __init__(self) -> None:
        self._slots = np.full(1 << _FIRST_SLOT_BITS, -1, np.int32)
        self._first = np.zeros(1 << (_FIRST_SLOT_BITS - 2), np.uint64)
        self._second = np.zeros(1 << (_FIRST_SLOT_BITS - 2), np.uint64)
        self._numbers = np.zeros(0, np.int32)

    def look_up(self, first: Words, second: Words) -> NDArray[np.int32]:
        """Return the number of each key, ``NEW`` for those that are not in the table."""
        slots = self._slots
        at = home(first, second, len(slots))
        numbers = slots[at]
        known_first, known_second = self._first, self._second
        differ = known_first[numbers] != first
        differ |= known_second[numbers] != second
        differ &= numbers >= 0
        pending = np.flatnonzero(differ)
        at = at[pending]
        while len(pending):
            at = (at + 1) & (len(slots) - 1)
            found = slots[at]
            numbers[pending] = found
            known_first, known_second = self._first, self._second
            going = (known_first[found] != first[pending]) | (
                known_second[found] != second[pending]
            )
            going &= found >= 0
            pending, at = pending[going], at[going]
        return numbers

    def arrays(self) -> tuple[NDArray[np.int32], Words, Words]:
        """Return the slots, and by number the two halves of each key.

        A slot may hold a number for which the halves have no place yet: its key is just added.
        """
        slots = self._slots
        return slots, self._first, self._second

    def numbers(self, first: Words, second: Words, make: Make) -> NDArray[np.int32]:
        """Return the number of each key; ``make`` numbers the distinct ones that are new."""
        if compiled.AVAILABLE:
            return self._numbers_by_loop(first, second, make)
        numbers = self.look_up(first, second)
        new = np.flatnonzero(numbers < 0)
        if len(new):
            where, like = distinct(first[new], second[new])
            keys = first[new[where]], second[new[where]]
            added = make(*keys)
            self.add(*keys, added)
            numbers[new] = added[like]
        return numbers

    def _numbers_by_loop(self, first: Words, second: Words, make: Make) -> NDArray[np.int32]:
        numbers = np.empty(len(first), np.int32)
        new = compiled.keys.find_keys(first, second, *self.arrays(), numbers)
        if new[0]:
            keys = np.frombuffer(new[0], np.uint64), np.frombuffer(new[1], np.uint64)
            added = make(*keys)
            self.add(*keys, added)
            compiled.keys.renumber(numbers, added)
        return numbers

    def add(self, first: Words, second: Words, numbers: NDArray[np.int32]) -> None:
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
        self, slots: NDArray[np.int32], first: Words, second: Words, numbers: NDArray[np.int32]
    ) -> None:
        """Put keys into slots, each in its place before its number is in one."""
        if compiled.AVAILABLE:
            compiled.keys.add_keys(first, second, numbers, slots, self._first, self._second)
            return
        self._first[numbers], self._second[numbers] = first, second
        at = home(first, second, len(slots))
        while len(numbers):
            free = slots[at] < 0
            slots[at[free]] = numbers[free]
            waiting = slots[at] != numbers
            numbers, at = numbers[waiting], (at[waiting] + 1) & (len(slots) - 1)


def home(first: Words, second: Words, slots: int) -> NDArray[np.int64]:
    """Return the slot, of a power of two, at which the search for each key begins."""
    mixed = second * _MIX_2
    mixed += first * _MIX_1
    mixed ^= mixed >> _SHIFT
    mixed *= _MIX_1
    mixed >>= np.uint64(65 - slots.bit_length())
    return mixed.view(np.int64)


def load(content: Any, starts: NDArray[Any], sizes: NDArray[Any]) -> tuple[Words, Words]:
    """Return the keys of strings that lie in a buffer, which ends with ``PADDING``.

    Of longer strings only the first ``LONGEST`` bytes are in the key.
    """
    if compiled.AVAILABLE:
        keys = np.empty(len(starts), np.uint64), np.empty(len(starts), np.uint64)
        starts, sizes = starts.astype(np.int64), sizes.astype(np.int64)
        compiled.keys.load_keys(content, starts, sizes, *keys)
        return keys
    words = np.ndarray((len(content) - 7,), "<u8", content, 0, (1,))
    first = words[starts]
    first &= _head(sizes)
    second = np.zeros(len(first), np.uint64)
    longer = np.flatnonzero(sizes > 8)
    second[longer] = words[starts[longer] + 8] & _head(sizes[longer] - 8)
    return first, second


def _head(sizes: NDArray[Any]) -> Words:
    """Return masks that keep so many bytes of a little-endian number, at most all eight."""
    bits = np.minimum(sizes, 8) << 3
    return ~(~np.uint64(0) << bits.astype(np.uint64))


def keys_of(strings: list[bytes]) -> tuple[Words, Words]:
    """Return the keys of some strings of up to ``LONGEST`` bytes."""
    content = b"".join(string.ljust(LONGEST, b"\0") for string in strings)
    pairs = np.frombuffer(content, "<u8").reshape(-1, 2)
    return pairs[:, 0].copy(), pairs[:, 1].copy()


def strings_of(first: Words, second: Words) -> NDArray[np.bytes_]:
    """Return the strings of some keys."""
    return np.stack([first, second], axis=1).view(f"S{LONGEST}").reshape(-1)


def shift(
    first: Words, second: Words, skipped: NDArray[Any], kept: NDArray[Any]
) -> tuple[Words, Words]:
    """Return the keys of parts of strings: ``kept`` bytes after the first ``skipped``."""
    bits = (skipped << 3).astype(np.uint64)
    across = np.uint64(64) - bits
    low = first >> bits
    low |= np.where(bits > 64, second >> (bits - np.uint64(64)), second << across)
    high = second >> bits
    low &= _head(kept)
    high &= _head(np.maximum(kept - 8, 0))
    return low, high


def shift_up(first: Words, second: Words, places: NDArray[Any]) -> tuple[Words, Words]:
    """Return the keys of strings moved up by so many bytes, with zeros before them."""
    bits = (places << 3).astype(np.uint64)
    across = np.uint64(64) - bits
    high = second << bits
    high |= np.where(bits > 64, first << (bits - np.uint64(64)), first >> across)
    return first << bits, high


def distinct(first: Words, second: Words) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each distinct key stands first, and for each key the number of its like."""
    order = np.lexsort((second, first))
    opens = np.ones(len(order), bool)
    ordered_first, ordered_second = first[order], second[order]
    opens[1:] = (ordered_first[1:] != ordered_first[:-1]) | (
        ordered_second[1:] != ordered_second[:-1]
    )
    like = np.empty(len(order), np.intp)
    like[order] = np.cumsum(opens) - 1
    return order[opens], like
