"""Snippets the plain way: every sentence of the body is found, every stretch made and ranked.

It knows no positions and no index: it is given the matches as code points, and reads the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newssearch.archive.analysis import tokenise
from newssearch.archive.analysis.folding import fold
from newssearch.archive.analysis.stream import quieten
from newssearch.archive.article import Article
from newssearch.archive.news_layout import TEXT_FIELDS, texts_of
from newssearch.search.answer import USUAL_SNIPPETS, Snippet, SnippetShape
from newssearch.search.ast import Span
from newssearch.search.local.snippets import (
    AFTER,
    BEFORE,
    _words_around,
)

Matches = Mapping[str, Sequence[Span]]

_Stretch = tuple[int, int, bool, bool]


def plain_snippets(
    article: Article, matches: Matches, shape: SnippetShape = USUAL_SNIPPETS
) -> tuple[Snippet, ...]:
    """Return the snippets of an article of which the matches are known."""
    if not shape.most:
        return ()
    contents = dict(zip(TEXT_FIELDS, texts_of(article), strict=True))
    for field in ("body", "caption", "dateline", "notes"):
        if matches.get(field):
            return _best(field, contents[field], matches[field], shape)
    paragraphs = _paragraphs("body", article.body)
    if not paragraphs:
        return ()
    first = paragraphs[0][0]
    stretch = _fit(article.body, paragraphs[0], first, first, shape.width)
    return (_cut("body", article.body, stretch, ()),)


def _paragraphs(field: str, content: str) -> list[list[int]]:
    """Return for each paragraph where its sentences begin, and at last where it ends.

    What is shown of a smaller field may go from one paragraph of it to the next.
    """
    if field != "body":
        joined = quieten(content).replace("\n\n", "  ")
        return [[*([place for _, place in tokenise(joined).sentences] or [0]), len(content)]]
    sentences = [place for _, place in tokenise(content).sentences]
    found, start = [], 0
    for piece in content.split("\n\n"):
        end = start + len(piece)
        own = [place for place in sentences if start <= place < end]
        if own:
            found.append([*own, end])
        start = end + 2
    return found


def _best(
    field: str, content: str, marks: Sequence[Span], shape: SnippetShape
) -> tuple[Snippet, ...]:
    windows: list[tuple[int, _Stretch, list[Span]]] = []
    for paragraph in _paragraphs(field, content):
        stretch: _Stretch | None = None
        held: list[Span] = []
        for mark in marks:
            if not paragraph[0] <= mark.start < paragraph[-1]:
                continue
            if stretch is None or mark.end > stretch[1]:
                stretch, held = _fit(content, paragraph, mark.start, mark.end, shape.width), []
                windows.append((0, stretch, held))
            held.append(mark)
    ranked = sorted(
        windows,
        key=lambda window: (
            -len({fold(content[m.start : m.end]) for m in window[2]}),
            window[1][0],
        ),
    )
    chosen: list[tuple[int, _Stretch, list[Span]]] = []
    for window in ranked:
        apart = all(window[1][1] <= o[1][0] or o[1][1] <= window[1][0] for o in chosen)
        if apart and len(chosen) < shape.most:
            chosen.append(window)
    chosen.sort(key=lambda window: window[1][0])
    cut = [_cut(field, content, stretch, held) for _, stretch, held in chosen]
    if not shape.joined:
        return tuple(cut)
    return (_as_one(content, [stretch for _, stretch, _ in chosen], cut),)


def _as_one(content: str, stretches: Sequence[_Stretch], cut: Sequence[Snippet]) -> Snippet:
    """Join snippets, character by character: each knows whether it is marked, and as what."""
    characters: list[tuple[str, int | None]] = []
    number = 0
    for place, (stretch, snippet) in enumerate(zip(stretches, cut, strict=True)):
        inner = snippet.text[0 if stretch[2] else len(BEFORE) :]
        inner = inner[: len(inner) - (0 if stretch[3] else len(AFTER))]
        if place:
            gap = content[stretches[place - 1][1] : stretch[0]]
            characters += [(c, None) for c in (" " if gap.isspace() or not gap else " … ")]
        elif not stretch[2]:
            characters += [(c, None) for c in BEFORE]
        shift = 0 if stretch[2] else len(BEFORE)
        marked = {
            at - shift: number + n
            for n, span in enumerate(snippet.spans)
            for at in range(span.start, span.end)
        }
        number += len(snippet.spans)
        characters += [(c, marked.get(at)) for at, c in enumerate(inner)]
    text = "".join(c for c, _ in characters)
    spans = []
    for wanted in range(number):
        places = [at for at, (_, owner) in enumerate(characters) if owner == wanted]
        spans.append(Span(places[0], places[-1] + 1))
    return Snippet(cut[0].field, text + ("" if stretches[-1][3] else AFTER), tuple(spans))


def _fit(content: str, paragraph: list[int], start: int, end: int, width: int) -> _Stretch:
    *sentences, limit = paragraph
    first = min(max([place for place in sentences if place <= start], default=start), start)
    following = [place for place in sentences if place > max(end - 1, start)]
    last, *more = [*following, limit]
    for place in more:
        if place - first > width:
            break
        last = place
    last = first + len(content[first:last].rstrip())
    if last - first <= width:
        return first, last, True, True
    left, right = _words_around(content, first, last, start, end, width)
    return left, right, left == first, right == last


def _cut(field: str, content: str, stretch: _Stretch, marks: Sequence[Span]) -> Snippet:
    start, end, opens, closes = stretch
    before = "" if opens else BEFORE
    shown = "".join(" " if c in "\n\r\t\v\f\x85\u2028\u2029" else c for c in content[start:end])
    shift = len(before) - start
    spans = [Span(m.start + shift, min(m.end, end) + shift) for m in marks if m.start < end]
    return Snippet(field, before + shown + ("" if closes else AFTER), tuple(spans))
