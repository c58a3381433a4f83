"""The panes of the search screen: the hits and the article."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from newssearch.archive.wording import counted
from newssearch.tui.actions import LIST, READER, bindings_in
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.hit_rows import HitRow
from newssearch.tui.memory import Memory
from newssearch.tui.sheet import Sheet


class ResultList(BlockList):
    """The hits, one per block."""

    BINDINGS = bindings_in(LIST)

    class EndWanted(Message):
        """The last of all hits is wanted, which is not here."""

    class StartWanted(Message):
        """The first of all hits is wanted, which is not here."""

    def __init__(self) -> None:
        super().__init__(id="hits")
        self.add_class("-ruled")
        self.rows: list[HitRow] = []
        self.first = 0
        """How many hits of the answer come before the first one here."""
        self.total = 0
        """How many hits the answer has; those here are a stretch of them."""
        self.memory = Memory()
        """Knows which articles were read."""
        self.marked: dict[str, HitRow] = {}
        """The hits that were marked, by id, also those of other answers."""

    @property
    def chosen(self) -> HitRow | None:
        """The hit the cursor is on."""
        return self.rows[self.cursor] if self.rows else None

    def sign_of(self, number: int) -> str:
        """Return the sign of a marked hit."""
        return "•" if self.rows[number].id in self.marked else " "

    def on_resize(self) -> None:
        """Say how many hits are seen now, once they are set for the new size."""
        self.call_after_refresh(self.show_position)

    def mark(self) -> None:
        """Mark the chosen hit, or take its mark away."""
        if (row := self.chosen) is not None:
            if self.marked.pop(row.id, None) is None:
                self.marked[row.id] = row
            self.refresh()

    def show_position(self) -> None:
        """Say in the title which of the hits are seen."""
        if not self.rows:
            return
        seen = [self.block_at(y) for y in (self.gutter.top, self.gutter.top + self.page_height - 1)]
        first, last = (len(self.rows) - 1 if number is None else number for number in seen)
        total = max(self.total, self.last)
        stretch = f"{self.first + first + 1:,}-{self.first + last + 1:,}"
        self.border_title = f"╴Hits {stretch} of {total:,}╶"

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say which hits are seen now."""
        super().watch_scroll_y(old_value, new_value)
        self.show_position()

    @property
    def last(self) -> int:
        """How many hits of the answer there are up to the last one here."""
        return self.first + len(self.rows)

    def show_rows(
        self, rows: Sequence[HitRow], keep: str | None = None, *, first: int = 0, total: int = 0
    ) -> None:
        """Show other hits, the cursor on the one with the id ``keep`` if it is among them.

        ``first`` hits come before them, of ``total`` in all.
        """
        self.rows, self.first, self.total = list(rows), first, total
        ids = [row.id for row in self.rows]
        self.show_blocks(self._made(rows), ids.index(keep) if keep in ids else 0)
        self.call_after_refresh(self.show_position)

    def add_rows(self, rows: Sequence[HitRow]) -> None:
        """Add further hits at the end."""
        self.rows += rows
        self.add_blocks(self._made(rows))
        self.show_position()

    def insert_rows(self, rows: Sequence[HitRow]) -> None:
        """Add the hits that come before the first one here."""
        self.rows[:0] = rows
        self.first -= len(rows)
        self.insert_blocks(self._made(rows))

    def _made(self, rows: Sequence[HitRow]) -> list[Block]:
        return [
            Block(
                row.page(read=self.memory.has_read(row.id)),
                row.paragraphs(tall=False),
                row.paragraphs(tall=True),
            )
            for row in rows
        ]

    def redraw(self, article_id: str) -> None:
        """Draw the hit of an article again, which has now been read."""
        for number, row in enumerate(self.rows):
            if row.id == article_id:
                (block,) = self._made([row])
                self.replace_block(number, block)

    def action_move_home(self) -> None:
        """Choose the first of all hits."""
        if self.first:
            self.post_message(self.StartWanted())
        else:
            super().action_move_home()

    def action_move_end(self) -> None:
        """Choose the last of all hits."""
        if self.last < self.total:
            self.post_message(self.EndWanted())
        else:
            super().action_move_end()


class Reader(Sheet):
    """One article."""

    BINDINGS = bindings_in(READER)

    def __init__(self) -> None:
        super().__init__(id="reader", classes="-ruled")

    def show_position(self) -> None:
        """Say in the title which mark is the current one and how far the article was read."""
        marks = len(self.page.marks)
        if not marks:
            matches = ""
        elif self.mark is None:
            matches = f" · {counted(marks, 'match', 'matches')}"
        else:
            matches = f" · match {self.mark + 1:,} of {marks:,}"
        self.border_title = f"╴Article{matches} · {self.percent} %╶"
