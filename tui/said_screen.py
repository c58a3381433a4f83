"""Who said what about this: the quotations of all hits, by speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.app import ComposeResult

from newssearch.archive.wording import counted
from newssearch.search.answer import QuotationHit
from newssearch.tui.actions import SAID, bindings_in
from newssearch.tui.article_page import quotation_text
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.cells import clean_line, clean_marked
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.copying import quoted_with_source
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.page import PageParagraph, PageWriter
from newssearch.tui.title_rule import TitleRule

MOST_QUOTATIONS = 300
"""Quotations that are read: those of the best articles."""

NOBODY = "speaker unknown"


class Said(NamedTuple):
    """Quotations of an answer: those with its words, or ``whole``, all of its best articles.

    ``total`` is how many have the words, in ``articles`` articles; ``whole``, how many hits the
    answer has, of which ``articles`` were read. ``hits`` are the first of them.
    """

    total: int
    articles: int
    hits: tuple[QuotationHit, ...]
    whole: bool = False

    def title(self) -> str:
        """Say what is listed."""
        if self.whole:
            listed = counted(len(self.hits), "quotation")
            first = "" if self.articles == self.total else f"the first {self.articles:,} of "
            return f"{listed} in {first}{counted(self.total, 'hit')}"
        shown = "" if len(self.hits) == self.total else f"{len(self.hits):,} of "
        found = counted(self.total, "matching quotation")
        return f"{shown}{found} in {counted(self.articles, 'article')}"

    def by_speaker(self) -> list[QuotationHit]:
        """Return them by speaker, the most quoted first, the unknown ones last."""
        counts = Counter(hit.quotation.speaker for hit in self.hits)
        return sorted(
            self.hits,
            key=lambda hit: (
                hit.quotation.speaker is None,
                -counts[hit.quotation.speaker],
                hit.quotation.speaker or "",
                hit.rank,
            ),
        )


class SaidScreen(CommonModal[QuotationHit | None]):
    """Lists the quotations; returns the one to show in its article."""

    BINDINGS = bindings_in(SAID)

    DEFAULT_CSS = """
    SaidScreen { background: $background; }
    SaidScreen BlockList { height: 1fr; }
    """

    def __init__(self, said: Said, ask: Callable[[bool], None]) -> None:
        """Show quotations; ``ask`` asks for all of the hits, or those with the words."""
        super().__init__()
        self._ask = ask
        self._take(said)

    def _take(self, said: Said) -> None:
        self._said = said
        self._hits = said.by_speaker()

    def compose(self) -> ComposeResult:
        """Lay out heading, list and keys."""
        yield TitleRule()
        yield BlockList(id="said")
        yield KeysLine()

    def on_mount(self) -> None:
        """Say how many there are."""
        self._show_title()
        self.query_one(BlockList).focus()
        self.query_one(KeysLine).show_place(SAID)
        if self._said.whole:
            self.say("no quotation matches the query: these are all of the hits")

    def _show_title(self) -> None:
        other = "only those that match" if self._said.whole else "all of the hits"
        self.query_one(TitleRule).show_title(self._said.title(), f" · W: {other}")

    def show_said(self, said: Said) -> None:
        """Show other quotations."""
        if not self.is_current:
            return
        if said.whole == self._said.whole:
            self.say("no quotation matches the query")
            return
        self._take(said)
        self._show_title()
        self.query_one(BlockList).show_blocks(_blocks(self._hits))

    def on_resize(self) -> None:
        """Fill the list once its width is known."""
        quotations = self.query_one(BlockList)
        if not quotations.count:
            quotations.show_blocks(_blocks(self._hits))

    @property
    def _chosen(self) -> QuotationHit:
        return self._hits[self.query_one(BlockList).cursor]

    def on_block_list_taken(self, event: BlockList.Taken) -> None:
        """Show a clicked quotation."""
        event.stop()
        self.dismiss(self._hits[event.number])

    def action_jump(self) -> None:
        """Show the chosen quotation in its article."""
        self.dismiss(self._chosen)

    def action_next_speaker(self) -> None:
        """Go to the next speaker's first quotation."""
        speakers = [hit.quotation.speaker for hit in self._hits]
        quotations = self.query_one(BlockList)
        for number in range(quotations.cursor + 1, len(speakers)):
            if speakers[number] != speakers[number - 1]:
                quotations.move_to(number)
                return
        self.say("no further speaker")

    def action_copy_quotation(self) -> None:
        """Copy the chosen quotation with its speaker and source."""
        hit = self._chosen
        self.copy(quoted_with_source(hit.article, hit.quotation), "the quotation")

    def action_other_said(self) -> None:
        """Show the quotations of all hits, or again only those with the words of the query."""
        self._ask(not self._said.whole)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


def _blocks(hits: Sequence[QuotationHit]) -> list[Block]:
    counts = Counter(hit.quotation.speaker for hit in hits)
    blocks = []
    before: str | None = ""
    for hit in hits:
        quotation, article = hit.quotation, hit.article
        writer = PageWriter()
        paragraphs = []
        if quotation.speaker != before:
            count = f" ({counts[quotation.speaker]:,})"
            writer.write(clean_line(quotation.speaker or NOBODY), "heading")
            writer.line(
                clean_line(count + (f" {quotation.description}" if quotation.description else "")),
                "meta",
            )
            paragraphs.append(PageParagraph(1))
            before = quotation.speaker
        writer.write("“")
        marked = clean_marked(hit.text, hit.marks, one_line=True)
        writer.write(marked if len(hit.text) < MOST_LETTERS else quotation_text(article, quotation))
        writer.line("”")
        day = article.date.isoformat() if article.date else "undated"
        about = " · ".join(part for part in (day, article.source, article.display_title) if part)
        writer.write(clean_line(about), "meta")
        head = len(paragraphs)
        paragraphs += [PageParagraph(4, 2), PageParagraph(1, 2)]
        blocks.append(Block(writer.page(), low=paragraphs, tall=paragraphs, head=head))
    return blocks


MOST_LETTERS = 2000
"""Of a quotation whose matches are marked; longer ones are cut, without marks."""
