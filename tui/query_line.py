"""The line in which a query is typed."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input

from newssearch.tui.actions import QUERY, bindings_in
from newssearch.tui.cells import clean_line

LONGEST_QUERY = 4000
"""Characters; longer than any query the language takes, short enough to draw at every key."""


class QueryLine(Input):
    """One line of input; what is typed or pasted into it is made safe as it arrives."""

    BINDINGS = bindings_in(QUERY)

    DEFAULT_CSS = """
    QueryLine, QueryLine:focus, QueryLine:ansi {
        border: none;
        padding: 0;
        height: 1;
        width: 1fr;
        background: ansi_default;
        color: ansi_default;
    }
    QueryLine > .input--cursor, QueryLine:ansi > .input--cursor {
        background: ansi_default;
        color: ansi_default;
        text-style: reverse;
    }
    QueryLine > .input--placeholder, QueryLine:ansi > .input--placeholder {
        color: ansi_default;
        text-style: dim;
    }
    """

    class HelpAsked(Message):
        """A question mark was typed into the empty line; no query begins with one."""

    def __init__(self, text: str = "") -> None:
        super().__init__(
            clean_line(text),
            placeholder='words, "a phrase", title:word …',
            max_length=LONGEST_QUERY,
            select_on_focus=False,
            id="query",
        )
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Keep out what would act on the terminal."""
        return clean_line(value)

    class NotTaken(Message):
        """What was typed or pasted is too long for the line."""

        def __init__(self, length: int) -> None:
            super().__init__()
            self.length = length

    def insert_text_at_cursor(self, text: str) -> None:
        """Put text in the place of what is selected, as one line; say so if it is too long."""
        text = clean_line(text)
        start, end = sorted(self.selection)
        length = len(self.value) - (end - start) + len(text)
        if length > LONGEST_QUERY:
            self.post_message(self.NotTaken(length))
        else:
            self.replace(text, start, end)

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted, as one."""
        event.prevent_default()
        event.stop()
        lines = (line.strip() for line in event.text.splitlines())
        self.insert_text_at_cursor(" ".join(line for line in lines if line))

    def on_key(self, event: events.Key) -> None:
        """Open the help for a question mark where no query has begun."""
        if event.character == "?" and not self.value:
            event.prevent_default()
            event.stop()
            self.post_message(self.HelpAsked())
