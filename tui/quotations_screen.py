"""Who said what in one article: its quotations with their speakers, to jump to."""

from __future__ import annotations

from textual.app import ComposeResult

from newssearch.archive.article import Article, Quotation
from newssearch.archive.wording import counted
from newssearch.tui.actions import QUOTATIONS, bindings_in
from newssearch.tui.article_page import quotation_text
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.cells import clean_line
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.help_screen import HelpScreen
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.page import PageParagraph, PageWriter
from newssearch.tui.title_rule import TitleRule

LONGEST_TITLE = 500
"""Characters of a title that may be cut to one line."""

_LINES_LOW, _LINES_TALL = 3, 6


class QuotationsScreen(CommonModal[int | None]):
    """Lists an article's quotations; returns the number of the one to show in the article."""

    BINDINGS = bindings_in(QUOTATIONS)

    DEFAULT_CSS = """
    QuotationsScreen { background: $background; }
    QuotationsScreen BlockList { height: 1fr; }
    """

    def __init__(self, article: Article) -> None:
        super().__init__()
        self._article = article

    def compose(self) -> ComposeResult:
        """Lay out heading, list and keys."""
        yield TitleRule()
        yield BlockList(id="quotations")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the quotations."""
        article = self._article
        title = article.display_title[:LONGEST_TITLE]
        count = counted(len(article.quotes), "quotation")
        self.query_one(TitleRule).show_title(count, f" in {title}")
        quotations = self.query_one(BlockList)
        quotations.focus()
        self.query_one(KeysLine).show_place(QUOTATIONS)

    def on_resize(self) -> None:
        """Fill the list once its width is known."""
        quotations = self.query_one(BlockList)
        if not quotations.count:
            blocks = [quotation_block(self._article, q) for q in self._article.quotes]
            quotations.show_blocks(blocks)

    def on_block_list_taken(self, event: BlockList.Taken) -> None:
        """Show a clicked quotation."""
        self.dismiss(event.number)

    def action_jump(self) -> None:
        """Show the chosen quotation."""
        self.dismiss(self.query_one(BlockList).cursor if self._article.quotes else None)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show the help."""
        self.app.push_screen(HelpScreen())


def quotation_block(article: Article, quotation: Quotation) -> Block:
    """Return a quotation as a block: who, as what and how surely; then the words."""
    writer = PageWriter()
    writer.write(clean_line(quotation.speaker or "speaker unknown"), "title")
    about = [
        quotation.description,
        f"as “{quotation.speaker_as_written}”" if quotation.speaker_as_written else None,
        f"{quotation.confidence} confidence" if quotation.confidence else None,
        "part of a sentence" if quotation.partial else None,
    ]
    said = " · ".join(part for part in about if part)
    writer.line(clean_line(f" · {said}" if said else ""), "meta")
    writer.line(clean_line(f"“{quotation_text(article, quotation).text}”"))
    return Block(
        writer.page(),
        low=(PageParagraph(1), PageParagraph(_LINES_LOW, 2)),
        tall=(PageParagraph(2), PageParagraph(_LINES_TALL, 2)),
    )
