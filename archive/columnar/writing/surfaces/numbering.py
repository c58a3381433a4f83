"""From the text of a batch to the numbers of its surfaces, without one object per surface.

A compiled loop splits the bytes of the text, and looks short surfaces up in a hash table that is
itself arrays (``short_keys``); longer ones go through a dictionary. Several threads
may number texts with one table: new surfaces are entered by one at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.writing.surfaces.ascii_surfaces import (
    LONGEST_SURFACE,
    strings_of_bytes,
    strings_of_keys,
)
from newssearch.archive.columnar.writing.surfaces.letter_classes import CLASSES, look_up
from newssearch.archive.columnar.writing.surfaces.plain_bytes import SPACE, make_plain
from newssearch.archive.columnar.writing.surfaces.short_keys import (
    PADDING,
    KeyHalf,
    ShortKeys,
    keys_of,
    strings_of,
)
from newssearch.archive.columnar.writing.surfaces.surface_table import (
    BREAK,
    TEXT,
    TEXT_MARK,
    SurfaceTable,
)

_HIGH_BITS = np.uint64(0x8080808080808080)

_LONG = -2
"""What stands for the number of a surface that is too long for the hash table."""

_MOST_BYTES = 1 << 31
"""Bytes of a text at which the loop's numbers of four bytes end."""

MOST_SURFACES = 1 << 19
"""Surfaces after which numbering should start again: some 60 MB with their analysis."""


Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Surfaces:
    """The surfaces of a text in order: numbers (int32), and where in its bytes each lies.

    A surface has the bytes from ``starts`` to before ``ends`` of ``content``.
    """

    numbers: NDArray[np.int32]
    starts: Ints
    ends: Ints
    content: bytearray


class SurfaceNumbers:
    """The numbers that a surface table gives to the surfaces of texts."""

    def __init__(self) -> None:
        self.table = SurfaceTable()
        self._short = ShortKeys()
        self._long: dict[bytes, int] = {}
        self._lock = threading.Lock()
        self._short.add(*keys_of([TEXT_MARK.encode()]), np.array([TEXT], np.int32))

    def keys(self) -> tuple[NDArray[np.int32], KeyHalf, KeyHalf]:
        """Return the table of short surfaces, as ``ShortKeys.arrays`` does."""
        return self._short.arrays()

    def of(self, content: bytearray) -> Surfaces:
        """Return the surfaces of an encoded text, made plain, and the ends of its paragraphs.

        Raises:
            MemoryError: the text has 2 GB or more.
        """
        return self._of(make_plain(content))

    def _of(self, content: bytearray) -> Surfaces:
        if len(content) >= _MOST_BYTES:
            raise MemoryError(f"a text of {len(content):,} bytes cannot be analysed")
        numbers, starts, ends = self._split(content)
        long = np.flatnonzero(numbers == _LONG)
        if len(long):
            strings = [
                bytes(content[start:end])
                for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True)
            ]
            with self._lock:
                numbers[long] = self._number_long(strings)
        return Surfaces(numbers, starts, ends, content)

    def _split(self, content: bytearray) -> tuple[NDArray[np.int32], Ints, Ints]:
        """Return the surfaces of a text with their numbers, where they begin and end.

        All long ones have the number ``_LONG``.
        """
        size = len(content) - len(PADDING)
        most = 2 * size // 3 + 2
        numbers = np.empty(most, np.int32)
        starts, ends = np.empty(most, np.int32), np.empty(most, np.int32)
        places = numbers, starts, ends
        count = -1
        while count < 0:
            count, first, second = compiled.texts.number_surfaces(
                content, size, *self._short.arrays(), BREAK, CLASSES, *places
            )
            if count < 0:
                look_up(content[:size].decode("utf-8", "surrogatepass"))
        if first:
            keys = np.frombuffer(first, np.uint64), np.frombuffer(second, np.uint64)
            compiled.keys.renumber(numbers[:count], self._number_new(*keys))
        return numbers[:count], starts[:count], ends[:count]

    def _number_new(self, first: KeyHalf, second: KeyHalf) -> NDArray[np.int32]:
        """Return the numbers of short surfaces that were new a moment ago."""
        with self._lock:
            return self._short.numbers(first, second, self._add)

    def widths(self, content: bytearray, starts: Ints, sizes: Ints) -> NDArray[np.int32]:
        """Return how many positions each of some surfaces, or parts of them, takes.

        Each is in a text made plain, ``sizes`` bytes from ``starts`` on.
        """
        ends = np.cumsum(sizes + 1)
        spaced = np.full(int(ends[-1]) + 1, SPACE, np.uint8)
        spaced[expand(ends - sizes, sizes)] = np.frombuffer(content, np.uint8)[
            expand(starts, sizes)
        ]
        numbers = self._of(bytearray(spaced) + PADDING).numbers
        return self.table.columns().widths[numbers]

    def _add(self, first: KeyHalf, second: KeyHalf) -> NDArray[np.int32]:
        """Return the numbers of distinct short surfaces that are new."""
        in_ascii = ((first | second) & _HIGH_BITS) == 0
        if in_ascii.all():
            return self.table.add_ascii(strings_of_keys(first, second))
        added = np.empty(len(first), np.int32)
        added[in_ascii] = self.table.add_ascii(strings_of_keys(first[in_ascii], second[in_ascii]))
        added[~in_ascii] = self.table.add(
            _decoded(strings_of(first[~in_ascii], second[~in_ascii]).tolist())
        )
        return added

    def _number_long(self, surfaces: list[bytes]) -> list[int]:
        known = self._long
        new = [surface for surface in dict.fromkeys(surfaces) if surface not in known]
        simple = [one for one in new if len(one) <= LONGEST_SURFACE and one.isascii()]
        added = self.table.add_ascii(strings_of_bytes(simple))
        known.update(zip(simple, added.tolist(), strict=True))
        new = [surface for surface in new if surface not in known]
        known.update(zip(new, self.table.add(_decoded(new)).tolist(), strict=True))
        return [known[surface] for surface in surfaces]


def _decoded(surfaces: Iterable[bytes]) -> list[str]:
    return [surface.decode("utf-8", "surrogatepass") for surface in surfaces]
