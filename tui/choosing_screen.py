"""One of many, found by typing a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.widgets import Input

from newssearch.tui.actions import PALETTE, bindings_in
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.cells import clean_line
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.line_input import LineInput
from newssearch.tui.page import PageParagraph, PageWriter
from newssearch.tui.title_rule import TitleRule

LONGEST_WORDS = 100
_LEFT_WIDTH = 10
"""Cells of the column of keys, where there is one."""


class Entry(NamedTuple):
    """What can be chosen: its name, and how it is shown; ``left`` is None if it is one column."""

    name: str
    left: str | None
    right: str


class ChoosingScreen(CommonModal[str | None]):
    """Lists entries as words are typed; returns the name of the chosen one."""

    BINDINGS = bindings_in(PALETTE)

    DEFAULT_CSS = """
    ChoosingScreen { align: left bottom; }
    ChoosingScreen BlockList { background: $background; height: 60%; }
    ChoosingScreen LineInput, ChoosingScreen LineInput:ansi { padding: 0 1; width: 100%; }
    """

    def __init__(self, title: str, placeholder: str) -> None:
        super().__init__()
        self._heading = title
        self._placeholder = placeholder
        self._shown: Sequence[Entry] | None = None

    def entries(self, words: str) -> Sequence[Entry]:
        """Return the entries that some words find, the best ones first."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out title, line, entries and keys."""
        yield TitleRule()
        yield LineInput(longest=LONGEST_WORDS, placeholder=self._placeholder, id="line-input")
        yield BlockList(id="palette")
        yield KeysLine()

    def on_mount(self) -> None:
        """Wait for words."""
        self.query_one(TitleRule).show_title(self._heading)
        self.query_one(KeysLine).show_place(PALETTE)
        self.query_one(LineInput).focus()

    def on_resize(self) -> None:
        """Fill the list once its width is known."""
        if self._shown is None:
            self._show("")

    @property
    def something_to_lose(self) -> bool:
        """Whether leaving would throw something away: a few letters are nothing."""
        return False

    def _show(self, words: str) -> None:
        shown = self.entries(words)
        if shown != self._shown:
            self._shown = shown
            self.query_one(BlockList).show_blocks([_block(entry) for entry in shown])

    def _choose(self, number: int) -> None:
        self.dismiss(self._shown[number].name if self._shown else None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits the words."""
        event.stop()
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose what the cursor is on."""
        event.stop()
        self._show(event.value)
        self._choose(self.query_one(BlockList).cursor)

    def on_block_list_taken(self, event: BlockList.Taken) -> None:
        """Choose what was clicked twice."""
        event.stop()
        self._choose(event.number)

    def action_next_entry(self) -> None:
        """Go to the next entry."""
        self.query_one(BlockList).action_move_down()

    def action_previous_entry(self) -> None:
        """Go to the entry before."""
        self.query_one(BlockList).action_move_up()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _block(entry: Entry) -> Block:
    writer = PageWriter()
    if entry.left is not None:
        writer.write(clean_line(f"{entry.left:<{_LEFT_WIDTH}}"), "key")
    writer.write(clean_line(entry.right))
    paragraph = (PageParagraph(1),)
    return Block(writer.page(), low=paragraph, tall=paragraph, gap=False)
