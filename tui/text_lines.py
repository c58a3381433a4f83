"""A few lines that do not scroll: the status below the query, the keys at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from newssearch.archive.cellwidth import width_of
from newssearch.tui.cells import fit
from newssearch.tui.inks import INKS

InkedLine: TypeAlias = Sequence[tuple[str, str]]
"""A line in pieces: clean text and the name of its ink, which may be empty."""

_PLAIN = Style()


def inked_strip(line: InkedLine, width: int, base: Style) -> Strip:
    """Draw a line, cut to the width."""
    segments = []
    room = width
    for text, ink in line:
        shown = fit(text, room)
        room -= width_of(shown)
        segments.append(Segment(shown, base + INKS.get(ink, _PLAIN)))
        if shown != text:
            break
    return Strip(segments).adjust_cell_length(width, base)


class TextLines(Widget):
    """Lines of clean text in inks, as high as there are lines."""

    ALLOW_SELECT = False

    class Clicked(Message):
        """A piece of a line was clicked."""

        def __init__(self, lines: TextLines, line: int, piece: int) -> None:
            super().__init__()
            self.lines = lines
            self.line = line
            self.piece = piece

    DEFAULT_CSS = """
    TextLines { height: 1; width: 100%; background: $background; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self.lines: list[InkedLine] = []

    def show(self, lines: Sequence[InkedLine]) -> None:
        """Show other lines."""
        shown = list(lines)
        if shown == self.lines:
            return
        taller = len(shown) != len(self.lines)
        self.lines = shown
        if taller:
            self.styles.height = max(1, len(shown))
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Say which piece was clicked."""
        if event.y >= len(self.lines):
            return
        reached = 0
        for number, (text, _ink) in enumerate(self.lines[event.y]):
            reached += width_of(text)
            if event.x < reached:
                self.post_message(self.Clicked(self, event.y, number))
                return

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line = self.lines[y] if y < len(self.lines) else ()
        return inked_strip(line, self.size.width, self.rich_style)
