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

    _shown_for = 0

    def compose(self) -> ComposeResult:
        """Lay out text and keys."""
        yield Sheet(id="help")
        yield KeysLine()

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Sheet).focus()
        self.query_one(KeysLine).show_place(HELP)

    def on_resize(self) -> None:
        """Set the text for the new width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        sheet = self.query_one(Sheet)
        if sheet.text_width != self._shown_for:
            self._shown_for = sheet.text_width
            sheet.show(help_page(sheet.text_width))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
