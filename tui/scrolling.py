"""What the list and the reader share: a pane that draws its own lines and scrolls by keys.

Drawn line by line (Textual's line API), so that the cost of a repaint is that of the lines seen,
however long the text or the list is.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType
from textual.scroll_view import ScrollView

PAGE_OVERLAP = 1
"""Lines of the last screen that stay when a page is turned, so that the eye finds its place."""


MEASURE = 84
"""The longest line in cells; longer ones are hard to read."""


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolling pane without animation, whose scroll bar has a fixed place."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    LinePane {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-color: $rule;
        scrollbar-color-hover: $rule;
        scrollbar-color-active: $rule-focused;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        background: $background;
        color: $foreground;
    }
    LinePane.-ruled {
        border-top: solid $rule;
        border-title-color: $foreground;
    }
    LinePane.-ruled:focus {
        border-top: heavy $rule-focused;
        border-title-color: $rule-focused;
        border-title-style: bold;
    }
    """

    @property
    def text_width(self) -> int:
        """The width of a line in cells: one is kept free before the scroll bar's."""
        return max(1, min(self.line_width - 1, MEASURE))

    @property
    def line_width(self) -> int:
        """The cells from the left edge to the scroll bar."""
        return max(1, self.scrollable_content_region.width)

    @property
    def page_height(self) -> int:
        """How many lines are seen at once."""
        return max(1, self.scrollable_content_region.height)

    @property
    def top(self) -> int:
        """The number of the first line that is seen."""
        return int(self.scroll_offset.y)

    def put_top(self, line: int) -> None:
        """Make a line the first that is seen, as far as the text reaches."""
        self.scroll_to(y=max(0, line), animate=False, force=True)

    def show_line(self, line: int) -> None:
        """Scroll as little as needed for a line to be seen; far away, to a third of the height."""
        if not self.top <= line < self.top + self.page_height:
            self.put_top(line - self.page_height // 3)


def moving_bindings() -> list[BindingType]:
    """Return the keys that move in a pane; what they mean is the pane's business.

    They act as they arrive, as the keys of ``actions`` do.
    """
    keys = {
        "move_down": "down,j",
        "move_up": "up,k",
        "move_page_down": "pagedown,space",
        "move_page_up": "pageup,b",
        "move_half_down": "ctrl+d",
        "move_half_up": "ctrl+u",
        "move_home": "home,g",
        "move_end": "end,G",
    }
    return _bound(keys)


def selecting_bindings() -> list[BindingType]:
    """Return the keys that select text in a pane of one text."""
    return _bound(
        {
            "select_line_down": "shift+down",
            "select_line_up": "shift+up",
            "select_word_right": "shift+right",
            "select_word_left": "shift+left",
        }
    )


def _bound(keys: dict[str, str]) -> list[BindingType]:
    return [Binding(key, action, show=False, priority=True) for action, key in keys.items()]
