"""Columns of strings: a sorted dictionary of the values, and one or several numbers per entry."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile
from newssearch.archive.columnar.dictionary import TermDictionary
from newssearch.archive.columnar.files import expand


def as_kept(value: str | None) -> str | None:
    """Return a value as a column gives it back: a NUL as a newline, for which it stands there."""
    return None if value is None else value.replace("\0", "\n")


class KeywordColumn:
    """The reading side of ``segment_writer.write_keywords``."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.values = TermDictionary(file, name)
        self._ordinals = file[f"{name}.ordinals"]

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

    def names(self) -> list[str | None]:
        """Return the values of all ordinals in their order."""
        return [None, *(value.replace("\0", "\n") for value in self.values.terms())]

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


class ListColumn:
    """The reading side of ``segment_writer.write_lists``: any number of strings an entry."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._keywords = KeywordColumn(file, name)
        self._file = file
        self.values = self._keywords.values
        self._offsets = file[f"{name}.offsets"]

    def of(self, docs: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
        """Return the ordinals of the values of some entries, joined, and how many each has."""
        ends = self._offsets.all()
        starts = ends[docs].astype(np.int64)
        sizes = ends[docs + 1].astype(np.int64) - starts
        return self._keywords.ordinals[expand(starts, sizes)], sizes

    def docs(self, first: int, last: int) -> NDArray[np.intp]:
        """Return the entries that have one of the values ``first`` to before ``last``."""
        if last <= first:
            return np.zeros(0, np.intp)
        ordinals = self._keywords.ordinals
        places = np.flatnonzero((ordinals > first) & (ordinals <= last))
        owners = np.searchsorted(self._offsets.all(), places, side="right") - 1
        return owners[np.diff(owners, prepend=-1) > 0]

    def at(self, docs: NDArray[Any], places: NDArray[Any]) -> NDArray[Any]:
        """Return the ordinals of single values: of each entry the one at a place in its list."""
        ends = self._offsets.all()
        wanted = ends[docs].astype(np.int64) + places
        if (wanted >= ends[docs + 1]).any():
            raise self._file.damaged("an entry has too few values")
        return self._keywords.ordinals[wanted]

    def name(self, ordinal: int) -> str | None:
        """Return the value with an ordinal."""
        return self._keywords.name(ordinal)

    def names(self) -> list[str | None]:
        """Return the values of all ordinals in their order."""
        return self._keywords.names()
