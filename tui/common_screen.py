"""What every screen of the application can do: say something, copy, help, leave."""

from __future__ import annotations

import os
import time
from functools import partial
from typing import Protocol, TypeVar, runtime_checkable

from textual import events
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from newssearch.tui.cells import clean_line
from newssearch.tui.clipboard import Copied, clipboard_command, copy_text
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.selecting import SelectingPane

SECOND_PRESS_SECONDS = 2.0
"""Within which a second Ctrl+C leaves."""

Result = TypeVar("Result")


@runtime_checkable
class HoldsKeys(Protocol):
    """An application that holds keys back while the screen they are for is not there."""

    async def let_keys_go(self) -> None:
        """Give the keys to the screen that is now there."""


class CommonScreen(Screen[Result]):
    """A screen with a line of keys at the bottom."""

    def __init__(
        self,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  (Textual's name)
        classes: str | None = None,
    ) -> None:
        super().__init__(name, id, classes)
        self._interrupted = 0.0
        self._takes_keys = False
        self._expected = ""

    @property
    def takes_keys(self) -> bool:
        """Whether keys may come: the screen is there, and no dialog is on its way."""
        return self._takes_keys and not self._expected

    def expect(self, key: str) -> None:
        """Hold keys back for the dialog that an answer of the desk will open."""
        self._expected = key

    def expects(self, key: str) -> bool:
        """Whether the dialog is still wanted that an answer opens; keys wait for it no longer."""
        wanted = self._expected == key
        if wanted:
            self.expect_nothing()
        return wanted

    def expect_nothing(self) -> None:
        """Let the keys go that were held back."""
        self._expected = ""
        self._let_keys_go()

    def _let_keys_go(self) -> None:
        app = self.app
        if isinstance(app, HoldsKeys):
            app.call_later(app.let_keys_go)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Take keys from now on: there is a widget for them."""
        if not self._takes_keys:
            self._takes_keys = True
            self._let_keys_go()

    def say(self, text: str) -> None:
        """Say for a moment what has just happened."""
        self.query_one(KeysLine).say(clean_line(text))

    def quiet(self) -> None:
        """Take back what was said."""
        self.query_one(KeysLine).quiet()

    @property
    def selected(self) -> str:
        """The text that is selected where the focus is, or else anywhere on the screen."""
        focused = self.focused
        if isinstance(focused, Input):
            return focused.selected_text
        panes = [pane for pane in self.query(SelectingPane) if pane.display and pane.selected_text]
        panes.sort(key=lambda pane: pane is not focused)
        return panes[0].selected_text if panes else ""

    def copy(self, text: str, what: str) -> None:
        """Copy text that is clean, and say what and where to."""
        app = self.app
        if app.is_web or clipboard_command(os.environ) is None:
            copied = copy_text(text, app.copy_to_clipboard, os.environ, in_browser=app.is_web)
            self._say_copied(what, copied)
        else:  # a program that may take a while
            self.run_worker(partial(self._copy_outside, text, what), thread=True)

    def _copy_outside(self, text: str, what: str) -> None:
        app = self.app
        copied = copy_text(
            text, lambda text: app.call_from_thread(app.copy_to_clipboard, text), os.environ
        )
        app.call_from_thread(self._say_copied, what, copied)

    def _say_copied(self, what: str, copied: Copied) -> None:
        self.say(copied.sentence(what))

    def no_terminal(self) -> bool:
        """Say so and return True where programs cannot run in a terminal: in a browser."""
        if self.app.is_web:
            self.say(
                "that runs a program in the terminal, and this is a browser: use newssearch tui"
            )
        return self.app.is_web

    @property
    def something_to_lose(self) -> bool:
        """Whether leaving would throw something away that was typed."""
        return any(line.value.strip() for line in self.query(Input))

    def action_interrupt(self) -> None:
        """Copy what is selected; else leave, at the second press if something would be lost."""
        if text := self.selected:
            self.copy(text, "the selected text")
            return
        now = time.monotonic()
        lose = any(
            screen.something_to_lose
            for screen in self.app.screen_stack
            if isinstance(screen, CommonScreen)
        )
        if not lose or now - self._interrupted < SECOND_PRESS_SECONDS:
            self.app.exit()
        else:
            self._interrupted = now
            self.say("press Ctrl+C again to leave")

    def action_quit(self) -> None:
        """Leave the application."""
        self.app.exit()


class CommonModal(ModalScreen[Result], CommonScreen[Result]):
    """A screen above another."""
