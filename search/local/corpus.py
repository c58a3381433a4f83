"""The segments of a generation, and what is known of all of them together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from newssearch.archive import extra_fields
from newssearch.archive.article import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.fields import Field
from newssearch.archive.groups import NO_GROUP, Groups
from newssearch.archive.kept import kept
from newssearch.archive.news_layout import LAYOUT, read_article
from newssearch.search.answer import Group
from newssearch.search.engine import Ref
from newssearch.search.execution.arrays import Docs
from newssearch.search.execution.collapsing import collapse
from newssearch.search.execution.regions import BARE, FieldRegion, region_of
from newssearch.search.execution.scorers import Clause, CollectionStatistics, Scorer, statistics_of
from newssearch.search.local.vocabulary import Vocabulary


class Corpus:
    """Segments that are searched as one. The ``part`` of a reference is the number of a segment."""

    def __init__(
        self,
        segments: Sequence[Segment],
        groups: Groups | None = None,
        collection: CollectionStatistics | None = None,
    ) -> None:
        self.segments = segments
        self.groups = Groups(None, [s.size for s in segments]) if groups is None else groups
        self._collection = collection

    @kept
    def collection(self) -> CollectionStatistics:
        """What ranking knows of all segments, or of a whole that they are a part of."""
        return self._collection or statistics_of(self.segments)

    def recount(self, clauses: Collection[Clause]) -> None:
        """Correct how many articles have each clause, where the segments are a part of a whole."""

    @kept
    def vocabulary(self) -> Vocabulary:
        """The words of all segments."""
        return Vocabulary(self.segments)

    @kept
    def own_fields(self) -> Mapping[str, Field]:
        """By name the fields that these articles have beside those of the table."""
        return own_fields(self.segments)

    def oldest_copies(self, docs: Sequence[Docs]) -> list[Docs]:
        """Return, of some articles of each segment, the oldest of each group of copies."""
        scorers = [Scorer(own) for own in docs]
        return [one.docs for one in collapse(self.segments, scorers, self.groups, "oldest")]

    def stories_beside(self, docs: Sequence[Docs]) -> list[Docs]:
        """Return all live articles of each segment, one of each group of copies.

        It is the one among ``docs``, which have no two of a group, and else the oldest.
        """
        taken = np.zeros(len(self.groups) + 1, bool)  # the last: no group
        for part, own in enumerate(docs):
            taken[self.groups.of(part, own)] = True
        taken[NO_GROUP] = False
        others = []
        for part, segment in enumerate(self.segments):
            everything = np.flatnonzero(live(segment))
            others.append(everything[~taken[self.groups.of(part, everything)]])
        rest = self.oldest_copies(others)
        return [np.union1d(own, more) for own, more in zip(docs, rest, strict=True)]

    def days(
        self, docs: Sequence[Docs], oldest: Sequence[Docs] | None = None
    ) -> list[NDArray[np.int32]]:
        """Return the days of some articles; of copies, that of the one among ``oldest``."""
        own = [
            segment.numbers("date")[mine] for segment, mine in zip(self.segments, docs, strict=True)
        ]
        if oldest is None or not len(self.groups):
            return own
        known = np.zeros(len(self.groups) + 1, bool)
        of_group = np.zeros(len(known), np.int32)
        for part, (segment, mine) in enumerate(zip(self.segments, oldest, strict=True)):
            groups = self.groups.of(part, mine)
            known[groups], of_group[groups] = True, segment.numbers("date")[mine]
        known[NO_GROUP] = False
        for part, mine in enumerate(docs):
            groups = self.groups.of(part, mine)
            own[part] = np.where(known[groups], of_group[groups], own[part])
        return own

    def read(self, ref: Ref) -> Article:
        """Return the stored article of a reference."""
        return read_article(self.segments[ref.part], ref.number)

    def group(self, ref: Ref) -> Group | None:
        """Return the group of near-identical copies of an article."""
        number = self.groups.group(ref.part, ref.number)
        if number is None:
            return None
        segment, lead = self.groups.lead(number)
        name = self.segments[segment].keywords("id").value(lead)
        return Group(size=self.groups.size(number), lead=name or "")

    def copies(self, ref: Ref) -> list[Ref]:
        """Return the live articles of an article's group, itself among them."""
        number = self.groups.group(ref.part, ref.number)
        members = [] if number is None else self.groups.members(number)
        return [Ref(part, doc) for part, doc in members if live(self.segments[part])[doc]]


def own_fields(segments: Iterable[Segment]) -> dict[str, Field]:
    """Return by name the fields that the articles of some segments have of their own."""
    return {
        field.name: field
        for segment in segments
        for field in extra_fields.fields_of(segment.lists(extra_fields.COLUMN).values)
    }


def region(field: str | None) -> FieldRegion:
    """Return the region of a text field; None is where bare words are looked for."""
    return BARE if field is None else region_of(LAYOUT, field)


def live(segment: Segment) -> NDArray[np.bool_]:
    """Mark the articles of a segment that are not deleted."""
    return np.ones(segment.size, bool) if segment.deleted is None else ~segment.deleted


def live_docs(segment: Segment, docs: Docs) -> Docs:
    """Return those of some articles that are not deleted."""
    return docs if segment.deleted is None else docs[~segment.deleted[docs]]
