"""Where distances, sentences and paragraphs hold: the algebra of spans.

A part of a query that speaks of positions is evaluated to the spans at which it holds. Distances
count positions from the end of the one span to the beginning of the other, so that for single
words they are differences of positions.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.columnar.segment import Segment
from search.ast import Boost, Fuzzy, Near, Node, Or, Phrase, Wildcard, Word
from search.execution.arrays import POSITION_BITS, Docs, distinct, intersect, unite
from search.execution.budget import check_time
from search.execution.occurrences import Spans, expansion_keys, in_order, join_all, single
from search.execution.phrases import expand, hyphenated, phrase
from search.execution.places import Place, Shape, inside
from search.execution.terms import expand_token, word_tokens
from search.execution.units import holds_items, in_one_unit


def spans_of(segment: Segment, node: Node, place: Place, only: Docs | None = None) -> Spans:
    """Return the spans at which a part holds in a field.

    With ``only``, those in other articles need not be found, but may be.
    """
    check_time()
    match node:
        case Word():
            return _word(segment, node, place, only)
        case Wildcard() | Fuzzy():
            return single(expansion_keys(segment, expand(segment, node, place), place, only))
        case Phrase():
            return phrase(segment, node, place, only)
        case Or():
            parts = dict.fromkeys(node.operands)
            return join_all(spans_of(segment, part, place, only) for part in parts)
        case Boost():
            return spans_of(segment, node.operand, place, only)
        case Near():
            return Sides(segment, node, place, only).windows()
    raise TypeError(f"{type(node).__name__} has no positions")


def _word(segment: Segment, node: Word, place: Place, only: Docs | None) -> Spans:
    tokens, joined = word_tokens(node)
    if len(tokens) != 1:
        return hyphenated(segment, (tokens, joined), place, only)
    expansions = expand_token(segment, tokens[0], place.space, exact=node.exact)
    return single(expansion_keys(segment, expansions, place, only))


def possible_docs(segment: Segment, node: Node, place: Place) -> Docs | None:
    """Return articles among which are all that a part can hold in, or None for any at all."""
    match node:
        case Word():
            tokens, _ = word_tokens(node)
            if len(tokens) != 1:
                return None
            terms = expand_token(segment, tokens[0], place.space, exact=node.exact)
        case Phrase(parts=(Word() as word, *_)) if len(word_tokens(word)[0]) == 1:
            terms = expand_token(segment, word_tokens(word)[0][0], place.space, exact=True)
        case _:
            return None
    postings = [segment.postings(one.term) for one in terms]
    docs = [segment.docs(start, end).astype(np.intp) for start, end in postings]
    return unite(docs, segment.size) if docs else np.zeros(0, np.intp)


class Sides:
    """The two sides of a distance, and which spans of them are near enough to one another.

    Each span of either side is looked at with the nearest of the other side after it, and with
    the nearest before it, as far as the order allows.
    """

    def __init__(self, segment: Segment, node: Near, place: Place, only: Docs | None) -> None:
        self._segment, self._node, self._place = segment, node, place
        if not node.negated:
            for side in (node.left, node.right):
                docs = possible_docs(segment, side, place)
                if docs is not None:
                    here = None if only is None else intersect(only, docs, segment.size)[0]
                    only = docs if only is None else only[here]
        self._left = spans_of(segment, node.left, place, only)
        if not node.negated and only is None:
            only = _docs(self._left)
        self._right = spans_of(segment, node.right, place, only)

    def windows(self) -> Spans:
        """Return the stretches from one side to the other; negated, the left spans alone."""
        if self._node.negated:
            return self._alone()
        return in_order(around(*self.pairs()))

    def pairs(self) -> tuple[Spans, Spans]:
        """Return the left and the right spans that are near to one another, side by side."""
        pairs = self._beside_left()
        pairs.append(_beside(self._right, self._left, _before(self._right, self._left))[::-1])
        if not self._node.ordered:
            after = _after(self._right, self._left)
            pairs.append(_beside(self._right, self._left, after)[::-1])
        ours = np.concatenate([pair[0] for pair in pairs])
        theirs = np.concatenate([pair[1] for pair in pairs])
        left, right = self._left.where(ours), self._right.where(theirs)
        near = self._near_enough(left, right)
        return left.where(near), right.where(near)

    def _beside_left(self) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
        pairs = [_beside(self._left, self._right, _after(self._left, self._right))]
        if not self._node.ordered:
            pairs.append(_beside(self._left, self._right, _before(self._left, self._right)))
        return pairs

    def _alone(self) -> Spans:
        alone = np.ones(len(self._left), bool)
        for ours, theirs in self._beside_left():
            near = self._near_enough(self._left.where(ours), self._right.where(theirs))
            alone[ours[near]] = False
        return self._left.where(alone)

    def _near_enough(self, one: Spans, other: Spans) -> NDArray[np.bool_]:
        """Mark the pairs of spans of one article that are as near as the distance asks."""
        node, place = self._node, self._place
        windows = around(one, other)
        holds = np.ones(len(windows), bool)
        if node.distance is not None:
            gaps = np.maximum(one.starts, other.starts) - np.minimum(one.ends, other.ends)
            holds = gaps < node.distance
        if node.distance is None or holds_items(self._segment, place):
            holds &= in_one_unit(self._segment, node.unit, place, windows)
        if place.shape is Shape.RANGES:
            holds &= inside(self._segment, place, windows.starts, windows.ends)
        return holds


def around(one: Spans, other: Spans) -> Spans:
    """Return the stretches that hold two spans each, as they come."""
    return Spans(np.minimum(one.starts, other.starts), np.maximum(one.ends, other.ends))


def _docs(spans: Spans) -> Docs:
    return distinct(spans.docs)


def _beside(
    one: Spans, other: Spans, places: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the numbers of the spans that have another at ``places`` in their article, and its."""
    there = np.flatnonzero((places >= 0) & (places < len(other)))
    found = places[there]
    same = (one.starts[there] >> POSITION_BITS) == (other.starts[found] >> POSITION_BITS)
    return there[same], found[same]


def _after(left: Spans, right: Spans) -> NDArray[np.intp]:
    """Return for each left span the right one that begins first at or after its end."""
    return np.searchsorted(right.starts, left.ends, side="left")


def _before(left: Spans, right: Spans) -> NDArray[np.intp]:
    """Return for each left span the right one that ends last at or before its start, or -1."""
    ends = right.ends
    if not (ends[1:] < ends[:-1]).any():
        return np.searchsorted(ends, left.starts, side="right") - 1
    order = np.argsort(ends, kind="stable")
    at = np.searchsorted(ends[order], left.starts, side="right") - 1
    return np.where(at >= 0, order[at], -1)
