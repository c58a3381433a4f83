"""Splitting surfaces of ASCII by a compiled loop: what ``analyse_surface`` does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.abbreviations import ABBREVIATIONS, SENTENCE_OPENERS
from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.writing.surfaces.short_keys import (
    LONGEST,
    PADDING,
    KeyHalf,
    keys_of,
)

LONGEST_SURFACE = 256
"""Bytes; longer surfaces are split in Python, so that the loop needs little room."""

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class StringSlices:
    """Strings that are in a buffer, from ``starts`` to ``ends``."""

    content: NDArray[np.uint8]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AsciiSurfaces:
    """``n`` surfaces with their ``kinds`` (uint8), ``widths`` and numbers of tokens (int32).

    Their ``tokens`` follow one another, each with the offset of its position (int32); a token that
    spans several positions has its span term behind it. ``left`` are the numbers of the surfaces
    that the loop leaves to the specification; these have no tokens.
    """

    kinds: NDArray[np.uint8]
    widths: NDArray[np.int32]
    token_counts: NDArray[np.int32]
    tokens: StringSlices
    offsets: NDArray[np.int32]
    left: NDArray[np.intp]


def _known(words: Iterable[str]) -> tuple[KeyHalf, KeyHalf]:
    """Return the keys of words of up to 16 bytes, in order."""
    first, second = keys_of([word.encode("ascii") for word in words])
    order = np.lexsort((second, first))
    return first[order], second[order]


OPENERS, ABBREVIATED = _known(SENTENCE_OPENERS), _known(ABBREVIATIONS)
"""The keys of the words that mostly open a sentence, and of abbreviations, in order."""


def strings_of_keys(first: KeyHalf, second: KeyHalf) -> StringSlices:
    """Return the strings of some keys."""
    content = np.stack([first, second], axis=1).view(np.uint8)
    starts = np.arange(0, content.size, LONGEST)
    ends = starts + np.count_nonzero(content, axis=1)
    return StringSlices(content.reshape(-1), starts, ends)


def strings_of_bytes(strings: Sequence[bytes]) -> StringSlices:
    """Return some strings one after the other."""
    content = np.frombuffer(b"".join(strings), np.uint8)
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    ends = np.cumsum(sizes)
    return StringSlices(content, ends - sizes, ends)


def take_apart(surfaces: StringSlices) -> AsciiSurfaces:
    """Split surfaces of ASCII of up to ``LONGEST_SURFACE`` bytes."""
    size = int((surfaces.ends - surfaces.starts).sum())
    count = len(surfaces.starts)
    kinds = np.empty(count, np.uint8)
    widths, token_counts = np.empty(count, np.int32), np.empty(count, np.int32)
    content = np.empty(8 * size + len(PADDING), np.uint8)
    starts = np.empty(3 * size, np.int64)
    sizes, offsets = np.empty(3 * size, np.int32), np.empty(3 * size, np.int32)
    tokens = compiled.surfaces.take_apart(
        surfaces.content,
        surfaces.starts,
        surfaces.ends,
        OPENERS,
        ABBREVIATED,
        kinds,
        widths,
        token_counts,
        content,
        starts,
        sizes,
        offsets,
    )
    found = StringSlices(content, starts[:tokens], starts[:tokens] + sizes[:tokens])
    left = np.flatnonzero(kinds == compiled.surfaces.LEFT)
    return AsciiSurfaces(kinds, widths, token_counts, found, offsets[:tokens], left)
