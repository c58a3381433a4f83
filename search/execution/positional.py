"""Where distances, sentences and paragraphs hold: the algebra of spans.

A part of a query that speaks of positions is evaluated to the spans at which it holds. Distances
count positions from the end of the one span to the beginning of the other, so that for single
words they are differences of positions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.layout import ITEM_WIDTH
from archive.columnar.segment import Segment
from search.ast import Boost, Fuzzy, InField, Near, Node, Or, Phrase, Unit, Wildcard, Word
from search.execution.arrays import POSITION_BITS, Docs, Keys, distinct, intersect, unite
from search.execution.occurrences import Spans, expansion_keys, join, single
from search.execution.phrases import expand, hyphenated, phrase
from search.execution.places import Place
from search.execution.terms import expand_token, word_tokens

_NAMES = {
    "sentence": ("sentences", "sentence_offsets"),
    "paragraph": ("paragraphs", "paragraph_offsets"),
}


def spans_of(segment: Segment, node: Node, place: Place, only: Docs | None = None) -> Spans:
    """Return the spans at which a part holds in a field.

    With ``only``, those in other articles need not be found, but may be.
    """
    match node:
        case Word():
            return _word(segment, node, place, only)
        case Wildcard() | Fuzzy():
            return single(expansion_keys(segment, expand(segment, node, place), place, only))
        case Phrase():
            return phrase(segment, node, place, only)
        case Or():
            return join([spans_of(segment, part, place, only) for part in node.operands])
        case Boost():
            return spans_of(segment, node.operand, place, only)
        case Near():
            return _Sides(segment, node, place, only).windows()
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


def marks_of(segment: Segment, node: Node, place: Place, only: Docs | None = None) -> Spans:
    """Return the spans to show for a positional part: of a distance, the words on both sides."""
    match node:
        case Or():
            return join([marks_of(segment, part, place, only) for part in node.operands])
        case Boost():
            return marks_of(segment, node.operand, place, only)
        case Near():
            return _Sides(segment, node, place, only).marks()
    return spans_of(segment, node, place, only)


class _Sides:
    """The two sides of a distance, and which spans of them are near enough to one another.

    For each left span the nearest right one on either side is looked at; after it only, if the
    order matters. A negated distance has the left spans that have none.
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
        self._after = np.searchsorted(self._right.starts, self._left.ends, side="left")
        self._is_near = [self._near_enough(self._after, forward=True)]
        self._others = [self._after]
        if not node.ordered:
            before = _before(self._left, self._right)
            self._is_near.append(self._near_enough(before, forward=False))
            self._others.append(before)

    def windows(self) -> Spans:
        """Return the stretches from one side to the other; negated, the left spans alone."""
        if self._node.negated:
            return self._alone()
        windows = []
        for ours, theirs in self._pairs():
            starts = np.minimum(ours.starts, theirs.starts)
            windows.append(Spans(starts, np.maximum(ours.ends, theirs.ends)))
        return join(windows)

    def marks(self) -> Spans:
        """Return the spans on both sides that are near; negated, the left spans alone."""
        if self._node.negated:
            return marks_at(self._segment, self._node.left, self._place, self._alone())
        marks = []
        for ours, theirs in self._pairs():
            marks.append(marks_at(self._segment, self._node.left, self._place, ours))
            marks.append(marks_at(self._segment, self._node.right, self._place, theirs))
        return join(marks)

    def _alone(self) -> Spans:
        return self._left.where(~np.logical_or.reduce(self._is_near))

    def _pairs(self) -> list[tuple[Spans, Spans]]:
        return [
            (self._left.where(near), self._right.where(other[near]))
            for near, other in zip(self._is_near, self._others, strict=True)
        ]

    def _near_enough(self, other: NDArray[np.intp], *, forward: bool) -> NDArray[np.bool_]:
        """Mark the left spans whose right one, if there is one, is near enough."""
        node, found = self._node, np.zeros(len(self._left), bool)
        at = np.flatnonzero((other >= 0) & (other < len(self._right)))
        ours, theirs = self._left.where(at), self._right.where(other[at])
        same = (ours.starts >> POSITION_BITS) == (theirs.starts >> POSITION_BITS)
        if node.distance is None:
            docs = _docs(self._left)
            numbers = _unit_numbers(self._segment, node.unit, self._place, docs)
            found[at] = same & (numbers(ours.starts) == numbers(theirs.starts))
        else:
            first, second = (ours, theirs) if forward else (theirs, ours)
            found[at] = same & (second.starts - (first.ends - 1) <= node.distance)
        return found


def marks_at(segment: Segment, node: Node, place: Place, windows: Spans) -> Spans:
    """Return what to show for the spans of an operand: of a nested distance, its own words."""
    if not _has_near(node) or not len(windows):
        return windows
    marks = marks_of(segment, node, place, _docs(windows))
    number = np.searchsorted(windows.starts, marks.starts, side="right") - 1
    held = (number >= 0) & (windows.ends[number] >= marks.ends)
    return marks.where(held)


def _has_near(node: Node) -> bool:
    match node:
        case Near():
            return True
        case Or():
            return any(map(_has_near, node.operands))
        case Boost() | InField():
            return _has_near(node.operand)
    return False


def _docs(spans: Spans) -> Docs:
    return distinct(spans.docs)


def _before(left: Spans, right: Spans) -> NDArray[np.intp]:
    """Return for each left span the right one that ends last at or before its start, or -1."""
    ends = right.ends
    if not (ends[1:] < ends[:-1]).any():
        return np.searchsorted(ends, left.starts, side="right") - 1
    order = np.argsort(ends, kind="stable")
    at = np.searchsorted(ends[order], left.starts, side="right") - 1
    return np.where(at >= 0, order[at], -1)


def _unit_numbers(
    segment: Segment, unit: Unit, place: Place, docs: Docs
) -> Callable[[Keys], NDArray[Any]]:
    """Return what numbers the sentences or paragraphs of some articles, given keys.

    Outside of the main space an item is a sentence, and so is a whole text.
    """
    if place.space:
        items = segment.layout.spaces[place.space - 1].items
        return lambda keys: keys // ITEM_WIDTH if items else keys >> POSITION_BITS
    name, offsets = _NAMES[unit]
    values, sizes = segment.ragged(name, offsets, docs)
    starts = np.repeat(docs.astype(np.int64) << POSITION_BITS, sizes) + values
    return lambda keys: np.searchsorted(starts, keys, side="right")
