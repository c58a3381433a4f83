"""What is known of surfaces and their tokens: each is analysed once, and has a number.

The analysis of a surface is in parallel arrays, by its number. New surfaces come in bulk: those
of ASCII are split by a compiled loop, others one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.surfaces import Surface, SurfaceKind, analyse_surface
from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.wide_tokens import indexed_tokens
from newssearch.archive.columnar.writing.surfaces.ascii_surfaces import StringSlices, take_apart
from newssearch.archive.columnar.writing.surfaces.short_keys import LONGEST, load
from newssearch.archive.columnar.writing.surfaces.token_table import Growing, TokenTable

TEXT_MARK = "\x01"
"""A surface of its own in a batch: a text ends."""

TEXT, BREAK = 0, 1
"""The numbers, in every table, of the ends of a text and of a paragraph."""

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class SurfaceColumns:
    """The analysis of surfaces, by number.

    ``first`` (int32) is the token at a surface's first position, -1 where it has none. Further
    tokens are listed flat: ``more_size[s]`` of them from ``more_start[s]`` on, each a
    ``more_token`` and its offset of position. Its words, that is the first token at each
    position, are listed by their 64-bit hashes in the same way.
    """

    kinds: NDArray[np.uint8]
    widths: NDArray[np.int32]
    first: NDArray[np.int32]
    more_start: NDArray[np.int32]
    more_size: NDArray[np.int32]
    more_token: NDArray[np.int32]
    more_offset: NDArray[np.int32]
    word_start: NDArray[np.int32]
    word_size: NDArray[np.int32]
    word_hash: NDArray[np.uint64]


class SurfaceTable:
    """The analysis of surfaces, and their ``tokens``."""

    def __init__(self) -> None:
        self.tokens = TokenTable()
        self._columns = {name: Growing(dtype) for name, dtype in _COLUMNS.items()}
        self._append([Surface(SurfaceKind.BREAK, 0), Surface(SurfaceKind.BREAK, 1)])

    def __len__(self) -> int:
        return len(self._columns["kinds"])

    def columns(self) -> SurfaceColumns:
        """Return the analysis of all surfaces as it is."""
        return SurfaceColumns(**{name: column.view() for name, column in self._columns.items()})

    def add(self, surfaces: Sequence[str]) -> NDArray[np.int32]:
        """Analyse distinct new surfaces one by one; return their numbers."""
        return self._append([analyse_surface(surface) for surface in surfaces])

    def add_ascii(self, surfaces: StringSlices) -> NDArray[np.int32]:
        """Analyse distinct new surfaces of ASCII by a compiled loop; return their numbers."""
        apart = take_apart(surfaces)
        strings = apart.tokens
        sizes = strings.ends - strings.starts
        short = sizes <= LONGEST
        if short.all():
            tokens = self.tokens.short(*load(strings.content, strings.starts, sizes))
        else:
            tokens = np.empty(len(sizes), np.int32)
            tokens[short] = self.tokens.short(
                *load(strings.content, strings.starts[short], sizes[short])
            )
            pairs = zip(strings.starts[~short].tolist(), strings.ends[~short].tolist(), strict=True)
            long = [bytes(strings.content[start:end]).decode("ascii") for start, end in pairs]
            tokens[~short] = self.tokens.of(long)
        numbers = self._append_rows(
            apart.kinds, apart.widths, apart.token_counts, tokens, apart.offsets
        )
        if len(apart.left):
            pairs = zip(surfaces.starts[apart.left], surfaces.ends[apart.left], strict=True)
            numbers[apart.left] = self.add(
                [bytes(surfaces.content[start:end]).decode("ascii") for start, end in pairs]
            )
        return numbers

    def _append(self, analysed: Sequence[Surface]) -> NDArray[np.int32]:
        """Append surfaces that were split one by one."""
        listed = [list(indexed_tokens(surface)) for surface in analysed]
        tokens = list(chain.from_iterable(listed))
        return self._append_rows(
            np.fromiter((surface.kind for surface in analysed), np.uint8, len(analysed)),
            np.fromiter((surface.width for surface in analysed), np.int32, len(analysed)),
            np.fromiter(map(len, listed), np.int64, len(listed)),
            self.tokens.of([token for token, _ in tokens]),
            np.fromiter((offset for _, offset in tokens), np.int32, len(tokens)),
        )

    def _append_rows(
        self,
        kinds: NDArray[np.uint8],
        widths: Ints,
        sizes: Ints,
        tokens: NDArray[np.int32],
        offsets: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        """Append surfaces, of which each has ``sizes`` of the tokens with their offsets."""
        columns, base = self._columns, len(self)
        sizes = sizes.astype(np.int32)
        more, words = compiled.rows.count_lists(sizes, offsets)
        places = len(columns["more_token"]), len(columns["word_hash"])
        rows = [columns[name].grow(len(sizes)) for name in _LISTING]
        lists = [columns[name].grow(more) for name in ("more_token", "more_offset")]
        lists.append(columns["word_hash"].grow(words))
        hashes = self.tokens.hashes()
        compiled.rows.write_rows(sizes, offsets, tokens, hashes, *places, *rows, *lists)
        columns["widths"].extend(widths)
        columns["kinds"].extend(kinds)
        return np.arange(base, len(self), dtype=np.int32)


_COLUMNS = {
    "kinds": "|u1",
    "widths": "<i4",
    "first": "<i4",
    "more_start": "<i4",
    "more_size": "<i4",
    "more_token": "<i4",
    "more_offset": "<i4",
    "word_start": "<i4",
    "word_size": "<i4",
    "word_hash": "<u8",
}
_LISTING = ("first", "more_start", "more_size", "word_start", "word_size")
