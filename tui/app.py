"""The application: the search screen, in the terminal's own colours."""

from __future__ import annotations

from pathlib import Path

from textual.app import App

from newssearch.tui.asking_screen import COMPLAINT_SECONDS, DEBOUNCE_SECONDS
from newssearch.tui.engine import OpenEngine
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
        debounce_seconds: float = DEBOUNCE_SECONDS,
        complaint_seconds: float = COMPLAINT_SECONDS,
    ) -> None:
        # said here and not by the theme alone: the filter for NO_COLOR is chosen while this runs,
        # and the one for other than the terminal's own colours draws black on black
        super().__init__(ansi_color=True)
        self.animation_level = "none"
        themes = self.available_themes
        self.theme = "ansi-dark" if "ansi-dark" in themes else "textual-ansi"
        self.search = SearchScreen(
            archive_path,
            open_engine,
            query=query,
            notice=notice,
            debounce_seconds=debounce_seconds,
            complaint_seconds=complaint_seconds,
        )

    @property
    def had_archive(self) -> bool:
        """Whether an archive was open."""
        return self.search.overview is not None

    def on_mount(self) -> None:
        """Show the search screen."""
        self.push_screen(self.search)
