"""The search screen: a query line, its hits, the article that is read."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from newssearch.archive.article import Article
from newssearch.tui.engine import MODES, SORTS
from newssearch.tui.keeping_screen import KeepingScreen
from newssearch.tui.messages import ARTICLE
from newssearch.tui.quotations_screen import QuotationsScreen
from newssearch.tui.wording import MODE_NAMES


@runtime_checkable
class Themed(Protocol):
    """An application that has themes."""

    def next_theme(self) -> str:
        """Draw in the next theme, and return its name."""


class SearchScreen(KeepingScreen):
    """The one screen of the application that searches: the actions of the table that ask."""

    def action_quotations(self) -> None:
        """List who said what, when the article is here."""
        if self._wanted_id is None:
            return
        self.expect(ARTICLE)
        self._with_article(self._list_quotations)

    def _list_quotations(self, article: Article) -> None:
        if not self.expects(ARTICLE):
            return
        if article.quotes:
            self.app.push_screen(QuotationsScreen(article), self._show_quotation)
        else:
            self.say("no quotations in this article")

    def _show_quotation(self, number: int | None) -> None:
        if number is not None:
            self.action_read()
            self.call_after_refresh(self._reader.point_at, self._reader.page.places[number])

    async def action_run_query(self) -> None:
        """Search now, as Enter in the query line does."""
        await self._query_line.action_submit()

    def action_next_sort(self) -> None:
        """Sort by the next of the orders."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self.say(f"sorted by {self._sort}")
        self._stop_timers()
        self._ask()

    def action_next_mode(self) -> None:
        """Read bare words in the next of the ways: all, any, literal."""
        self._mode = MODES[(MODES.index(self._mode) + 1) % len(MODES)]
        self._show_mode(self._mode)
        self.say(MODE_NAMES[self._mode])
        self._stop_timers()
        self._ask()

    def action_next_theme(self) -> None:
        """Draw in the next theme."""
        app = self.app
        if isinstance(app, Themed):
            self.say(f"theme: {app.next_theme()}")

    def action_follow(self) -> None:
        """Search for the suggestion."""
        answer = self._answer
        advice = None if answer is None else answer.suggestion or answer.any_word
        if advice is not None:
            self._set_query(advice.text)
        elif self._hits.rows:
            self.action_to_list()
        else:
            self.say("nothing is suggested")

    def action_refresh(self) -> None:
        """Search again."""
        self._ask()
