"""The texts of one article by the positions of the index: what is printed at them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from newssearch.archive.analysis.surfaces import PARAGRAPH_END
from newssearch.archive.analysis.textmap import TextMap
from newssearch.archive.article import Article
from newssearch.archive.columnar.layout import ITEM_WIDTH
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import ArchiveDamaged
from newssearch.archive.kept import kept
from newssearch.archive.news_layout import BODY, LAYOUT, TEXT_FIELDS, texts_of
from newssearch.search.execution import plain_loops
from newssearch.search.execution.loops import loops


class Body:
    """The body of an article in paragraphs.

    ``paragraphs`` are as they are in it, without blank ones, ``openings`` the positions at which
    they begin, and ``sentences`` those at which sentences begin, before the body too.
    """

    __slots__ = ("_content", "_maps", "_starts", "openings", "paragraphs", "sentences")

    def __init__(self, content: str, segment: Segment, number: int) -> None:
        self._content = content
        pieces = content.split(PARAGRAPH_END)
        if "" in pieces or any(map(str.isspace, pieces)):
            pieces = list(filter(_has_text, pieces))
        self.paragraphs = pieces
        openings, self.sentences = segment.places.openings(number)
        if len(openings) < len(pieces):
            raise segment.file("text").damaged(f"it lacks paragraphs of article {number}")
        self.openings = openings[len(openings) - len(pieces) :]
        self._maps: dict[int, TextMap] = {}
        self._starts: list[int] | None = None

    def number(self, position: int) -> int:
        """Return the number of the paragraph that holds a position."""
        return max(bisect_right(self.openings, position) - 1, 0)

    def characters(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the code points of a span in the body; it is within one paragraph."""
        number = self.number(span[0])
        opening, place = self.openings[number], self._start(number)
        here = self._maps.get(number)
        if here is None:
            here = self._maps[number] = TextMap(self.paragraphs[number])
        start, end = here.characters(span[0] - opening, span[1] - opening)
        return place + start, place + end

    def _start(self, number: int) -> int:
        """Return where a paragraph begins in the body."""
        if self._starts is None:
            self._starts = []
            place = 0
            for piece in self._content.split(PARAGRAPH_END):
                if _has_text(piece):
                    self._starts.append(place)
                place += len(piece) + len(PARAGRAPH_END)
        return self._starts[number]


def _has_text(paragraph: str) -> bool:
    return bool(paragraph) and not paragraph.isspace()


class EntryText:
    """What is printed at the positions of one article, in any of its spaces."""

    def __init__(self, article: Article, segment: Segment, number: int) -> None:
        self._article, self._segment, self._number = article, segment, number

    def printed(self, space: int, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
        """Yield what is printed at each of some spans of a space, which are in order.

        Raises:
            ArchiveDamaged: the text has no such words.
        """
        try:
            for (text, opening), own in groupby(spans, self._finder(space)):
                moved = [(first - opening, last - opening) for first, last in own]
                for start, end in characters_of(text, moved):
                    yield text[start:end]
        except IndexError as error:
            raise lacks_words(self._segment, self._number) from error

    def _finder(self, space: int) -> Callable[[tuple[int, int]], tuple[str, int]]:
        """Return what gives the text that holds a span, and the position at which it begins."""
        if not space:
            return self._main_finder()
        known = LAYOUT.spaces[space - 1]
        text = self._texts[known.name]
        if not known.items:
            return lambda span: (text, 0)
        items = text.split(PARAGRAPH_END)

        def item(span: tuple[int, int]) -> tuple[str, int]:
            number = span[0] // ITEM_WIDTH
            return items[number], number * ITEM_WIDTH

        return item

    def _main_finder(self) -> Callable[[tuple[int, int]], tuple[str, int]]:
        zones = self._segment.places.zone_starts(self._number)
        body: Body | None = None

        def paragraph(span: tuple[int, int]) -> tuple[str, int]:
            nonlocal body
            if span[0] < zones[BODY]:
                zone = bisect_right(zones, span[0]) - 1
                return self._texts[LAYOUT.zones[zone]], zones[zone]
            if body is None:
                body = Body(self._article.body, self._segment, self._number)
            number = body.number(span[0])
            return body.paragraphs[number], body.openings[number]

        return paragraph

    @kept
    def _texts(self) -> dict[str, str]:
        return dict(zip(TEXT_FIELDS, texts_of(self._article), strict=True))


def lacks_words(segment: Segment, number: int) -> ArchiveDamaged:
    """Return the error for a text that has not the words that the index has positions of."""
    reason = f"it has positions in article {number} where its text has no words"
    return segment.file("text").damaged(reason)


def characters_of(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the code points of spans of positions in a text; a loop reads single paragraphs."""
    reads = plain_loops.characters_of if PARAGRAPH_END in text else loops().characters_of
    found: list[tuple[int, int]] = reads(text, spans)
    return found
