"""Which spans of an article are shown as matches: those by which it satisfies the query, no others.

Counting, snippets, the reader and every export take them from here.
"""

from __future__ import annotations

import numpy as np

from newssearch.archive.columnar.segment import Segment
from newssearch.search import compiled
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Everything,
    Fuzzy,
    HasValue,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Wildcard,
    Word,
)
from newssearch.search.execution.arrays import (
    POSITION_BITS,
    POSITION_MASK,
    Docs,
    distinct,
    intersect,
)
from newssearch.search.execution.evaluation import Evaluation, SegmentEvaluation
from newssearch.search.execution.marking import marks_at, marks_of
from newssearch.search.execution.matching import Collection
from newssearch.search.execution.occurrences import Spans, disjoint, join
from newssearch.search.execution.places import BARE, Place, place_of
from newssearch.search.execution.quotations import binds, bound_parts, bound_spans, quotation_keys
from newssearch.search.execution.terms import expand_token, word_tokens

Shown = dict[int, list[tuple[int, int]]]
"""The spans to show of one article, by space: first position, and the one after the last."""

_NO_COLLECTION = Collection(1, 1, 1)


def shown_spans(segment: Segment, node: Node, docs: Docs) -> dict[int, Spans]:
    """Return by space the spans by which the articles ``docs`` satisfy a query.

    Spans that overlap are made one, so that as many are counted as are seen.

    All of ``docs`` must satisfy it.
    """
    gathered: dict[int, list[Spans]] = {}
    _gather(segment, node, BARE, docs, gathered)
    joined = {space: disjoint(join(parts)) for space, parts in gathered.items()}
    return {space: spans for space, spans in joined.items() if len(spans)}


def by_article(spans: Spans, docs: Docs) -> list[list[tuple[int, int]]]:
    """Return the spans of each of ``docs``, as positions.

    ``docs`` rise, and all of the spans are theirs.
    """
    if compiled.AVAILABLE:
        return compiled.occurrences.pairs_by_article(spans.starts, spans.ends, docs)
    firsts = np.searchsorted(spans.starts, docs.astype(np.int64) << POSITION_BITS).tolist()
    starts, ends = spans.starts & POSITION_MASK, spans.ends & POSITION_MASK
    pairs = list(zip(starts.tolist(), ends.tolist(), strict=True))
    return [pairs[first:end] for first, end in zip(firsts, [*firsts[1:], len(pairs)], strict=True)]


def marked_words(segment: Segment, node: Node) -> set[str] | None:
    """Return all words that spans of one position may stand for in the main space.

    None means any: a pattern stands for some, and to know which costs too much; and what has full
    stops is found under another form everywhere ("u.s", "US").
    """
    match node:
        case Word() | Phrase(parts=(Word(),)):
            return _words(segment, node)
        case Phrase() | Not() | Range() | Keyword() | HasValue() | Everything():
            return set()
        case And() | Or():
            parts = [marked_words(segment, part) for part in node.operands]
        case Near():
            parts = [marked_words(segment, part) for part in (node.left, node.right)]
        case Boost() | InField() | AtLeast():
            return marked_words(segment, node.operand)
        case _:
            return None
    words: set[str] = set()
    for part in parts:
        if part is None:
            return None
        words |= part
    return words


def _words(segment: Segment, node: Word | Phrase) -> set[str] | None:
    word = node if isinstance(node, Word) else node.parts[0]
    assert isinstance(word, Word)
    tokens, joined = word_tokens(word)
    if len(tokens) != 1:
        words = set() if joined is None else {joined}
    elif isinstance(node, Phrase) or word.exact:
        words = set(tokens)
    else:
        terms = expand_token(segment, tokens[0], 0, exact=False)
        words = {segment.terms.term(one.term)[1:] for one in terms}
    return None if any("." in word for word in words) else words


def _gather(
    segment: Segment, node: Node, place: Place, docs: Docs, gathered: dict[int, list[Spans]]
) -> None:
    """Collect the spans of a node; all of ``docs`` satisfy it."""
    match node:
        case And():
            for part in dict.fromkeys(node.operands):
                _gather(segment, part, place, docs, gathered)
        case Or():
            for part in dict.fromkeys(node.operands):
                _gather(segment, part, place, _satisfying(segment, part, place, docs), gathered)
        case Boost():
            _gather(segment, node.operand, place, docs, gathered)
        case InField():
            _gather_field(segment, node, docs, gathered)
        case AtLeast():
            _gather(segment, node.operand, place, docs, gathered)
        case Word() | Wildcard() | Fuzzy() | Phrase() | Near():
            spans = marks_of(segment, node, place, docs)
            if len(spans):
                gathered.setdefault(place.space, []).append(spans.of(docs, segment.size))
        case Not() | Range() | Keyword() | HasValue() | Everything():
            pass


def _gather_field(
    segment: Segment, node: InField, docs: Docs, gathered: dict[int, list[Spans]]
) -> None:
    if not binds(node):
        _gather(segment, node.operand, place_of(segment.layout, node.field), docs, gathered)
        return
    evaluation = SegmentEvaluation(Evaluation(node, _NO_COLLECTION), segment)
    found = quotation_keys(evaluation, node)
    mine = np.zeros(segment.size, bool)
    mine[docs] = True
    found = found[mine[found >> POSITION_BITS]]
    for place, part, own in bound_parts(evaluation, node, found):
        if place is None:
            _gather(segment, part, BARE, distinct((own >> POSITION_BITS).astype(np.intp)), gathered)
        else:
            spans = marks_at(segment, part, place, bound_spans(segment, part, place, own))
            gathered.setdefault(place.space, []).append(spans)


def _satisfying(segment: Segment, node: Node, place: Place, docs: Docs) -> Docs:
    """Return those of ``docs`` that satisfy a node."""
    if isinstance(node, Word | Wildcard | Fuzzy | Phrase | Near | Not):
        return docs
    evaluation = SegmentEvaluation(Evaluation(node, _NO_COLLECTION), segment)
    found = evaluation.docs(node, place)
    here, _ = intersect(docs, found, segment.size)
    return docs[here]
