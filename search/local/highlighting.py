"""From the positions that satisfy a query to stretches of the fields that people see."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from newssearch.archive.analysis.textmap import TextMap
from newssearch.archive.article import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import ArchiveDamaged
from newssearch.archive.kept import kept
from newssearch.archive.news_layout import BODY, LAYOUT, text_of
from newssearch.search.ast import Span
from newssearch.search.execution.entry_text import Body, characters_of, lacks_words
from newssearch.search.execution.matched_spans import Shown

_MAIN = 0


class ArticleText:
    """The texts of one article of a result, and which stretches of them satisfy the query.

    ``body_spans`` are those in the body, as positions in the entry.
    """

    def __init__(self, article: Article, segment: Segment, number: int, shown: Shown) -> None:
        self.article = article
        self._segment = segment
        self._number = number
        self.shown = shown
        self._marks: dict[str, tuple[Span, ...]] = {}
        self._body: Body | None = None
        main = shown.get(_MAIN, [])
        first = bisect_left(main, (segment.places.zone_start(number, BODY),))
        self._before_body, self.body_spans = main[:first], main[first:]

    @property
    def body(self) -> Body:
        """The body in paragraphs."""
        if self._body is None:
            self._body = Body(self.article.body, self._segment, self._number)
        return self._body

    def openings(self) -> tuple[list[int], list[int]]:
        """Return the positions at which paragraphs and sentences begin, before the body too."""
        return self._segment.places.openings(self._number)

    def unfit(self) -> ArchiveDamaged:
        """Return the error for a text that has not the words that the index has positions of."""
        return lacks_words(self._segment, self._number)

    @kept
    def sentences(self) -> list[int]:
        """The code points at which the sentences of the body begin."""
        return TextMap(self.article.body).sentences()

    @kept
    def _zone_positions(self) -> dict[str, list[tuple[int, int]]]:
        """The matching stretches of positions in the zones before the body, by field."""
        found: dict[str, list[tuple[int, int]]] = {}
        if self._before_body:
            zones = self._segment.places.zone_starts(self._number)
            for first, last in self._before_body:
                zone = bisect_right(zones, first) - 1
                start = zones[zone]
                found.setdefault(LAYOUT.zones[zone], []).append((first - start, last - start))
        return found

    @kept
    def positions(self) -> dict[str, list[tuple[int, int]]]:
        """The matching stretches of positions by text field, counted from the field's start."""
        found = dict(self._zone_positions)
        if self.body_spans:
            start = self._segment.places.zone_start(self._number, BODY)
            found["body"] = [(first - start, last - start) for first, last in self.body_spans]
        for space, spans in self.shown.items():
            if space and not LAYOUT.spaces[space - 1].items:
                found[LAYOUT.spaces[space - 1].name] = spans
        return found

    def marked_fields(self) -> list[str]:
        """Return the fields whose text has matches, in the order of the layout."""
        fields = list(self._zone_positions)
        if self.body_spans:
            fields.append("body")
        if len(self.shown) > (_MAIN in self.shown):
            spaces = [LAYOUT.spaces[space - 1] for space in sorted(self.shown) if space]
            fields += [space.name for space in spaces if not space.items]
        return fields

    def marks(self, field: str) -> tuple[Span, ...]:
        """Return the matching stretches of a field as code points, ordered and disjoint."""
        if field not in self._marks:
            if field == "body":
                found = merge_spans(map(self.body.characters, self.body_spans))
            elif spans := self._zone_positions.get(field) or self.positions.get(field):
                found = merge_spans(characters_of(text_of(self.article, field), spans))
            else:
                found = ()
            self._marks[field] = found
        return self._marks[field]

    def matched(self) -> tuple[str, ...]:
        """Return the fields with matches, those within the body too, in the order of the layout."""
        fields = self.marked_fields()
        if len(self.shown) > (_MAIN in self.shown):
            spaces = [LAYOUT.spaces[space - 1] for space in sorted(self.shown) if space]
            fields += [space.name for space in spaces if space.items]
        if self.article.quotes and self.body_spans and self._in_quotation():
            fields.append("quote")
        return tuple(fields)

    def _in_quotation(self) -> bool:
        """Say whether a span is in a quotation; the first one that begins there ends first."""
        spans = self.body_spans
        for start, end in self._segment.places.ranges(self._number):
            first = bisect_left(spans, (start,))
            if first < len(spans) and spans[first][1] <= end:
                return True
        return False


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
