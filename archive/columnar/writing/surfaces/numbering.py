"""From the text of a batch to the numbers of its surfaces, without an object a surface.

The bytes of the text are split by comparing arrays, and short surfaces are looked up in a hash
table that is itself arrays (``short_keys``); longer ones go through a dictionary. Several threads
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
from newssearch.archive.columnar.writing.surfaces.plain_bytes import NEWLINE, SPACE, make_plain
from newssearch.archive.columnar.writing.surfaces.short_keys import (
    LONGEST,
    NEW,
    PADDING,
    ShortKeys,
    Words,
    keys_of,
    load,
    strings_of,
)
from newssearch.archive.columnar.writing.surfaces.short_surfaces import is_ascii
from newssearch.archive.columnar.writing.surfaces.surface_table import (
    BREAK,
    TEXT,
    TEXT_MARK,
    SurfaceTable,
)

_CONTINUES, _HIGH = 0x80, 0xC0
MOST_BYTES = 1 << 31
"""Bytes of a text at which the loop's numbers of four bytes end."""

_LONG = -2
"""What stands for the number of a surface that is too long for the hash table."""

MOST_SURFACES = 1 << 19
"""Surfaces after which numbering had better begin anew: some 60 MB with their analysis."""


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

    def places(self, characters: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the place in ``content`` of some code points of the text.

        Raises:
            IndexError: one is beyond the end of the text.
        """
        codes = np.frombuffer(self.content, np.uint8)
        heads = (codes & _HIGH) != _CONTINUES
        if heads.all():
            return characters + 1
        return np.flatnonzero(heads)[characters + 1]


class SurfaceNumbers:
    """The numbers that a surface table gives to the surfaces of texts."""

    def __init__(self) -> None:
        self.table = SurfaceTable()
        self._short = ShortKeys()
        self._long: dict[bytes, int] = {}
        self._lock = threading.Lock()
        self._short.add(*keys_of([TEXT_MARK.encode()]), np.array([TEXT], np.int32))

    def keys(self) -> tuple[NDArray[np.int32], Words, Words]:
        """Return the table of short surfaces, as ``ShortKeys.arrays`` does."""
        return self._short.arrays()

    def of(self, content: bytearray) -> Surfaces:
        """Return the surfaces of an encoded text, made plain, and the ends of its paragraphs."""
        return self._of(make_plain(content))

    def _of(self, content: bytearray) -> Surfaces:
        by_loop = compiled.AVAILABLE and len(content) < MOST_BYTES
        split = self._split_by_loop if by_loop else self._split
        numbers, starts, ends = split(content)
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
        codes = np.frombuffer(content, np.uint8)[: -len(PADDING)]
        starts, ends = _split(codes)
        sizes = ends - starts
        numbers = self._short.look_up(*load(content, starts, sizes))
        numbers[sizes > LONGEST] = _LONG
        new = np.flatnonzero(numbers == NEW)
        if len(new):
            numbers[new] = self._number_new(*load(content, starts[new], sizes[new]))
        return _with_breaks(codes, starts, ends, numbers)

    def _split_by_loop(self, content: bytearray) -> tuple[NDArray[np.int32], Ints, Ints]:
        """Do the same by a compiled loop."""
        size = len(content) - len(PADDING)
        most = 2 * size // 3 + 2
        numbers = np.empty(most, np.int32)
        starts, ends = np.empty(most, np.int32), np.empty(most, np.int32)
        count, first, second = compiled.texts.number_surfaces(
            content, size, *self._short.arrays(), BREAK, numbers, starts, ends
        )
        if first:
            keys = np.frombuffer(first, np.uint64), np.frombuffer(second, np.uint64)
            compiled.keys.renumber(numbers[:count], self._number_new(*keys))
        return numbers[:count], starts[:count], ends[:count]

    def _number_new(self, first: Words, second: Words) -> NDArray[np.int32]:
        """Return the numbers of short surfaces that were new a moment ago."""
        with self._lock:
            return self._short.numbers(first, second, self._add)

    def widths(self, content: bytearray, starts: Ints, sizes: Ints) -> NDArray[np.int32]:
        """Return how many positions each of some surfaces, or parts of them, takes.

        Each lies in a text made plain, ``sizes`` bytes from ``starts`` on.
        """
        ends = np.cumsum(sizes + 1)
        spaced = np.full(int(ends[-1]) + 1, SPACE, np.uint8)
        spaced[expand(ends - sizes, sizes)] = np.frombuffer(content, np.uint8)[
            expand(starts, sizes)
        ]
        numbers = self._of(bytearray(spaced) + PADDING).numbers
        return self.table.columns().widths[numbers]

    def _add(self, first: Words, second: Words) -> NDArray[np.int32]:
        """Return the numbers of distinct short surfaces that are new."""
        in_ascii = is_ascii(first, second)
        if compiled.AVAILABLE and in_ascii.all():
            return self.table.add_ascii(strings_of_keys(first, second))
        keys = first[in_ascii], second[in_ascii]
        added = np.empty(len(first), np.int32)
        if compiled.AVAILABLE:
            added[in_ascii] = self.table.add_ascii(strings_of_keys(*keys))
        else:
            added[in_ascii] = self.table.add_short(*keys)
        added[~in_ascii] = self.table.add(
            _decoded(strings_of(first[~in_ascii], second[~in_ascii]).tolist())
        )
        return added

    def _number_long(self, surfaces: list[bytes]) -> list[int]:
        known = self._long
        new = [surface for surface in dict.fromkeys(surfaces) if surface not in known]
        if compiled.AVAILABLE:
            simple = [one for one in new if len(one) <= LONGEST_SURFACE and one.isascii()]
            added = self.table.add_ascii(strings_of_bytes(simple))
            known.update(zip(simple, added.tolist(), strict=True))
            new = [surface for surface in new if surface not in known]
        known.update(zip(new, self.table.add(_decoded(new)).tolist(), strict=True))
        return [known[surface] for surface in surfaces]


def _decoded(surfaces: Iterable[bytes]) -> list[str]:
    return [surface.decode("utf-8", "surrogatepass") for surface in surfaces]


def _split(codes: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Return where the surfaces begin and end; spaces stand around all of them."""
    blank = codes == SPACE
    blank |= codes == NEWLINE
    edges = np.flatnonzero(blank[1:] != blank[:-1])
    edges += 1
    return edges[0::2], edges[1::2]


def _paragraph_ends(codes: NDArray[np.uint8]) -> Ints:
    """Return where two newlines stand together, each newline in one pair at most."""
    newlines = np.flatnonzero(codes == NEWLINE)
    pairs = newlines[:-1][np.diff(newlines) == 1]
    run = np.cumsum(np.diff(pairs, prepend=-2) != 1)
    opens = np.flatnonzero(np.diff(run, prepend=0))
    within = np.arange(len(pairs)) - opens[run - 1] if len(pairs) else pairs
    return pairs[within % 2 == 0]


def _with_breaks(
    codes: NDArray[np.uint8], starts: Ints, ends: Ints, numbers: Ints
) -> tuple[Ints, Ints, Ints]:
    """Set the ends of paragraphs between the surfaces; each is said to end after one newline."""
    breaks = _paragraph_ends(codes)
    if not len(breaks):
        return numbers, starts, ends
    where = np.searchsorted(starts, breaks)
    return (
        np.insert(numbers, where, np.int32(BREAK)),
        np.insert(starts, where, breaks),
        np.insert(ends, where, breaks + 1),
    )
