"""A question that is answered with one line of text: a file's name, a label, a note."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from newssearch.tui.actions import LINE, bindings_in
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.line_input import LineInput
from newssearch.tui.title_rule import TitleRule

LONGEST_LINE = 2000
"""Characters."""


class LineScreen(CommonModal[str | None]):
    """Asks for a line; returns it, or None if it is not given."""

    BINDINGS = bindings_in(LINE)

    DEFAULT_CSS = """
    LineScreen { align: left bottom; }
    LineScreen LineInput, LineScreen LineInput:ansi { padding: 0 1; width: 100%; }
    """

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        """Lay out question, line and keys."""
        yield TitleRule()
        yield LineInput(self._value, longest=LONGEST_LINE, id="line-input")
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the question."""
        self.query_one(TitleRule).show_title(self._question)
        self.query_one(KeysLine).show_place(LINE)
        self.query_one(LineInput).focus()

    def on_line_input_not_taken(self, event: LineInput.NotTaken) -> None:
        """Say that a paste was too long."""
        self.say(f"not taken: the limit is {event.longest:,} characters")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line."""
        event.stop()
        self.dismiss(event.value.strip())

    async def action_give(self) -> None:
        """Give the line, as Enter does."""
        await self.query_one(LineInput).action_submit()

    def action_leave(self) -> None:
        """Give none."""
        self.dismiss(None)
