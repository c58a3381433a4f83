"""The few sentences that show why an article was found.

A snippet is made of whole sentences around matches as long as they fit, else of words, with an
ellipsis where something is left out. Those with the most different matches come first, then the
earliest; they are shown in the order of the text. Same article and query, same snippets.

That is written here once, in plain Python. Where there was a compiler, a compiled loop finds the
same in the bodies of articles, from positions; a property test holds the two together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from newssearch.archive.analysis.folding import fold
from newssearch.archive.analysis.surfaces import PARAGRAPH_END
from newssearch.archive.analysis.textmap import TextMap
from newssearch.archive.news_layout import text_of
from newssearch.search.answer import USUAL_SNIPPETS, Snippet, SnippetShape
from newssearch.search.ast import Span
from newssearch.search.execution.loops import loops
from newssearch.search.local.highlighting import ArticleText

BEFORE, AFTER = "… ", " …"

_BESIDE_THE_BODY = ("caption", "dateline", "notes")

_BLANKS = str.maketrans("\n\r\t\v\f\x85\u2028\u2029", "        ")


class _Stretch(NamedTuple):
    """Code points of a text, and whether they begin and end where a sentence does."""

    start: int
    end: int
    opens: bool
    closes: bool


class _Window(NamedTuple):
    """Matches that are shown together, and the stretch that shows them."""

    stretch: _Stretch
    marks: list[Span]


def snippets_of(text: ArticleText, shape: SnippetShape = USUAL_SNIPPETS) -> tuple[Snippet, ...]:
    """Return a few snippets: of the body, or of a smaller field if only that matched.

    Where nothing to show matched (a date, say), the opening of the body stands in.

    Raises:
        ArchiveDamaged: the index has places that the text has not.
    """
    try:
        snippets = _snippets_of(text, shape) if shape.most else ()
        return snippets if shape.joined or not text.article.pages else _with_pages(snippets, text)
    except IndexError as error:
        raise text.unfit() from error


def _with_pages(snippets: Sequence[Snippet], text: ArticleText) -> tuple[Snippet, ...]:
    """Return snippets of a body with the page of each: it is looked for where its matches are."""
    body = _flat(text.article.body)
    matches = {mark.start for mark in text.marks("body")}
    found = []
    for snippet in snippets:
        shown = snippet.text.removeprefix(BEFORE).removesuffix(AFTER)
        shift = len(BEFORE) if snippet.text.startswith(BEFORE) else 0
        start = body.find(shown) if snippet.field == "body" else -1
        while start >= 0 and not all(
            span.start - shift + start in matches for span in snippet.spans
        ):
            start = body.find(shown, start + 1)
        first = snippet.spans[0].start - shift if snippet.spans else 0
        page = text.article.page_at(start + first) if start >= 0 else None
        found.append(snippet._replace(page=page))
    return tuple(found)


def _snippets_of(text: ArticleText, shape: SnippetShape) -> tuple[Snippet, ...]:
    if text.body_spans:
        if not shape.joined and (loop := loops().best_stretches) is not None:
            return _by_loop(text, loop, shape)
        body = text.article.body
        return _best(text, "body", body, body.split(PARAGRAPH_END), shape)
    for field in _BESIDE_THE_BODY:
        if field in text.positions:
            content = text_of(text.article, field)
            whole = content.replace(PARAGRAPH_END, " " * len(PARAGRAPH_END))
            return _best(text, field, content, [whole], shape)
    return _opening(text.article.body, shape.width)


def _by_loop(
    text: ArticleText, loop: Callable[..., Any], shape: SnippetShape
) -> tuple[Snippet, ...]:
    """Return what ``_best`` finds in a body."""
    stretches = loop(
        text.article.body,
        *text.openings(),
        text.body_spans,
        shape.most,
        shape.width,
        (BEFORE, AFTER),
        _flat,
    )
    return tuple([Snippet("body", *stretch) for stretch in stretches])


def _best(
    text: ArticleText, field: str, content: str, pieces: Sequence[str], shape: SnippetShape
) -> tuple[Snippet, ...]:
    """Return the best stretches of a text, given in paragraphs, in its order."""
    windows = sorted(
        _windows(content, pieces, text.marks(field), shape.width),
        key=lambda window: _rank(content, window),
    )
    chosen: list[_Window] = []
    for window in windows:
        stretch = window.stretch
        if all(stretch.end <= o.stretch.start or o.stretch.end <= stretch.start for o in chosen):
            chosen.append(window)
            if len(chosen) == shape.most:
                break
    chosen.sort()
    snippets = tuple(_cut(field, content, *window) for window in chosen)
    if not shape.joined:
        return snippets
    joined = _joined(content, [window.stretch for window in chosen], snippets)
    paged = field == "body" and text.article.pages
    return (
        joined._replace(page=text.article.page_at(chosen[0].marks[0].start) if paged else None),
    )


def _joined(content: str, stretches: Sequence[_Stretch], snippets: Sequence[Snippet]) -> Snippet:
    """Return snippets as one, with an ellipsis where text between them was passed over."""
    text, spans = snippets[0].text, list(snippets[0].spans)
    for before, after, snippet in zip(stretches, stretches[1:], snippets[1:], strict=False):
        passed_over = content[before.end : after.start].strip()
        text = text.removesuffix(AFTER) + (AFTER + " " if passed_over else " ")
        shift = len(text) - (0 if after.opens else len(BEFORE))
        spans += [Span(span.start + shift, span.end + shift) for span in snippet.spans]
        text += snippet.text.removeprefix("" if after.opens else BEFORE)
    return snippets[0]._replace(text=text, spans=tuple(spans))


def _rank(content: str, window: _Window) -> tuple[int, int]:
    different = {fold(content[mark.start : mark.end]) for mark in window.marks}
    return -len(different), window.stretch.start


def _windows(
    content: str, pieces: Sequence[str], marks: Sequence[Span], width: int
) -> Iterator[_Window]:
    """Yield the stretches around all matches; only paragraphs that have some are read."""
    start = 0
    for piece in pieces:
        end = start + len(piece)
        held = marks[bisect_left(marks, (start,)) : bisect_left(marks, (end,))]
        sentences = [start + place for place in TextMap(piece).sentences()] if held else []
        window: _Window | None = None
        for mark in held:
            if window is None or mark.end > window.stretch.end:
                window = _Window(_fit(content, sentences or [start], end, mark, width), [])
                yield window
            window.marks.append(mark)
        start = end + len(PARAGRAPH_END)


def _opening(body: str, width: int) -> tuple[Snippet, ...]:
    """Return the opening of a body: of its first paragraph with words."""
    start = 0
    for piece in body.split(PARAGRAPH_END):
        sentences = [start + place for place in TextMap(piece).sentences()]
        if sentences:
            first = Span(sentences[0], sentences[0])
            stretch = _fit(body, sentences, start + len(piece), first, width)
            return (_cut("body", body, stretch, []),)
        start += len(piece) + len(PARAGRAPH_END)
    return ()


def _fit(content: str, sentences: Sequence[int], limit: int, mark: Span, width: int) -> _Stretch:
    """Return the stretch to show around a match: its sentence, and the next while they fit.

    ``sentences`` are where those of its paragraph begin, which ends at ``limit``.
    """
    first = min(sentences[max(bisect_right(sentences, mark.start) - 1, 0)], mark.start)
    last, *more = [*sentences[bisect_right(sentences, max(mark.end - 1, mark.start)) :], limit]
    for place in more:
        if place - first > width:
            break
        last = place
    last = first + len(content[first:last].rstrip())
    if last - first <= width:
        return _Stretch(first, last, True, True)
    left, right = _words_around(content, first, last, *mark, width)
    return _Stretch(left, right, left == first, right == last)


def _words_around(
    content: str, first: int, last: int, start: int, end: int, width: int
) -> tuple[int, int]:
    """Cut a long sentence at words, so that the match is in the last two thirds."""
    left = max(first, start - max(width - (end - start), 0) // 3)
    if left + width >= last:
        left = max(first, min(start, last - width))
    if left > first and not content[left - 1].isspace():
        space = content.find(" ", left, start)
        left = space + 1 if space >= 0 else start
    right = min(last, left + width)
    if right < last and not content[right].isspace():
        space = content.rfind(" ", min(end, right), right)
        right = space if space >= 0 else max(min(end, right), left + 1)
        right = right if end <= right or space >= 0 else min(last, left + width)
    return left, left + len(content[left:right].rstrip())


def _cut(field: str, content: str, stretch: _Stretch, marks: Sequence[Span]) -> Snippet:
    """Return the snippet of a stretch, with the matches that begin in it."""
    before = "" if stretch.opens else BEFORE
    after = "" if stretch.closes else AFTER
    shift = len(before) - stretch.start
    spans = [
        Span(mark.start + shift, min(mark.end, stretch.end) + shift)
        for mark in marks
        if mark.start < stretch.end
    ]
    shown = _flat(content[stretch.start : stretch.end])
    return Snippet(field, f"{before}{shown}{after}", tuple(spans))


def _flat(shown: str) -> str:
    """Return a stretch with its blanks as spaces; most need none of the slow translation."""
    return shown if shown.isprintable() else shown.translate(_BLANKS)
