"""The few sentences that show why an article was found.

A snippet is made of whole sentences around matches as long as they fit, else of words, with an
ellipsis where something is left out. Those with the most different matches come first, then the
earliest; they are shown in the order of the text. Same article and query, same snippets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.analysis.folding import fold
from archive.analysis.textmap import ParagraphMap
from search.answer import Snippet
from search.ast import Span
from search.highlighting import ArticleText

MAX_SNIPPETS = 2
MAX_CHARACTERS = 240
"""Characters of one snippet, without the ellipses."""

BEFORE, AFTER = "… ", " …"

_BESIDE_THE_BODY = ("caption", "dateline", "notes")

_BLANKS = str.maketrans("\n\r\t\v\f\x85\u2028\u2029", "        ")


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch to show: code points, whether it begins and ends where a sentence does, and the
    matches in it."""

    start: int
    end: int
    opens: bool
    closes: bool
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with its sentences: code points in the whole text."""

    end: int
    sentences: list[int]


def snippets_of(text: ArticleText) -> tuple[Snippet, ...]:
    """Return up to two snippets: of the body, or of a smaller field if only that matched.

    Where nothing to show matched (a date, say), the opening of the body stands in.
    """
    marks = text.marks("body")
    if marks:
        return _best("body", text.article.body, _body_windows(text, marks))
    for field in _BESIDE_THE_BODY:
        marks = text.marks(field)
        if marks:
            content = text.map(field).text
            return _best(field, content, _windows(content, _only(content), marks))
    if not text.paragraphs:
        return ()
    body = text.article.body
    paragraph = _paragraph(text, 0)
    first = paragraph.sentences[0]
    return (_cut("body", body, _fit(body, paragraph, first, first)),)


def _paragraph(text: ArticleText, number: int) -> _Paragraph:
    start, end = text.paragraphs[number]
    return _Paragraph(end, [start + place for place in text.paragraph(number).sentences()])


def _only(content: str) -> _Paragraph:
    """Return a small text as one paragraph."""
    return _Paragraph(len(content), ParagraphMap(content).sentences() or [0])


def _body_windows(text: ArticleText, marks: tuple[Span, ...]) -> Iterator[_Window]:
    """Yield the stretches around the matches of each paragraph that has some."""
    starts = [start for start, _ in text.paragraphs]
    own: dict[int, list[Span]] = {}
    for mark in marks:
        own.setdefault(bisect_right(starts, mark.start) - 1, []).append(mark)
    for number, inside in own.items():
        yield from _windows(text.article.body, _paragraph(text, number), inside)


def _windows(content: str, paragraph: _Paragraph, marks: Iterable[Span]) -> Iterator[_Window]:
    """Yield the stretches around the matches of a paragraph, one for all that it holds whole."""
    window: _Window | None = None
    held: list[Span] = []
    for mark in marks:
        if window is None or mark.end > window.end:
            if window is not None:
                yield _with(window, held)
            window, held = _fit(content, paragraph, mark.start, mark.end), []
        held.append(mark)
    if window is not None:
        yield _with(window, held)


def _with(window: _Window, marks: list[Span]) -> _Window:
    return _Window(window.start, window.end, window.opens, window.closes, tuple(marks))


def _best(field: str, content: str, windows: Iterable[_Window]) -> tuple[Snippet, ...]:
    ranked = sorted(windows, key=lambda window: (-_variety(content, window), window.start))
    chosen: list[_Window] = []
    for window in ranked:
        if all(window.end <= other.start or other.end <= window.start for other in chosen):
            chosen.append(window)
        if len(chosen) == MAX_SNIPPETS:
            break
    return tuple(_cut(field, content, w) for w in sorted(chosen, key=lambda w: w.start))


def _variety(content: str, window: _Window) -> int:
    """Return how many different words or phrases are marked in a window."""
    if len(window.marks) == 1:
        return 1
    return len({fold(content[mark.start : mark.end]) for mark in window.marks})


def _fit(content: str, paragraph: _Paragraph, start: int, end: int) -> _Window:
    """Return the stretch to show around a match: its sentence, and the next while they fit."""
    sentences = paragraph.sentences
    number = max(bisect_right(sentences, start) - 1, 0)
    first = min(sentences[number], start)
    after = bisect_right(sentences, max(end - 1, start))
    limits = [*sentences[after:], paragraph.end]
    last = limits[0]
    for limit in limits[1:]:
        if limit - first > MAX_CHARACTERS:
            break
        last = limit
    last = first + len(content[first:last].rstrip())
    if last - first <= MAX_CHARACTERS:
        return _Window(first, last, opens=True, closes=True)
    left, right = _words_around(content, first, last, start, end)
    return _Window(left, right, opens=left == first, closes=right == last)


def _words_around(content: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Cut a long sentence at words, so that the match stands in the last two thirds."""
    left = max(first, start - max(MAX_CHARACTERS - (end - start), 0) // 3)
    if left + MAX_CHARACTERS >= last:
        left = max(first, min(start, last - MAX_CHARACTERS))
    if left > first and not content[left - 1].isspace():
        space = content.find(" ", left, start)
        left = space + 1 if space >= 0 else start
    right = min(last, left + MAX_CHARACTERS)
    if right < last and not content[right].isspace():
        space = content.rfind(" ", min(end, right), right)
        right = space if space >= 0 else max(min(end, right), left + 1)
        right = right if end <= right or space >= 0 else min(last, left + MAX_CHARACTERS)
    return left, left + len(content[left:right].rstrip())


def _cut(field: str, content: str, window: _Window) -> Snippet:
    """Return the snippet of a stretch, with the matches that lie in it."""
    before = "" if window.opens else BEFORE
    after = "" if window.closes else AFTER
    shift = len(before) - window.start
    spans = tuple(
        Span(mark.start + shift, min(mark.end, window.end) + shift)
        for mark in window.marks
        if mark.start < window.end
    )
    shown = content[window.start : window.end].translate(_BLANKS)
    return Snippet(field, before + shown + after, spans)
