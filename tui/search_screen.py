"""The search screen: a query line, its hits, the article that is read.

It decides what is asked and what is shown; the desk does the asking, the panes do the showing.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.timer import Timer
from textual.widgets import Input

from newssearch.archive.errors import NewsSearchError, QuerySyntaxError
from newssearch.search.answer import Answer
from newssearch.tui.block_list import BlockList
from newssearch.tui.cells import clean_line
from newssearch.tui.desk import Desk
from newssearch.tui.engine import SORTS, OpenEngine, Sort
from newssearch.tui.messages import (
    Answered,
    Crashed,
    Fetched,
    NewGeneration,
    NotFetched,
    Opened,
    Overview,
    Question,
    Refused,
    Unavailable,
)
from newssearch.tui.panes_screen import PanesScreen
from newssearch.tui.quotations_screen import QuotationsScreen
from newssearch.tui.sheet import Sheet
from newssearch.tui.wording import no_archive_page, no_hits_page, opening_page, welcome_page

DEBOUNCE_SECONDS = 0.12
"""A pause in typing after which a search is worth its while; fast typists press a key every 60 to
100 ms."""

COMPLAINT_SECONDS = 0.6
"""A longer pause, after which a query that cannot be read is complained about. Every phrase lacks
its closing mark while it is typed."""

LOOK_SECONDS = 5.0
"""How often to see whether a newer generation is live: one small file is read."""

FIRST_HITS, FURTHER_HITS = 20, 60
"""Hits asked for at once: a screen's worth first, so that it comes fast."""

MARGIN = 10
"""Hits left below the cursor when more are asked for."""


