"""The filters of a query, each as a chip that a click takes away."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from newssearch.tui.cells import clean_line
from newssearch.tui.filters import Filter
from newssearch.tui.text_lines import TextLines

_PIECES = 2
"""Of a chip: itself and the gap behind it."""


class ChipsLine(TextLines):
    """Shows filters; it is not there where there are none."""

    class Taken(Message):
        """A filter was clicked."""

        def __init__(self, taken: Filter) -> None:
            super().__init__()
            self.taken = taken

    def __init__(self) -> None:
        super().__init__(id="chips")
        self.filters: tuple[Filter, ...] = ()

    def show_filters(self, filters: Sequence[Filter]) -> None:
        """Show other filters."""
        self.filters = tuple(filters)
        self.display = bool(self.filters)
        line = [(" ", "")]
        for one in self.filters:
            line += ((clean_line(f" {one.label} × "), "chip"), (" ", ""))
        self.show([line])

    def on_text_lines_clicked(self, event: TextLines.Clicked) -> None:
        """Tell which filter was clicked."""
        event.stop()
        number, within = divmod(event.piece - 1, _PIECES)
        if event.piece and not within and number < len(self.filters):
            self.post_message(self.Taken(self.filters[number]))
