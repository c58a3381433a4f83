"""A sheet: one page of text, wrapped and scrolled. Reader, help and plain messages are sheets."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from newssearch.search.ast import Span
from newssearch.tui.cells import fitting
from newssearch.tui.page import Lines, Page, next_mark
from newssearch.tui.scrolling import PAGE_OVERLAP, moving_bindings, selecting_bindings
from newssearch.tui.selecting import SelectingPane, Spot

_LINES_A_SLICE = 2000
"""Lines wrapped between two looks at the keyboard: about 5 ms of plain text."""

_NOTHING = Page("")


class Sheet(SelectingPane):
    """Shows a page. Lines are found in slices, so the first screen of any text comes at once."""

    BINDINGS = [*moving_bindings(), *selecting_bindings()]  # noqa: RUF012  (Textual's name)

    DEFAULT_CSS = """
    Sheet { padding: 0 0 0 1; }
    """

    class Moved(Message):
        """Another part of the page is seen, or another mark is the current one."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.page = _NOTHING
        self._lines = Lines(_NOTHING, 80)
        self.mark: int | None = None
        """The number of the current mark, counted from 0."""
        self._pointed: Span | None = None

    def show(self, page: Page) -> None:
        """Show another page from its beginning."""
        self.page = page
        self.mark = self._pointed = None
        self.select(None, None)
        self._lines = Lines(page, self.text_width)
        self._find_more()
        self.put_top(0)
        self.refresh()

    @property
    def settled(self) -> bool:
        """Whether all lines have been found."""
        return self.page is _NOTHING or self._lines.complete

    @property
    def here(self) -> Span | None:
        """What is drawn as the current place: a mark, or what was asked for."""
        return self._pointed if self.mark is None else self.page.marks[self.mark]

    @property
    def reading_offset(self) -> int:
        """The place that is read: that of the current mark, else the beginning of what is seen."""
        if self.here is not None:
            return self.here.start
        starts = self._lines.starts
        return starts[min(self.top, len(starts) - 1)] if starts else 0

    @property
    def percent(self) -> int:
        """How much of the page has been seen, in percent, at its present place."""
        seen = min(len(self._lines), self.top + self.page_height)
        return 100 * seen // max(1, len(self._lines))

    def on_resize(self) -> None:
        """Wrap the page again and keep its place."""
        self.post_message(self.Moved())
        if self._lines.width == self.text_width:
            return
        starts = self._lines.starts
        offset = starts[self.top] if self.top < len(starts) else 0
        self._lines = Lines(self.page, self.text_width)
        line = self._lines.line_at(offset)
        self._find_more()
        self.put_top(line)

    def _find_more(self, lines: Lines | None = None) -> None:
        if lines is not None and lines is not self._lines:
            return  # the page or the width has changed since this slice was planned
        self._lines.find(_LINES_A_SLICE)
        self._lines_found()
        if not self._lines.complete:
            wrapped = self._lines
            self.set_timer(0.005, lambda: self._find_more(wrapped))

    def _lines_found(self) -> None:
        self.virtual_size = Size(self.text_width, len(self._lines))
        self.post_message(self.Moved())

    def point_at(self, span: Span) -> None:
        """Scroll to a place of the text and draw it as the current one."""
        self.mark, self._pointed = None, span
        self._show_offset(span.start)

    def _show_offset(self, offset: int) -> None:
        line = self._lines.line_at(offset)
        self._lines_found()
        self.show_line(line)
        self.refresh()

    def at_last_mark(self, step: int) -> bool:
        """Return whether there is no further mark in a direction: after the last, or before it."""
        count = len(self.page.marks)
        return not count or self.mark == (count - 1 if step > 0 else 0)

    def next_mark(self, step: int) -> bool:
        """Go to the next mark (1) or the one before (-1), and say whether there is any.

        From the last one on to the first; at first, to the first one from the top of the screen.
        """
        marks = self.page.marks
        if not marks:
            return False
        if self.mark is not None:
            self.mark = (self.mark + step) % len(marks)
        else:
            top = self._lines.starts[self.top] if self.top < len(self._lines) else 0
            self.mark = (next_mark(marks, top) + min(step, 0)) % len(marks)
        self._pointed = None
        self._show_offset(marks[self.mark].start)
        self.post_message(self.Moved())
        return True

    def render_line(self, y: int) -> Strip:
        """Draw the line that is seen at ``y``."""
        line, width, base = self.top + y, self.line_width, self.rich_style
        if line >= len(self._lines):
            return Strip.blank(width, base)
        start, end = self._lines.starts[line], self._lines.ends[line]
        segments = [
            Segment(segment.text, base + (segment.style or base))
            for segment in self.page.segments(
                start, end, here=self.here, selected=self.selected_in(0, start, end)
            )
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return which place of the page is drawn at a cell."""
        starts, ends = self._lines.starts, self._lines.ends
        if not starts:
            return None
        line = max(0, self.top + y - self.gutter.top)
        if line >= len(starts):
            return Spot(0, ends[-1])
        start, end = starts[line], ends[line]
        return Spot(0, start + fitting(self.page.text[start:end], x - self.gutter.left))

    def text_between(self, first: Spot, last: Spot) -> str:
        """Return the text of the page from one place to before another."""
        return self.page.text[first.offset : last.offset]

    def action_select_line_down(self) -> None:
        """Select one line more."""
        self._select_lines(1)

    def action_select_line_up(self) -> None:
        """Select one line less."""
        self._select_lines(-1)

    def _select_lines(self, step: int) -> None:
        reached = self._reached_offset()
        line = self._lines.line_at(reached)
        column = reached - self._lines.starts[line]
        line = max(0, min(line + step, len(self._lines) - 1))
        start, end = self._lines.starts[line], self._lines.ends[line]
        self._select_to(min(start + column, end))

    def action_select_word_right(self) -> None:
        """Select one word more."""
        text, place = self.page.text, self._reached_offset()
        while place < len(text) and text[place].isspace():
            place += 1
        while place < len(text) and not text[place].isspace():
            place += 1
        self._select_to(place)

    def action_select_word_left(self) -> None:
        """Select one word less."""
        text, place = self.page.text, self._reached_offset()
        while place and text[place - 1].isspace():
            place -= 1
        while place and not text[place - 1].isspace():
            place -= 1
        self._select_to(place)

    def _reached_offset(self) -> int:
        if self._anchor is None or self._reached is None:
            self._anchor = self._reached = Spot(0, self.reading_offset)
        return self._reached.offset

    def _select_to(self, offset: int) -> None:
        self.select(self._anchor, Spot(0, offset))
        self.show_line(self._lines.line_at(offset))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell the status line that another part is seen."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Moved())

    def action_move_down(self) -> None:
        """Scroll one line down."""
        self.put_top(self.top + 1)

    def action_move_up(self) -> None:
        """Scroll one line up."""
        self.put_top(self.top - 1)

    def action_move_page_down(self) -> None:
        """Turn the page."""
        self.put_top(self.top + self.page_height - PAGE_OVERLAP)

    def action_move_page_up(self) -> None:
        """Turn the page back."""
        self.put_top(self.top - self.page_height + PAGE_OVERLAP)

    def action_move_half_down(self) -> None:
        """Scroll half a screen down."""
        self.put_top(self.top + max(1, self.page_height // 2))

    def action_move_half_up(self) -> None:
        """Scroll half a screen up."""
        self.put_top(self.top - max(1, self.page_height // 2))

    def action_move_home(self) -> None:
        """Go to the beginning."""
        self.put_top(0)

    def action_move_end(self) -> None:
        """Go to the end, finding it first."""
        self._lines.line_at(len(self.page.text))
        self._lines_found()
        self.put_top(len(self._lines))
