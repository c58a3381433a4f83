"""A hit as the result list shows it: clean, small, and without the article's text.

A list that was scrolled far holds thousands of them; articles are read when they are opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from newssearch.search.answer import Hit
from newssearch.tui.cells import Marked, clean_line, clean_marked
from newssearch.tui.page import Page, PageParagraph, PageWriter

_BETWEEN = " · "
"""Between what is said about a hit, of which whole parts are left out where there is no room."""


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit, clean. ``about`` is its date, source and where it matched."""

    rank: int
    id: str
    path: str
    title: Marked
    about: str
    snippets: tuple[Marked, ...]

    def page(self, *, read: bool = False) -> Page:
        """Return the hit as a page of three or more paragraphs: title, about, snippets.

        The title of an article that was ``read`` is dimmed.
        """
        writer = PageWriter()
        writer.write(f"{self.rank}. ", "meta")
        writer.line(self.title, "read" if read else "title")
        writer.line(self.about, "meta")
        for snippet in self.snippets:
            writer.line(snippet)
        return writer.page()

    def paragraphs(self, *, tall: bool) -> list[PageParagraph]:
        """Return how many lines each may have; a ``tall`` list has room for more of each."""
        indent = len(f"{self.rank}. ")
        snippets = [PageParagraph(3 if tall else 2, indent) for _ in self.snippets]
        if not tall:
            snippets[1:] = [PageParagraph(0)] * (len(snippets) - 1)
        title = PageParagraph(2 if tall else 1, hang=indent)
        return [title, PageParagraph(1, indent, between=_BETWEEN), *snippets]


def hit_row(hit: Hit) -> HitRow:
    """Return what is shown of a hit."""
    article = hit.article
    title = clean_marked(article.display_title, hit.title_marks, one_line=True)
    shown = [clean_marked(one.text, one.spans, one_line=True) for one in hit.snippets]
    about = [article.date.isoformat() if article.date else "undated", article.source]
    pages = dict.fromkeys(snippet.page for snippet in hit.snippets if snippet.page)
    if pages:
        about.append(f"p. {', '.join(map(str, pages))}")
    if hit.group is not None and hit.group.size > 1:
        copies = hit.group.size - 1
        about.append(f"+ {copies} near-identical")
    if hit.matched and hit.matched != ("body",):
        about.append(f"[{', '.join(hit.matched)}]")
    return HitRow(
        rank=hit.rank,
        id=article.id,
        path=clean_line(article.path),
        title=title,
        about=clean_line(_BETWEEN.join(part for part in about if part)),
        snippets=tuple(shown),
    )
