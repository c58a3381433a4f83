"""From the positions that satisfy a query to stretches of the fields that people see."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from archive.analysis.textmap import TextMap
from archive.article import Article
from archive.columnar.segment import Segment
from archive.news_layout import LAYOUT, TEXT_FIELDS, texts_of
from search.ast import Span
from search.execution.showing import Shown


class ArticleText:
    """The texts of one article of a result, and which stretches of them satisfy the query."""

    def __init__(self, article: Article, segment: Segment, number: int, shown: Shown) -> None:
        self.article = article
        self._segment = segment
        self._number = number
        self._shown = shown
        self._maps: dict[str, TextMap] = {}

    @cached_property
    def _texts(self) -> dict[str, str]:
        return dict(zip(TEXT_FIELDS, texts_of(self.article), strict=True))

    def map(self, field: str) -> TextMap:
        """Return the positions of one of the texts."""
        if field not in self._maps:
            self._maps[field] = TextMap(self._texts[field])
        return self._maps[field]

    @cached_property
    def positions(self) -> dict[str, list[tuple[int, int]]]:
        """The matching stretches of positions, by text field, counted from the field's start."""
        found: dict[str, list[tuple[int, int]]] = {}
        starts = [int(self._segment.text(f"zone_start.{z}")[self._number]) for z in _ZONES]
        ends = [int(self._segment.text(f"zone_end.{z}")[self._number]) for z in _ZONES]
        for first, last in self._shown.get(0, ()):
            for zone, (start, end) in enumerate(zip(starts, ends, strict=True)):
                if start <= first and last <= end:
                    found.setdefault(LAYOUT.zones[zone], []).append((first - start, last - start))
                    break
        for space, spans in self._shown.items():
            if space and not LAYOUT.spaces[space - 1].items:
                found[LAYOUT.spaces[space - 1].name] = spans
        return found

    def marks(self, field: str) -> tuple[Span, ...]:
        """Return the matching stretches of a field as code points, ordered and disjoint."""
        spans = self.positions.get(field, ())
        text = self.map(field) if spans else None
        return merge_spans(text.characters(*span) for span in spans) if text else ()

    def matched(self) -> tuple[str, ...]:
        """Return the fields with matches, those within the body too, in the order of the layout."""
        fields = [field for field in TEXT_FIELDS if field in self.positions]
        if any(LAYOUT.spaces[space - 1].items for space in self._shown if space):
            fields.append("speaker")
        if "body" in fields and self._in_quotation():
            fields.append("quote")
        return tuple(fields)

    def _in_quotation(self) -> bool:
        marks = self.marks("body")
        return any(
            quotation.start <= mark.start and mark.end <= quotation.end
            for quotation in self.article.quotes
            for mark in marks
        )


_ZONES = range(len(LAYOUT.zones))


def merge_spans(spans: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the spans in order, those that overlap made one, empty ones left out."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if merged and start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return tuple(merged)
