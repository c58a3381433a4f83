"""The copies of an article: who has it when, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal

from newssearch.archive.article import Article
from newssearch.archive.wording import counted
from newssearch.tui.actions import COPIES, bindings_in
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.cells import clean_line
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.differences_page import about, difference_pages, one_page
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.page import PageParagraph, PageWriter
from newssearch.tui.sheet import Sheet
from newssearch.tui.title_rule import TitleRule

SIDE_BY_SIDE = 100
"""Columns from which two versions are beside each other."""


class CopiesScreen(CommonModal[None]):
    """Lists copies; below them the chosen one beside the one it is compared with."""

    BINDINGS = bindings_in(COPIES)

    DEFAULT_CSS = """
    CopiesScreen { background: $background; }
    CopiesScreen BlockList { height: 1fr; }
    CopiesScreen #versions { height: 2fr; }
    CopiesScreen #versions Sheet { width: 1fr; }
    """

    def __init__(self, articles: Sequence[Article], article_id: str) -> None:
        super().__init__()
        self._articles = articles
        ids = [article.id for article in articles]
        self._compared = ids.index(article_id)

    def compose(self) -> ComposeResult:
        """Lay out heading, list, the two versions and keys."""
        yield TitleRule()
        yield BlockList(id="copies")
        with Horizontal(id="versions"):
            yield Sheet(id="before")
            yield Sheet(id="after")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show how many there are."""
        count = counted(len(self._articles), "near-identical article")
        self.query_one(TitleRule).show_title(count, " · compared with the one marked *")
        self.query_one(BlockList).focus()
        self.query_one(KeysLine).show_place(COPIES)

    def on_resize(self) -> None:
        """Fill the list once its width is known, and show two versions or one."""
        copies = self.query_one(BlockList)
        if not copies.count:
            first = 0 if self._compared else min(1, len(self._articles) - 1)
            blocks = [self._block(number) for number in range(len(self._articles))]
            copies.show_blocks(blocks, first)
        self._show_versions(copies.cursor)

    def _block(self, number: int) -> Block:
        article = self._articles[number]
        writer = PageWriter()
        writer.write("* " if number == self._compared else "  ")
        writer.write(about(article), "meta")
        writer.write("  " + clean_line(article.display_title), "title")
        writer.line()
        writer.write(clean_line(article.path))
        paragraphs = (PageParagraph(1), PageParagraph(1, 2))
        return Block(writer.page(), low=paragraphs, tall=paragraphs, gap=False)

    def on_block_list_chosen(self, event: BlockList.Chosen) -> None:
        """Compare another one."""
        event.stop()
        self._show_versions(event.number)

    def _show_versions(self, number: int) -> None:
        before, after = self._articles[self._compared], self._articles[number]
        wide = self.size.width >= SIDE_BY_SIDE
        left, right = self.query_one("#before", Sheet), self.query_one("#after", Sheet)
        right.display = wide
        if wide:
            pages = difference_pages(before, after)
            left.show(pages[0])
            right.show(pages[1])
        else:
            left.show(one_page(before, after))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
