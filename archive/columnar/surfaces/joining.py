"""Joining the texts of a batch into one, so that they are numbered together."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from archive.columnar.surfaces.plain_bytes import encode
from archive.columnar.surfaces.short_keys import PADDING
from archive.columnar.surfaces.surface_table import TEXT_MARK

_MARKS = re.compile("[\x00\x01]")
_TEXT_CODE = ord(TEXT_MARK)
_BETWEEN = f" {TEXT_MARK}\n "
"""Ends a line, and keeps newlines on both sides apart."""


def join_texts(texts: Iterable[str]) -> tuple[bytearray, NDArray[np.int64]]:
    """Return texts as one, encoded to be numbered, and the code point at which each begins in it.

    A mark follows each text, and every code point of a text keeps its distance from the text's
    beginning.
    """
    pieces = list(texts)
    content = encode(_BETWEEN.join([*pieces, ""]))
    codes = np.frombuffer(content, np.uint8)
    low = codes[codes <= _TEXT_CODE]
    if len(low) != len(PADDING) + len(pieces) or np.count_nonzero(low) != len(pieces):
        content = encode(_BETWEEN.join([*(_MARKS.sub(" ", piece) for piece in pieces), ""]))
    sizes = np.fromiter(map(len, pieces), np.int64, len(pieces)) + len(_BETWEEN)
    return content, np.cumsum(sizes) - sizes
