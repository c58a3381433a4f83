"""The groups of near-identical articles of a generation: the file ``groups``, written and read.

It is one small array file, made afresh with each generation. Articles are numbered through all
segments of the generation in their order: the number in the segment plus the sizes of the
segments before. Arrays: ``article`` (articles in a group, ascending), the ``group`` of each
of them, and by group its ``lead`` (an article) and ``size``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile, ArrayFileWriter
from newssearch.archive.columnar.soundness import ANY, WIDE, rising

FILE_NAME = "groups"

NO_GROUP = -1

_NOTHING: NDArray[Any] = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class GroupArrays:
    """Groups as arrays; see above. ``article`` rises."""

    article: NDArray[np.int64]
    group: NDArray[np.int64]
    lead: NDArray[np.int64]


def write_groups(folder: Path, groups: GroupArrays) -> None:
    """Write the file ``groups`` into the folder of a generation."""
    with ArrayFileWriter(folder / FILE_NAME) as file:
        file.add("article", groups.article.astype("<u4"))
        file.add("group", groups.group.astype("<u4"))
        file.add("lead", groups.lead.astype("<u4"))
        file.add("size", np.bincount(groups.group, minlength=len(groups.lead)).astype("<u4"))


class Groups:
    """The groups of an open generation.

    ``sizes`` are the numbers of articles, deleted ones too, of its segments; without a folder
    there are no groups.

    Raises:
        ArchiveDamaged: the file is not as it was written.
    """

    def __init__(self, folder: Path | None, sizes: Sequence[int]) -> None:
        self._firsts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self._articles = self._groups = self._leads = self._sizes = _NOTHING
        if folder is not None:
            self._read(ArrayFile(folder / FILE_NAME))
        self._offsets: list[int] = self._firsts.tolist()
        self._view = self._articles.data
        self._lead_view, self._size_view = self._leads.data, self._sizes.data

    def _read(self, file: ArrayFile) -> None:
        articles = file.expect("article", WIDE, holds=rising(max(int(self._firsts[-1]) - 1, 0)))
        file.expect("group", ANY, articles)
        leads = file.expect("lead", WIDE)
        file.expect("size", WIDE, leads)
        self._articles = file["article"].all().astype(np.int64)
        self._groups = file["group"].all()
        self._leads = file["lead"].all()
        self._sizes = file["size"].all()
        consistent = (
            len(self._articles) == len(self._groups)
            and len(self._leads) == len(self._sizes)
            and int(self._articles.max(initial=-1)) < self._firsts[-1]
            and int(self._leads.max(initial=0)) < max(self._firsts[-1], 1)
            and int(self._groups.max(initial=0)) < max(len(self._leads), 1)
        )
        if not consistent:
            raise file.damaged("its numbers do not match the segments")

    def __len__(self) -> int:
        return len(self._leads)

    def of(self, segment: int, numbers: NDArray[Any]) -> NDArray[np.int64]:
        """Return the group of each of some articles of a segment, ``NO_GROUP`` for none."""
        places, found = self._places(segment, numbers)
        groups = np.full(len(places), NO_GROUP, np.int64)
        groups[found] = self._groups[places[found]]
        return groups

    def group(self, segment: int, number: int) -> int | None:
        """Return the group of one article of a segment, None if it is in none."""
        article = self._offsets[segment] + number
        place = bisect_left(self._view, article)
        if place == len(self._view) or self._view[place] != article:
            return None
        return int(self._groups[place])

    def size(self, group: int) -> int:
        """Return how many articles a group has."""
        size: int = self._size_view[group]
        return size

    def members(self, group: int) -> list[tuple[int, int]]:
        """Return the articles of a group, deleted ones too: their segments and numbers there."""
        members: list[int] = self._articles[np.flatnonzero(self._groups == group)].tolist()
        segments = [bisect_right(self._offsets, article) - 1 for article in members]
        return [
            (segment, article - self._offsets[segment])
            for segment, article in zip(segments, members, strict=True)
        ]

    def lead(self, group: int) -> tuple[int, int]:
        """Return the segment of a group's lead, and its number there."""
        article: int = self._lead_view[group]
        segment = bisect_right(self._offsets, article) - 1
        return segment, article - self._offsets[segment]

    def _places(
        self, segment: int, numbers: NDArray[Any]
    ) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Return where articles are among those in groups, and which of them do."""
        first, end = np.searchsorted(self._articles, self._firsts[segment : segment + 2])
        own = self._articles[first:end] - self._firsts[segment]
        places = np.searchsorted(own, numbers)
        found = places < len(own)
        found[found] = own[places[found]] == np.asarray(numbers)[found]
        return places + first, found
