"""What is kept beside the archive: saved queries, labels and notes on articles."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Literal

from newssearch.archive.errors import ArchiveLocked, ArticleError
from newssearch.tui import outside
from newssearch.tui.engine import Engine
from newssearch.tui.exporting import ids_query
from newssearch.tui.line_screen import LineScreen
from newssearch.tui.messages import SavedState
from newssearch.tui.remembering_screen import RememberingScreen
from newssearch.tui.saved_screen import Choice, SavedScreen

MOST_NEW = 100
"""New articles that are shown at once: as many as one query holds ids of."""


_ENDED = {
    0: "the folder is indexed",
    ArticleError.exit_code: "the folder is indexed, but for files that were skipped",
    ArchiveLocked.exit_code: "another run is indexing: what it brings is taken up by itself",
}
"""What is said of a run, by its exit code."""


class KeepingScreen(RememberingScreen):
    """The actions for saved queries, labels and notes; the desk reads and writes them."""

    def action_index(self) -> None:
        """Ask for a folder to index."""
        if self.desk.path is None:
            self.say("there is no folder for an archive")
        elif not self.no_terminal():
            self.app.push_screen(LineScreen("Index the folder"), self._index)

    def _index(self, folder: str | None) -> None:
        archive = self.desk.path
        if not folder or archive is None:
            return
        with self.app.suspend():
            code = outside.index_folder(str(archive), os.path.expanduser(folder))  # noqa: PTH111
        if self.overview is None:
            self.desk.open()
        else:
            self.desk.look()
        self.say(_ENDED.get(code, "the run has ended with a fault"))

    def action_label(self) -> None:
        """Ask for the labels of the article."""
        self._ask_annotation("Labels, with blanks between them", "labels")

    def action_note(self) -> None:
        """Ask for a note on the article."""
        self._ask_annotation("Note", "note")

    def _ask_annotation(self, question: str, kind: Literal["labels", "note"]) -> None:
        wanted = self._wanted_id
        if wanted is None:
            return

        def find(engine: Engine) -> Callable[[], None]:
            found = engine.annotation(wanted)
            value = " ".join(found.labels) if kind == "labels" else found.note
            return partial(self._edit_annotation, question, kind, wanted, value)

        self.expect("annotation")
        self.desk.work("annotation", find)

    def _edit_annotation(
        self, question: str, kind: Literal["labels", "note"], wanted: str, value: str
    ) -> None:
        if self.expects("annotation"):
            write = partial(self._annotate, kind, wanted)
            self.app.push_screen(LineScreen(question, value), write)

    def _annotate(self, kind: Literal["labels", "note"], wanted: str, text: str | None) -> None:
        if text is None:
            return

        def write(engine: Engine) -> Callable[[], None]:
            if kind == "labels":
                engine.annotate(wanted, labels=text.replace(",", " ").split())
            else:
                engine.annotate(wanted, note=text)
            return partial(self._show_annotated, kind, wanted)

        self.desk.work(f"annotate {wanted}", write)

    def _show_annotated(self, kind: str, wanted: str) -> None:
        search = "label:NAME" if kind == "labels" else "note:WORD"
        self.say(f"kept; {search} behind a query finds it")
        if self._shown is not None and self._wanted_id == wanted:
            self.desk.fetch(self._shown, wanted)

    def action_saved(self) -> None:
        """List the saved queries, with what is new to each."""

        def find(engine: Engine) -> Callable[[], None]:
            return partial(self._show_saved, engine.saved())

        self.say("looking for what is new …")
        self.expect("saved")
        self.desk.work("saved", find)

    def _show_saved(self, states: list[SavedState]) -> None:
        self.quiet()
        if not self.expects("saved"):
            return
        if not states:
            self.say("there is no saved query: A saves the present one")
        else:
            self.app.push_screen(SavedScreen(states, self._remove_saved), self._use_saved)

    def _use_saved(self, choice: Choice | None) -> None:
        if choice is None:
            return
        state = choice.state
        if choice.do == "open":
            self._mode = state.mode
            self._show_mode(state.mode)
            self._set_query(state.text)
            return
        ids = state.new_ids[:MOST_NEW]

        def note(engine: Engine) -> Callable[[], None]:
            engine.note_shown(state.name, ids)
            left = state.new - len(ids)
            more = f"; {left:,} more at the next run" if left else ""
            return lambda: self.say(f"{len(ids):,} new to {state.name}{more}")

        self._mode = "all"
        self._show_mode("all")
        self._set_query(ids_query(ids))
        self.desk.work("note shown", note)

    def _remove_saved(self, name: str) -> None:
        def remove(engine: Engine) -> Callable[[], None]:
            engine.remove_saved(name)
            return lambda: None

        self.desk.work(f"remove {name}", remove)

    def action_save(self) -> None:
        """Ask for a name to save the query under."""
        if self._shown is None:
            self.say("there is no query to save")
        else:
            self.app.push_screen(LineScreen("Save the query under the name"), self._save_as)

    def _save_as(self, name: str | None) -> None:
        question = self._shown
        name = "-".join((name or "").split())  # a name is one word, as on the command line
        if not name or question is None:
            return

        def add(engine: Engine) -> Callable[[], None]:
            engine.save(name, question.text, mode=question.mode)
            return lambda: self.say(f"saved as {name}: Q lists what is saved")

        self.desk.work("save", add)
