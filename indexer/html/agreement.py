"""Trafilatura's main text and ours, and the lines on which the two agree.

The two fail in different ways (trafilatura lets boxes in that look like prose, our rules now and
then take a block too much), so that what both keep is cleaner than either: exact-text accuracy on
181 pages was .425 for what both keep, .337 and .343 for each alone, in a prototype of this.

Trafilatura is given text and gives text; its fetching part is never called.
"""

from __future__ import annotations

import logging
import re

from newssearch.indexer.html.boilerplate import is_junk_line
from newssearch.indexer.html.pagetext import PageText

MIN_CHARACTERS = 250
"""Less than so much from trafilatura, and the rules stand alone."""

_SAFE_DEPTH = 200
"""Nesting to which lxml's tree functions are safe; they copy trees by recursion in C."""
_SAFE_CHARACTERS = 2_000_000
_SAFE_ELEMENTS = 40_000

_ENOUGH = 0.75
"""Of 117 pages 104 reach this, and on 103 of them the fallbacks change nothing."""

_MISSING = 0.75
"""Where both keep less than this share of trafilatura's words, our rules chose one box of several,
and trafilatura's lines are taken. In a trial on 181, 82 and 60 pages of others this raised body F1
by .010, .003 and .012, and left precision as it was."""

_WORD = re.compile(r"\w+")
_GRAM = 3
_SHARE = 0.8
_MARKER = re.compile(r"^(?:[-*•]\s+|\|\s*)|(?:(?<!\s)\s+)?\|$")
"""What trafilatura puts around list items and the rows of tables."""
_RULE = re.compile(r"[-|:\s]+")


def agreed_text(
    ours: PageText, markup: str, *, known: str, perhaps: str, deepest: int, elements: int
) -> PageText:
    """Return the lines on which our rules and trafilatura agree.

    ``known`` is text that is the article's for another reason, and counts as if trafilatura had
    it; ``perhaps`` likely is, and counts where trafilatura's quick reading has too little.
    ``deepest`` and ``elements`` are the page's; where they are not safe for trafilatura, our lines
    are returned. Trafilatura first works without its own fallbacks, which halves its time; where
    much of ours is missing from that, it works again with them.
    """
    if deepest > _SAFE_DEPTH or elements > _SAFE_ELEMENTS or len(markup) > _SAFE_CHARACTERS:
        return ours
    quick = agreeing(ours, main_text(markup, fast=True), known)
    if len(quick.text) >= _ENOUGH * len(ours.text):
        return quick
    return agreeing(ours, main_text(markup, fast=False), f"{known}\n{perhaps}".strip())


def main_text(markup: str, *, fast: bool) -> str:
    """Return trafilatura's main text, one line per block."""
    from trafilatura import extract  # noqa: PLC0415  slow to load

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = extract(
        markup, favor_precision=True, include_comments=False, with_metadata=False, fast=fast
    )
    return text or ""


def agreeing(ours: PageText, theirs: str, known: str = "") -> PageText:
    """Return those of our lines that trafilatura has too, or that are ``known`` to be the text.

    The two cut lines in different places (a table in rows or cells, verse at every <br> or at
    none), so that words are compared over the whole text: a line is shared if nearly all of its
    words are in a run of three that the other has, whatever the lines. Where one of the two found
    next to nothing, or what both have is far less than what trafilatura has, the other's lines are
    returned.
    """
    if len(theirs.strip()) + len(known) < MIN_CHARACTERS:
        return ours
    their_words = _words(theirs)
    shared = ours.keep(_shared_lines(ours.lines, [*their_words, *_words(known)]))
    kept = sum(len(_words(line)) for line in shared.lines)
    if len(shared.text) >= MIN_CHARACTERS and kept >= _MISSING * len(their_words):
        return shared
    return _lines_of(theirs, ours)


def _shared_lines(lines: tuple[str, ...], theirs: list[str]) -> list[bool]:
    """Say of each line whether the other text has nearly all of its words, in their order."""
    known = {tuple(theirs[place : place + _GRAM]) for place in range(len(theirs) - _GRAM + 1)}
    words_of = [_words(line) for line in lines]
    words = [word for line in words_of for word in line]
    covered = [False] * len(words)
    for place in range(len(words) - _GRAM + 1):
        if tuple(words[place : place + _GRAM]) in known:
            covered[place : place + _GRAM] = [True] * _GRAM
    verdicts = []
    start = 0
    for line in words_of:
        end = start + len(line)
        verdicts.append(sum(covered[start:end]) >= _SHARE * len(line) > 0)
        start = end
    return verdicts


def _lines_of(theirs: str, ours: PageText) -> PageText:
    """Return trafilatura's lines, with the headings that are known from ours."""
    headings = {ours.lines[number] for number in ours.headings}
    lines = (" ".join(_MARKER.sub("", line).split()) for line in theirs.split("\n"))
    kept = [line for line in lines if line and not _RULE.fullmatch(line) and not is_junk_line(line)]
    marked = frozenset(place for place, line in enumerate(kept) if line in headings)
    return PageText(tuple(kept), marked)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
