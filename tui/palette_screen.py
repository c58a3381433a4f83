"""The command palette: every action that can be taken, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input

from newssearch.tui.actions import MENUS, PALETTE, Action, actions_in, bindings_in
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.line_input import LineInput
from newssearch.tui.page import PageParagraph, PageWriter
from newssearch.tui.text_lines import TextLines

LONGEST_WORDS = 100
_KEY_WIDTH = 8


def palette_actions(place: str) -> list[Action]:
    """Return the actions of a place and those of its menus, each once."""
    named = {action.name: action for action in actions_in(place) if action.name != "palette"}
    for menu in MENUS:
        for action in actions_in(menu):
            if action.where == (menu,):
                named.setdefault(action.name, action)
    return list(named.values())


def fitting_actions(actions: Sequence[Action], words: str) -> list[Action]:
    """Return the actions in whose name or description every word begins a word, or is within one.

    Those whose description begins so come first.
    """
    wanted = words.lower().split()
    found = [
        (all(any(part.startswith(word) for part in said.split()) for word in wanted), action)
        for action in actions
        if all(word in (said := _said(action).lower()) for word in wanted)
    ]
    return [action for _, action in sorted(found, key=lambda pair: not pair[0])]


def _said(action: Action) -> str:
    menus = {"copying": "copy ", "opening": "open ", "exporting": "export "}
    return menus.get(action.where[0], "") + action.description


class PaletteScreen(CommonModal[str | None]):
    """Lists actions as words are typed; returns the name of the chosen one."""

    BINDINGS = bindings_in(PALETTE)

    DEFAULT_CSS = """
    PaletteScreen { align: left bottom; }
    PaletteScreen TextLines { background: $background; }
    PaletteScreen BlockList { background: $background; height: 60%; }
    PaletteScreen LineInput { padding: 0 1; width: 100%; }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self._actions = palette_actions(place)
        self._shown: list[Action] = []

    def compose(self) -> ComposeResult:
        """Lay out title, line, entries and keys."""
        yield TextLines(id="title")
        yield LineInput(longest=LONGEST_WORDS, placeholder="what to do", id="line-input")
        yield BlockList(id="palette")
        yield KeysLine()

    def on_mount(self) -> None:
        """Wait for words."""
        self.query_one("#title", TextLines).show([[(" Everything that can be done", "title")]])
        self.query_one(KeysLine).show_place(PALETTE)
        self.query_one(LineInput).focus()

    def on_resize(self) -> None:
        """Fill the list once its width is known."""
        if not self._shown:
            self._show("")

    @property
    def something_to_lose(self) -> bool:
        """Whether leaving would throw something away: a few letters are nothing."""
        return False

    def _show(self, words: str) -> None:
        self._shown = fitting_actions(self._actions, words)
        self.query_one(BlockList).show_blocks([_entry(action) for action in self._shown])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits the words."""
        event.stop()
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose the action at the cursor."""
        event.stop()
        self._show_if_late(event.value)
        number = self.query_one(BlockList).cursor
        self.dismiss(self._shown[number].name if self._shown else None)

    def _show_if_late(self, words: str) -> None:
        if self._shown != fitting_actions(self._actions, words):
            self._show(words)

    def on_block_list_taken(self, event: BlockList.Taken) -> None:
        """Choose the action that was clicked twice."""
        event.stop()
        self.dismiss(self._shown[event.number].name)

    def action_next_entry(self) -> None:
        """Go to the next action."""
        self.query_one(BlockList).action_move_down()

    def action_previous_entry(self) -> None:
        """Go to the action before."""
        self.query_one(BlockList).action_move_up()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _entry(action: Action) -> Block:
    writer = PageWriter()
    writer.write(f"{action.shown:<{_KEY_WIDTH}}", "key")
    writer.write(_said(action))
    paragraph = (PageParagraph(1),)
    return Block(writer.page(), low=paragraph, tall=paragraph, gap=False)
