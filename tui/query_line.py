"""The line in which a query is typed."""

from __future__ import annotations

from textual import events
from textual.message import Message

from newssearch.tui.actions import QUERY, bindings_in
from newssearch.tui.line_input import LineInput

LONGEST_QUERY = 4000
"""Characters; longer than any query the language takes, short enough to draw at every key."""


class QueryLine(LineInput):
    """A line for a query, which never begins with a question mark."""

    BINDINGS = bindings_in(QUERY)

    class HelpAsked(Message):
        """A question mark was typed into the empty line."""

    def __init__(self, text: str = "") -> None:
        super().__init__(
            text,
            longest=LONGEST_QUERY,
            placeholder='words, "a phrase", title:word …',
            id="query",
        )

    async def on_key(self, event: events.Key) -> None:
        """Open the help for a question mark where no query has begun."""
        if event.character == "?" and not self.value:
            event.prevent_default()
            event.stop()
            self.post_message(self.HelpAsked())
