"""Joining the texts of a batch into one, so that they are numbered together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.columnar import compiled
from archive.columnar.surfaces.plain_bytes import encode
from archive.columnar.surfaces.short_keys import PADDING
from archive.columnar.surfaces.surface_table import TEXT_MARK

_MARKS = re.compile("[\x00\x01]")
_TEXT_CODE = ord(TEXT_MARK)
_BEFORE, _BEHIND = " ", "\n "
_BETWEEN = f"{_BEFORE}{TEXT_MARK}{_BEHIND}"
"""Ends a line, and keeps newlines on both sides apart."""


class Joined(NamedTuple):
    """Texts as one ``content``, encoded to be numbered, with a mark behind each.

    Every code point of a text keeps its distance from the text's beginning, which in code points
    is ``begins``. ``marks`` are the places of the marks, None where a text held one too, which
    became a space.
    """

    content: bytearray
    begins: NDArray[np.int64]
    texts: list[str]
    marks: NDArray[np.int64] | None

    def encoded(self, first: int, every: int) -> Iterator[bytes | bytearray]:
        """Yield every so many of the texts in UTF-8; not after ``content`` was changed."""
        if self.marks is None:
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
    marks = _find_marks(content, len(pieces))
    if marks is None:
        content = encode(_BETWEEN.join([*(_MARKS.sub(" ", piece) for piece in pieces), ""]))
    sizes = np.fromiter(map(len, pieces), np.int64, len(pieces)) + len(_BETWEEN)
    return Joined(content, np.cumsum(sizes) - sizes, pieces, marks)


def _find_marks(content: bytearray, count: int) -> NDArray[np.int64] | None:
    """Return the places of the marks, None where there are more of them, or others."""
    if compiled.AVAILABLE:
        marks = np.empty(count, np.int64)
        found, zeros = compiled.texts.find_marks(content, marks)
    else:
        codes = np.frombuffer(content, np.uint8)
        marks = np.flatnonzero(codes == _TEXT_CODE)
        found, zeros = len(marks), len(codes) - int(np.count_nonzero(codes))
    return marks if found == count and zeros == len(PADDING) else None
