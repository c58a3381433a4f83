"""A page: clean text with inks, and its lines on a screen of some width.

All that is shown (an article, a hit, the help, a message) is a page, so there is one place where
text becomes cells. A page knows nothing of widgets. Lines are found as they are needed: an
article of 5 MB shows its first screen at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from newssearch.search.ast import Span
from newssearch.tui.cells import Marked, cut_points, line_end, lines_of
from newssearch.tui.inks import INKS

_PLAIN = Style()


class Run(NamedTuple):
    """A stretch of a page in one ink."""

    start: int
    end: int
    ink: str


@dataclass(frozen=True)
class Page:
    """Clean text in paragraphs, one per line; ``layers`` are runs, each layer ordered and disjoint.

    Later layers are drawn over earlier ones. ``marks`` are the spans that a person jumps between,
    ``places`` further spans that may be asked for by number (quotations).
    """

    text: str
    layers: tuple[tuple[Run, ...], ...] = ()
    marks: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()

    @cached_property
    def _ends(self) -> tuple[list[int], ...]:
        return tuple([run.end for run in layer] for layer in self.layers)

    def inks(
        self, start: int, end: int, edges: Sequence[Span] = ()
    ) -> list[tuple[int, int, list[str]]]:
        """Return the stretch in pieces of one look: start, end, the inks from below to above.

        It is cut at ``edges`` too.
        """
        reaching = [
            self._reaching(layer, ends, start, end)
            for layer, ends in zip(self.layers, self._ends, strict=True)
        ]
        spans = [Span(run.start, run.end) for runs in reaching for run in runs]
        spans += edges
        return [
            (
                a,
                b,
                [run.ink for runs in reaching for run in runs if run.start <= a and b <= run.end],
            )
            for a, b in cut_points(start, end, spans)
        ]

    @staticmethod
    def _reaching(layer: Sequence[Run], ends: list[int], start: int, end: int) -> list[Run]:
        reaching = []
        for index in range(bisect_right(ends, start), len(layer)):
            if layer[index].start >= end:
                break
            reaching.append(layer[index])
        return reaching

    def segments(
        self,
        start: int,
        end: int,
        *,
        over: Style | None = None,
        here: Span | None = None,
        selected: tuple[int, int] | None = None,
    ) -> list[Segment]:
        """Draw a stretch of one line; ``over`` is over all inks, ``here`` is the current mark."""
        segments = []
        edges = () if selected is None else (Span(*selected),)
        for a, b, inks in self.inks(start, end, edges):
            style = Style.combine([_PLAIN, *(INKS[ink] for ink in inks)])
            if here is not None and here.start <= a and b <= here.end:
                style += INKS["here"]
            if selected is not None and selected[0] <= a and b <= selected[1]:
                style += INKS["selected"]
            segments.append(Segment(self.text[a:b], style if over is None else style + over))
        return segments


class PageWriter:
    """Puts a page together, line by line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._quotes: list[Run] = []
        self._marks: list[Span] = []
        self._places: list[Span] = []

    @property
    def length(self) -> int:
        """How much has been written: the offset of what is written next."""
        return self._length

    @property
    def lines(self) -> int:
        """How many lines have been ended."""
        return sum(part.count("\n") for part in self._parts)

    def write(self, text: str | Marked, ink: str | None = None) -> int:
        """Write clean text without a line break after it, and return its offset."""
        if isinstance(text, str):
            text = Marked(text)
        start = self._length
        self._parts.append(text.text)
        self._length += len(text.text)
        if ink is not None and text.text:
            self._runs.append(Run(start, self._length, ink))
        self._marks += (Span(start + span.start, start + span.end) for span in text.spans)
        return start

    def line(self, text: str | Marked = "", ink: str | None = None) -> int:
        """Write clean text and end the line."""
        start = self.write(text, ink)
        self._parts.append("\n")
        self._length += 1
        return start

    def ink(self, runs: Iterable[Run]) -> None:
        """Ink parts of what was written without an ink, in order."""
        self._runs += runs

    def quote(self, start: int, end: int) -> None:
        """Note where a quotation lies; those that overlap an earlier one are only a place."""
        self._places.append(Span(start, end))
        if not self._quotes or start >= self._quotes[-1].end:
            self._quotes.append(Run(start, end, "quote"))

    def page(self) -> Page:
        """Return what was written."""
        marks = tuple(self._marks)
        marked = tuple(Run(span.start, span.end, "mark") for span in marks)
        text = "".join(self._parts).removesuffix("\n")
        return Page(
            text, (tuple(self._runs), tuple(self._quotes), marked), marks, tuple(self._places)
        )


@dataclass
class Lines:
    """The lines of a page at one width, found from the top as far as they were asked for."""

    page: Page
    width: int
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    complete: bool = False

    def __post_init__(self) -> None:
        self._source = self._every_line()

    def _every_line(self) -> Iterator[tuple[int, int]]:
        text, start = self.page.text, 0
        while start <= len(text):
            stop = text.find("\n", start)
            if stop < 0:
                stop = len(text)
            yield from lines_of(text, start, stop, self.width)
            start = stop + 1

    def __len__(self) -> int:
        return len(self.starts)

    def find(self, count: int) -> None:
        """Find up to ``count`` further lines."""
        for _ in range(count):
            line = next(self._source, None)
            if line is None:
                self.complete = True
                return
            self.starts.append(line[0])
            self.ends.append(line[1])

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the offset, finding lines as far as needed."""
        while not self.complete and (not self.starts or self.starts[-1] <= offset):
            self.find(1000)
        return max(0, bisect_right(self.starts, offset) - 1)


def next_mark(marks: Sequence[Span], offset: int) -> int:
    """Return the number of the first mark at or after the offset, or 0 where none is."""
    number = bisect_left(marks, offset, key=lambda span: span.start)
    return number if number < len(marks) else 0


class Row(NamedTuple):
    """One line of a block: a stretch of its page, how far it is set in, and whether text is cut."""

    start: int
    end: int
    indent: int
    cut: bool


class PageParagraph(NamedTuple):
    """How a paragraph of a block is set: how many lines at most, and how far it is set in.

    Lines after the first are set in by ``hang`` more. Where it is cut and has parts, with
    ``between`` between them, only whole parts are shown.
    """

    most_lines: int
    indent: int = 0
    hang: int = 0
    between: str = ""


def rows_of(page: Page, paragraphs: Sequence[PageParagraph], width: int) -> list[Row]:
    """Set a small page in lines, each paragraph in no more than it may have."""
    rows: list[Row] = []
    start = 0
    for text, paragraph in zip(page.text.split("\n"), paragraphs, strict=True):
        stop = start + len(text)
        if paragraph.most_lines:
            rows += _rows_of_paragraph(page.text, start, stop, paragraph, width)
        start = stop + 1
    return rows


def _rows_of_paragraph(
    text: str, start: int, stop: int, paragraph: PageParagraph, width: int
) -> list[Row]:
    most_lines, indent, hang, between = paragraph
    first = line_end(text, start, stop, max(1, width - indent))
    rows = [Row(start, first, indent, cut=False)]
    rest = first + 1 if first < stop and text[first] == " " else first
    if rest < stop and most_lines > 1:
        for a, b in lines_of(text, rest, stop, max(1, width - indent - hang)):
            rows.append(Row(a, b, indent + hang, cut=False))
            if len(rows) == most_lines:
                break
    last = rows[-1]
    if last.end < stop:
        whole = text.rfind(between, last.start, last.end + len(between)) if between else -1
        cut = whole <= last.start
        rows[-1] = last._replace(end=last.end if cut else whole, cut=cut)
    return rows
