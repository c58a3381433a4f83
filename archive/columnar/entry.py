"""What the format is given for one entry of an index, and how texts are joined for analysis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from archive.columnar.plain_bytes import encode
from archive.columnar.short_keys import PADDING
from archive.columnar.surface_table import TEXT_MARK

_MARKS = re.compile("[\x00\x01]")
_TEXT_CODE = ord(TEXT_MARK)
_BETWEEN = f" {TEXT_MARK}\n "
"""Ends a line, and keeps newlines on both sides apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as the layout says.

    ``texts`` are the zones and then the other spaces; in a space of items a paragraph is an
    item, and an item without words is a lone hyphen. ``ranges`` are code points into the last
    zone. ``numbers``, ``keywords`` and ``lists`` are the values of the columns. ``stored`` is
    handed back as it was given.
    """

    texts: Sequence[str]
    ranges: Sequence[tuple[int, int]]
    numbers: Sequence[int | None]
    keywords: Sequence[str | None]
    stored: bytes
    lists: Sequence[Sequence[str | None]] = ()


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


def texts_of_entries(entries: Sequence[Entry]) -> Iterable[str]:
    """Return the texts of entries, one after the other."""
    return chain.from_iterable(entry.texts for entry in entries)
