"""The few sentences that show why an article was found.

A snippet is made of whole sentences around matches as long as they fit, else of words, with an
ellipsis where something is left out. Those with the most different matches come first, then the
earliest; they are shown in the order of the text. Same article and query, same snippets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Protocol

from newssearch.archive.analysis.folding import fold
from newssearch.archive.analysis.textmap import ParagraphMap
from newssearch.search import compiled
from newssearch.search.answer import Snippet
from newssearch.search.ast import Span
from newssearch.search.local.highlighting import ArticleText, Body

MAX_SNIPPETS = 2
MAX_CHARACTERS = 240
"""Characters of one snippet, without the ellipses."""

BEFORE, AFTER = "… ", " …"

_BESIDE_THE_BODY = ("caption", "dateline", "notes")

_BLANKS = str.maketrans("\n\r\t\v\f\x85\u2028\u2029", "        ")

_Pair = tuple[int, int]

_Stretch = tuple[int, int, bool, bool]
"""Code points of a paragraph, and whether it begins and ends where a sentence does."""


_Window = tuple[tuple[int, int, int], _Stretch | None, Callable[[], Snippet]]
"""Matches of a paragraph that are shown together: a rank, the stretch that shows them, or None if
that is the only one of its paragraph, and what cuts it out.

The least rank is the best: minus the number of different matches, the number of the paragraph,
the start.
"""


def _rank(window: _Window) -> tuple[int, int, int]:
    return window[0]


def _place(window: _Window) -> tuple[int, int]:
    return window[0][1:]


class _Paragraph(Protocol):
    """A paragraph of a field, with its number there.

    ``sentences`` are where its sentences begin, in positions or in code points; spans of the
    paragraph are counted in the same.
    """

    field: str
    number: int
    content: str
    sentences: list[int]

    def opening(self, sentence: int) -> int:
        """Return the code point at which a sentence begins."""

    def characters(self, span: _Pair) -> _Pair:
        """Return the code points of a span."""

    def variety(self, spans: Sequence[_Pair]) -> int:
        """Return how many different words or phrases stand at some spans."""


class _BodyParagraph:
    """A paragraph of a body; the index knows the positions at which its sentences begin.

    It is read up to the position ``end``, that of the last match, and to the end of the sentence
    after it, since a stretch may reach so far.
    """

    field = "body"

    def __init__(self, body: Body, number: int, end: int) -> None:
        self.number = number
        self.content = content = body.paragraphs[number]
        self._place = place = body.openings[number]
        first, last = bisect_left(body.sentences, place), len(body.sentences)
        if number + 1 < len(body.openings):
            last = bisect_left(body.sentences, body.openings[number + 1], first)
        self.sentences = sentences = body.sentences[first:last]
        if end < sentences[-1]:
            end = sentences[min(bisect_left(sentences, end) + 1, len(sentences) - 1)] + 1
        self._map = ParagraphMap(content, end - place)

    def opening(self, sentence: int) -> int:
        """Return the code point at which a sentence begins."""
        if sentence:
            return self._map.start(self.sentences[sentence] - self._place)
        return self._map.opening

    def characters(self, span: _Pair) -> _Pair:
        """Return the code points of a span of positions."""
        return self._map.characters(span[0] - self._place, span[1] - self._place)

    def variety(self, spans: Sequence[_Pair]) -> int:
        """Return how many different words or phrases stand at some spans."""
        return len(self._map.words(spans, self._place))


class _ShortText:
    """A short text taken as one paragraph; its sentences are found by reading it."""

    number = 0

    def __init__(self, field: str, content: str) -> None:
        self.field = field
        self.content = content
        self.sentences = ParagraphMap(content).sentences() or [0]

    def opening(self, sentence: int) -> int:
        """Return the code point at which a sentence begins."""
        return self.sentences[sentence]

    def characters(self, span: _Pair) -> _Pair:
        """Return the span, which is one of code points."""
        return span

    def variety(self, spans: Sequence[_Pair]) -> int:
        """Return how many different words or phrases stand at some spans."""
        return len({fold(self.content[start:end]) for start, end in spans})


def want_words() -> bool:
    """Say whether ``snippets_of`` uses words: the compiled loop does without them."""
    return not compiled.AVAILABLE


def snippets_of(text: ArticleText, words: Collection[str] | None = None) -> tuple[Snippet, ...]:
    """Return up to two snippets: of the body, or of a smaller field if only that matched.

    Where nothing to show matched (a date, say), the opening of the body stands in. ``words`` are
    the ``marked_words`` of the query; they spare reading all paragraphs that have matches, if
    ``want_words`` says so.
    """
    if text.body_spans and compiled.AVAILABLE:
        return _by_loop(text)
    if text.body_spans:
        return _cut_all(_of_body(text.body, text.body_spans, words))
    for field in _BESIDE_THE_BODY:
        if field in text.positions:
            marks = [(mark.start, mark.end) for mark in text.marks(field)]
            whole = _ShortText(field, text.map(field).text)
            return _cut_all(_best(_windows(whole, marks, len(marks))))
    if not text.body.paragraphs:
        return ()
    opening = _BodyParagraph(text.body, 0, 0)
    first = opening.opening(0)
    return (_cut(opening, (), _fit(opening, 0, 1, (first, first))),)


def _by_loop(text: ArticleText) -> tuple[Snippet, ...]:
    """Return what ``_of_body`` finds; a compiled loop needs none of its forethought."""
    stretches = compiled.body_snippets.best_stretches(
        text.article.body,
        *text.openings(),
        text.body_spans,
        MAX_SNIPPETS,
        MAX_CHARACTERS,
        (BEFORE, AFTER),
        _flat,
    )
    return tuple([Snippet("body", *stretch) for stretch in stretches])


def _cut_all(windows: list[_Window]) -> tuple[Snippet, ...]:
    """Return the snippets of some stretches in the order of the text."""
    return tuple([cut() for _, _, cut in sorted(windows, key=_place)])


def _of_body(body: Body, spans: Iterable[_Pair], words: Collection[str] | None) -> list[_Window]:
    """Return the best stretches of a body.

    How many different matches a paragraph may have at most is known before it is read; no stretch
    of it has more. So paragraphs are read in the order of that number, as long as one may hold a
    better stretch than those found.
    """
    own = _by_paragraph(body, spans)
    hopes = [
        (-_most_different(body.paragraphs[number], here, words), number)
        for number, here in own.items()
    ]
    windows: list[_Window] = []
    for hope in sorted(hopes):
        if len(windows) >= MAX_SNIPPETS:
            best = _best([window for window in windows if window[0] < hope])
            if len(best) == MAX_SNIPPETS:
                return best
        number = hope[1]
        here = own[number]
        if len(body.paragraphs[number]) <= MAX_CHARACTERS:
            windows.append(_short(body, number, here, -hope[0]))
        elif len(here) == 1:
            windows.append(((-1, number, 0), None, partial(_cut_single, body, number, here)))
        else:
            windows += _windows(_BodyParagraph(body, number, here[-1][1]), here, -hope[0])
    return _best(windows)


def _by_paragraph(body: Body, spans: Iterable[_Pair]) -> dict[int, list[_Pair]]:
    """Return the spans of each paragraph that has some, by its number."""
    own: dict[int, list[_Pair]] = {}
    openings = body.openings
    for span in spans:
        number = bisect_right(openings, span[0]) - 1
        if number in own:
            own[number].append(span)
        else:
            own[number] = [span]
    return own


def _most_different(content: str, spans: list[_Pair], words: Collection[str] | None) -> int:
    """Return how many different matches a paragraph may have at most.

    Matches of one word each are no more than ``words``, and as many more as may be other forms of
    what is written ("e-mail" for "email", "U.S." for "us"). In plain letters such a form appears
    when hyphens and full stops are left out; elsewhere each of these may hide one.
    """
    count = len(spans)
    if words is None or count <= max(len(words), 1):
        return count
    most = len(words) + sum([last - first > 1 for first, last in spans])
    text = content.lower()
    bare = text.replace("-", "").replace(".", "")
    if content.isascii():
        most += sum([bare.count(word) - text.count(word) for word in words])
    else:
        most += len(text) - len(bare) + content.count("\u2010") + content.count("\u2011")
        most -= content.count(". ") + content.endswith(".")
    return min(count, most)


def _best(windows: list[_Window]) -> list[_Window]:
    """Return the best of some stretches that do not overlap, the best first."""
    if len(windows) < MAX_SNIPPETS:
        return windows
    chosen: list[_Window] = []
    for window in sorted(windows, key=_rank):
        if not any(_overlap(window, other) for other in chosen):
            chosen.append(window)
            if len(chosen) == MAX_SNIPPETS:
                break
    return chosen


def _overlap(one: _Window, other: _Window) -> bool:
    (_, number, _), stretch, _ = one
    (_, other_number, _), other_stretch, _ = other
    if number != other_number or stretch is None or other_stretch is None:
        return False
    return stretch[0] < other_stretch[1] and other_stretch[0] < stretch[1]


# -- short paragraphs, which are most ---------------------------------------------------------


def _short(body: Body, number: int, spans: list[_Pair], most: int) -> _Window:
    """Return the stretch of a short paragraph: from its first match's sentence to its end.

    ``most`` is how many different matches it may have.
    """
    opening = body.openings[number]
    places = ParagraphMap(body.paragraphs[number], spans[-1][1] - opening)
    variety = len(places.words(spans, opening)) if most > 1 else 1
    return (-variety, number, 0), None, partial(_cut_short, body, number, spans, places)


def _cut_short(body: Body, number: int, spans: list[_Pair], places: ParagraphMap) -> Snippet:
    opening = body.openings[number]
    sentence = bisect_right(body.sentences, spans[0][0]) - 1
    start = places.opening
    if sentence > bisect_left(body.sentences, opening):
        start = places.start(body.sentences[sentence] - opening)
    marks = []
    for first, last in spans:
        left, right = places.characters(first - opening, last - opening)
        marks.append(Span(left - start, right - start))
    return Snippet("body", _flat(body.paragraphs[number][start:].rstrip()), tuple(marks))


def _flat(shown: str) -> str:
    """Return a stretch with its blanks as spaces; most need none of the slow translation."""
    return shown if shown.isprintable() else shown.translate(_BLANKS)


# -- long paragraphs, and short texts ---------------------------------------------------------


def _cut_single(body: Body, number: int, spans: list[_Pair]) -> Snippet:
    """Return the snippet of the only match in a paragraph."""
    paragraph = _BodyParagraph(body, number, spans[0][1])
    mark = paragraph.characters(spans[0])
    return _cut(paragraph, [mark], _around(paragraph, spans[0], mark))


def _windows(paragraph: _Paragraph, spans: list[_Pair], most: int) -> list[_Window]:
    """Return the stretches around the matches of a paragraph, one for all that it holds whole.

    ``most`` is how many different matches it may have.
    """
    found: list[tuple[_Stretch, list[_Pair], list[_Pair]]] = []
    end = -1
    for span in spans:
        mark = paragraph.characters(span)
        if mark[1] > end:
            stretch = _around(paragraph, span, mark)
            end = stretch[1]
            found.append((stretch, [], []))
        found[-1][1].append(span)
        found[-1][2].append(mark)
    windows: list[_Window] = []
    for stretch, held, marks in found:
        variety = paragraph.variety(held) if min(len(held), most) > 1 else 1
        rank = (-variety, paragraph.number, stretch[0])
        windows.append((rank, stretch, partial(_cut, paragraph, marks, stretch)))
    return windows


def _around(paragraph: _Paragraph, span: _Pair, mark: _Pair) -> _Stretch:
    """Return the stretch to show around a match, given as a span and in code points."""
    sentences = paragraph.sentences
    first = max(bisect_right(sentences, span[0]) - 1, 0)
    return _fit(paragraph, first, bisect_right(sentences, max(span[1] - 1, span[0])), mark)


def _fit(paragraph: _Paragraph, first: int, after: int, mark: _Pair) -> _Stretch:
    """Return the stretch to show around a match: its sentence, and the next while they fit.

    ``first`` is the number of the sentence in which the match begins, ``after`` that of the one
    after it.
    """
    content = paragraph.content
    start, end = min(paragraph.opening(first), mark[0]), len(content)
    sentences = len(paragraph.sentences)
    if end - start > MAX_CHARACTERS and after < sentences:
        end = paragraph.opening(after)
        for following in range(after + 1, sentences + 1):
            limit = paragraph.opening(following) if following < sentences else len(content)
            if limit - start > MAX_CHARACTERS:
                break
            end = limit
    end = start + len(content[start:end].rstrip())
    if end - start <= MAX_CHARACTERS:
        return start, end, True, True
    left, right = _words_around(content, start, end, *mark)
    return left, right, left == start, right == end


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


def _cut(paragraph: _Paragraph, marks: Iterable[_Pair], stretch: _Stretch) -> Snippet:
    """Return the snippet of a stretch, with the matches that lie in it."""
    return _snippet(paragraph.field, paragraph.content, marks, stretch)


def _snippet(field: str, content: str, marks: Iterable[_Pair], stretch: _Stretch) -> Snippet:
    start, end, opens, closes = stretch
    before = "" if opens else BEFORE
    after = "" if closes else AFTER
    shift = len(before) - start
    spans = [Span(mark[0] + shift, min(mark[1], end) + shift) for mark in marks if mark[0] < end]
    shown = _flat(content[start:end])
    return Snippet(field, f"{before}{shown}{after}", tuple(spans))
