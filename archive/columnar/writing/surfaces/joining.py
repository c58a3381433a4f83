"""Joining the texts of a batch into one, so that they are numbered together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.writing.surfaces.plain_bytes import encode
from newssearch.archive.columnar.writing.surfaces.short_keys import PADDING
from newssearch.archive.columnar.writing.surfaces.surface_table import TEXT_MARK

_MARKS = re.compile("[\x00\x01]")
_BEHIND = "\n "
_BETWEEN = f" {TEXT_MARK}{_BEHIND}"
"""Ends a line, and separates newlines on both sides."""


class Joined(NamedTuple):
    """Texts as one ``content``, encoded to be numbered, with a mark behind each.

    Every code point of a text keeps its distance from the text's beginning, which in code points
    is ``begins``. A mark within a text becomes a space.
    """

    content: bytearray
    begins: NDArray[np.int64]


def join_texts(texts: Iterable[str]) -> Joined:
    """Join texts."""
    pieces = list(texts)
    content = encode(_BETWEEN.join([*pieces, ""]))
    characters, exact = _find_marks(content, len(pieces))
    if not exact:
        content = encode(_BETWEEN.join([*(_MARKS.sub(" ", piece) for piece in pieces), ""]))
        characters, _ = _find_marks(content, len(pieces))
    return Joined(content, np.append(0, characters[:-1] + len(_BEHIND)))


def _find_marks(content: bytearray, count: int) -> tuple[NDArray[np.int64], bool]:
    """Return how many code points precede each mark, and whether the marks are our own."""
    marks, characters = np.empty((2, count), np.int64)
    found, zeros = compiled.texts.find_marks(content, marks, characters)
    return characters, found == count and zeros == len(PADDING)
