"""What changed between two versions: as text in the style of wdiff, and as JSON.

``[-removed-]`` and ``{+added+}`` are coloured on a terminal, and readable without colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newssearch.archive.article import Article
from newssearch.archive.safetext import safe_line
from newssearch.cli.formats.schema import SCHEMA
from newssearch.cli.formats.text import day_of
from newssearch.cli.ink import META, MIN_COLUMNS, TITLE, Ink
from newssearch.cli.messages import counted
from newssearch.search.ast import Span
from newssearch.search.differences import Change, FieldDifference
from newssearch.search.textwidth import wrapped

REMOVED = "31"
ADDED = "32"
"""Red and green (ECMA-48), as in every diff."""

_BRACKETS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_STYLES = {"same": "", "removed": REMOVED, "added": ADDED}
_PARAGRAPH = "\n\n"


def difference_object(
    before: Article, after: Article, found: Sequence[FieldDifference]
) -> dict[str, object]:
    """Return the differences as JSON, schema 1; fields that are the same are left out."""
    return {
        "schema": SCHEMA,
        "before": _version(before),
        "after": _version(after),
        "same": not found,
        "fields": [
            {
                "field": difference.field,
                "changes": [{"kind": c.kind, "text": c.text} for c in difference.changes],
            }
            for difference in found
        ],
    }


def _version(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title or None,
        "date": article.date.isoformat() if article.date else None,
        "source": article.source or None,
    }


def difference_lines(
    before: Article, after: Article, found: Sequence[FieldDifference], ink: Ink
) -> Iterator[str]:
    """Yield the differences as text; unchanged paragraphs are only counted."""
    for mark, article in (("---", before), ("+++", after)):
        about = [mark, article.id, day_of(article), article.source, article.path]
        yield from ink.lines("  ".join(filter(None, about)), style=META)
    for difference in found:
        yield ""
        yield from ink.lines(f"{difference.field}:", style=TITLE)
        same = 0
        for paragraph in _paragraphs(difference.changes):
            if all(change.kind == "same" for change in paragraph):
                same += 1
                continue
            yield from _passed_over(same, ink)
            same = 0
            yield from _drawn(paragraph, ink)
        yield from _passed_over(same, ink)


def _passed_over(paragraphs: int, ink: Ink) -> Iterator[str]:
    if paragraphs:
        yield from ink.lines(f"… {counted(paragraphs, 'paragraph')} unchanged", style=META)


def _paragraphs(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Yield the changes paragraph by paragraph, without empty ones."""
    paragraph: list[Change] = []
    for change in changes:
        first, *others = change.text.split(_PARAGRAPH)
        paragraph.append(Change(change.kind, first))
        for text in others:
            yield from _with_words(paragraph)
            paragraph = [Change(change.kind, text)]
    yield from _with_words(paragraph)


def _with_words(paragraph: list[Change]) -> Iterator[list[Change]]:
    kept = [change for change in paragraph if change.text.strip()]
    if kept:
        yield kept


def _drawn(paragraph: Sequence[Change], ink: Ink) -> Iterator[str]:
    """Yield the lines of a paragraph with its changes highlighted."""
    parts: list[str] = []
    styles: list[tuple[Span, str]] = []
    length = 0
    for change in paragraph:
        opening, closing = _BRACKETS[change.kind]
        words = safe_line(change.text)
        text = f"{opening}{words.rstrip()}{closing}" if opening else words
        styles.append((Span(length, length + len(text)), _STYLES[change.kind]))
        gap = words[len(words.rstrip()) :] if opening else ""
        parts.append(text + gap)
        length += len(text) + len(gap)
    whole = "".join(parts)
    room = max(ink.columns or 0, MIN_COLUMNS)
    lines = wrapped(whole, room) if ink.columns else [Span(0, len(whole.rstrip()))]
    for line in lines:
        yield "".join(_coloured(whole, line, styles, ink))


def _coloured(text: str, line: Span, styles: Sequence[tuple[Span, str]], ink: Ink) -> Iterator[str]:
    at = line.start
    for span, style in styles:
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start < end:
            piece = text[start:end]
            yield text[at:start] + (ink.styled(piece, style) if style else piece)
            at = end
    yield text[at : line.end]
