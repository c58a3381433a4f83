"""The lines below the query: what was found, what went wrong, what else is to be known."""

from __future__ import annotations

from newssearch.archive.errors import NewsSearchError
from newssearch.search.answer import Answer
from newssearch.tui.engine import Sort
from newssearch.tui.text_lines import InkedLine, TextLines
from newssearch.tui.wording import note_lines, refusal_lines, summary_line

MOST_LINES = 8
"""A status that grows must leave the hits to be seen."""


class Status(TextLines):
    """Composes its lines from what the screen sets: each attribute is one concern."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._summary: InkedLine = ()
        self._notes: list[InkedLine] = []
        self._news = ""
        self._marked = 0
        self._error: NewsSearchError | None = None

    def show_answer(self, answer: Answer, sort: Sort) -> None:
        """Say how much was found and how the query was read."""
        self._summary = summary_line(answer, sort)
        self._notes = note_lines(answer.notes)
        self._compose_lines()

    @property
    def summary(self) -> InkedLine:
        """How much was found."""
        return self._summary

    @summary.setter
    def summary(self, line: InkedLine) -> None:
        self._summary, self._notes = line, []
        self._compose_lines()

    @property
    def news(self) -> str:
        """A sentence about what has just happened; clean text."""
        return self._news

    @news.setter
    def news(self, news: str) -> None:
        self._news = news
        self._compose_lines()

    @property
    def marked(self) -> int:
        """How many hits are marked."""
        return self._marked

    @marked.setter
    def marked(self, count: int) -> None:
        self._marked = count
        self._compose_lines()

    @property
    def error(self) -> NewsSearchError | None:
        """Why the query in the query line has no answer."""
        return self._error

    @error.setter
    def error(self, error: NewsSearchError | None) -> None:
        self._error = error
        self._compose_lines()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self._compose_lines()

    def _compose_lines(self) -> None:
        width = self.size.width
        if not width:
            return
        lines = [] if self._error is None else refusal_lines(self._error, width - 1)
        if self._error is None or not lines:
            lines.append(self._first_line())
            lines += self._notes
        if self._news:
            lines.append([(self._news, "note")])
        self.show([[(" ", ""), *line] for line in lines[:MOST_LINES]])

    def _first_line(self) -> InkedLine:
        if not self._marked:
            return self._summary
        return [*self._summary, (" · ", ""), (f"{self._marked:,} marked", "key")]
