"""Where the shingles of texts come from: the build that has just read them, or stored bodies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile
from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.writing.loops import loops
from newssearch.archive.columnar.writing.segment_writer import SHINGLES
from newssearch.archive.news_layout import LAYOUT, read_article
from newssearch.indexer.near_duplicates.texts import Texts

_TEXTS_OF_A_TURN = 500

Ints = NDArray[Any]


class MadeShingles:
    """The shingles of new articles, as building left them beside its segments.

    They belong to the articles from number ``first`` on, through all segments, in order. As they
    were written a moment ago, they are not verified.
    """

    def __init__(
        self, folder: Path | None = None, names: Sequence[str] = (), first: int = 0
    ) -> None:
        files = [ArrayFile(folder / f"{name}.{SHINGLES}") for name in names] if folder else []
        self._files = files
        self._offsets = [file["offsets"].all() for file in files]
        sizes = [len(offsets) - 1 for offsets in self._offsets]
        self._firsts = np.cumsum([first, *sizes])

    def has(self, articles: Ints) -> NDArray[np.bool_]:
        """Mark the articles whose shingles are here."""
        marked: NDArray[np.bool_] = (articles >= self._firsts[0]) & (articles < self._firsts[-1])
        return marked

    def read(self, articles: Ints) -> tuple[NDArray[np.uint32], Ints]:
        """Return the shingles of articles, in ascending order, flat, and how many each has."""
        shingles: list[NDArray[np.uint32]] = [np.zeros(0, np.uint32)]
        counts: list[Ints] = [np.zeros(0, np.int64)]
        bounds = np.searchsorted(articles, self._firsts)
        for number, (file, offsets) in enumerate(zip(self._files, self._offsets, strict=True)):
            own = articles[bounds[number] : bounds[number + 1]] - self._firsts[number]
            starts = offsets[own].astype(np.int64)
            sizes = offsets[own + 1] - starts
            shingles.append(file["shingle"].unchecked[expand(starts, sizes)])
            counts.append(sizes)
            file.forget()
        return np.concatenate(shingles), np.concatenate(counts)


class ShingleReader:
    """Reads the shingles of texts."""

    def __init__(self, texts: Texts, made: MadeShingles) -> None:
        self._texts = texts
        self._made = made
        self._analyser = loops().analyser(LAYOUT)

    def read(self, wanted: Ints) -> tuple[NDArray[np.uint32], Ints]:
        """Return the shingles of texts, flat and in the order of ``wanted``, and how many each has.

        Raises:
            ArchiveDamaged: a stored article cannot be read.
        """
        places = self._texts.place[wanted]
        order = np.argsort(places)
        made = self._made.has(places[order])
        here, there = order[made], order[~made]
        parts = [self._made.read(places[here])]
        for start in range(0, len(there), _TEXTS_OF_A_TURN):
            bodies = map(self._body, places[there[start : start + _TEXTS_OF_A_TURN]].tolist())
            if self._analyser.is_large:
                self._analyser = loops().analyser(LAYOUT)
            shingles = self._analyser.shingles(list(bodies))
            parts.append((shingles.shingles, shingles.counts))
        found = np.concatenate([part for part, _ in parts])
        counts = np.concatenate([part for _, part in parts])
        starts = np.cumsum(counts) - counts
        back = np.empty(len(order), np.int64)
        back[np.concatenate([here, there])] = np.arange(len(order))
        return found[expand(starts[back], counts[back])], counts[back]

    def _body(self, place: int) -> str:
        number = int(np.searchsorted(self._texts.firsts, place, "right")) - 1
        segment = self._texts.segments[number]
        return read_article(segment, place - int(self._texts.firsts[number])).body
