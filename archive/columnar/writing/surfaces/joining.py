"""Joining the texts of a batch into one, so that they are numbered together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.writing.surfaces.plain_bytes import encode
from newssearch.archive.columnar.writing.surfaces.short_keys import PADDING
from newssearch.archive.columnar.writing.surfaces.surface_table import TEXT_MARK

_MARKS = re.compile("[\x00\x01]")
_TEXT_CODE = ord(TEXT_MARK)
_CONTINUES, _HIGH = 0x80, 0xC0
_BEFORE, _BEHIND = " ", "\n "
_BETWEEN = f"{_BEFORE}{TEXT_MARK}{_BEHIND}"
"""Ends a line, and keeps newlines on both sides apart."""


class Joined(NamedTuple):
    """Texts as one ``content``, encoded to be numbered, with a mark behind each.

    Every code point of a text keeps its distance from the text's beginning, which in code points
    is ``begins``. ``marks`` are the places of the marks. ``exact`` says that each of the ``texts``
    stands there as it was given: a mark within one becomes a space.
    """

    content: bytearray
    begins: NDArray[np.int64]
    marks: NDArray[np.int64]
    texts: list[str]
    exact: bool

    def encoded(self, first: int, every: int) -> Iterator[bytes | bytearray]:
        """Yield every so many of the texts in UTF-8; not after ``content`` was changed."""
        if not self.exact:
            yield from (text.encode("utf-8", "surrogatepass") for text in self.texts[first::every])
            return
        starts = np.append(1, self.marks[:-1] + 1 + len(_BEHIND))[first::every]
        ends = self.marks[first::every] - len(_BEFORE)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            yield self.content[start:end]


def join_texts(texts: Iterable[str]) -> Joined:
    """Join texts."""
    pieces = list(texts)
    content = encode(_BETWEEN.join([*pieces, ""]))
    marks, characters, exact = _find_marks(content, len(pieces))
    if not exact:
        content = encode(_BETWEEN.join([*(_MARKS.sub(" ", piece) for piece in pieces), ""]))
        marks, characters, _ = _find_marks(content, len(pieces))
    begins = np.append(0, characters[:-1] + len(_BEHIND))
    return Joined(content, begins, marks, pieces, exact)


def _find_marks(
    content: bytearray, count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], bool]:
    """Return the places of the marks, how many code points precede each, and if that is all."""
    if compiled.AVAILABLE:
        marks, characters = np.empty((2, count), np.int64)
        found, zeros = compiled.texts.find_marks(content, marks, characters)
    else:
        codes = np.frombuffer(content, np.uint8)
        marks = np.flatnonzero(codes == _TEXT_CODE)
        characters = np.cumsum((codes & _HIGH) != _CONTINUES)[marks] - 1
        found, zeros = len(marks), len(codes) - int(np.count_nonzero(codes))
    return marks, characters, found == count and zeros == len(PADDING)
