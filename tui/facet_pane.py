"""The column of facets: how the hits spread over time, sources and people, to narrow them by."""

from __future__ import annotations

from collections.abc import Sequence

from newssearch.archive.cellwidth import width_of
from newssearch.search.facets import Facet
from newssearch.tui.actions import FACETS, bindings_in
from newssearch.tui.block_list import GUTTER, Block, BlockList
from newssearch.tui.cells import clean_line, fit
from newssearch.tui.filters import FIELD_OF_FACET, Filter
from newssearch.tui.page import PageParagraph, PageWriter

_BAR = 8
"""Cells of the longest bar."""

_EIGHTHS = " ▏▎▍▌▋▊▉█"

_HEADINGS = {
    "year": "Years",
    "month": "Months",
    "source": "Sources",
    "section": "Sections",
    "tags": "Tags",
    "speaker": "Speakers",
    "byline": "Authors",
    "lang": "Languages",
}


def bar(count: int, most: int, cells: int = _BAR) -> str:
    """Return a bar as long as a count is of the greatest one, in eighths of a cell."""
    eighths = max(1, round(8 * cells * count / most)) if count and most else 0
    full, rest = divmod(eighths, 8)
    return _EIGHTHS[8] * full + (_EIGHTHS[rest] if rest else "")


class FacetPane(BlockList):
    """Lists the values of the facets."""

    BINDINGS = bindings_in(FACETS)

    DEFAULT_CSS = """
    FacetPane { width: 32; margin-right: 1; }
    """

    def __init__(self) -> None:
        super().__init__(id="facets")
        self.add_class("-ruled")
        self.border_title = "╴Narrow╶"
        self._facets: Sequence[Facet] = ()
        self._values: list[Filter] = []
        self._active: tuple[Filter, ...] = ()
        self._laid_out_for = 0

    @property
    def chosen(self) -> Filter | None:
        """The filter that the value at the cursor makes."""
        return self._values[self.cursor] if self._values else None

    def show_facets(self, facets: Sequence[Facet], active: Sequence[Filter]) -> None:
        """Show how other hits spread; the filters that are ``active`` have a sign."""
        self._facets, self._active = facets, tuple(active)
        self._lay_out()

    def on_resize(self) -> None:
        """Lay the columns out for the new width."""
        if self._laid_out_for != self.text_width:
            self._lay_out()

    def _lay_out(self) -> None:
        self._laid_out_for = self.text_width
        kept = self.chosen
        blocks: list[Block] = []
        self._values = []
        for facet in self._facets:
            most = max(value.articles for value in facet.values)
            first = True
            for value in facet.values:
                if not value.articles:
                    continue
                self._values.append(Filter(FIELD_OF_FACET[facet.by], clean_line(value.value)))
                row = self._row(value.value, value.articles)
                heading = self._heading(facet) if first else None
                length = bar(value.articles, most)
                blocks.append(_block(row, length, heading, bool(blocks)))
                first = False
        cursor = self._values.index(kept) if kept in self._values else 0
        self.show_blocks(blocks, cursor)

    def sign_of(self, number: int) -> str:
        """Return the sign of a value that is a filter."""
        value = self._values[number]
        if value in self._active:
            return "+"
        return "−" if value._replace(excluded=True) in self._active else " "

    def _heading(self, facet: Facet) -> str:
        more = facet.distinct - len(facet.values)
        return _HEADINGS[facet.by] + (f" · {more:,} more" if more > 0 else "")

    def _row(self, value: str, count: int) -> str:
        number = f"{count:,}"
        room = max(1, self.text_width - GUTTER - _BAR - 1)
        name = fit(clean_line(value), max(1, room - len(number) - 1))
        gap = " " * max(1, room - width_of(name) - len(number))
        return f"{name}{gap}{number} "


def _block(row: str, length: str, heading: str | None, gap: bool) -> Block:
    """Return a value as a block, ``length`` the bar of its count.

    It is below the heading of its facet if it is the first of it.
    """
    writer = PageWriter()
    paragraphs = [PageParagraph(1)]
    if heading is not None:
        if gap:
            writer.line()
            paragraphs.append(PageParagraph(1))
        writer.line(heading, "heading")
        paragraphs.append(PageParagraph(1))
    writer.write(row)
    writer.write(length, "meta")
    head = len(paragraphs) - 1
    return Block(writer.page(), low=paragraphs, tall=paragraphs, head=head, gap=False)
