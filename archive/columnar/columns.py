"""Columns of strings: a sorted dictionary of the values, and a number an entry."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.arrayfile import ArrayFile
from archive.columnar.dictionary import TermDictionary


class KeywordColumn:
    """The reading side of ``segment_writer.write_keywords``."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.values = TermDictionary(file, f"keyword.{name}")
        self._ordinals = file[f"keyword.{name}.ordinals"]

    @property
    def ordinals(self) -> NDArray[Any]:
        """By entry, 0 for None, else 1 + the number of the value."""
        return self._ordinals.all()

    def value(self, number: int) -> str | None:
        """Return the value of an entry."""
        ordinal = int(self._ordinals.slice(number, number + 1)[0])
        return self.name(ordinal)

    def name(self, ordinal: int) -> str | None:
        """Return the value with an ordinal."""
        return None if ordinal == 0 else self.values.term(ordinal - 1).replace("\0", "\n")

    def docs(self, value: str, *, prefix: bool = False) -> NDArray[np.intp]:
        """Return the entries with a value, or with one that begins with it."""
        wanted = value.replace("\n", "\0")
        if prefix:
            first, last = self.values.range(wanted)
        else:
            first = self.values.find(wanted)
            last = first + 1 if first >= 0 else first
        if first < 0 or last <= first:
            return np.zeros(0, np.intp)
        ordinals = self.ordinals
        return np.flatnonzero((ordinals > first) & (ordinals <= last))
