"""Ways through the archive: back and forward, like articles, who said what, the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events

from newssearch.archive.article import Article
from newssearch.search.answer import QuotationHit
from newssearch.tui.actions import FACETS, LIST, QUERY, READER
from newssearch.tui.engine import Engine
from newssearch.tui.messages import Question
from newssearch.tui.narrowing_screen import NarrowingScreen
from newssearch.tui.palette_screen import PaletteScreen
from newssearch.tui.said_screen import MOST_QUOTATIONS, Said, SaidScreen
from newssearch.tui.trail import Stop, Trail


class MovingScreen(NarrowingScreen):
    """The actions that lead to other queries and articles."""

    def _begin(self) -> None:
        """Begin the trail."""
        super()._begin()
        self._trail = Trail()
        self._going: Stop | None = None

    def _new_answer(self, question: Question) -> None:
        super()._new_answer(question)
        going, self._going = self._going, None
        if going is not None and going.text == question.text:
            if going.article is not None:
                self._read_by_id(going.article)
            return
        stop = Stop(question.text, question.mode, question.sort)
        self._trail.visit(stop, passing=self.focused is self._query_line)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Remember what is read: it is a place to come back to."""
        if self.focused in {self._hits, self._reader}:
            self._trail.settle()
        if self.focused is self._reader:
            self._note_read()

    def _note_read(self) -> None:
        """Note the article that is read, where one can come back to it."""
        question, wanted = self._shown, self._wanted_id
        if question is not None and wanted is not None and self.focused is self._reader:
            stop = Stop(question.text, question.mode, question.sort, wanted)
            self._trail.visit(stop)

    def action_back(self) -> None:
        """Go back to the query or article before."""
        self._go(-1)

    def action_forward(self) -> None:
        """Go forward again."""
        self._go(1)

    def _go(self, step: int) -> None:
        stop = self._trail.go(step)
        if stop is None:
            self.say("there is nothing before this" if step < 0 else "there is nothing after this")
            return
        shown = self._shown
        if shown is not None and (shown.text, shown.mode, shown.sort) == stop[:3]:
            if stop.article is None:
                self.action_to_list()
            else:
                self._read_by_id(stop.article)
            return
        self._going = stop
        self._mode, self._sort = stop.mode, stop.sort
        self._show_mode(stop.mode)
        self._set_query(stop.text)

    def _read_by_id(self, article_id: str, then: Callable[[Article], None] | None = None) -> None:
        """Read an article of the answer, whether its hit is shown or not."""
        ids = [row.id for row in self._hits.rows]
        if article_id in ids:
            self._hits.move_to(ids.index(article_id))
            self._beyond = None
        else:
            self._beyond = article_id
        self.action_read()
        if then is not None:
            # behind the message that another hit is chosen, which lets go of what was wanted before
            self.call_after_refresh(self._with_article, then)

    def action_similar(self) -> None:
        """Search for articles like this one."""
        wanted = self._wanted_id
        if wanted is None:
            return

        def find(engine: Engine) -> Callable[[], None]:
            return partial(self._show_similar, engine.similar_query(wanted))

        self.desk.work("similar", find)

    def _show_similar(self, query: str) -> None:
        self._mode = "all"
        self._show_mode("all")
        self._trail.settle()
        self._set_query(query)
        self.say("articles like it · H goes back")

    def action_said(self) -> None:
        """List who said what about this, by speaker: quotations with the words of the query."""
        self.expect("said")
        self._ask_said(self._show_said)

    def _ask_said(self, show: Callable[[Said], None], *, whole: bool = False) -> None:
        """Ask for the quotations with the words of the query, or all of the hits; then show them.

        Where none has the words, all of the hits are shown.
        """
        question = self._shown
        if question is None:
            self.expect_nothing()
            return

        def find(engine: Engine) -> Callable[[], None]:
            with_words = not whole and engine.said(
                question.text, mode=question.mode, limit=MOST_QUOTATIONS
            )
            if with_words and with_words[0]:
                return partial(show, Said(with_words[0], with_words[1], tuple(with_words[2])))
            found = engine.quoted(question.text, mode=question.mode, limit=MOST_QUOTATIONS)
            return partial(show, Said(found[0], found[1], tuple(found[2]), whole=True))

        self.desk.work("said", find)

    def _show_said(self, said: Said) -> None:
        if not self.expects("said"):
            return
        if not said.hits:
            self.say("there are no quotations in these hits")
            return
        screen = SaidScreen(said, lambda whole: self._ask_said(screen.show_said, whole=whole))
        self.app.push_screen(screen, self._read_quotation)

    def _read_quotation(self, hit: QuotationHit | None) -> None:
        if hit is not None:
            number = hit.article.quotes.index(hit.quotation)
            self._read_by_id(hit.article.id, lambda _article: self._point_at(number))

    def _point_at(self, number: int) -> None:
        self._reader.point_at(self._reader.page.places[number])

    def action_palette(self) -> None:
        """Ask what to do."""
        places = {self._hits: LIST, self._reader: READER, self._facets: FACETS}
        place = next((place for pane, place in places.items() if pane is self.focused), QUERY)
        self.app.push_screen(PaletteScreen(place), self._chosen_from_palette)

    async def _chosen_from_palette(self, name: str | None) -> None:
        if name is not None:
            await self.run_action(f"screen.{name}")
