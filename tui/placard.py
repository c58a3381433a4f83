"""What stands in for the hits where there are none, as a page made for the room there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newssearch.archive.errors import NewsSearchError
from newssearch.search.answer import Answer
from newssearch.tui.messages import Overview
from newssearch.tui.page import Page
from newssearch.tui.sheet import Sheet
from newssearch.tui.wording import no_archive_page, no_hits_page, opening_page, welcome_page


class Placard(Sheet, can_focus=False):
    """A message in the place of the hits."""

    def __init__(self) -> None:
        super().__init__(id="placard")
        self._make: Callable[[int, int], Page] | None = None
        self._made_for = (0, 0)

    def show_opening(self) -> None:
        """Say that the archive is being opened."""
        self._show_made(lambda _columns, _lines: opening_page())

    def show_welcome(self, overview: Overview, notice: str, recent: Sequence[str]) -> None:
        """Say what the archive holds and what may be typed."""
        self._show_made(
            lambda columns, lines: welcome_page(overview, notice, recent, columns, lines)
        )

    def show_no_archive(self, error: NewsSearchError, notice: str) -> None:
        """Say that there is no archive to search."""
        self._show_made(lambda _columns, _lines: no_archive_page(error, notice))

    def show_no_hits(self, answer: Answer, overview: Overview | None) -> None:
        """Say that nothing was found, and why."""
        self._show_made(lambda columns, _lines: no_hits_page(answer, overview, columns))

    def _show_made(self, make: Callable[[int, int], Page]) -> None:
        """Show a page that is made for the columns and lines there are, whenever these change."""
        self._make, self._made_for = make, (0, 0)
        self.on_resize()

    def on_resize(self) -> None:
        """Make the page for the new size."""
        size = (self.text_width, self.page_height)
        if self._make is not None and self.size and size != self._made_for:
            self._made_for = size
            self.show(self._make(*size))
