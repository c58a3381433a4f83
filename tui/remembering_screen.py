"""What is remembered: queries asked, the place where one was, articles read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events

from newssearch.archive.errors import NewsSearchError
from newssearch.tui.asking_screen import COMPLAINT_SECONDS, DEBOUNCE_SECONDS
from newssearch.tui.engine import OpenEngine
from newssearch.tui.history_screen import HistoryScreen
from newssearch.tui.memory import Memory, Place
from newssearch.tui.messages import Fetched, Question
from newssearch.tui.moving_screen import MovingScreen
from newssearch.tui.wording import failure

MOST_RECENT = 5
"""Queries on the page before any search."""


class RememberingScreen(MovingScreen):
    """The actions that use what is remembered."""

    def __init__(
        self,
        path: Path | str | None,
        open_engine: OpenEngine,
        memory: Memory,
        *,
        query: str = "",
        notice: str = "",
        debounce_seconds: float = DEBOUNCE_SECONDS,
        complaint_seconds: float = COMPLAINT_SECONDS,
    ) -> None:
        self._memory = memory
        self._restored = Place() if query.strip() else memory.place
        super().__init__(
            path,
            open_engine,
            query=query if query.strip() else self._restored.text,
            notice=notice,
            debounce_seconds=debounce_seconds,
            complaint_seconds=complaint_seconds,
        )
        self._mode, self._sort = self._restored.mode, self._restored.sort
        self._recalled = -1
        self._typed_text = ""

    def _begin(self) -> None:
        """Take up the place of last time, its query selected so that typing replaces it."""
        super()._begin()
        self._hits.memory = self._memory
        self._show_mode(self._mode)
        if self._restored.text:
            self._query_line.action_select_all()
        if self._memory.fault:
            self.say(self._memory.fault)

    def _recent(self) -> Sequence[str]:
        return self._memory.recent()[:MOST_RECENT]

    def on_unmount(self) -> None:
        """Keep what is remembered."""
        if not self._query_line.value.strip():
            self._memory.place = Place()
        self._save()

    def _note_place(self, article: str | None = None) -> None:
        if (shown := self._shown) is not None:
            self._memory.place = Place(shown.text, shown.mode, shown.sort, article)

    def _save(self) -> None:
        try:
            self._memory.save()
        except NewsSearchError as error:
            if self.is_running:
                self.say(failure(error))

    def _new_answer(self, question: Question) -> None:
        super()._new_answer(question)
        self._note_place()
        restored, self._restored = self._restored, Place()
        if restored.article is not None and restored.text == question.text:
            self._read_by_id(restored.article)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Remember a query whose hits are looked at, and an article that is read."""
        if self.focused in {self._hits, self._reader} and self._shown is not None:
            if self._memory.recent()[:1] != [self._shown.text]:
                self._memory.asked(self._shown.text)
                self._save()
            self._recalled = -1
            self._note_place()
        if self.focused is self._reader:
            self._note_as_read()

    def on_fetched(self, _event: Fetched) -> None:
        """Remember an article that comes while one reads."""
        if self.focused is self._reader:
            self._note_as_read()

    def _note_as_read(self) -> None:
        wanted = self._wanted_id
        self._note_place(wanted)
        if wanted is not None and not self._memory.has_read(wanted):
            self._memory.note_read(wanted)
            self._hits.redraw(wanted)

    def action_older_query(self) -> None:
        """Recall the query asked before."""
        self._recall(1)

    def action_newer_query(self) -> None:
        """Recall the query asked after it; behind the last one, go to the hits."""
        if self._recalled < 0:
            self.action_to_list()
        else:
            self._recall(-1)

    def _recall(self, step: int) -> None:
        recent = [text for text in self._memory.recent() if text != self._typed_text]
        if self._recalled < 0:
            self._typed_text = self._query_line.value.strip()
            recent = [text for text in self._memory.recent() if text != self._typed_text]
        if self._recalled + step >= len(recent):
            self.say("there is no older query")
            return
        self._recalled += step
        text = self._typed_text if self._recalled < 0 else recent[self._recalled]
        self._query_line.value = text
        self._query_line.cursor_position = len(text)

    def action_history(self) -> None:
        """Choose among the queries asked before."""
        if self._memory.recent():
            self.app.push_screen(HistoryScreen(self._memory), self._search_again)
        else:
            self.say("no query is remembered yet")

    def _search_again(self, text: str | None) -> None:
        if text is not None:
            self._set_query(text)
