"""Narrowing the hits: facets, filters as chips, words within the hits; and the copies of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from newssearch.search.facets import Facet
from newssearch.tui import filters
from newssearch.tui.block_list import BlockList
from newssearch.tui.chips_line import ChipsLine
from newssearch.tui.copies_screen import CopiesScreen
from newssearch.tui.engine import Engine, Selection
from newssearch.tui.facet_counts import count_facets
from newssearch.tui.filters import Filter
from newssearch.tui.line_screen import LineScreen
from newssearch.tui.messages import Question
from newssearch.tui.taking_out_screen import TakingOutScreen


class NarrowingScreen(TakingOutScreen):
    """The actions that narrow the hits. Every filter is a part of the query."""

    def _new_answer(self, question: Question) -> None:
        """Show the filters and the facets of the new answer."""
        super()._new_answer(question)
        self._chips.show_filters(filters.split(question.text)[1])
        self._give_room()
        self._ask_facets()

    def _ask_facets(self) -> None:
        """Count the hits by facets, if these are seen."""
        question = self._shown
        if question is None or not self._faceting:
            return

        def count(engine: Engine, selection: Selection) -> Callable[[], None]:
            return partial(self._show_facets, question, count_facets(engine, question, selection))

        self.desk.about("facets", question, count)

    def _show_facets(self, question: Question, facets: Sequence[Facet]) -> None:
        if self._shown is not None and question.number == self._shown.number:
            self._facets.show_facets(facets, self._chips.filters)

    def action_facets(self) -> None:
        """Open the column of facets, or close it."""
        if self._faceting:
            self._faceting = False
            self._arrange()
            self.action_to_list()
        elif self._hits.rows:
            self._faceting, self._reading = True, False
            self._arrange()
            self.set_focus(self._facets)
            self._ask_facets()
        else:
            self.say("there are no hits to narrow")

    def action_include(self) -> None:
        """Narrow to the chosen value, or no longer."""
        self._toggle(self._facets.chosen)

    def action_exclude(self) -> None:
        """Leave out the chosen value, or no longer."""
        if (chosen := self._facets.chosen) is not None:
            self._toggle(chosen._replace(excluded=True))

    def _toggle(self, wanted: Filter | None) -> None:
        if wanted is not None:
            self._set_query(filters.toggled(self._base(), wanted))

    def _base(self) -> str:
        """Return the query that filters are put behind, which is never one of literal text."""
        if self._mode == "literal" and self._answer is not None:
            self._mode = "all"
            self._show_mode(self._mode)
            return self._answer.parsed
        return self._query_line.value

    def on_block_list_taken(self, event: BlockList.Taken) -> None:
        """Narrow to a value that was clicked twice, or read a hit."""
        if event.blocks is self._facets:
            self.action_include()
        else:
            self.action_read()

    def on_chips_line_taken(self, event: ChipsLine.Taken) -> None:
        """Take a filter away."""
        self._set_query(filters.toggled(self._query_line.value, event.taken))

    def action_clear_filters(self) -> None:
        """Take all filters away."""
        rest, found = filters.split(self._query_line.value)
        if found:
            self._set_query(rest or "*")
        else:
            self.say("there is no filter")

    def action_within(self) -> None:
        """Ask for words to search for within the hits."""
        self.app.push_screen(LineScreen("Search within these hits"), self._search_within)

    def _search_within(self, words: str | None) -> None:
        if words:
            self._set_query(filters.within(self._base(), words))

    def action_copies(self) -> None:
        """List the near-identical copies of the hit."""
        chosen = self._hits.chosen
        if chosen is None:
            return

        def find(engine: Engine) -> Callable[[], None]:
            articles = engine.copies(chosen.id)
            if len(articles) < 2:
                return lambda: self.say("this article has no near-identical copies")
            return lambda: self._show_copies(CopiesScreen(articles, chosen.id))

        self.expect("copies")
        self.desk.work("copies", find)

    def _show_copies(self, screen: CopiesScreen) -> None:
        if self.expects("copies"):
            self.app.push_screen(screen)
