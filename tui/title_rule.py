"""A rule with a title, as the panes have one: above a dialog, or over what fills the screen."""

from __future__ import annotations

from newssearch.archive.cellwidth import width_of
from newssearch.tui.cells import clean_line, fit
from newssearch.tui.text_lines import TextLines

_BEFORE, _AFTER, _RULE = "━╴", "╶", "━"


class TitleRule(TextLines):
    """Shows a title in a rule over its whole width, drawn as that of the pane with the focus."""

    def __init__(self) -> None:
        super().__init__(id="title")
        self._title = self._about = ""

    def show_title(self, title: str, about: str = "") -> None:
        """Show another title, and behind it what else is to be known."""
        self._title, self._about = clean_line(title), clean_line(about)
        self._compose_line()

    def on_resize(self) -> None:
        """Draw the rule as long as it now is."""
        self._compose_line()

    def _compose_line(self) -> None:
        room = self.size.width - width_of(_BEFORE + _AFTER) - 1
        title = fit(self._title, max(0, room))
        about = fit(self._about, max(0, room - width_of(title)))
        drawn = width_of(_BEFORE + title + about + _AFTER)
        rule = _RULE * max(0, self.size.width - drawn)
        self.show([[(_BEFORE + title, "key"), (about, ""), (_AFTER + rule, "key")]])
