"""Classes of ASCII bytes, and the bytes of short keys as rows of a matrix."""

from __future__ import annotations

import string

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.writing.surfaces.short_keys import Words


def marked(characters: str) -> NDArray[np.bool_]:
    """Return a table of 256 that is true for the bytes of some characters."""
    table = np.zeros(256, bool)
    table[list(characters.encode("ascii"))] = True
    return table


UPPER = marked(string.ascii_uppercase)
LOWER = marked(string.ascii_lowercase)
DIGIT = marked(string.digits)
DIGIT_OR_LETTER = UPPER | LOWER | DIGIT

_LOWERED = np.arange(256, dtype=np.uint8)
_LOWERED[UPPER] += 32


def bytes_of(first: Words, second: Words) -> NDArray[np.uint8]:
    """Return the bytes of ``n`` keys, of shape (n, 16)."""
    return np.stack([first, second], axis=1).view(np.uint8)


def lowered(first: Words, second: Words) -> tuple[Words, Words]:
    """Return the keys of strings of ASCII in small letters."""
    pairs = _LOWERED[bytes_of(first, second)].view("<u8")
    return pairs[:, 0].copy(), pairs[:, 1].copy()
