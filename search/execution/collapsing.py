"""Near-identical copies as one hit: of each group only its best-ranked article stays in a result.

Collapsing is a step of its own, before ordering: what is left are scorers like any others, so
that counts and pages of groups come out as those of articles do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.groups import NO_GROUP, Groups
from newssearch.search.engine import Order
from newssearch.search.execution.ordering import SortKey, moments
from newssearch.search.execution.scorers import FilteredScorer, Scorer

Ints = NDArray[Any]


def collapse(
    segments: Sequence[Segment], scorers: Sequence[Scorer], groups: Groups, order: Order
) -> list[Scorer]:
    """Return scorers that keep, of the articles of a group, only the one that ranks first."""
    if not len(groups):
        return list(scorers)
    members = [
        _Members(number, segment, scorer, groups, order)
        for number, (segment, scorer) in enumerate(zip(segments, scorers, strict=True))
    ]
    firsts = [own.firsts() for own in members]
    winners = _winners(firsts)
    return [
        scorer if not len(own.indices) else FilteredScorer(scorer, own.kept(best, winners))
        for own, best, scorer in zip(members, firsts, scorers, strict=True)
    ]


def _winners(firsts: Sequence[list[_First]]) -> dict[int, _First]:
    """Return the first of each group that has articles in more than one segment."""
    seen: set[int] = set()
    shared: set[int] = set()
    for own in firsts:
        numbers = {first.group for first in own}
        shared |= seen & numbers
        seen |= numbers
    winners: dict[int, _First] = {}
    for own in firsts:
        for first in own:
            if first.group in shared:
                best = winners.get(first.group)
                if best is None or first.place < best.place:
                    winners[first.group] = first
    return winners


@dataclass(frozen=True, slots=True)
class _First:
    """The first article of a group in one segment: its index among the match's articles."""

    group: int
    index: int
    members: _Members

    @property
    def place(self) -> SortKey:
        """Where it is in the order of all hits."""
        return self.members.place(self.index)


class _Members:
    """The articles of one segment's scorer that are in groups."""

    def __init__(
        self, number: int, segment: Segment, scorer: Scorer, groups: Groups, order: Order
    ) -> None:
        of_each = groups.of(number, scorer.docs)
        self._size = len(scorer.docs)
        self.indices = np.flatnonzero(of_each != NO_GROUP)
        self._groups = of_each[self.indices]
        docs = scorer.docs[self.indices]
        self._moments = moments(segment, docs, order)
        self._scores = (
            scorer.scores(self.indices) if order == "relevance" else np.zeros(len(docs), np.float32)
        )
        self._ids = segment.keywords("id")
        self._ordinals = self._ids.ordinals[docs]

    def firsts(self) -> list[_First]:
        """Return the first article of each group, by group."""
        order = np.lexsort((self._ordinals, self._moments, -self._scores, self._groups))
        groups, places = np.unique(self._groups[order], return_index=True)
        return [
            _First(group, index, self)
            for group, index in zip(groups.tolist(), order[places].tolist(), strict=True)
        ]

    def place(self, index: int) -> SortKey:
        """Return where an article is in the order of all hits."""
        name = self._ids.name(int(self._ordinals[index])) or ""
        return -float(self._scores[index]), int(self._moments[index]), name

    def kept(self, firsts: Sequence[_First], winners: dict[int, _First]) -> Ints:
        """Return the indices of the match's articles that stay."""
        stays = np.ones(self._size, bool)
        stays[self.indices] = False
        for first in firsts:
            if winners.get(first.group, first) is first:
                stays[self.indices[first.index]] = True
        return np.flatnonzero(stays)
