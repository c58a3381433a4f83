"""The application: the search screen, in the terminal's own colours."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import App
from textual.theme import Theme
from textual.widget import Widget

from newssearch.tui.actions import LEAVING_KEYS
from newssearch.tui.asking_screen import COMPLAINT_SECONDS, DEBOUNCE_SECONDS
from newssearch.tui.common_screen import CommonScreen
from newssearch.tui.engine import OpenEngine
from newssearch.tui.inks import LOOKS, THEMES, Look, use_look
from newssearch.tui.memory import Memory
from newssearch.tui.search_screen import SearchScreen


class NewsApp(App[None]):
    """Holds the search screen. The arguments are those of ``tui.run_tui``.

    The seconds are given by tests, which need not wait for a person to pause.
    """

    TITLE = "newssearch"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []  # noqa: RUF012  (Textual's name; no key acts without a row in ACTIONS)

    def __init__(
        self,
        archive_path: Path | str | None,
        open_engine: OpenEngine,
        *,
        query: str = "",
        notice: str = "",
        theme: str = THEMES[0],
        memory: Memory | None = None,
        debounce_seconds: float = DEBOUNCE_SECONDS,
        complaint_seconds: float = COMPLAINT_SECONDS,
    ) -> None:
        # said here and not by the theme alone: the filter for NO_COLOR is chosen while this runs,
        # and the one for other than the terminal's own colours draws black on black
        super().__init__(ansi_color=True)
        self.animation_level = "none"
        self._held: list[events.Key | events.Paste] = []
        for name, look in LOOKS.items():
            self.register_theme(_theme(name, look, self.available_themes["ansi-dark"]))
        self.use_theme(theme)
        self.search = SearchScreen(
            archive_path,
            open_engine,
            memory or Memory(),
            query=query,
            notice=notice,
            debounce_seconds=debounce_seconds,
            complaint_seconds=complaint_seconds,
        )

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back while the screen they are meant for is on its way.

        Esc gives up the dialog that is waited for, and what was typed for it.
        """
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            key = event.key if isinstance(event, events.Key) else ""
            if key == "escape" and not self._takes_keys:
                self._held.clear()
                self.search.expect_nothing()
                return
            if key not in LEAVING_KEYS and (self._held or not self._takes_keys):
                self._held.append(event)
                return
        await super().on_event(event)

    @property
    def _takes_keys(self) -> bool:
        screen = self.screen_stack[-1] if self.screen_stack else None
        return isinstance(screen, CommonScreen) and screen.takes_keys

    async def let_keys_go(self) -> None:
        """Give keys that were held back to the screen that is now there, in their order."""
        while self._held and self._takes_keys:
            await super().on_event(self._held.pop(0))

    def use_theme(self, name: str) -> None:
        """Draw in one of ``THEMES``."""
        use_look(name)
        self.theme = name
        for screen in self.screen_stack if self.is_running else ():
            screen.refresh(layout=True)
            for pane in screen.query(Widget):
                pane.refresh()

    def next_theme(self) -> str:
        """Draw in the next theme, and return its name."""
        name = THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]
        self.use_theme(name)
        return name

    @property
    def had_archive(self) -> bool:
        """Whether an archive was open."""
        return self.search.overview is not None

    def on_mount(self) -> None:
        """Show the search screen."""
        self.push_screen(self.search)


def _theme(name: str, look: Look, based_on: Theme) -> Theme:
    accent = f"ansi_{look.accent}" if look.accent.isalpha() else look.accent
    return Theme(
        name=name,
        ansi=True,
        dark=look.dark,
        primary=accent,
        background=look.background,
        foreground=look.foreground,
        surface=look.background,
        panel=look.background,
        boost=look.background,
        variables=based_on.variables | {"rule": look.rule, "rule-focused": accent},
    )
