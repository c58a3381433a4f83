"""Paragraphs: what the line breaks of a plain text mean.

A text is *hard-wrapped* if its lines are filled up to one width; then a break is a space unless a
blank line, an indent or a change of form says otherwise. Else every line is a paragraph, but for
lines broken in the middle of a sentence. The widths are measured per document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from newssearch.indexer.fielding.bylines import read_byline
from newssearch.indexer.fielding.datelines import read_dateline
from newssearch.indexer.fielding.hyphens import HyphenJoiner

MAX_WRAP_WIDTH = 100
"""Characters; longer lines were not wrapped for a screen, a telex or a column."""
MIN_WRAPPED_LINES = 6
FEW_LINES = 20
"""In a text of fewer lines, one that is longer than MAX_WRAP_WIDTH shows that none was wrapped."""
FULL_LINE_SHARE = 0.6
"""Of the 90th percentile: a line so long counts as filled."""
FULL_FIRST_LINE_SHARE = 0.85
"""The same for the first line: one that ends where the next word had room is a title."""
MIN_FULL_LINES = 0.45
MAX_ENDED_LINES = 0.8
"""If more lines end in sentence punctuation, each line is a short paragraph of its own."""
MIN_SHORT_TEXT_WIDTH = 45
"""In a text of a few lines, an unfinished line so long before an unindented one was wrapped."""

MIN_BROKEN_LINE = 60
"""Characters of a line that does not end a sentence and is no heading."""
MIN_BELOW_BROKEN = 40
"""Characters of the line below it, unless that ends the sentence."""
MIN_BROKEN_WORDS = 8
"""Words of a paragraph whose sentence may go on behind a blank line, among …"""
MAX_BROKEN_LOOK = 300
"""… its last characters, however long it has become."""

_TERMINAL = frozenset(".?!:;…\"”’'])")
_BULLETS = ("• ", "· ", "▪ ", "● ", "* ")
_LETTER_HYPHEN = re.compile(r"[^\W\d_]-$")
_HEAD_LINES = 6
"""Lines above the text proper in which a byline or dateline begins a paragraph of its own."""


MAX_OPEN, OPEN_END = 4_000, 1_000
"""Characters of a paragraph in the making that are put together again with each line, and those of
its end that decide about the next one: what is before them is settled, or a paragraph of 100,000
lines would be copied as often."""


class Paragraph(NamedTuple):
    """One paragraph on one line; ``heading`` if the file itself marks it as a sub-heading.

    ``page`` is the page it begins on, 0 where that is not known.
    """

    text: str
    heading: bool = False
    page: int = 0


def line_paragraphs(
    lines: Sequence[str], headings: Collection[int] = (), pages: Sequence[int] = ()
) -> list[Paragraph]:
    """Make one paragraph of every line that is not blank.

    ``headings`` are line numbers, ``pages`` the pages of the lines, if the file has pages.
    """
    return [
        Paragraph(" ".join(line.split()), number in headings, pages[number] if pages else 0)
        for number, line in enumerate(lines)
        if line.strip()
    ]


def find_paragraphs(lines: Sequence[str], *, has_head: bool = True) -> list[Paragraph]:
    """Find the paragraphs of plain text, joining wrapped lines and words broken by a hyphen.

    ``has_head`` says that title, byline and dateline may be above the text.
    """
    layout = _Layout(lines, has_head=has_head)
    joiner = HyphenJoiner(lines)
    found: list[str] = []
    settled: list[str] = []
    current = ""
    previous = ""
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            previous = ""
            continue
        if "  " in text:
            text = " ".join(text.split())
        goes_on = current and (
            layout.joins(previous, line, current, text, number)
            if previous
            else _goes_on_below(current, text)
        )
        if goes_on:
            current = joiner.join(current, text) if current[-1] == "-" else f"{current} {text}"
            if len(current) > MAX_OPEN:
                settled.append(current[:-OPEN_END])
                current = current[-OPEN_END:]
        else:
            if current:
                found.append("".join((*settled, current)))
                settled = []
            current = text
        previous = line
    if current:
        found.append("".join((*settled, current)))
    return [Paragraph(text) for text in found]


class _Layout:
    """What is measured of all lines of a document, and what follows for two of them."""

    def __init__(self, lines: Sequence[str], *, has_head: bool) -> None:
        self.has_head = has_head
        full = [line.rstrip() for line in lines if line.strip()]
        widths = sorted(map(len, full))
        self.count = len(full)
        self.width = widths[int(0.9 * (len(widths) - 1))] if widths else 0
        self.indented = sum(1 for line in full if line.startswith("  "))
        self.has_blank = len(full) < len(lines)
        ended = sum(1 for line in full if line[-1] in _TERMINAL)
        filled = sum(1 for width in widths if width > FULL_LINE_SHARE * self.width)
        if self.width > MAX_WRAP_WIDTH or (
            self.count < FEW_LINES and widths and widths[-1] > MAX_WRAP_WIDTH
        ):
            self.wrapped = False
        elif self.count < MIN_WRAPPED_LINES:
            self.wrapped = self._is_short_and_wrapped(full)
        else:
            self.wrapped = (
                filled >= MIN_FULL_LINES * self.count and ended <= MAX_ENDED_LINES * self.count
            )

    def joins(self, above: str, line: str, current: str, text: str, number: int) -> bool:
        """Return whether ``line`` continues paragraph ``current``, whose last line is ``above``."""
        if text.startswith(_BULLETS) or _is_row(line) or _is_row(above):
            return False
        if text[0].islower() and self._is_byline_of_head(text, number):
            return False
        if not self.wrapped:
            return current[-1] not in _TERMINAL and (
                text[0].islower()
                or _LETTER_HYPHEN.search(current[-2:]) is not None
                or self._was_wrapped(current, text, number)
            )
        if line.startswith("  ") and (
            self.indented < 0.5 * self.count or not above.startswith("  ")
        ):
            return False
        if _is_capitals(above) and not _is_capitals(text):
            return False
        if self.has_head and number < _HEAD_LINES and self._begins_in_head(above, text, number):
            return False
        return not self._ends_early(above, text)

    def _is_byline_of_head(self, text: str, number: int) -> bool:
        """Return whether a line of the head that goes on in a small letter names the author.

        English titles are broken before "by" too often: "Ships Made⏎by Ellery Docks".
        """
        named = self.has_head and number < _HEAD_LINES and not text.startswith("by ")
        return named and read_byline(text) is not None

    def _begins_in_head(self, above: str, text: str, number: int) -> bool:
        if text[:2] in ("By", "BY", "by") and read_byline(text) is not None:
            return True
        if text[0].isupper() and read_dateline(text) is not None:
            return True
        above = above.rstrip()
        if read_byline(above.lstrip()) is not None:
            return True
        first_word = text.split(" ", 1)[0]
        share = FULL_FIRST_LINE_SHARE if number <= 1 else FULL_LINE_SHARE
        fits = len(above) + 1 + len(first_word) < share * self.width
        return fits and text[0].isupper()

    def _was_wrapped(self, current: str, text: str, number: int) -> bool:
        """Return whether a long line without an end was broken by a mailer or a scan.

        Blank lines part the paragraphs then; above the text proper a long line may be a title, and
        short lines below one are a list.
        """
        if not self.has_blank or (self.has_head and number < _HEAD_LINES):
            return False
        goes_on = len(text) >= MIN_BELOW_BROKEN or text[-1] in _TERMINAL
        return goes_on and len(current) >= MIN_BROKEN_LINE

    def _ends_early(self, above: str, text: str) -> bool:
        """Return whether the line above ended where its next word would have had room."""
        if self.has_blank or self.indented >= 2 or text[0].islower():
            return False
        above = above.rstrip()
        return len(above) < 0.7 * self.width and above[-1] in _TERMINAL

    @staticmethod
    def _is_short_and_wrapped(lines: Sequence[str]) -> bool:
        for number, (above, below) in enumerate(pairwise(lines)):
            if (
                len(above) >= MIN_SHORT_TEXT_WIDTH
                and not below.startswith("  ")
                and above[-1] not in _TERMINAL
                and (number > 0 or below[0].islower())
            ):
                return True
        return False


def _goes_on_below(above: str, below: str) -> bool:
    """Return whether a sentence goes on behind a blank line, which a page's end or a picture left.

    A short line without an end is a heading or a name, and "by" opens a byline.
    """
    return (
        below[0].islower()
        and above[-1] not in _TERMINAL
        and above[-MAX_BROKEN_LOOK:].count(" ") >= MIN_BROKEN_WORDS - 1
        and not below.startswith(("by ", "http", "www."))
    )


def _is_row(line: str) -> bool:
    """Return whether a line is a row of a table: columns are separated by four spaces or more."""
    return "    " in line and "    " in line.strip()


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 2
