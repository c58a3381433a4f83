"""Text that is selected in a pane, by dragging over it or by keys."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.message import Message

from newssearch.tui.scrolling import LinePane


class Spot(NamedTuple):
    """A place in a pane's text: the number of a block (0 in a pane of one text), and an offset."""

    block: int
    offset: int


class SelectingPane(LinePane):
    """A pane whose text can be selected."""

    class Selected(Message):
        """Dragging has ended with text selected."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._anchor: Spot | None = None
        self._reached: Spot | None = None
        self._dragging = False

    def spot_at(self, _x: int, _y: int) -> Spot | None:
        """Return which place of the text is drawn at a cell of the pane."""
        raise NotImplementedError

    def text_between(self, _first: Spot, _last: Spot) -> str:
        """Return the text from one place to before another."""
        raise NotImplementedError

    @property
    def selection(self) -> tuple[Spot, Spot] | None:
        """What is selected: from a place to before another."""
        if self._anchor is None or self._reached is None or self._anchor == self._reached:
            return None
        return min(self._anchor, self._reached), max(self._anchor, self._reached)

    @property
    def selected_text(self) -> str:
        """The selected text, empty if there is none."""
        return "" if self.selection is None else self.text_between(*self.selection)

    def select(self, anchor: Spot | None, reached: Spot | None) -> None:
        """Select what is between two places, in either order; nothing between None."""
        self._anchor, self._reached = anchor, reached
        self.refresh()

    def selected_in(self, block: int, start: int, end: int) -> tuple[int, int] | None:
        """Return which part of a stretch of a block is selected."""
        if self.selection is None:
            return None
        first, last = self.selection
        low = max(first, Spot(block, start)).offset if first <= Spot(block, end) else end
        high = min(last, Spot(block, end)).offset if last >= Spot(block, start) else start
        return (low, high) if low < high else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select."""
        if event.button == 1:
            spot = self.spot_at(event.x, event.y)
            self.select(spot, spot)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the pointer, scrolling where it leaves the pane."""
        if self.app.mouse_captured is not self or self._anchor is None:
            return
        edge = self.gutter.top
        if event.y < edge:
            self.put_top(self.top - 1)
        elif event.y >= edge + self.page_height:
            self.put_top(self.top + 1)
        y = max(edge, min(event.y, edge + self.page_height - 1))
        spot = self.spot_at(max(0, event.x), y)
        if spot is not None and spot != self._reached:
            self._dragging = True
            self.select(self._anchor, spot)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """End selecting."""
        if self.app.mouse_captured is self:
            self.release_mouse()
            if self.selection is not None:
                self.post_message(self.Selected())

    def was_dragged(self) -> bool:
        """Return whether the click that comes now only ended selecting."""
        dragged, self._dragging = self._dragging, False
        return dragged
