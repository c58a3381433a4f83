"""Saved queries with what is new to them: to open, to run, to remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from textual.app import ComposeResult

from newssearch.archive.wording import counted
from newssearch.tui.actions import SAVED, bindings_in
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.cells import clean_line
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.messages import SavedState
from newssearch.tui.page import PageParagraph, PageWriter
from newssearch.tui.title_rule import TitleRule


class Choice(NamedTuple):
    """What to do with which saved query."""

    do: Literal["open", "run"]
    state: SavedState


class SavedScreen(CommonModal[Choice | None]):
    """Lists saved queries; returns the one to open, or to run for what is new."""

    BINDINGS = bindings_in(SAVED)

    DEFAULT_CSS = """
    SavedScreen { background: $background; }
    SavedScreen BlockList { height: 1fr; }
    """

    def __init__(self, states: Sequence[SavedState], remove: Callable[[str], object]) -> None:
        super().__init__()
        self._states = list(states)
        self._remove = remove
        self._removing = ""

    def compose(self) -> ComposeResult:
        """Lay out heading, list and keys."""
        yield TitleRule()
        yield BlockList(id="saved")
        yield KeysLine()

    def on_mount(self) -> None:
        """Say how many there are."""
        self._show_heading()
        self.query_one(BlockList).focus()
        self.query_one(KeysLine).show_place(SAVED)

    def on_resize(self) -> None:
        """Fill the list once its width is known."""
        if not self.query_one(BlockList).count:
            self._show(0)

    def _show_heading(self) -> None:
        found = counted(len(self._states), "saved query", "saved queries")
        self.query_one(TitleRule).show_title(found)

    def _show(self, cursor: int) -> None:
        self.query_one(BlockList).show_blocks([_block(state) for state in self._states], cursor)

    @property
    def _chosen(self) -> SavedState | None:
        return self._states[self.query_one(BlockList).cursor] if self._states else None

    def _choose(self, do: Literal["open", "run"]) -> None:
        if (state := self._chosen) is not None:
            self.dismiss(Choice(do, state))

    def on_block_list_taken(self, event: BlockList.Taken) -> None:
        """Open a query that was clicked twice."""
        event.stop()
        self._choose("open")

    def action_open_saved(self) -> None:
        """Search for the chosen query."""
        self._choose("open")

    def action_run_saved(self) -> None:
        """Show what is new to the chosen query, which then is new no more."""
        state = self._chosen
        if state is not None and not state.new:
            self.say(f"nothing is new to {state.name}")
        else:
            self._choose("run")

    def action_remove_saved(self) -> None:
        """Forget the chosen query, when pressed twice."""
        state = self._chosen
        if state is None:
            return
        if self._removing != state.name:
            self._removing = state.name
            self.say(f"press D again to remove {state.name}")
            return
        self._removing = ""
        self._remove(state.name)
        cursor = self.query_one(BlockList).cursor
        self._states.remove(state)
        self._show_heading()
        self._show(min(cursor, len(self._states) - 1) if self._states else 0)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


def _block(state: SavedState) -> Block:
    writer = PageWriter()
    writer.write(clean_line(state.name), "title")
    if state.fault:
        writer.line(clean_line(f" · {state.fault}"), "error")
    else:
        writer.write(f" · {counted(state.total, 'article')}", "meta")
        writer.line(f" · {state.new:,} new" if state.new else "", "key")
    writer.write(clean_line(state.text))
    paragraphs = (PageParagraph(1), PageParagraph(1, 2))
    return Block(writer.page(), low=paragraphs, tall=paragraphs)
