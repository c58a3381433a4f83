"""Where a part of a query is looked for: which field of a document, and which stretches of it."""

from __future__ import annotations

from newssearch.archive.cluster.mapping import MAIN, text_field
from newssearch.archive.cluster.slots import PARAGRAPH, SENTENCE, zone_marks
from newssearch.archive.fields import FIELD_BY_NAME
from newssearch.archive.kept import kept
from newssearch.archive.news_layout import LAYOUT
from newssearch.search.ast import Unit
from newssearch.search.cluster.dsl import (
    Query,
    Source,
    any_of,
    filtered,
    match,
    ordered,
    span_or,
    span_ordered,
    span_term,
)

_BODY = LAYOUT.zones[-1]
_FAR = 1 << 24
"""Positions between the two ends of a zone: more than an article has."""

_SPOKEN = {LAYOUT.ranges: "quotes.words", "speaker": "quotes.speaker"}
"""The fields of single quotations."""


class Place:
    """A text field (None for the bare ones), in whole articles or in single quotations.

    ``zones`` are the first and the last marks of the stretches of ``field`` that belong to it;
    none for all of it. ``space`` is that of its words.
    """

    def __init__(self, name: str | None, *, spoken: bool = False) -> None:
        self.name = name
        self.spoken = spoken
        self.space = LAYOUT.by_space.get(name, 0) if name else 0
        self.zones = tuple(map(_marks, _parts(name)))
        space = LAYOUT.spaces[self.space - 1] if self.space else None
        self.items = space is not None and space.items
        """Whether it is a list, of which each item is a sentence and a paragraph."""
        self.whole = space is not None and not space.items
        """Whether all of it is one sentence and one paragraph."""
        if name is None or self.zones:
            self.field = MAIN
        else:
            self.field = _SPOKEN[name] if spoken else text_field(name)

    def inside(self, source: Source) -> Source:
        """Return the stretches of a source that are in it."""
        return filtered(source, "contained_by", self._zones) if self.zones else source

    @kept
    def _zones(self) -> Source:
        return any_of([ordered([match(first), match(last)]) for first, last in self.zones])

    def spans_inside(self, span: Query) -> Query:
        """Return the spans of a query that are in it."""
        if not self.zones:
            return span
        zones = [
            span_ordered([span_term(self.field, first), span_term(self.field, last)], _FAR)
            for first, last in self.zones
        ]
        return {"span_within": {"little": span, "big": span_or(zones)}}

    def unit_marks(self, unit: Unit) -> tuple[str, str, str]:
        """Return the marks of a sentence or paragraph: its first position, its last, its only."""
        return SENTENCE if unit == "sentence" and not self.items else PARAGRAPH

    def unit(self, unit: Unit) -> Source:
        """Return the sentences or the paragraphs."""
        first, last, alone = self.unit_marks(unit)
        return any_of([ordered([match(first), match(last)]), match(alone)])

    def wide_unit(self, unit: Unit) -> Source:
        """Return the sentences or the paragraphs of several positions."""
        first, last, _ = self.unit_marks(unit)
        return ordered([match(first), match(last)])


def _parts(name: str | None) -> tuple[str, ...]:
    """Return the zones and the lead of which a field of the main text is made."""
    if name is None:
        return ()
    if name in (_BODY, LAYOUT.lead):
        return (name,)
    return FIELD_BY_NAME[name].parts


def _marks(part: str) -> tuple[str, str]:
    if part == LAYOUT.lead:
        return zone_marks(_BODY)[0], zone_marks(LAYOUT.lead)[1]
    return zone_marks(part)


EVERYWHERE = Place(None)
"""Where a word without a field is looked for."""
