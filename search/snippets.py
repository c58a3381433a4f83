"""The few sentences that show why an article was found.

A snippet is made of whole sentences around matches as long as they fit, else of words, with an
ellipsis where something is left out. Those with the most different matches come first, then the
earliest; they are shown in the order of the text. Same article and query, same snippets.
"""

from __future__ import annotations

from bisect import bisect_right

from archive.analysis.folding import fold
from search.answer import Snippet
from search.ast import Span
from search.highlighting import ArticleText

MAX_SNIPPETS = 2
MAX_CHARACTERS = 240
"""Characters of one snippet, without the ellipses."""

ELLIPSIS = " … "

_BESIDE_THE_BODY = ("caption", "dateline", "notes")


def snippets_of(text: ArticleText) -> tuple[Snippet, ...]:
    """Return up to two snippets: of the body, or of a smaller field if only that matched.

    Where nothing to show matched (a date, say), the opening of the body stands in.
    """
    for field in ("body", *_BESIDE_THE_BODY):
        marks = text.marks(field)
        if marks:
            return _best(text, field, marks)
    body = text.article.body
    if not body:
        return ()
    start, end = _fit(body, [0, *_sentences(text, "body")], 0, 0)
    return (_cut(body, "body", start, end, ()),)


def _sentences(text: ArticleText, field: str) -> list[int]:
    return [int(start) for start in text.map(field).sentences()]


def _best(text: ArticleText, field: str, marks: tuple[Span, ...]) -> tuple[Snippet, ...]:
    content = text.map(field).text
    sentences = _sentences(text, field) or [0]
    windows: list[tuple[int, int]] = []
    for mark in marks:
        if not windows or mark.end > windows[-1][1]:
            windows.append(_fit(content, sentences, mark.start, mark.end))
    ranked = sorted(windows, key=lambda window: (-_variety(content, marks, window), window))
    chosen: list[tuple[int, int]] = []
    for window in ranked:
        if all(window[1] <= start or end <= window[0] for start, end in chosen):
            chosen.append(window)
        if len(chosen) == MAX_SNIPPETS:
            break
    return tuple(_cut(content, field, start, end, marks) for start, end in sorted(chosen))


def _variety(content: str, marks: tuple[Span, ...], window: tuple[int, int]) -> int:
    """Return how many different words or phrases are marked in a window."""
    return len(
        {
            fold(content[mark.start : mark.end])
            for mark in marks
            if window[0] <= mark.start and mark.end <= window[1]
        }
    )


def _fit(content: str, sentences: list[int], start: int, end: int) -> tuple[int, int]:
    """Return the stretch to show around a match: its sentence, and the next while they fit."""
    number = max(bisect_right(sentences, start) - 1, 0)
    first = min(sentences[number], start)
    limits = [*sentences[number + 1 :], len(content)]
    last = next((limit for limit in limits if limit >= end), len(content))
    for limit in limits:
        if (
            limit >= last
            and limit - first <= MAX_CHARACTERS
            and "\n\n" not in content[first:limit].rstrip()
        ):
            last = limit
    if last - first > MAX_CHARACTERS:
        first, last = _words_around(content, first, last, start, end)
    return first, first + len(content[first:last].rstrip())


def _words_around(content: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Cut a long sentence at words, so that the match stands in the last two thirds."""
    room = max(MAX_CHARACTERS - (end - start), 0)
    left = max(first, start - room // 3)
    right = min(last, left + MAX_CHARACTERS, max(end, left + MAX_CHARACTERS))
    if right >= last:
        left = max(first, last - MAX_CHARACTERS)
    if left > first:
        space = content.find(" ", left, start)
        left = space + 1 if space >= 0 else start
    if right < last:
        space = content.rfind(" ", max(end, left), right)
        right = space if space >= 0 else max(end, min(right, left + MAX_CHARACTERS))
    return left, right


def _cut(content: str, field: str, start: int, end: int, marks: tuple[Span, ...]) -> Snippet:
    """Return the snippet of a stretch, with the marks that lie in it."""
    opens = start > 0 and content[start - 1 : start] not in ("", "\n")
    before = ELLIPSIS.lstrip() if opens and not _sentence_start(content, start) else ""
    after = ELLIPSIS.rstrip() if end < len(content) and content[end - 1] not in ".!?”\"’'" else ""
    shown = content[start:end]
    flat = shown.replace("\n", " ").replace("\t", " ")
    shift = len(before) - start
    spans = tuple(
        Span(max(mark.start, start) + shift, min(mark.end, end) + shift)
        for mark in marks
        if mark.start < end and mark.end > start
    )
    return Snippet(field, before + flat + after, spans)


def _sentence_start(content: str, start: int) -> bool:
    return content[:start].rstrip()[-1:] in (".", "!", "?", "”", '"')
