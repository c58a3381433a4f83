"""The panes of the search screen: the hits, the article, and what stands in for no hits."""

from __future__ import annotations

from collections.abc import Sequence

from newssearch.tui.actions import LIST, READER, bindings_in
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.hit_rows import HitRow
from newssearch.tui.sheet import Sheet


class ResultList(BlockList):
    """The hits, one per block."""

    BINDINGS = bindings_in(LIST)

    def __init__(self) -> None:
        super().__init__(id="hits")
        self.rows: list[HitRow] = []

    @property
    def chosen(self) -> HitRow | None:
        """The hit the cursor is on."""
        return self.rows[self.cursor] if self.rows else None

    def show_rows(self, rows: Sequence[HitRow], keep: str | None = None) -> None:
        """Show other hits, the cursor on the one with the id ``keep`` if it is among them."""
        self.rows = list(rows)
        ids = [row.id for row in self.rows]
        self.show_blocks(_blocks(rows), ids.index(keep) if keep in ids else 0)

    def add_rows(self, rows: Sequence[HitRow]) -> None:
        """Add further hits at the end."""
        self.rows += rows
        self.add_blocks(_blocks(rows))


def _blocks(rows: Sequence[HitRow]) -> list[Block]:
    return [
        Block(row.page(), row.paragraphs(tall=False), row.paragraphs(tall=True)) for row in rows
    ]


class Reader(Sheet):
    """One article."""

    BINDINGS = bindings_in(READER)

    def __init__(self) -> None:
        super().__init__(id="reader")

    @property
    def position(self) -> str:
        """Say which mark is the current one and how far the article was read."""
        marks = len(self.page.marks)
        if not marks:
            matches = ""
        elif self.mark is None:
            matches = f"{marks:,} {'match' if marks == 1 else 'matches'} · "
        else:
            matches = f"match {self.mark + 1:,} of {marks:,} · "
        return f"{matches}{self.percent} %"


class Placard(Sheet, can_focus=False):
    """A message in the place of the hits."""

    def __init__(self) -> None:
        super().__init__(id="placard")
