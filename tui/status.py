"""The lines below the query: what was found, what went wrong, what else is to be known."""

from __future__ import annotations

from typing import Literal, TypeAlias

from newssearch.archive.cellwidth import width_of
from newssearch.archive.errors import NewsSearchError
from newssearch.search.answer import Answer
from newssearch.tui.engine import Sort
from newssearch.tui.text_lines import InkedLine, TextLines
from newssearch.tui.wording import note_lines, refusal_lines, summary_line, wrapped_lines

MOST_LINES = 8
"""A status that grows must leave the hits to be seen."""

Room: TypeAlias = Literal["all", "short", "faults"]
"""What is said: all, or no more than how much was found, or only what has gone wrong."""


class Status(TextLines):
    """Composes its lines from what the screen sets: each attribute is one concern.

    It is not there where there is nothing to say.
    """

    def __init__(self) -> None:
        super().__init__(id="status")
        self._room: Room = "all"
        self._found: tuple[Answer, Sort] | None = None
        self._instead: InkedLine = ()
        self._news = ""
        self._marked = 0
        self._error: NewsSearchError | None = None

    def show_answer(self, answer: Answer, sort: Sort) -> None:
        """Say how much was found and how the query was read."""
        self._found = answer, sort
        self._compose_lines()

    def show_instead(self, line: InkedLine = ()) -> None:
        """Say something else, or nothing, where there is no answer."""
        self._found, self._instead = None, line
        self._compose_lines()

    def fit_into(self, room: Room) -> None:
        """Say more or less, in lines of the screen's present width."""
        self._room = room
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

    def _compose_lines(self) -> None:
        width = self.app.size.width - 1
        lines = [] if self._error is None else refusal_lines(self._error, width)
        if not lines and self._room != "faults":
            lines += self._answer_lines(width)
        if self._news:
            lines += wrapped_lines(self._news, "note", width)
        self.show([[(" ", ""), *line] for line in lines[:MOST_LINES]])
        self.display = bool(lines)

    def _answer_lines(self, width: int) -> list[InkedLine]:
        marked = f" · {self._marked:,} marked" if self._marked else ""
        if self._found is None:
            first, notes = list(self._instead), []
        else:
            answer, sort = self._found
            first = list(summary_line(answer, sort, width - width_of(marked)))
            notes = note_lines(answer.notes, width) if self._room == "all" else []
        if marked:
            first.append((marked, "key"))
        return [first, *notes] if first else notes
