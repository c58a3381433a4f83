"""The bottom line: the keys that act where the focus is, or for a moment what they have done."""

from __future__ import annotations

from textual.timer import Timer

from newssearch.archive.cellwidth import width_of
from newssearch.tui.actions import actions_in
from newssearch.tui.cells import wrapped
from newssearch.tui.text_lines import TextLines

_GAP = "  "
_ALWAYS = frozenset({"help", "quit"})
"""Kept however narrow the screen."""

SAYING_SECONDS = 2.0
"""How long a message takes the place of the keys."""

_PIECES = 2
"""Of a key in the line: its name, and what it does."""

_MOST_LINES = 3
"""Of a message on a narrow screen."""


class KeysLine(TextLines):
    """Shows the keys of one place, dropping the less needed ones where there is little room."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._place = ""
        self._said = ""
        self._saying: Timer | None = None
        self._clickable: list[str] = []

    async def on_text_lines_clicked(self, event: TextLines.Clicked) -> None:
        """Do what a key does whose name is clicked."""
        event.stop()
        number = (event.piece - 1) // _PIECES
        if event.piece and not self._said and number < len(self._clickable):
            await self.screen.run_action(f"screen.{self._clickable[number]}")

    def say(self, text: str) -> None:
        """Show a clean text instead of the keys for ``SAYING_SECONDS``."""
        self.quiet()
        self._said = text
        self._saying = self.set_timer(SAYING_SECONDS, self.quiet)
        self._compose_line()

    def quiet(self) -> None:
        """Show the keys again."""
        if self._saying is not None:
            self._saying.stop()
        self._saying, self._said = None, ""
        self._compose_line()

    def show_place(self, place: str) -> None:
        """Show the keys of another place."""
        self._place = place
        self._compose_line()

    def on_resize(self) -> None:
        """Show more keys, or fewer."""
        self._compose_line()

    def _compose_line(self) -> None:
        if self._said:
            lines = wrapped(self._said, max(1, self.size.width - 2))[:_MOST_LINES]
            self.show([[(" ", ""), (line, "said")] for line in lines])
            return
        actions = [action for action in actions_in(self._place) if action.brief]
        last = {action.name: action for action in actions if action.name in _ALWAYS}
        actions = [action for action in actions if action.name not in _ALWAYS]
        room = self.size.width
        for action in last.values():
            room -= width_of(f"{action.shown} {action.brief}{_GAP}")
        line: list[tuple[str, str]] = [(" ", "")]
        room -= 1
        self._clickable = []
        for action in [*actions, *last.values()]:
            wanted = width_of(f"{action.shown} {action.brief}{_GAP}")
            if action.name not in _ALWAYS:
                if wanted > room:
                    continue
                room -= wanted
            line += ((action.shown, "key"), (f" {action.brief}{_GAP}", "meta"))
            self._clickable.append(action.name)
        self.show([line])
