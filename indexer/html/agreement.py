"""Trafilatura's main text and ours, and the lines on which the two agree.

The two fail in different ways (trafilatura lets boxes in that look like prose, our rules now and
then take a block too much), so that what both keep is cleaner than either: exact-text accuracy on
181 pages was .425 for what both keep, .337 and .343 for each alone, in a prototype of this.

Trafilatura is given a tree and gives text; its fetching part is never called.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from newssearch.indexer.html.body import Body
from newssearch.indexer.html.boilerplate import is_junk_line
from newssearch.indexer.html.outline import Outline
from newssearch.indexer.html.pagetext import PageText
from newssearch.indexer.html.trees import page_tree, prose_tree, tree_of, whole_tree

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

MIN_CHARACTERS = 250
"""Less than so much from trafilatura, and the rules stand alone."""

_NO_PART = ("[document]", "html", "body")
"""Containers that are all of a page."""

_SAFE_DEPTH = 200
"""Nesting to which lxml's tree functions are safe; they copy trees by recursion in C."""
_SAFE_CHARACTERS = 2_000_000
_SAFE_ELEMENTS = 40_000

_SURE_SHARE, _SURE_SIDE_BY_SIDE, _SURE_LINKS = 0.5, 0.85, 0.15
"""An article that holds so much of the page's prose, in so large a part side by side, with so few
links, is sure: so are half of all pages, and trafilatura is not asked about them. Without it the
text of these is as good as with it (docs/decisions/0011-pages.md)."""

_PART_SHARE = 0.6
"""From this share of the page's prose on, trafilatura is asked about the article's element alone;
it knows nothing of what is beside it, so that below, it is asked about more."""

_ENOUGH = 0.5
"""Where both keep so much of ours when trafilatura is given the article's element alone, it keeps
nearly the same of the whole page, which takes it several times as long."""

_MOST = 0.75
"""Where both keep less of ours, though trafilatura saw more than the article's element, what is
perhaps the article's counts as if trafilatura had it."""

_ASTRAY_SHARE = 0.1
"""An article with less of the page's prose is most likely not it."""
_LISTS = ("ul", "ol")
"""What is found in one is most likely a page's list of articles."""

_MISSING = 0.75
"""Where both keep less than this share of trafilatura's words, our rules chose one box of several,
and trafilatura's lines are taken. In a trial on 181, 82 and 60 pages of others this raised body F1
by .010, .003 and .012, and left precision as it was."""

_WORD = re.compile(r"\w+")
_RUN = 3
_COVERED = bytes([1]) * _RUN
_SHARE = 0.8
_MARKER = re.compile(r"^(?:[-*•]\s+|\|\s*)|(?:(?<!\s)\s+)?\|$")
"""What trafilatura puts around list items and the rows of tables."""
_RULE = re.compile(r"[-|:\s]+")


def agreed_text(
    found: Body, outline: Outline, markup: str, *, known: str, perhaps: str
) -> PageText:
    """Return the lines on which our rules and trafilatura agree.

    ``known`` is text that is the article's for another reason, and counts as if trafilatura had
    it; ``perhaps`` likely is, and counts where trafilatura has too little of ours.

    Trafilatura is asked no more than is needed: not where our rules are sure, nor where the page is
    not safe for it; about the article's element alone where that seems to hold the article; about
    all of the page but boxes without prose where it may not; about the whole page where our rules
    went astray, or where little of ours is left by its answer about the element. Its own
    fallbacks, which double its time, changed the article of one page in 247, and are not asked.
    """
    ours = found.text
    if _is_sure(found) or not _is_safe(outline, markup):
        return ours
    if found.share >= _PART_SHARE and found.container.name not in _NO_PART:
        theirs = main_text(tree_of(found.container, outline))
        shared = agreeing(ours, theirs, known)
        if len(theirs) >= MIN_CHARACTERS and len(shared.text) >= _ENOUGH * len(ours.text):
            return shared
        theirs = main_text(page_tree(markup))
    else:
        theirs = main_text(whole_tree(outline) if _is_astray(found) else prose_tree(outline))
    shared = agreeing(ours, theirs, known)
    if len(shared.text) >= _MOST * len(ours.text):
        return shared
    return agreeing(ours, theirs, f"{known}\n{perhaps}".strip())


def _is_astray(found: Body) -> bool:
    return (
        found.share < _ASTRAY_SHARE
        or found.container.name in _LISTS
        or len(found.text.text) < MIN_CHARACTERS
    )


def _is_sure(found: Body) -> bool:
    return (
        found.share >= _SURE_SHARE
        and found.side_by_side >= _SURE_SIDE_BY_SIDE
        and found.container.link_density <= _SURE_LINKS
        and len(found.text.text) >= MIN_CHARACTERS
    )


def _is_safe(outline: Outline, markup: str) -> bool:
    return (
        outline.nodes is not None
        and outline.deepest <= _SAFE_DEPTH
        and len(outline.elements) <= _SAFE_ELEMENTS
        and len(markup) <= _SAFE_CHARACTERS
    )


def main_text(tree: HtmlElement) -> str:
    """Return trafilatura's main text of a tree, one line per block."""
    from trafilatura import extract  # noqa: PLC0415  slow to load

    return extract(tree, options=_options()) or ""


@cache
def _options() -> Extractor:
    """Return what trafilatura is asked for, which it else puts together again for each page."""
    from trafilatura.settings import Extractor  # noqa: PLC0415  slow to load

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return Extractor(fast=True, precision=True, comments=False)


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
    words_of = [_words(line) for line in ours.lines]
    verdicts = _shared_lines(words_of, [*their_words, *_words(known)])
    kept = sum(len(words) for words, verdict in zip(words_of, verdicts, strict=True) if verdict)
    shared = ours.keep(verdicts)
    if len(shared.text) >= MIN_CHARACTERS and kept >= _MISSING * len(their_words):
        return shared
    return _lines_of(theirs, ours)


def with_lines(text: PageText, ours: PageText, also: str) -> PageText:
    """Return some of our lines, and those of ours that are ``also`` of the article.

    Lines that are trafilatura's are returned as they are.
    """
    kept = set(text.lines)
    if not also or not kept.issubset(ours.lines):
        return text
    verdicts = _shared_lines([_words(line) for line in ours.lines], _words(also))
    pairs = zip(ours.lines, verdicts, strict=True)
    return ours.keep([verdict or line in kept for line, verdict in pairs])


def _shared_lines(words_of: list[list[str]], theirs: list[str]) -> list[bool]:
    """Say of each line whether the other text has nearly all of its words, in their order."""
    known = set(_runs(theirs))
    words = [word for line in words_of for word in line]
    covered = bytearray(len(words))
    for place, run in enumerate(_runs(words)):
        if run in known:
            covered[place : place + _RUN] = _COVERED
    verdicts = []
    start = 0
    for line in words_of:
        end = start + len(line)
        verdicts.append(sum(covered[start:end]) >= _SHARE * len(line) > 0)
        start = end
    return verdicts


def _runs(words: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield all runs of three words, from the first on."""
    return zip(words, words[1:], words[2:], strict=False)


def _lines_of(theirs: str, ours: PageText) -> PageText:
    """Return trafilatura's lines, with the headings that are known from ours."""
    headings = {ours.lines[number] for number in ours.headings}
    lines = (" ".join(_MARKER.sub("", line).split()) for line in theirs.split("\n"))
    kept = [line for line in lines if line and not _RULE.fullmatch(line) and not is_junk_line(line)]
    marked = frozenset(place for place, line in enumerate(kept) if line in headings)
    return PageText(tuple(kept), marked)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
