"""How do people look at the archive? A terminal application over the search engine.

Everything that comes from an article is drawn as plain text in cells that are counted here;
nothing of it is ever read as markup. Importing this package imports no widget: Textual is loaded
when the application starts.

=====================  =============================================================================
module                 what it is
=====================  =============================================================================
``actions``            everything a key does: one table
``app``                the application: the search screen, in the terminal's own colours
``article_page``       an article as a page
``asking_screen``      what is asked and what is shown of the answers
``block_list``         a list of blocks of several lines each, one of them chosen: hits, quotations
``cells``              text in cells: what may be drawn, how wide it is, and where its lines break
``chips_line``         the filters of a query, each as a chip that a click takes away
``choosing_screen``    one of many, found by typing a few letters
``clipboard``          the clipboard: the system's own, or else the terminal's
``common_screen``      what every screen can do: say something, copy, leave
``copies_screen``      the copies of an article: who has it when, and what differs
``copying``            what is copied: texts made of what is seen
``desk``               the desk: the one thread that talks to the search engine
``differences_page``   two versions of an article beside each other, or in one, as pages
``engine``             what the screen asks of the search engine, and nothing more
``exporting``          hits written to a file in the formats of the command line
``facet_counts``       how the hits spread: counts to narrow by and to compare
``facet_pane``         the column of facets: how the hits spread, to narrow them by
``filters``            filters as they are written in a query
``help_screen``        the help: the query language, the fields, every key
``help_text``          the help screen's text
``history_screen``     the history of queries: those asked often and of late first
``hit_rows``           a hit as the result list shows it
``inks``               how each kind of text is drawn, in each theme
``keeping_screen``     what is kept beside the archive: saved queries, labels, notes
``keys_line``          the bottom line: the keys that act where the focus is
``launch``             starting the application in a terminal, and what it leaves behind
``line_input``         one line of input: safe as it arrives, and every key in its turn
``line_screen``        a question that is answered with one line of text
``memory``             what is remembered of a person between two starts
``menu_screen``        a menu: the actions of one place of the table, each with its key
``messages``           what the desk tells the screen
``moving_screen``      ways through the archive: back and forward, like articles, who said what
``narrowing_screen``   narrowing the hits: facets, filters, words within; copies of one
``news_engine``        the engine of this program as the screen asks it: one open archive
``outside``            programs outside: the browser, the pager, the editor
``page``               a page: clean text with inks, and its lines on a screen of some width
``palette_screen``     the command palette: every action that can be taken, by a few letters
``panes_screen``       the panes of the search screen and the ways between them
``panes``              the panes of the search screen: the hits and the article
``personal``           what a person brings to the screen: their folder and settings
``query_line``         the line in which a query is typed
``placard``            what stands in for the hits where there are none
``quotations_screen``  who said what in one article: its quotations with their speakers, to jump to
``remembering_screen`` what is remembered: queries asked, the place, articles read
``said_screen``        who said what about this: the quotations of all hits, by speaker
``saved_screen``       saved queries with what is new to them: to open, to run, to remove
``scrolling``          what the list and the reader share
``search_screen``      the search screen: a query line, its hits, the article that is read
``selecting``          text that is selected in a pane, by dragging over it or by keys
``serving``            the screen in a browser: a small server, its address with a token
``sheet``              a sheet: one page of text, wrapped and scrolled
``status``             the lines below the query
``taking_out_screen``  what is taken out: copied, opened in other programs, exported to a file
``text_lines``         a few lines that do not scroll
``title_rule``         a rule with a title, above a dialog or what fills the screen
``trail``              back and forward through queries and articles, as in a browser
``two_columns``        rows of two columns, the second set in where it takes several lines
``wording``            what the screen says: counts, refusals, and the pages that stand in for hits
=====================  =============================================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from newssearch.tui.personal import Personal

if TYPE_CHECKING:
    from newssearch.tui.engine import OpenEngine

__all__ = ["Personal", "run_tui"]


def run_tui(
    archive_path: Path | str | None,
    *,
    query: str = "",
    notice: str = "",
    open_engine: OpenEngine | None = None,
    personal: Personal | None = None,
) -> int:
    """Show the search screen until the person leaves it, and return the exit code.

    ``query`` is searched for at once; ``notice`` is a sentence shown until the first key.
    ``open_engine`` makes the archive from its path (``search.open_archive`` unless given). The
    code is 0, or 3 where no archive could be opened, or 1 after a bug, whose traceback is shown.
    ``personal`` is what a person has of their own: history, theme, keys.
    Raises SettingsError where these cannot be used, UsageError where standard input and error
    are not a terminal.
    """
    from newssearch.tui.launch import launch  # noqa: PLC0415  (Textual takes 150 ms to import)

    return launch(
        archive_path,
        query=query,
        notice=notice,
        open_engine=open_engine,
        personal=personal or Personal(),
    )
