"""A list of blocks of several lines each, one of them chosen: hits, quotations.

Blocks are set in lines once for a width; only the lines that are seen are drawn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from newssearch.tui.cells import fitting
from newssearch.tui.inks import INKS
from newssearch.tui.page import Page, PageParagraph, Row, rows_of
from newssearch.tui.scrolling import moving_bindings
from newssearch.tui.selecting import SelectingPane, Spot

GUTTER = 2
"""Cells left of every block, where the chosen one has its sign."""

TALL = 16
"""Height from which blocks have more lines and a blank one between them."""


class Block(NamedTuple):
    """A page and how each of its paragraphs is set, in a low and in a tall list.

    The first ``head`` rows are a heading above the block, and ``gap`` says whether a blank row is
    below it in a tall list.
    """

    page: Page
    low: Sequence[PageParagraph]
    tall: Sequence[PageParagraph]
    head: int = 0
    gap: bool = True


class BlockList(SelectingPane):
    """Shows blocks and moves a cursor over them."""

    BINDINGS = moving_bindings()

    class Chosen(Message):
        """The cursor is on another block, or on the first of new ones."""

        def __init__(self, blocks: BlockList, number: int) -> None:
            super().__init__()
            self.blocks = blocks
            self.number = number

    class Taken(Message):
        """A block was clicked that was chosen already."""

        def __init__(self, blocks: BlockList, number: int) -> None:
            super().__init__()
            self.blocks = blocks
            self.number = number

    class NearEnd(Message):
        """The end of the blocks is seen, or soon will be."""

        def __init__(self, blocks: BlockList) -> None:
            super().__init__()
            self.blocks = blocks

    class NearStart(NearEnd):
        """The beginning of the blocks is seen, or soon will be."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._blocks: list[Block] = []
        self._rows: list[list[Row]] = []
        self._tops: list[int] = [0]
        self._set_for: tuple[int, bool] = (0, False)
        self.cursor = 0

    @property
    def count(self) -> int:
        """How many blocks there are."""
        return len(self._blocks)

    def show_blocks(self, blocks: Sequence[Block], cursor: int = 0) -> None:
        """Show other blocks, the cursor on one of them."""
        self._blocks, self._rows, self._tops = [], [], [0]
        self.select(None, None)
        self.cursor = min(cursor, max(0, len(blocks) - 1))
        self.add_blocks(blocks)
        self.put_top(0)
        self._follow()
        self.refresh()
        if blocks:
            self.post_message(self.Chosen(self, self.cursor))

    def add_blocks(self, blocks: Sequence[Block]) -> None:
        """Add blocks at the end."""
        self._blocks += blocks
        self._set(blocks)

    def replace_block(self, number: int, block: Block) -> None:
        """Show another block of the same size in the place of one."""
        self._blocks[number] = block
        self.refresh()

    def insert_blocks(self, blocks: Sequence[Block]) -> None:
        """Add blocks before the first; what is seen and chosen stays."""
        known, kept_rows, before = self._blocks, self._rows, self._tops[-1]
        self._blocks, self._rows, self._tops = [*blocks, *known], [], [0]
        self._set(blocks)
        self._rows += kept_rows
        self._set(())
        self.cursor += len(blocks)
        self.put_top(self.top + self._tops[-1] - before)
        self.refresh()

    def _set(self, blocks: Sequence[Block]) -> None:
        """Set further blocks in lines, and find the place of each that has none yet."""
        width, tall = self._set_for = (self.text_width, self.page_height >= TALL)
        for block in blocks:
            paragraphs = block.tall if tall else block.low
            rows = rows_of(block.page, paragraphs, max(1, width - GUTTER))
            self._rows.append(rows)
        numbers = range(len(self._tops) - 1, len(self._rows))
        heights = (len(self._rows[n]) + (tall and self._blocks[n].gap) for n in numbers)
        self._tops += list(accumulate(heights, initial=self._tops[-1]))[1:]
        self.virtual_size = Size(width, self._tops[-1])

    def on_resize(self) -> None:
        """Set the blocks for the new size."""
        if self._set_for != (self.text_width, self.page_height >= TALL):
            self._rows, self._tops = [], [0]
            self._set(self._blocks)
        self._follow()

    def move_to(self, number: int) -> None:
        """Put the cursor on a block, or on the last one before it."""
        number = max(0, min(number, len(self._blocks) - 1))
        if not self._blocks or number == self.cursor:
            return
        self.cursor = number
        self._follow()
        self.refresh()
        self.post_message(self.Chosen(self, number))

    def _follow(self) -> None:
        """Scroll as little as needed for the chosen block to be seen."""
        if self._blocks:
            top, end = self._tops[self.cursor], self._tops[self.cursor + 1]
            if top < self.top:
                self.put_top(top)
            elif end > self.top + self.page_height:
                self.put_top(min(top, end - self.page_height))

    def render_line(self, y: int) -> Strip:
        """Draw the line that is seen at ``y``."""
        line, width, base = self.top + y, self.line_width, self.rich_style
        number = bisect_right(self._tops, line) - 1
        if number >= len(self._blocks):
            return Strip.blank(width, base)
        block, within = self._blocks[number], line - self._tops[number]
        if within >= len(self._rows[number]):
            return Strip.blank(width, base)
        chosen = number == self.cursor and within >= block.head
        if chosen:
            base += INKS["chosen"]
        segments = self._row_segments(number, within, chosen, base)
        if chosen and self.has_focus and within == block.head and not INKS["chosen"]:
            segments, base = _reversed(segments, base)
        return Strip(segments).adjust_cell_length(width, base)

    def _row_segments(self, number: int, within: int, chosen: bool, base: Style) -> list[Segment]:
        block, row = self._blocks[number], self._rows[number][within]
        page = block.page
        mark = self.sign_of(number) if within == block.head else " "
        segments = [
            Segment("▌" if chosen else " ", INKS["key"]),
            Segment(mark + " " * row.indent, INKS["key"]),
        ]
        end = row.end
        if row.cut:
            room = self.text_width - GUTTER - row.indent - 1
            end = row.start + fitting(page.text[row.start : row.end], room)
        selected = self.selected_in(number, row.start, end)
        segments += page.segments(row.start, end, selected=selected)
        if row.cut:
            segments.append(Segment("…"))
        return [Segment(segment.text, base + (segment.style or base)) for segment in segments]

    def sign_of(self, _number: int) -> str:
        """Return the sign of one cell that a block has beside it."""
        return " "

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return which place of which block is drawn at a cell."""
        number = self.block_at(y)
        if number is None:
            return Spot(len(self._blocks), 0) if self._blocks else None
        rows = self._rows[number]
        within = max(0, self.top + y - self.gutter.top) - self._tops[number]
        if within >= len(rows):
            return Spot(number, len(self._blocks[number].page.text))
        row = rows[within]
        text = self._blocks[number].page.text[row.start : row.end]
        return Spot(number, row.start + fitting(text, x - GUTTER - row.indent))

    def text_between(self, first: Spot, last: Spot) -> str:
        """Return the text of the blocks from one place to before another."""
        parts = []
        for number in range(first.block, min(last.block, len(self._blocks) - 1) + 1):
            text = self._blocks[number].page.text
            end = last.offset if number == last.block else len(text)
            parts.append(text[first.offset if number == first.block else 0 : end])
        return "\n\n".join(parts).strip("\n")

    def block_at(self, y: int) -> int | None:
        """Return the number of the block that is drawn at line ``y`` of the pane."""
        number = bisect_right(self._tops, max(0, self.top + y - self.gutter.top)) - 1
        return number if number < len(self._blocks) else None

    def on_click(self, event: events.Click) -> None:
        """Choose the block below the pointer; a second click takes it."""
        if self.was_dragged():
            return
        number = self.block_at(event.y)
        if number is None:
            return
        if number == self.cursor:
            self.post_message(self.Taken(self, number))
        self.move_to(number)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more blocks when an end comes near."""
        super().watch_scroll_y(old_value, new_value)
        if new_value > old_value and self.top + 2 * self.page_height >= self._tops[-1]:
            self.post_message(self.NearEnd(self))
        elif new_value < old_value and self.top <= self.page_height:
            self.post_message(self.NearStart(self))

    def _page_step(self) -> int:
        per_block = self._tops[-1] / max(1, len(self._blocks))
        return max(1, int(self.page_height / max(1.0, per_block)))

    def action_move_down(self) -> None:
        """Choose the next block."""
        self.move_to(self.cursor + 1)

    def action_move_up(self) -> None:
        """Choose the block before."""
        self.move_to(self.cursor - 1)

    def action_move_page_down(self) -> None:
        """Choose a block one screen down."""
        self.move_to(self.cursor + self._page_step())

    def action_move_page_up(self) -> None:
        """Choose a block one screen up."""
        self.move_to(self.cursor - self._page_step())

    def action_move_half_down(self) -> None:
        """Choose a block half a screen down."""
        self.move_to(self.cursor + max(1, self._page_step() // 2))

    def action_move_half_up(self) -> None:
        """Choose a block half a screen up."""
        self.move_to(self.cursor - max(1, self._page_step() // 2))

    def action_move_home(self) -> None:
        """Choose the first block."""
        self.move_to(0)

    def action_move_end(self) -> None:
        """Choose the last block that is known."""
        self.move_to(len(self._blocks) - 1)


def _reversed(segments: list[Segment], base: Style) -> tuple[list[Segment], Style]:
    """Return a row, but for its sign, as it is drawn where a theme has no colour for the cursor."""
    over = Style(reverse=True)
    sign, *rest = segments
    return [sign, *(Segment(text, (style or base) + over) for text, style, _ in rest)], base + over
