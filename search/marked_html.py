"""Text with its matches marked, as HTML for notebooks; what it holds is shown, never obeyed."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from newssearch.archive.safetext import safe_line
from newssearch.search.ast import Span


def marked(text: str, marks: Iterable[Span]) -> str:
    """Return untrusted text as HTML, its marks, which are in order and disjoint, in ``mark``."""
    parts: list[str] = []
    at = 0
    for mark in marks:
        parts += (
            plain(text[at : mark.start]),
            f"<mark>{plain(text[mark.start : mark.end])}</mark>",
        )
        at = mark.end
    return "".join((*parts, plain(text[at:])))


def plain(text: str) -> str:
    """Return untrusted text as HTML, without what a screen would obey."""
    return escape(safe_line(text))
