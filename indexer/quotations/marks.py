"""Find the stretches of text that are between quotation marks.

Marks alone are read here, not words: whether a stretch is somebody's speech is decided later. Every
style is one alphabet of openers, closers and marks that may be either: “…”, „…“, «…», straight
marks, doubled single marks ('' and ``), and single marks in articles that use no others. An opener
of one style is closed by a closer of any, for articles mix them ("“It is reckless," he said").

Each paragraph is scanned once, left to right. What is undecided at its end (an opener that was
never closed) goes on in the next paragraph, by the printers' rule that a quotation running over
paragraphs opens again in each and closes in the last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, islice, zip_longest
from typing import NamedTuple

from newssearch.indexer.quotations.paragraphs import BodyParagraph

_MARK = re.compile(r"""=["“”][^"“”\n]{0,200}["“”]|“|”|„|‟|«|»|"|''|``|‘‘|’’""")
"""Quotation marks; an attribute of left-over markup (``id="12"``) is matched whole and skipped.

Every alternative begins with a literal character, which ``re`` then looks for without trying the
alternatives in between: three times as fast as a set among them.
"""

_SINGLE_MARK = re.compile(r"['‘](?<!\w.)(?=\S)|['’](?<=[\w.,?!…].)(?!\w)")
_SINGLE_OPENING = re.compile(r"['‘](?<![^\s(—].)(?=[A-Z])")
_OPENERS = frozenset(("“", "„", "«", "‟", "``", "‘‘"))
_CLOSERS = frozenset(("”", "»", "’’"))
_BEFORE_GUILLEMET = re.compile(r"(?:^|[\s([{—–-])»(?=[^\W_])", re.MULTILINE)
_BEHIND_GUILLEMET = re.compile(r"(?<=[\w.,?!…])«(?=[\s.,;:?!)\]—–-]|$)", re.MULTILINE)
_AMBIGUOUS_OPENERS = frozenset(('"', "''"))
_BEFORE_OPENER = frozenset("([{—–-/…")
_AFTER_CLOSER = frozenset(".,;:?!)]}—–-/…")
_SENTENCE_END = re.compile(r"[.?!,][\"\s]")
_WORD = re.compile(r"\w")

FEW_DOUBLE_STRETCHES = 2
"""Below this many double-quoted stretches, single marks may be the article's main ones …"""
MIN_SINGLE_OPENINGS = 2
"""… if at least this many come before a capital; fewer are apostrophes or nested quotations."""


MAX_MARKS_A_PARAGRAPH = 2_000
"""Marks read in one paragraph; news has a few dozen, a program's output may have more."""

MAX_MARKS = 100_000
MAX_STRETCHES = 20_000
"""Marks read and stretches kept of one article; a long novel has fewer."""


class Stretch(NamedTuple):
    """Text between marks: offsets without the marks, and which paragraph it stands in.

    ``continues`` says that it goes on with the stretch that ended the paragraph before.
    ``outer_start`` and ``outer_end`` take the marks in.
    """

    start: int
    end: int
    paragraph: int
    continues: bool
    outer_start: int
    outer_end: int


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    """``o`` opens, ``c`` closes, ``x`` may do either."""
    text: str


class _MarksLeft:
    """How many marks may still open or close at or after each; few paragraphs need to know."""

    def __init__(self, marks: Sequence[_Mark]) -> None:
        self._marks = marks

    @cached_property
    def openers(self) -> list[int]:
        return self._count("o")

    @cached_property
    def closers(self) -> list[int]:
        return self._count("cx")

    def _count(self, kinds: str) -> list[int]:
        return list(accumulate((m.kind in kinds for m in reversed(self._marks)), initial=0))[::-1]


def find_stretches(body: str, paragraphs: Sequence[BodyParagraph]) -> list[Stretch]:
    """Return every quoted stretch of the body in order; they do not overlap."""
    stretches = _Scanner(body, paragraphs, single=False).scan()
    if len(stretches) < FEW_DOUBLE_STRETCHES:
        openings = _SINGLE_OPENING.finditer(body)
        if sum(1 for _ in zip(openings, range(MIN_SINGLE_OPENINGS), strict=False)) == (
            MIN_SINGLE_OPENINGS
        ):
            return _Scanner(body, paragraphs, single=True).scan() or stretches
    return stretches


def _sides(body: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return which marks open and which close in an article, by the habits of its language.

    »…« in German and Danish books turns the guillemets of French; „…“ ends in the mark that opens
    in English; ”…” and »…» in Swedish and Finnish are one mark for both sides, which its
    neighbours distinguish.
    """
    openers, closers = set(_OPENERS), set(_CLOSERS)
    if "»" in body:
        turned = _BEFORE_GUILLEMET.search(body) is not None
        if turned and _BEHIND_GUILLEMET.search(body) is not None:
            openers ^= {"«", "»"}
            closers ^= {"«", "»"}
        elif turned and "«" not in body:
            closers.discard("»")
    if "„" in body and "”" not in body and body.count("“") <= body.count("„"):
        openers.discard("“")
        closers.add("“")
    if "”" in body and "“" not in body and "„" not in body and '"' not in body:
        closers.discard("”")
    return frozenset(openers), frozenset(closers)


class _Scanner:
    """Walks the marks of one article; keeps what a paragraph hands on to the next."""

    def __init__(self, body: str, paragraphs: Sequence[BodyParagraph], *, single: bool) -> None:
        self._body = body
        self._paragraphs = paragraphs
        self._single = single
        self._mark = _SINGLE_MARK if single else _MARK
        self._openers, self._closers = _sides(body)
        self._stretches: list[Stretch] = []
        self._carried = False
        self._marks_read = 0

    def scan(self) -> list[Stretch]:
        scanned = -1
        position = 0
        while len(self._stretches) < MAX_STRETCHES and self._marks_read < MAX_MARKS:
            mark = self._mark.search(self._body, position)
            if mark is None:
                break
            number = bisect_right(self._paragraphs, (mark.end(),)) - 1
            paragraph = self._paragraphs[number]
            if paragraph.end < mark.end():
                break
            if number > scanned + 1:
                self._carried = False
            self._scan_paragraph(number, paragraph, mark.start())
            scanned, position = number, paragraph.end
        return self._stretches

    def _scan_paragraph(self, number: int, paragraph: BodyParagraph, first_mark: int) -> None:
        marks = self._marks(paragraph, first_mark)
        carried, self._carried = self._carried, False
        if not marks:
            return
        self._marks_read += len(marks)
        start = paragraph.start
        opened = -1
        opens_anew = marks[0].kind != "c" and marks[0].start == start
        if carried and not opens_anew and marks[0].kind == "c":
            opened = start
        left = _MarksLeft(marks)
        index = 0
        while index < len(marks):
            mark = marks[index]
            if opened < 0:
                if mark.kind != "c" or self._opens_by_mistake(mark, paragraph, left, index):
                    opened = mark.end
            elif (
                mark.kind != "o"
                or (mark.text == "“" and self._body[opened - 1] == "„")
                or self._closes_after_space(mark, left, index)
            ):
                self._keep(opened, mark.start, number, mark.end, carried and opened <= start + 2)
                opened = -1
            elif left.closers[index] > left.openers[index]:
                index = _after_nested(marks, index)
                continue
            else:
                self._keep_to_sentence_end(opened, mark.start, number)
                opened = mark.end
            index += 1
        if opened >= 0:
            self._keep(
                opened, paragraph.end, number, paragraph.end, carried and opened <= start + 2
            )
            self._carried = self._goes_on_after(number)

    def _marks(self, paragraph: BodyParagraph, first_mark: int) -> list[_Mark]:
        marks = []
        found = self._mark.finditer(self._body, first_mark, paragraph.end)
        for match in islice(found, MAX_MARKS_A_PARAGRAPH):
            text = match.group()
            start, end = match.span()
            if text in self._openers:
                kind = "o"
            elif text in self._closers:
                kind = "c"
            elif text[0] == "=":
                continue
            else:
                kind = self._side(start, end, paragraph)
            marks.append(_Mark(start, end, kind, text))
        return _without_possessives(self._body, marks) if self._single else marks

    def _side(self, start: int, end: int, paragraph: BodyParagraph) -> str:
        """Tell from its neighbours on which side of a quotation a straight mark stands."""
        before = self._body[start - 1] if start > paragraph.start else " "
        after = self._body[end] if end < paragraph.end else " "
        may_open = before.isspace() or before in _BEFORE_OPENER
        may_close = after.isspace() or after in _AFTER_CLOSER
        if may_open == may_close:
            return "x"
        return "o" if may_open else "c"

    def _opens_by_mistake(
        self, mark: _Mark, paragraph: BodyParagraph, left: _MarksLeft, index: int
    ) -> bool:
        """Return whether a closer with nothing open was typed in place of an opener: `` ”Yes``."""
        before = self._body[mark.start - 1] if mark.start > paragraph.start else " "
        return (
            before.isspace()
            and mark.end < paragraph.end
            and not self._body[mark.end].isspace()
            and left.closers[index + 1] > 0
        )

    def _closes_after_space(self, mark: _Mark, left: _MarksLeft, index: int) -> bool:
        """Return whether a straight mark after a space closes anyway, its mates being odd."""
        return (
            mark.text in _AMBIGUOUS_OPENERS
            and self._body[mark.start - 1].isspace()
            and (len(left.closers) - 1 - index) % 2 == 1
            and left.closers[index] > 0
        )

    def _keep_to_sentence_end(self, start: int, end: int, number: int) -> None:
        """Keep a stretch without its closing mark, up to the last sentence end before another."""
        ends = [match.start() + 1 for match in _SENTENCE_END.finditer(self._body, start, end)]
        if ends:
            self._keep(start, ends[-1], number, ends[-1], False)

    def _keep(self, start: int, end: int, number: int, outer_end: int, continues: bool) -> None:
        text = self._body[start:end]
        if not _WORD.search(text):
            return
        outer_start = start
        while (
            outer_start > 0
            and not self._body[outer_start - 1].isspace()
            and (self._body[outer_start - 1] in "“”„‟«»\"'`‘’")
        ):
            outer_start -= 1
            if start - outer_start == 2:
                break
        inner_start = start + len(text) - len(text.lstrip())
        inner_end = start + len(text.rstrip())
        self._stretches.append(
            Stretch(inner_start, inner_end, number, continues, outer_start, outer_end)
        )

    def _goes_on_after(self, number: int) -> bool:
        """Return whether an unclosed stretch is taken up by the paragraph after ``number``."""
        if number + 1 >= len(self._paragraphs):
            return False
        following = self._paragraphs[number + 1]
        opening = self._body[following.start : following.start + 2]
        if opening[:1] in _OPENERS or opening[:1] in {'"', "‘"} or opening in _OPENERS | {"''"}:
            return True
        mark = _MARK.search(self._body, *following)
        return mark is not None and mark.group() in _CLOSERS


def _without_possessives(body: str, marks: list[_Mark]) -> list[_Mark]:
    """Drop the apostrophes of "the workers' choice": an s before, and another closer after."""
    return [
        mark
        for mark, following in zip_longest(marks, marks[1:])
        if not (
            mark.kind == "c"
            and following is not None
            and following.kind == "c"
            and body[mark.start - 1] == "s"
        )
    ]


def _after_nested(marks: Sequence[_Mark], index: int) -> int:
    """Return the index after a nested quotation that opens at ``index``."""
    depth = 1
    index += 1
    while index < len(marks) and depth:
        depth += 1 if marks[index].kind == "o" else -1
        index += 1
    return index
