"""From the positions that satisfy a query to stretches of the fields that people see."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from archive.analysis.surfaces import PARAGRAPH_END
from archive.analysis.textmap import ParagraphMap, TextMap
from archive.article import Article
from archive.columnar.segment import Segment
from archive.news_layout import LAYOUT, TEXT_FIELDS, texts_of
from search.ast import Span
from search.execution.showing import Shown

_BODY = len(LAYOUT.zones) - 1
_ZONES = range(len(LAYOUT.zones))


class ArticleText:
    """The texts of one article of a result, and which stretches of them satisfy the query."""

    def __init__(self, article: Article, segment: Segment, number: int, shown: Shown) -> None:
        self.article = article
        self._segment = segment
        self._number = number
        self._shown = shown
        self._maps: dict[str, TextMap] = {}
        self._marks: dict[str, tuple[Span, ...]] = {}
        self._paragraphs: dict[int, ParagraphMap] = {}

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
        main = self._shown.get(0, ())
        if main:
            zones = [self._zone(zone) for zone in _ZONES]
        for first, last in main:
            for zone in reversed(_ZONES):
                start, end = zones[zone]
                if start <= first and last <= end:
                    found.setdefault(LAYOUT.zones[zone], []).append((first - start, last - start))
                    break
        for space, spans in self._shown.items():
            if space and not LAYOUT.spaces[space - 1].items:
                found[LAYOUT.spaces[space - 1].name] = spans
        return found

    def _zone(self, zone: int) -> tuple[int, int]:
        start = self._segment.text(f"zone_start.{zone}")[self._number]
        return int(start), int(self._segment.text(f"zone_end.{zone}")[self._number])

    def marks(self, field: str) -> tuple[Span, ...]:
        """Return the matching stretches of a field as code points, ordered and disjoint."""
        if field not in self._marks:
            spans = self.positions.get(field, ())
            if field == "body":
                found = merge_spans(map(self._in_body, spans))
            elif spans:
                found = merge_spans(self.map(field).characters(*span) for span in spans)
            else:
                found = ()
            self._marks[field] = found
        return self._marks[field]

    # -- paragraphs of the body --------------------------------------------------------------

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Where the paragraphs of the body begin and end, as code points, without blank ones."""
        found: list[tuple[int, int]] = []
        start = 0
        for piece in self.article.body.split(PARAGRAPH_END):
            if piece and not piece.isspace():
                found.append((start, start + len(piece)))
            start += len(piece) + len(PARAGRAPH_END)
        return found

    @cached_property
    def _openings(self) -> list[int]:
        """The positions at which the paragraphs of the body begin, counted from its start."""
        segment, number = self._segment, self._number
        first, end = segment.text("paragraph_offsets")[number : number + 2].tolist()
        openings = segment.file("text")["paragraphs"].slice(first, end)
        start, _ = self._zone(_BODY)
        count = len(self.paragraphs)
        body = openings[len(openings) - count :] if count else openings[:0]
        return [opening - start for opening in body.tolist()]

    def paragraph(self, number: int) -> ParagraphMap:
        """Return the positions of a paragraph of the body."""
        if number not in self._paragraphs:
            start, end = self.paragraphs[number]
            self._paragraphs[number] = ParagraphMap(self.article.body[start:end])
        return self._paragraphs[number]

    def _in_body(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the code points of a span of the body; it lies within one paragraph."""
        number = max(bisect_right(self._openings, span[0]) - 1, 0)
        opening, place = self._openings[number], self.paragraphs[number][0]
        start, end = self.paragraph(number).characters(span[0] - opening, span[1] - opening)
        return place + start, place + end

    # -- fields ------------------------------------------------------------------------------

    def matched(self) -> tuple[str, ...]:
        """Return the fields with matches, those within the body too, in the order of the layout."""
        fields = [field for field in TEXT_FIELDS if field in self.positions]
        if any(LAYOUT.spaces[space - 1].items for space in self._shown if space):
            fields.append("speaker")
        if "body" in fields and self._in_quotation():
            fields.append("quote")
        return tuple(fields)

    def _in_quotation(self) -> bool:
        marks = self.marks("body") if self.article.quotes else ()
        return any(
            quotation.start <= mark.start and mark.end <= quotation.end
            for quotation in self.article.quotes
            for mark in marks
        )


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
