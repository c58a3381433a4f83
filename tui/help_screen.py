"""The help: the query language, the fields, every key."""

from __future__ import annotations

from textual.app import ComposeResult

from newssearch.tui.actions import HELP, bindings_in
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.help_text import help_page
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.sheet import Sheet


class HelpScreen(CommonModal[None]):
    """Shows the help over the whole screen."""

    BINDINGS = bindings_in(HELP)

    DEFAULT_CSS = """
    HelpScreen { background: $background; }
    HelpScreen Sheet { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """Lay out text and keys."""
        yield Sheet(id="help")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the text."""
        sheet = self.query_one(Sheet)
        sheet.show(help_page())
        sheet.focus()
        self.query_one(KeysLine).show_place(HELP)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
