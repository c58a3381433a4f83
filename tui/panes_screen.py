"""The panes of the search screen and the ways between them.

Which panes are seen at which size, where the focus is, and the actions that only move about; what
is asked and answered is the business of ``tui.search_screen``.
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from newssearch.archive.article import Article
from newssearch.tui.actions import FACETS, LIST, QUERY, READER
from newssearch.tui.chips_line import ChipsLine
from newssearch.tui.common_screen import CommonScreen
from newssearch.tui.desk import Desk
from newssearch.tui.engine import Mode
from newssearch.tui.facet_pane import FacetPane
from newssearch.tui.help_screen import HelpScreen
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.messages import Question
from newssearch.tui.page import Page
from newssearch.tui.panes import Reader, ResultList
from newssearch.tui.placard import Placard
from newssearch.tui.query_line import QueryLine
from newssearch.tui.sheet import Sheet
from newssearch.tui.status import Status
from newssearch.tui.text_lines import TextLines
from newssearch.tui.wording import PROMPTS

SIDE_BY_SIDE = 100
"""Columns from which the article is beside the hits: each then has 45 or more, the narrowest
column in which a snippet reads well."""


LOW = 18
"""Lines below which what was found is said in one line, and not at all beside an article."""


THREE_COLUMNS = 140
"""Columns from which facets, hits and article are seen at once."""


class PanesScreen(CommonScreen[None]):
    """Query line, status, hits, article and keys, arranged for the size of the terminal."""

    DEFAULT_CSS = """
    PanesScreen { background: $background; }
    PanesScreen #line { height: 1; }
    PanesScreen #prompt { width: 9; }
    PanesScreen #panes { height: 1fr; background: $background; }
    PanesScreen ResultList { width: 1fr; }
    PanesScreen Placard { width: 1fr; }
    PanesScreen Reader { width: 1fr; }
    PanesScreen.-wide ResultList { width: 9fr; }
    PanesScreen.-wide Reader { width: 11fr; margin-left: 1; }
    PanesScreen.-narrow FacetPane { width: 1fr; margin-right: 0; }
    """

    def __init__(self, desk: Desk, query: str) -> None:
        super().__init__()
        self.desk = desk
        self._first_query = query
        self._shown: Question | None = None
        self._article: Article | None = None
        self._reading = self._zoomed = self._faceting = False
        self._mark_wanted = 0
        self._gone_on = ""
        self._beyond: str | None = None

    def compose(self) -> ComposeResult:
        """Lay out the lines and panes."""
        with Horizontal(id="line"):
            yield TextLines(id="prompt")
            yield QueryLine(self._first_query)
        yield ChipsLine()
        yield Status()
        with Horizontal(id="panes"):
            yield FacetPane()
            yield Placard()
            yield ResultList()
            yield Reader()
        yield KeysLine()

    def _find_panes(self) -> None:
        """Keep the panes at hand once they exist."""
        self._prompt = self.query_one("#prompt", TextLines)
        self._query_line = self.query_one(QueryLine)
        self._chips = self.query_one(ChipsLine)
        self._chips.show_filters(())
        self._facets = self.query_one(FacetPane)
        self._status = self.query_one(Status)
        self._placard = self.query_one(Placard)
        self._hits = self.query_one(ResultList)
        self._reader = self.query_one(Reader)
        self._keys = self.query_one(KeysLine)
        self._show_mode("all")

    def _show_mode(self, mode: Mode) -> None:
        """Say before the query how its words are read."""
        self._prompt.show([[(f" {PROMPTS[mode]}", "key")]])

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the query line, wherever the focus is."""
        self.action_to_query()
        self._query_line.on_paste(event)

    def on_resize(self, _event: events.Resize) -> None:
        """Show one pane or two, as there is room."""
        self._arrange()

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= SIDE_BY_SIDE

    def _arrange(self) -> None:
        if not self._hits.rows:
            self._reading = False
        has_hits, wide = bool(self._hits.rows), self._wide
        zoomed = self._zoomed and self._reading
        faceting = self._faceting and not zoomed
        alone = faceting and not wide
        three = wide and self.app.size.width >= THREE_COLUMNS
        two_texts = three if faceting else wide
        self.set_class(two_texts and not zoomed, "-wide")
        self.set_class(not wide, "-narrow")
        self._facets.display = faceting and has_hits and (wide or not self._reading)
        self._placard.display = not has_hits and not alone
        self._hits.display = has_hits and not (zoomed if two_texts else self._reading or alone)
        self._reader.display = has_hits and (two_texts or self._reading)
        if not has_hits and self.focused in {self._hits, self._reader}:
            self.set_focus(self._query_line)
        self._give_room()
        self._fetch_if_seen()

    def _give_room(self) -> None:
        """Leave the lines of a low screen to what has the focus."""
        low = self.app.size.height < LOW
        reading = low and self._reader.display and not self._hits.display
        typing = self.focused is self._query_line
        self._status.fit_into("faults" if reading else "short" if low and not typing else "all")
        self._chips.display = bool(self._chips.filters) and not reading

    @property
    def _wanted_id(self) -> str | None:
        """The id of the article that is read: of the chosen hit, or one beyond those shown."""
        chosen = self._hits.chosen
        return self._beyond or (chosen.id if chosen is not None else None)

    def _fetch_if_seen(self) -> None:
        wanted = self._wanted_id
        if wanted is None or self._shown is None or not self._reader.display:
            return
        if self._article is None or self._article.id != wanted:
            if not self._wide:
                self._article = None
                self._reader.show(Page(""))
            self.desk.fetch(self._shown, wanted)

    def on_sheet_moved(self, _event: Sheet.Moved) -> None:
        """Say what part of the article is seen."""
        self._reader.show_position()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Show the keys of the pane that has the focus."""
        focused = self.focused
        places: dict[Widget | None, str] = {
            self._hits: LIST,
            self._reader: READER,
            self._facets: FACETS,
        }
        self._keys.show_place(places.get(focused, QUERY))
        self._give_room()
        if self.focused is self._reader and not self._reading:
            self._reading = True
            self._arrange()

    def on_query_line_help_asked(self, _event: QueryLine.HelpAsked) -> None:
        """Open the help."""
        self.action_help()

    def action_to_query(self) -> None:
        """Go to the query line, where what is typed takes the place of the old query."""
        self._reading = False
        self._arrange()
        # not focus(): that happens later, and the next keys of a burst would go to the old place
        self.set_focus(self._query_line)
        self._query_line.action_select_all()

    def action_to_list(self) -> None:
        """Go to the hits; where text is selected, only let it go."""
        if self.focused is self._reader and self._reader.selection is not None:
            self._reader.select(None, None)
        elif self._hits.rows:
            self._reading = False
            self._faceting = self._faceting and self._wide
            self._arrange()
            self.set_focus(self._hits)

    def action_read(self) -> None:
        """Go to the article."""
        if self._hits.rows:
            self._reading = True
            self._arrange()
            self.set_focus(self._reader)

    def action_page_down(self) -> None:
        """Turn the page of what is below the query line."""
        self._below.action_move_page_down()

    def action_page_up(self) -> None:
        """Turn it back."""
        self._below.action_move_page_up()

    @property
    def _below(self) -> Sheet | ResultList:
        return self._hits if self._hits.display else self._placard

    def action_next_mark(self) -> None:
        """Go to the next match."""
        self._jump(1)

    def action_previous_mark(self) -> None:
        """Go to the match before."""
        self._jump(-1)

    def _jump(self, step: int) -> None:
        if not self._reader.display:
            self.action_read()
        elif self._article is None or self._article.id != self._wanted_id:
            self._mark_wanted = step  # of the article that is on its way
        elif not self._reader.at_last_mark(step):
            self._reader.next_mark(step)
        elif 0 <= self._hits.cursor + step < len(self._hits.rows):
            self._mark_wanted = step
            self._hits.move_to(self._hits.cursor + step)
            self._gone_on = "next" if step > 0 else "previous"
        elif self._reader.next_mark(step):
            self.say("the first match again" if step > 0 else "the last match again")
        else:
            self.say("no matches in this article")

    def _jump_if_wanted(self) -> None:
        """Go to the first or last match of an article that ``n`` or ``N`` has gone on to."""
        step, self._mark_wanted = self._mark_wanted, 0
        if step:
            self._reader.mark = None if step > 0 else 0
            self._reader.next_mark(step)
            which, self._gone_on = self._gone_on, ""
            chosen = self._hits.chosen
            if which and chosen is not None:
                self.say(f"{which} article: {chosen.title.text}")

    def action_next_hit(self) -> None:
        """Read the next hit."""
        self._hits.move_to(self._hits.cursor + 1)

    def action_previous_hit(self) -> None:
        """Read the hit before."""
        self._hits.move_to(self._hits.cursor - 1)

    def action_zoom(self) -> None:
        """Give the article the whole screen, or not."""
        self._zoomed = not self._zoomed
        self.action_read()

    def action_help(self) -> None:
        """Show the help."""
        self.app.push_screen(HelpScreen())
