"""Which words of an archive does a part of a query stand for, and which are spelled like one?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

import numpy as np

from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Fuzzy, Part, Printed, Wildcard, Word
from newssearch.search.budget import check_time
from newssearch.search.engine import ExpandedTerm, Spelling
from newssearch.search.execution.languages import languages_of
from newssearch.search.execution.terms import (
    Expansion,
    edit_distances,
    expand_fuzzy,
    expand_token,
    expand_wildcard,
)
from newssearch.search.printed import leaves
from newssearch.search.tokens import word_tokens

_CHUNK = 20_000


def expansions(segments: Sequence[Segment], node: Part, space: int) -> list[ExpandedTerm]:
    """Return the words that a part matches, by weight, then by frequency, highest first."""
    articles: dict[tuple[str, float], int] = {}
    whys: dict[tuple[str, float], dict[str, None]] = {}
    among: dict[tuple[str, float], dict[str, None]] = {}
    for segment in segments:
        for one in _expand(segment, node, space):
            number = _articles(segment, one)
            if number:
                key = segment.terms.term(one.term)[1:], one.factor
                articles[key] = articles.get(key, 0) + number
                whys.setdefault(key, {}).update(dict.fromkeys(one.why.split("+")))
                names = sorted(name or "unknown" for name in one.languages or ())
                among.setdefault(key, {}).update(dict.fromkeys(names))
    found = [
        ExpandedTerm(term, number, factor, "+".join(whys[term, factor]), tuple(among[term, factor]))
        for (term, factor), number in articles.items()
    ]
    return sorted(found, key=lambda one: (-one.factor, -one.articles, one.term))


def _articles(segment: Segment, one: Expansion) -> int:
    """Return how many articles have a word where it counts, deleted ones too."""
    start, end = segment.posting_range(one.term)
    if one.languages is None:
        return end - start
    mask = languages_of(segment).mask(one.languages)
    return int(np.count_nonzero(mask.take(segment.docs(start, end))))


def _expand(segment: Segment, node: Part, space: int) -> list[Expansion]:
    match node:
        case Word():
            tokens = word_tokens(node).tokens
            if len(tokens) != 1:
                return []
            return expand_token(segment, tokens[0], space, exact=node.exact, typed=node.text)
        case Wildcard():
            return expand_wildcard(segment, node, space)
        case Fuzzy():
            return expand_fuzzy(segment, node, space)
        case Printed():
            return [one for leaf in leaves(node) for one in _expand(segment, leaf, space)]
        case _:
            assert_never(node)


def spelled_near(
    segments: Sequence[Segment], token: str, space: int, beginning: str, edits: int
) -> list[Spelling]:
    """Return the words of letters within so many edits of a token that begin in a way."""
    articles: dict[str, int] = {}
    distances: dict[str, int] = {}
    swapped = {token[:i] + token[i + 1] + token[i] + token[i + 2 :] for i in range(len(token) - 1)}
    for segment in segments:
        for terms in _chunks(segment, space, beginning, len(token), edits):
            check_time()
            found = edit_distances(token, [term for _, term in terms]).tolist()
            for (number, term), own in zip(terms, found, strict=True):
                distance = 1 if term in swapped else own
                if distance <= edits and term.isalpha():
                    start, end = segment.posting_range(number)
                    articles[term] = articles.get(term, 0) + end - start
                    distances[term] = distance
    return [Spelling(term, distances[term], number) for term, number in articles.items()]


def _chunks(
    segment: Segment, space: int, beginning: str, length: int, most: int
) -> Iterator[list[tuple[int, str]]]:
    """Yield numbered terms of about the same length, without their space, some at a time."""
    start, stop = segment.term_range(beginning, space)
    chunk: list[tuple[int, str]] = []
    for number, term in enumerate(segment.terms.terms(start, stop), start):
        if abs(len(term) - 1 - length) <= most:
            chunk.append((number, term[1:]))
            if len(chunk) == _CHUNK:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def articles_with(segments: Sequence[Segment], tokens: Sequence[str]) -> list[int]:
    """Return for each token how many articles of the segments have it, deleted ones too."""
    return [sum(_postings(segment, token) for segment in segments) for token in tokens]


def _postings(segment: Segment, token: str) -> int:
    term = segment.term(token)
    if term < 0:
        return 0
    start, end = segment.posting_range(term)
    return end - start
