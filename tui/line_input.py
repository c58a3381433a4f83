"""One line of input: safe as it arrives, and every key in its turn."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from newssearch.tui.cells import clean_line


class LineInput(Input):
    """One line of input; what is typed or pasted into it is made safe as it arrives.

    ``longest`` is how many characters it takes.
    """

    DEFAULT_CSS = """
    LineInput, LineInput:focus, LineInput:ansi {
        border: none;
        padding: 0;
        height: 1;
        width: 1fr;
        background: $background;
        color: $foreground;
    }
    LineInput > .input--cursor, LineInput:ansi > .input--cursor {
        background: $background;
        color: $foreground;
        text-style: reverse;
    }
    LineInput > .input--selection, LineInput:ansi > .input--selection {
        background: $background;
        color: $foreground;
        text-style: reverse;
    }
    LineInput > .input--placeholder, LineInput:ansi > .input--placeholder {
        color: $foreground;
        text-style: dim;
    }
    """

    class NotTaken(Message):
        """What was typed or pasted is too long for the line."""

        def __init__(self, length: int, longest: int) -> None:
            super().__init__()
            self.length = length
            self.longest = longest

    def __init__(
        self,
        text: str = "",
        *,
        longest: int,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(clean_line(text), placeholder=placeholder, select_on_focus=False, id=id)
        self._longest = longest
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Keep out what would act on the terminal."""
        return clean_line(value)

    def insert_text_at_cursor(self, text: str) -> None:
        """Put text in the place of what is selected, as one line; say so if it is too long."""
        text = clean_line(text)
        start, end = sorted(self.selection)
        length = len(self.value) - (end - start) + len(text)
        if length > self._longest:
            self.post_message(self.NotTaken(length, self._longest))
        else:
            self.replace(text, start, end)

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted, as one."""
        event.prevent_default()
        event.stop()
        lines = (line.strip() for line in event.text.splitlines())
        self.insert_text_at_cursor(" ".join(line for line in lines if line))

    async def on_key(self, event: events.Key) -> None:
        """Edit now: Textual would do it only after the letters that come behind the key."""
        action = _EDITING.get(event.key)
        if action is not None:
            event.prevent_default()
            event.stop()
            await self.run_action(action)


_EDITING = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
