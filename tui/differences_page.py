"""Two versions of an article beside each other, or one into the other, as pages."""

from __future__ import annotations

from collections.abc import Sequence

from newssearch.archive.article import Article
from newssearch.search.differences import ChangeKind, FieldDifference, article_differences
from newssearch.tui.cells import clean_line, clean_text
from newssearch.tui.page import Page, PageWriter

_SIGNS: dict[ChangeKind, tuple[str, str]] = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
"""Around changed words where a page holds both versions, as wdiff has them."""


def difference_pages(before: Article, after: Article) -> tuple[Page, Page]:
    """Return both versions, each with the words marked that only it has."""
    found = article_differences(before, after)
    return _page(before, found, {"removed"}), _page(after, found, {"added"})


def one_page(before: Article, after: Article) -> Page:
    """Return the second version with what it lost and gained within it."""
    return _page(after, article_differences(before, after), {"removed", "added"})


def about(article: Article) -> str:
    """Say which version it is: its day and time, source and path."""
    day = article.date.isoformat() if article.date else "undated"
    time = f"{article.time:%H:%M}" if article.time else None
    return clean_line(" · ".join(part for part in (day, time, article.source) if part))


def _page(article: Article, found: Sequence[FieldDifference], kinds: set[str]) -> Page:
    writer = PageWriter()
    writer.line(about(article), "meta")
    writer.line()
    if not found:
        writer.line("the same words", "note")
        return writer.page()
    both = len(kinds) > 1
    for difference in found:
        writer.line(difference.field, "heading")
        for change in difference.changes:
            if change.kind == "same":
                writer.write(clean_text(change.text))
            elif change.kind in kinds:
                left, right = _SIGNS[change.kind] if both else ("", "")
                words = change.text.rstrip()
                writer.write(clean_text(f"{left}{words}{right}"), change.kind)
                writer.write(clean_text(change.text[len(words) :]))
        writer.line()
        writer.line()
    return writer.page()
