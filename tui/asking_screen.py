"""What is asked and what is shown of the answers.

The desk does the asking, the panes do the showing; what a person can do with an answer beside
reading it is the business of ``tui.search_screen``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from textual.timer import Timer
from textual.widgets import Input

from newssearch.archive.article import Article
from newssearch.archive.errors import NewsSearchError, QuerySyntaxError
from newssearch.search.answer import Answer
from newssearch.tui.block_list import BlockList
from newssearch.tui.cells import clean_line
from newssearch.tui.desk import Desk
from newssearch.tui.engine import Mode, OpenEngine, Sort
from newssearch.tui.line_input import LineInput
from newssearch.tui.messages import (
    ARTICLE,
    Advised,
    Answered,
    Crashed,
    Failed,
    Fetched,
    NewGeneration,
    NotFetched,
    Opened,
    Overview,
    Place,
    Question,
    Refused,
    Unavailable,
    Worked,
)
from newssearch.tui.panes import ResultList
from newssearch.tui.panes_screen import PanesScreen
from newssearch.tui.sheet import Sheet
from newssearch.tui.wording import failure

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

MOST_KEPT_HITS = 500
"""Hits that are asked for again at most in a newer generation."""

MARGIN = 10
"""Hits left below the cursor when more are asked for."""


class AskingScreen(PanesScreen):
    """Asks when typing pauses, and shows what comes."""

    def __init__(
        self,
        path: Path | str | None,
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
        self._asked = Question(0, "", "all", "relevance", limit=FIRST_HITS)
        self._answer: Answer | None = None
        self._more_wanted = False
        self._sort: Sort = "relevance"
        self._mode: Mode = "all"
        self._entered = False
        self._when_fetched: Callable[[Article], None] | None = None

    def on_mount(self) -> None:
        """Open the archive, and search at once if a query was given."""
        self._find_panes()
        self._begin()
        self._placard.show_opening()
        self._arrange()
        self.set_focus(self._query_line)
        if self._first_query.strip():  # else the page before any search says it
            self._status.news = clean_line(self._notice)
        self.desk.start()
        self.set_interval(LOOK_SECONDS, self.desk.look)
        if self._first_query.strip():
            self._ask()

    def _recent(self) -> Sequence[str]:
        """Return the queries asked last, for the page before any search."""
        return ()

    def _begin(self) -> None:
        """Do what else is to be done once the panes are here; screens that do more extend this."""

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
        self.quiet()
        self._ask(half_typed=True)

    def on_line_input_not_taken(self, event: LineInput.NotTaken) -> None:
        """Say that a paste was too long."""
        self.say(
            f"not pasted: the query would have {event.length:,} characters,"
            f" the limit is {event.longest:,}"
        )

    def _set_query(self, text: str) -> None:
        """Search for another query, as if it had been typed."""
        line = self._query_line
        line.value = text
        line.cursor_position = len(line.value) if line.has_focus else 0  # its beginning is seen
        self._stop_timers()
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

    def _ask(self, *, half_typed: bool = False, limit: int = FIRST_HITS) -> None:
        self._asked = Question(
            self._asked.number + 1,
            text := self._query_line.value,
            self._mode,
            self._sort,
            limit=limit,
            half_typed=half_typed,
        )
        self._more_wanted = False
        if text.strip():
            self.desk.ask(self._asked)
        else:
            self._entered = False
            self._show_nothing()

    def _ask_more(self, place: Place) -> None:
        """Ask for hits that are not shown, unless some are on their way."""
        hits = self._hits
        offset, end = {
            "after": (hits.last, hits.total),
            "before": (hits.first - FURTHER_HITS, hits.first),
            "first of all": (0, hits.first),
            "last of all": (max(hits.last, hits.total - FURTHER_HITS), hits.total),
        }[place]
        offset = max(0, offset)
        limit = min(FURTHER_HITS, end - offset)
        if self._shown is not None and limit > 0 and not self._more_wanted:
            self._more_wanted = True
            self.desk.ask_more(replace(self._shown, offset=offset, limit=limit, place=place))

    # Being told

    def on_opened(self, event: Opened) -> None:
        """Show what the archive is, or that it has been renewed."""
        self.overview = event.overview
        if event.again:
            self.say(f"now in the newer archive {event.overview.generation}")
        elif self._shown is None:
            self._status.show_instead()
            self._placard.show_welcome(self.overview, self._notice, self._recent())

    def on_unavailable(self, event: Unavailable) -> None:
        """Say how to make an archive."""
        self.expect_nothing()
        self._stop_timers()
        self._hits.show_rows(())
        self._shown = self._answer = None
        self._status.show_instead([("no archive", "error")])
        self._placard.show_no_archive(event.error, self._notice)
        self._arrange()

    def on_answered(self, event: Answered) -> None:
        """Show the hits of the newest question, or add them to those shown."""
        question = event.question
        if question.place != "first":
            if self._shown is not None and question.number == self._shown.number:
                self._show_more(event)
            return
        if question.number != self._asked.number:
            return
        again = self._shown is not None and self._shown.text == question.text
        chosen = self._hits.chosen if again else None
        self._shown, self._answer = question, event.answer
        self._status.error = None
        self._status.show_answer(event.answer, question.sort)
        if not event.rows:
            self._placard.show_no_hits(event.answer, self.overview)
        self._article = None
        self._hits.show_rows(event.rows, keep=chosen.id if chosen else None, total=event.total)
        self._arrange()
        if self._entered and event.rows:
            self.action_to_list()
        self._entered = False
        self._new_answer(question)

    def on_advised(self, event: Advised) -> None:
        """Say what helps where nothing was found."""
        if self._shown is not None and event.question.number == self._shown.number:
            self._answer = event.answer
            self._placard.show_no_hits(event.answer, self.overview)

    def _new_answer(self, question: Question) -> None:
        """Do what else is to be done where another answer is shown.

        Screens that do more extend this: a message's handler is called for every class that has
        one, so that must not be overridden.
        """

    def _show_more(self, event: Answered) -> None:
        self._more_wanted = False
        hits, rows, offset = self._hits, event.rows, event.question.offset
        match event.question.place:
            case "after" | "last of all" if offset == hits.last:
                hits.add_rows(rows)
            case "before" | "first of all" if offset + len(rows) == hits.first:
                hits.insert_rows(rows)
            case "first of all" | "last of all" as place:
                keep = rows[-1 if place == "last of all" else 0].id if rows else None
                hits.show_rows(rows, keep, first=offset, total=event.total)
        match event.question.place:
            case "first of all":
                hits.move_to(0)
            case "last of all":
                hits.move_to(len(hits.rows) - 1)

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
        if event.article.id != self._wanted_id or self._shown is None:
            return
        if event.question.number != self._shown.number:
            return
        self._article = event.article
        if event.page != self._reader.page:  # else it is read on where one was
            self._reader.show(event.page)
        self._reader.show_position()
        self._jump_if_wanted()
        if self._when_fetched is not None:
            do, self._when_fetched = self._when_fetched, None
            do(event.article)
            self.expects(ARTICLE)

    def _with_article(self, do: Callable[[Article], None]) -> None:
        """Do something with the article of the chosen hit, as soon as it is here."""
        wanted, article = self._wanted_id, self._article
        if wanted is None or self._shown is None:
            return
        if article is not None and article.id == wanted:
            do(article)
        else:
            self._when_fetched = do
            self.desk.fetch(self._shown, wanted)

    def on_not_fetched(self, event: NotFetched) -> None:
        """Say why the article cannot be read."""
        self.expects(ARTICLE)
        self._status.error = event.error

    def on_worked(self, event: Worked) -> None:
        """Show what was found."""
        event.then()
        self.expects(event.key)

    def on_failed(self, event: Failed) -> None:
        """Say why something could not be done."""
        self.expects(event.key)
        self.say(failure(event.error))

    def on_new_generation(self, _event: NewGeneration) -> None:
        """Search again in the newer archive, unless one is just typing; the place is kept."""
        if self._shown is not None and self._typing is None and not self._status.error:
            self._ask(limit=max(FIRST_HITS, min(self._hits.last, MOST_KEPT_HITS)))
        else:
            self._status.news = "a newer archive is live: the next search is in it"

    def on_crashed(self, event: Crashed) -> None:
        """Let a bug be seen."""
        raise event.error

    # Showing

    def _show_nothing(self) -> None:
        self._shown = self._answer = self._article = None
        self._status.error = None
        self._status.show_instead()
        self._hits.show_rows(())
        self._chips.show_filters(())
        if self.overview is not None:
            self._placard.show_welcome(self.overview, self._notice, self._recent())
        self._arrange()

    def on_block_list_chosen(self, event: BlockList.Chosen) -> None:
        """Read the chosen hit where the article is seen, and have more hits ready."""
        if event.blocks is not self._hits:
            return
        self._when_fetched = self._beyond = None
        self.expects(ARTICLE)
        self._fetch_if_seen()
        if event.number >= len(self._hits.rows) - MARGIN:
            self._ask_more("after")
        elif event.number < MARGIN:
            self._ask_more("before")

    def on_block_list_near_end(self, event: BlockList.NearEnd) -> None:
        """Have more hits ready."""
        if event.blocks is self._hits:
            self._ask_more("after")

    def on_block_list_near_start(self, event: BlockList.NearStart) -> None:
        """Have the hits before ready."""
        if event.blocks is self._hits:
            self._ask_more("before")

    def on_result_list_end_wanted(self, _event: ResultList.EndWanted) -> None:
        """Show the last of all hits."""
        self._ask_more("last of all")

    def on_result_list_start_wanted(self, _event: ResultList.StartWanted) -> None:
        """Show the first of all hits."""
        self._ask_more("first of all")
