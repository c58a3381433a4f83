"""What is taken out of the screen: copied, opened in other programs, exported to a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial

from newssearch.archive.article import Article
from newssearch.archive.errors import NewsSearchError
from newssearch.archive.wording import counted
from newssearch.search.citing import Style, cite
from newssearch.tui import exporting, outside
from newssearch.tui.asking_screen import AskingScreen
from newssearch.tui.cells import clean_line
from newssearch.tui.copying import (
    article_text,
    as_typed,
    place_near,
    query_arguments,
    quoted_with_source,
    sentence_at,
)
from newssearch.tui.engine import Engine
from newssearch.tui.line_screen import LineScreen
from newssearch.tui.menu_screen import CopyMenu, ExportMenu, MenuScreen, OpenMenu
from newssearch.tui.selecting import Spot
from newssearch.tui.wording import failure

MOST_OPENED = 10
"""Articles that are opened outside at once."""


class TakingOutScreen(AskingScreen):
    """The actions that take something out. Where hits are marked, they are for all of these."""

    def _with_articles(self, do: Callable[[Sequence[Article]], None]) -> None:
        """Do something with the marked articles, or the chosen one, as soon as they are here."""
        ids = tuple(self._hits.marked)
        if not ids:
            self._with_article(lambda article: do([article]))
            return

        def gather(engine: Engine) -> Callable[[], None]:
            articles = [engine.article(article_id) for article_id in ids]
            return lambda: do(articles)

        self.desk.work("gather", gather)

    def _menu(self, menu: type[MenuScreen]) -> None:
        if not self._hits.rows:
            self.say("there is no hit")
            return
        marked = len(self._hits.marked)
        about = f" · {counted(marked, 'marked article')}" if marked else ""
        self.app.push_screen(menu(about), self._chosen_from_menu)

    def _chosen_from_menu(self, name: str | None) -> None:
        if name is not None:
            getattr(self, f"action_{name}")()

    # Marks and selections

    def action_mark(self) -> None:
        """Mark the hit, or take its mark away, and go to the next."""
        self._hits.mark()
        self._status.marked = len(self._hits.marked)
        if self.focused is self._hits:
            self._hits.action_move_down()

    def action_unmark_all(self) -> None:
        """Take all marks away."""
        self._hits.marked.clear()
        self._hits.refresh()
        self._status.marked = 0

    def action_select(self) -> None:
        """Select the sentence that is read, or one sentence more."""
        reader, text = self._reader, self._reader.page.text
        if reader.selection is None:
            span = sentence_at(text, reader.reading_offset)
            reader.select(Spot(0, span.start), Spot(0, span.end))
            return
        first, last = reader.selection
        place = last.offset
        while place < len(text) and text[place].isspace():
            place += 1
        reader.select(first, Spot(0, sentence_at(text, place).end))

    # Copying

    def action_copy_menu(self) -> None:
        """Ask what to copy."""
        self._menu(CopyMenu)

    def action_copy_selection(self) -> None:
        """Copy the selected text."""
        if text := self.selected:
            self.copy(text, "the selected text")
        else:
            self.say("nothing is selected: drag over text, or press v in the article")

    def action_copy_sentence(self) -> None:
        """Copy the sentence of the current match."""
        self._with_article(lambda _article: self._copy_sentence())

    def _copy_sentence(self) -> None:
        reader = self._reader
        marks = reader.page.marks
        reading = reader.here is not None or (reader.display and self.focused is reader)
        offset = reader.reading_offset if reading or not marks else marks[0].start
        span = sentence_at(reader.page.text, offset)
        self.copy(reader.page.text[span.start : span.end], "the sentence")

    def action_copy_quotation(self) -> None:
        """Copy the quotation that is read, with its speaker and its source."""
        self._with_article(self._copy_quotation)

    def _copy_quotation(self, article: Article) -> None:
        number = place_near(self._reader.page.places, self._reader.reading_offset)
        if number is None:
            self.say("no quotations in this article")
        else:
            self.copy(quoted_with_source(article, article.quotes[number]), "the quotation")

    def action_copy_url(self) -> None:
        """Copy the URL."""
        self._copy_of_each(lambda article: clean_line(article.url or ""), "URL")

    def action_copy_id(self) -> None:
        """Copy the id."""
        self._copy_of_each(lambda article: clean_line(article.id), "id")

    def action_copy_path(self) -> None:
        """Copy the path of the file."""
        self._copy_of_each(lambda article: clean_line(article.path), "path")

    def action_copy_citation(self) -> None:
        """Copy a citation."""
        self._cite("plain")

    def action_copy_apa(self) -> None:
        """Copy a citation in APA style."""
        self._cite("apa")

    def action_copy_bibtex(self) -> None:
        """Copy a BibTeX entry."""
        self._cite("bibtex")

    def _cite(self, style: Style) -> None:
        self._copy_of_each(lambda article: cite(article, style), "citation")

    def _copy_of_each(self, text_of: Callable[[Article], str], what: str) -> None:
        def copy(articles: Sequence[Article]) -> None:
            texts = [text for article in articles if (text := text_of(article))]
            if texts:
                named = f"the {what}" if len(texts) == 1 else f"{len(texts):,} {what}s"
                self.copy("\n".join(texts), named)
            else:
                self.say(f"no {what} is known of this article")

        self._with_articles(copy)

    def action_copy_query(self) -> None:
        """Copy the query as a command line."""
        if self._shown is not None and self.overview is not None:
            arguments = query_arguments(self._shown, self.overview.where)
            self.copy(as_typed(arguments), "the command line")

    # Opening outside

    def action_open_menu(self) -> None:
        """Ask what to open."""
        self._menu(OpenMenu)

    def action_open_browser(self) -> None:
        """Open the URL in the browser."""
        self._with_articles(self._trying(self._open_addresses))

    def _open_addresses(self, articles: Sequence[Article]) -> None:
        addresses = [outside.web_address(article.url) for article in articles[:MOST_OPENED]]
        if self.app.is_web:
            for address in addresses:
                self.app.open_url(address)
        else:
            command = outside.opener(os.environ)
            for address in addresses:
                outside.open_apart(command, address)
        self.say(f"opened {counted(len(addresses), 'page')} in the browser")

    def action_open_file(self) -> None:
        """Open the original file in the program for its kind."""
        if not self.no_terminal():
            self._with_article(lambda article: self._trying(self._open_file)([article]))

    def _open_file(self, articles: Sequence[Article]) -> None:
        path = os.path.abspath(articles[0].file)  # noqa: PTH100  (a path that begins with - is none of the program's options)
        if not os.path.exists(path):  # noqa: PTH110  (no error for a path that cannot be one)
            self.say(f"the file is not there any more: {path}")
            return
        outside.open_apart(outside.opener(os.environ), path)
        self.say(f"opened {path}")

    def action_open_pager(self) -> None:
        """Show the text in the pager."""
        if not self.no_terminal():
            self._with_articles(self._trying(partial(self._show_outside, outside.pager)))

    def action_open_editor(self) -> None:
        """Open a copy of the text in the editor."""
        if not self.no_terminal():
            self._with_articles(self._trying(partial(self._show_outside, outside.editor)))

    def _show_outside(
        self, program: Callable[[os._Environ[str]], list[str]], articles: Sequence[Article]
    ) -> None:
        text = f"\n{'-' * 40}\n\n".join(map(article_text, articles))
        with self.app.suspend():
            outside.show_text(program(os.environ), text, "article.txt")

    def action_open_original(self) -> None:
        """Show the original as text in the pager."""
        if not self.no_terminal():
            self._with_article(lambda article: self._trying(self._show_original)([article]))

    def _show_original(self, articles: Sequence[Article]) -> None:
        assert self.overview is not None
        text = outside.original_text(articles[0].id, self.overview.where)
        with self.app.suspend():
            outside.show_text(outside.pager(os.environ), text, "original.txt")

    def _trying(
        self, do: Callable[[Sequence[Article]], None]
    ) -> Callable[[Sequence[Article]], None]:
        """Return the same, which says why where it cannot be done."""

        def trying(articles: Sequence[Article]) -> None:
            try:
                do(articles)
            except NewsSearchError as error:
                self.say(failure(error))

        return trying

    # Exporting

    def action_export_menu(self) -> None:
        """Ask for a format."""
        self._menu(ExportMenu)

    def action_export_csv(self) -> None:
        """Write CSV."""
        self._export("csv")

    def action_export_excel(self) -> None:
        """Write CSV that is safe in spreadsheets."""
        self._export("excel")

    def action_export_tsv(self) -> None:
        """Write tab-separated values."""
        self._export("tsv")

    def action_export_json(self) -> None:
        """Write JSON."""
        self._export("json")

    def action_export_jsonl(self) -> None:
        """Write JSON lines."""
        self._export("jsonl")

    def action_export_text(self) -> None:
        """Write plain text."""
        self._export("text")

    def action_export_ids(self) -> None:
        """Write ids."""
        self._export("ids")

    def action_export_paths(self) -> None:
        """Write paths."""
        self._export("paths")

    def _export(self, form: str) -> None:
        if self._shown is None or self.overview is None:
            return
        export = exporting.Export(self._shown, tuple(self._hits.marked), self.overview.where, form)
        what = counted(len(export.ids) or self._hits.total, "hit")
        self.app.push_screen(
            LineScreen(f"Write {what} to the file", exporting.suggested_name(export)),
            partial(self._export_to, export),
        )

    def _export_to(self, export: exporting.Export, name: str | None) -> None:
        if name:
            self.say("writing …")
            self.run_worker(partial(self._write, export, name), thread=True)

    def _write(self, export: exporting.Export, name: str) -> None:
        """Write the file, in a thread of its own."""
        try:
            said = f"written to {exporting.write_export(export, name)}"
        except NewsSearchError as error:
            said = failure(error)
        self.app.call_from_thread(self.say, said)