class SearchScreen(PanesScreen):
    """The one screen of the application that searches."""

    def __init__(
        self,
        path: Path | None,
        open_engine: OpenEngine,
        *,
        query: str = "",
        notice: str = "",
        debounce_seconds: float = DEBOUNCE_SECONDS,
        complaint_seconds: float = COMPLAINT_SECONDS,
    ) -> None:
        super().__init__(Desk(path, open_engine, self.post_message), query)
        self._notice = notice
        self._debounce_seconds = debounce_seconds
        self._complaint_seconds = complaint_seconds
        self._typing: Timer | None = None
        self._complaining: Timer | None = None
        self.overview: Overview | None = None
        self._asked = Question(0, "", "relevance", limit=FIRST_HITS)
        self._answer: Answer | None = None
        self._all_loaded = True
        self._sort: Sort = "relevance"
        self._entered = False
        self._quotations_wanted = False

    def on_mount(self) -> None:
        """Open the archive, and search at once if a query was given."""
        self._find_panes()
        self._placard.show(opening_page())
        self._arrange()
        self._query_line.focus()
        self._status.news = clean_line(self._notice)
        self.desk.start()
        self.set_interval(LOOK_SECONDS, self.desk.look)
        if self._first_query.strip():
            self._ask()

    def on_unmount(self) -> None:
        """Let the archive go."""
        self.desk.stop()

    @property
    def busy(self) -> bool:
        """Whether something is still to come without a key being pressed; for tests."""
        timers = (self._typing, self._complaining)
        sheets = self.query(Sheet)
        return (
            any(timer is not None for timer in timers)
            or not self.desk.idle
            or not all(sheet.settled for sheet in sheets)
        )

    # Asking

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search when typing pauses."""
        event.stop()
        self._stop_timers()
        if event.value != self._asked.text:
            self._typing = self.set_timer(self._debounce_seconds, self._typed)

    def _typed(self) -> None:
        self._typing = None
        self._status.news = ""
        self._ask()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search now, and go to the hits when they come."""
        event.stop()
        if self.overview is None:
            self.desk.open()
        waiting = self._typing is not None or self._asked.text != event.value
        self._stop_timers()
        if self._status.error is None and not waiting and self._shown is self._asked:
            self.action_to_list()
            return
        self._entered = True
        self._ask()

    def _stop_timers(self) -> None:
        for timer in (self._typing, self._complaining):
            if timer is not None:
                timer.stop()
        self._typing = self._complaining = None

    def _ask(self) -> None:
        text = self._query_line.value
        self._asked = Question(self._asked.number + 1, text, self._sort, limit=FIRST_HITS)
        if text.strip():
            self.desk.ask(self._asked)
        else:
            self._entered = False
            self._show_nothing()

    def _ask_more(self) -> None:
        if self._shown is not None and not self._all_loaded:
            self._all_loaded = True  # until the answer says otherwise
            offset = len(self._hits.rows)
            self.desk.ask_more(replace(self._shown, offset=offset, limit=FURTHER_HITS))

    # Being told

    def on_opened(self, event: Opened) -> None:
        """Show what the archive is, or that it has been renewed."""
        self.overview = event.overview
        if event.again:
            self._status.news = clean_line(f"now in the newer archive {event.overview.generation}")
        elif not self._query_line.value.strip():
            self._show_nothing()

    def on_unavailable(self, event: Unavailable) -> None:
        """Say how to make an archive."""
        self._stop_timers()
        self._hits.show_rows(())
        self._shown = self._answer = None
        self._status.summary = [("no archive", "error")]
        self._placard.show(no_archive_page(event.error, self._notice))
        self._arrange()

    def on_answered(self, event: Answered) -> None:
        """Show the hits of the newest question, or add them to those shown."""
        question = event.question
        if question.offset:
            if self._shown is not None and question.number == self._shown.number:
                self._hits.add_rows(event.rows)
                self._note_loaded(event)
            return
        if question.number != self._asked.number:
            return
        again = self._shown is not None and self._shown.text == question.text
        chosen = self._hits.chosen if again else None
        self._shown, self._answer = question, event.answer
        self._status.error = None
        self._status.show_answer(event.answer, question.sort)
        if not event.rows:
            self._placard.show(no_hits_page(event.answer, self.overview))
        self._article = None
        self._hits.show_rows(event.rows, keep=chosen.id if chosen else None)
        self._note_loaded(event)
        self._arrange()
        if self._entered and event.rows:
            self.action_to_list()
        self._entered = False

    def _note_loaded(self, event: Answered) -> None:
        answer = event.answer
        known = answer.total if answer.groups is None else answer.groups
        self._all_loaded = not event.rows or len(self._hits.rows) >= known

    def on_refused(self, event: Refused) -> None:
        """Say why there is no answer, and keep the hits that are shown."""
        if event.question.number != self._asked.number:
            return
        entered, self._entered = self._entered, False
        if entered or not isinstance(event.error, QuerySyntaxError):
            self._complain(event.error)
        else:
            self._complaining = self.set_timer(
                self._complaint_seconds, lambda: self._complain(event.error)
            )

    def _complain(self, error: NewsSearchError) -> None:
        self._complaining = None
        self._status.error = error

    def on_fetched(self, event: Fetched) -> None:
        """Show the article, if it is still the one that is wanted."""
        chosen = self._hits.chosen
        if chosen is None or chosen.id != event.article.id or self._shown is None:
            return
        if event.query != self._shown.text:
            return
        self._article = event.article
        self._reader.show(event.page)
        self._show_position()
        if self._quotations_wanted:
            self.action_quotations()

    def on_not_fetched(self, event: NotFetched) -> None:
        """Say why the article cannot be read."""
        self._status.error = event.error

    def on_new_generation(self, _event: NewGeneration) -> None:
        """Say that there is something newer to search."""
        self._status.news = "a newer archive is live: the next search is in it (r searches again)"

    def on_crashed(self, event: Crashed) -> None:
        """Let a bug be seen."""
        raise event.error

    # Showing

    def _show_nothing(self) -> None:
        self._shown = self._answer = self._article = None
        self._status.error = None
        self._status.summary = []
        self._hits.show_rows(())
        if self.overview is not None:
            self._placard.show(welcome_page(self.overview, self._notice))
        self._arrange()

    def on_block_list_chosen(self, event: BlockList.Chosen) -> None:
        """Read the chosen hit where the article is seen, and have more hits ready."""
        self._fetch_if_seen()
        if event.number >= len(self._hits.rows) - MARGIN:
            self._ask_more()

    def on_block_list_near_end(self, _event: BlockList.NearEnd) -> None:
        """Have more hits ready."""
        self._ask_more()

    def on_block_list_taken(self, _event: BlockList.Taken) -> None:
        """Read a hit that was clicked twice."""
        self.action_read()

    # Doing: the actions of the table that ask something

    def action_quotations(self) -> None:
        """List who said what, when the article is here."""
        chosen = self._hits.chosen
        if chosen is None or self._shown is None:
            return
        article = self._article
        self._quotations_wanted = article is None or article.id != chosen.id
        if article is None or article.id != chosen.id:
            self.desk.fetch(self._shown.text, chosen.id)
        elif article.quotes:
            self.app.push_screen(QuotationsScreen(article), self._show_quotation)
        else:
            self._status.news = "no quotations in this article"

    def _show_quotation(self, number: int | None) -> None:
        if number is not None:
            self.action_read()
            self.call_after_refresh(self._reader.point_at, self._reader.page.places[number])

    def action_next_sort(self) -> None:
        """Sort by the next of the orders."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self._status.news = f"sorted by {self._sort}"
        self._stop_timers()
        self._ask()

    def action_follow(self) -> None:
        """Search for the suggestion."""
        if self._answer is not None and self._answer.suggestion is not None:
            self._query_line.value = self._answer.suggestion.text
            self._query_line.cursor_position = len(self._query_line.value)
            self._stop_timers()
            self._ask()

    def action_refresh(self) -> None:
        """Search again."""
        self._status.news = ""
        self._ask()
