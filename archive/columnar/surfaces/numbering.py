"""From the text of a batch to the numbers of its surfaces, without an object a surface.

The bytes of the text are split by comparing arrays, and short surfaces are looked up in a hash
table that is itself arrays (``short_keys``); longer ones go through a dictionary. Several threads
may number texts with one table: new surfaces are entered by one at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.surfaces.plain_bytes import NEWLINE, SPACE, make_plain
from archive.columnar.surfaces.short_keys import (
    LONGEST,
    PADDING,
    ShortKeys,
    Words,
    keys_of,
    load,
    strings_of,
)
from archive.columnar.surfaces.short_surfaces import is_ascii
from archive.columnar.surfaces.surface_table import BREAK, TEXT, TEXT_MARK, SurfaceTable

_CONTINUES, _HIGH = 0x80, 0xC0

MOST_SURFACES = 1 << 19
"""Surfaces after which numbering had better begin anew: some 60 MB with their analysis."""


Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Surfaces:
    """The surfaces of a text in order: numbers (int32), and where in its bytes each lies.

    A surface has the bytes from ``starts`` to before ``ends`` of ``content``.
    """

    numbers: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    content: bytearray

    def places(self, characters: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the place in ``content`` of some code points of the text."""
        codes = np.frombuffer(self.content, np.uint8)
        heads = (codes & _HIGH) != _CONTINUES
        if heads.all():
            return characters + 1
        found: NDArray[np.int64] = np.flatnonzero(heads)[characters + 1]
        return found


class SurfaceNumbers:
    """The numbers that a surface table gives to the surfaces of texts."""

    def __init__(self) -> None:
        self.table = SurfaceTable()
        self._short = ShortKeys()
        self._long: dict[bytes, int] = {}
        self._lock = threading.Lock()
        self._short.add(*keys_of([TEXT_MARK.encode()]), np.array([TEXT], np.int32))

    def of(self, content: bytearray) -> Surfaces:
        """Return the surfaces of an encoded text, made plain, and the ends of its paragraphs."""
        return self._of(make_plain(content))

    def _of(self, content: bytearray) -> Surfaces:
        codes = np.frombuffer(content, np.uint8)[: -len(PADDING)]
        starts, ends = _split(codes)
        sizes = ends - starts
        first, second = load(content, starts, sizes)
        numbers = self._short.look_up(first, second)
        long = np.flatnonzero(sizes > LONGEST)
        numbers[long] = TEXT
        new = np.flatnonzero(numbers < 0)
        if len(new):
            with self._lock:
                numbers[new] = self._short.numbers(first[new], second[new], self._add)
        if len(long):
            strings = [
                bytes(content[start:end])
                for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True)
            ]
            with self._lock:
                numbers[long] = self._number_long(strings)
        return Surfaces(*_with_breaks(codes, starts, ends, numbers), content)

    def widths(self, strings: Sequence[bytes]) -> NDArray[np.int32]:
        """Return how many positions each of some surfaces, or parts of them, takes."""
        content = bytearray(b" ".join([b"", *strings, PADDING]))
        numbers = self._of(content).numbers
        return self.table.columns().widths[numbers]

    def _add(self, first: Words, second: Words) -> NDArray[np.int32]:
        """Return the numbers of distinct short surfaces that are new."""
        added = np.empty(len(first), np.int32)
        in_ascii = is_ascii(first, second)
        added[in_ascii] = self.table.add_short(first[in_ascii], second[in_ascii])
        others = strings_of(first[~in_ascii], second[~in_ascii]).tolist()
        added[~in_ascii] = self.table.add([s.decode("utf-8", "surrogatepass") for s in others])
        return added

    def _number_long(self, surfaces: list[bytes]) -> list[int]:
        known = self._long
        new = [surface for surface in dict.fromkeys(surfaces) if surface not in known]
        added = self.table.add([surface.decode("utf-8", "surrogatepass") for surface in new])
        known.update(zip(new, added.tolist(), strict=True))
        return [known[surface] for surface in surfaces]


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
