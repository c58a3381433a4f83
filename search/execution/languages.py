"""Which languages the articles of a segment are in, and which of them are in some."""

from __future__ import annotations

from typing import TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.kept import kept

Languages: TypeAlias = frozenset[str | None]
"""Codes of languages; None is that of articles whose language is not known."""

_FIELD = "lang"


class SegmentLanguages:
    """The languages of one segment's articles, deleted ones too."""

    def __init__(self, segment: Segment) -> None:
        self._masks: dict[Languages, NDArray[np.bool_]] = {}
        self._ordinals: NDArray[np.integer] | None = None
        self._names: list[str | None] = [None]
        if _FIELD in segment.layout.keywords:
            column = segment.keywords(_FIELD)
            self._names = column.names()
            if len(self._names) > 1:
                self._ordinals = column.ordinals

    @kept
    def known(self) -> Languages:
        """All languages that an article is in."""
        if self._ordinals is None:
            return frozenset(self._names)
        counts = np.bincount(self._ordinals, minlength=len(self._names))
        return frozenset(self._names[ordinal] for ordinal in counts.nonzero()[0].tolist())

    def mask(self, languages: Languages) -> NDArray[np.bool_]:
        """Return a mask over the articles: those in one of some languages."""
        found = self._masks.get(languages)
        if found is None:
            wanted = np.array([name in languages for name in self._names])
            assert self._ordinals is not None
            found = self._masks[languages] = wanted.take(self._ordinals)
        return found


_OPENED: WeakKeyDictionary[Segment, SegmentLanguages] = WeakKeyDictionary()


def languages_of(segment: Segment) -> SegmentLanguages:
    """Return the languages of a segment, found out at the first call."""
    found = _OPENED.get(segment)
    if found is None:
        found = _OPENED[segment] = SegmentLanguages(segment)
    return found
