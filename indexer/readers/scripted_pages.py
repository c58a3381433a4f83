"""What pages keep for scripts to show: the article of a page whose own text is little or none.

Pages that are built in the browser carry it as JSON of the program's state (Next.js and its like),
in a ``noscript`` or ``template`` element, or as a page within the page (``srcdoc``).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_page
from newssearch.indexer.readers.json_shapes import articles_in, is_article, unwrapped
from newssearch.indexer.readers.jsonstream import ASSIGNMENT, integer
from newssearch.indexer.readers.named_records import make_record
from newssearch.indexer.readers.names import NameFinder
from newssearch.indexer.record import Record

LITTLE_CHARACTERS = 250
"""A page with less text of its own is asked for what it keeps for scripts."""

_MAX_SCRIPTS, _MAX_DEPTH, _MAX_OBJECTS = 50, 8, 2000
_SCRIPT = re.compile(
    r"<script\b(?![^<>]{0,300}\bld\+json)[^<>]{0,300}>\s{0,100}(?=[\[{A-Za-z_$])", re.I
)
_SCRIPT_END = re.compile(r"</script\b", re.I)
_HIDING = re.compile(r"</?(?:noscript|template)\b[^<>]{0,300}>", re.I)
_INNER_PAGE = re.compile(
    r"\bsrcdoc\s{0,5}=\s{0,5}(?:\"([^\"]{1,5000000})\"|'([^']{1,5000000})')", re.I
)


def fuller(record: Record, markup: str, *, url: str) -> Record:
    """Return the article of a page, with the text that it keeps for scripts where that is more."""
    if len(record.text) >= LITTLE_CHARACTERS:
        return record
    best = max(_kept(markup, url), key=_fullness, default=record)
    if len(best.text) <= len(record.text):
        return record
    return replace(best, declared={**best.declared, **record.declared})


def _fullness(record: Record) -> tuple[int, int]:
    return len(record.text), len(record.declared)


def _kept(markup: str, url: str) -> Iterator[Record]:
    yield from _in_state(markup)
    pages = [_HIDING.sub(" ", markup)] if _HIDING.search(markup) else []
    pages += [html.unescape(one or other) for one, other in _INNER_PAGE.findall(markup)]
    for page in pages:
        try:
            yield read_page(page, url=url)
        except ArticleError:
            continue


def _in_state(markup: str) -> Iterator[Record]:
    """Yield the articles in the JSON of scripts."""
    finder = NameFinder({})
    decoder = json.JSONDecoder(strict=False, parse_int=integer)
    for opening, _ in zip(_SCRIPT.finditer(markup), range(_MAX_SCRIPTS), strict=False):
        start = opening.end()
        if assigned := ASSIGNMENT.match(markup, start):
            start = assigned.end()
        elif markup[start] not in "[{":
            continue
        end = _SCRIPT_END.search(markup, start)
        try:
            state, _ = decoder.raw_decode(markup[start : end.start() if end else len(markup)])
        except (ValueError, RecursionError):
            continue
        for one in _articles(state, finder):
            if (record := make_record(unwrapped(one, finder), finder, number=None)) is not None:
                yield record


def _articles(state: Any, finder: NameFinder) -> Iterator[dict[str, Any]]:
    """Yield the objects of a state that are articles, the nearest to its top first."""
    level = [state]
    looked_at = 0
    for _ in range(_MAX_DEPTH):
        below: list[Any] = []
        for value in level:
            looked_at += 1
            if looked_at > _MAX_OBJECTS:
                return
            if isinstance(value, dict):
                if is_article(value, finder) and articles_in(value, finder) is None:
                    yield value
                below += value.values()
            elif isinstance(value, list):
                below += value
        level = [value for value in below if isinstance(value, dict | list)]
