"""The bottom line: the keys that act where the focus is, or for a moment what they have done."""

from __future__ import annotations

from textual.timer import Timer

from newssearch.archive.cellwidth import width_of
from newssearch.tui.actions import Action, actions_in
from newssearch.tui.cells import wrapped
from newssearch.tui.text_lines import TextLines

_GAP = "  "
_ALWAYS = ("help", "leave")
"""Kept however narrow the screen; where nothing can be left but the application, that is."""

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
        names = {action.name: action for action in actions}
        ways_out = [*_ALWAYS] if "leave" in names else [*_ALWAYS, "quit"]
        always = {name: _width(names[name]) for name in ways_out if name in names}
        room = self.size.width - 1 + len(_GAP) - sum(always.values())
        shown = []
        for action in names.values():
            if action.name not in always and _width(action) <= room:
                room -= _width(action)
                shown.append(action)
        shown.sort(key=lambda action: action.name == "quit")
        end = len(shown) - (bool(shown) and shown[-1].name == "quit")
        shown[end:end] = [names[name] for name in always]
        line: list[tuple[str, str]] = [(" ", "")]
        for number, action in enumerate(shown, 1):
            gap = _GAP if number < len(shown) else ""
            line += ((action.shown, "key"), (f" {action.brief}{gap}", "meta"))
        self._clickable = [action.name for action in shown]
        self.show([line])


def _width(action: Action) -> int:
    return width_of(f"{action.shown} {action.brief}{_GAP}")
