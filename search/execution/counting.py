"""How many matches has a query of words, without a list of them?

Words, and words with AND or OR between them, are most of what people ask, and have by far the most
matches; it is quicker to count these along the postings than to list them.
"""

from __future__ import annotations

import numpy as np

from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import And, Node, Not, Or, Phrase, Value, Word
from newssearch.search.execution.arrays import Docs
from newssearch.search.execution.languages import languages_of
from newssearch.search.execution.loops import loops
from newssearch.search.execution.matched_spans import is_quiet
from newssearch.search.execution.positional import words_of
from newssearch.search.execution.regions import BARE
from newssearch.search.execution.sets import intersect
from newssearch.search.execution.terms import Expansion


def count_word_matches(segment: Segment, node: Node, docs: Docs) -> int | None:
    """Return at how many places of some articles one of the words of a query is.

    All of ``docs``, intp in ascending order, satisfy the query. Returns None for a query whose
    matches are not all of the places of its words.
    """
    words = _words(segment, node)
    if words is None:
        return None
    counted = dict.fromkeys((one.term, one.languages) for one in words)
    if not counted:
        return 0
    listings = []
    for term, languages in counted:
        start, end, first, last, _ = segment.numbers_of(term)
        frequencies = segment.small_frequencies(start, end)
        if frequencies is None or segment.span_terms(term, BARE.space):
            return None
        mask = None if languages is None else languages_of(segment).mask(languages)
        listings.append((segment.docs(start, end), frequencies, (first, last), mask))
    if len(listings) == 1:
        ((own, frequencies, places, mask),) = listings
        if mask is None and len(own) == len(docs):
            return places[1] - places[0]
        chosen, _ = intersect(own, docs if mask is None else docs[mask[docs]])
        return int(frequencies.take(chosen).sum(dtype=np.int64))
    own_docs, own_frequencies, ranges, masks = map(list, zip(*listings, strict=True))
    positions = [segment.positions(*one) for one in ranges]
    limits = segment.text(f"zone_end.{len(segment.layout.zones) - 1}")
    try:
        count: int = loops().count_places(own_docs, own_frequencies, positions, masks, docs, limits)
    except IndexError as error:
        reason = "they do not add up to the number of positions"
        raise segment.file("frequencies").damaged(reason) from error
    return count


def _words(segment: Segment, node: Node) -> list[Expansion] | None:
    """Return the terms all of whose places in the articles found are matches, or None."""
    match node:
        case Word() | Phrase():
            return words_of(segment, node, BARE)
        case And() | Or():
            found: list[Expansion] = []
            for part in node.operands:
                if isinstance(part, Not | Value):
                    continue
                if is_quiet(part) or (isinstance(node, Or) and isinstance(part, And)):
                    return None
                own = _words(segment, part)
                if own is None:
                    return None
                found += own
            return found
        case _:
            return None
