"""Where phrases, distances, sentences and paragraphs hold: the algebra of spans.

A part of a query that speaks of positions is evaluated to the spans at which it holds. Distances
count positions from the end of the one span to the beginning of the other, so that for single
words they are differences of positions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.layout import ITEM_WIDTH
from archive.columnar.segment import Segment
from search.ast import Boost, Fuzzy, InField, Near, Node, Or, Phrase, Unit, Wildcard, Word
from search.execution.arrays import POSITION_BITS, Docs, Keys, common, distinct, intersect
from search.execution.occurrences import NO_SPANS, Spans, expansion_keys, join, single
from search.execution.places import Place, inside
from search.execution.terms import (
    Expansion,
    expand_fuzzy,
    expand_token,
    expand_wildcard,
    word_tokens,
)

_NAMES = {
    "sentence": ("sentences", "sentence_offsets"),
    "paragraph": ("paragraphs", "paragraph_offsets"),
}


def spans_of(segment: Segment, node: Node, place: Place, only: Docs | None = None) -> Spans:
    """Return the spans at which a part holds in a field, in all articles or in ``only``."""
    match node:
        case Word():
            return _word(segment, node, place, only)
        case Wildcard() | Fuzzy():
            return single(expansion_keys(segment, _expand(segment, node, place), place, only))
        case Phrase():
            return phrase(segment, node, place, only)
        case Or():
            return join([spans_of(segment, part, place, only) for part in node.operands])
        case Boost():
            return spans_of(segment, node.operand, place, only)
        case Near():
            windows, _ = near(segment, node, place, only)
            return windows
    raise TypeError(f"{type(node).__name__} has no positions")


def marks_of(segment: Segment, node: Node, place: Place, only: Docs | None = None) -> Spans:
    """Return the spans to show for a positional part: of a distance, the words on both sides."""
    match node:
        case Or():
            return join([marks_of(segment, part, place, only) for part in node.operands])
        case Boost():
            return marks_of(segment, node.operand, place, only)
        case Near():
            _, marks = near(segment, node, place, only)
            return marks
    return spans_of(segment, node, place, only)


def _expand(segment: Segment, node: Wildcard | Fuzzy, place: Place) -> list[Expansion]:
    if isinstance(node, Wildcard):
        return expand_wildcard(segment, node, place.space)
    return expand_fuzzy(segment, node, place.space)


def _word(segment: Segment, node: Word, place: Place, only: Docs | None) -> Spans:
    tokens, joined = word_tokens(node)
    if len(tokens) == 1:
        expansions = expand_token(segment, tokens[0], place.space, exact=node.exact)
        return single(expansion_keys(segment, expansions, place, only))
    apart = _adjacent(segment, [_Slot(token) for token in tokens], place, only)
    if joined is None:
        return apart
    term = segment.term(joined, place.space)
    if term < 0:
        return apart
    together = expansion_keys(segment, [Expansion(term)], place, only)
    alone = together[~np.isin(together, apart.starts)]
    return join([apart, single(alone)])


class _Slot:
    """One position of a phrase: a token, or a pattern."""

    def __init__(self, token: str | None, node: Wildcard | Fuzzy | None = None) -> None:
        self._token = token
        self._node = node

    def expand(self, segment: Segment, place: Place) -> list[Expansion]:
        if self._node is not None:
            return _expand(segment, self._node, place)
        assert self._token is not None
        return expand_token(segment, self._token, place.space, exact=True)


def phrase(segment: Segment, node: Phrase, place: Place, only: Docs | None) -> Spans:
    """Return the spans of a phrase; with slop, the shortest windows that hold all its words."""
    slots: list[_Slot] = []
    for part in node.parts:
        if isinstance(part, Word):
            slots += [_Slot(token) for token in word_tokens(part)[0]]
        else:
            slots.append(_Slot(None, part))
    if not slots:
        return NO_SPANS
    if node.slop is not None:
        return _window(segment, slots, node.slop, place, only)
    apart = _adjacent(segment, slots, place, only)
    only_part = node.parts[0]
    if len(node.parts) == 1 and isinstance(only_part, Word) and len(slots) > 1:
        return _word(segment, Word(only_part.text, exact=True), place, only)
    return apart


def _slot_keys(
    segment: Segment, slots: Sequence[_Slot], place: Place, only: Docs | None
) -> list[Keys] | None:
    """Return the places of each slot in the articles that have all; None if there are none."""
    expansions = [slot.expand(segment, place) for slot in slots]
    if not all(expansions):
        return None
    docs = only
    for own in sorted(expansions, key=lambda e: _posting_count(segment, e)):
        if len(own) == 1:
            start, end = segment.postings(own[0].term)
            here = segment.docs(start, end).astype(np.intp)
            if docs is None:
                docs = here
            else:
                found, _ = intersect(docs, here, segment.size)
                docs = docs[found]
            if not len(docs):
                return None
    return [expansion_keys(segment, own, place, docs) for own in expansions]


def _posting_count(segment: Segment, expansions: list[Expansion]) -> int:
    if len(expansions) != 1:
        return segment.size
    start, end = segment.postings(expansions[0].term)
    return end - start


def _adjacent(segment: Segment, slots: Sequence[_Slot], place: Place, only: Docs | None) -> Spans:
    """Return the spans at which the slots follow one another."""
    places = _slot_keys(segment, slots, place, only)
    if places is None:
        return NO_SPANS
    starts = _starts_in_order(places)
    found = Spans(starts, starts + len(slots))
    return found.where(inside(segment, place, found.starts, found.ends)) if place.field else found


def _starts_in_order(places: list[Keys]) -> Keys:
    """Intersect the places of all slots, moved back to the first, the rarest first."""
    shifted = [keys - number if number else keys for number, keys in enumerate(places)]
    shifted.sort(key=len)
    starts = shifted[0]
    for keys in shifted[1:]:
        starts = common(starts, keys)
    return starts


def _window(
    segment: Segment, slots: Sequence[_Slot], slop: int, place: Place, only: Docs | None
) -> Spans:
    """Return the shortest windows that hold all slots, at most ``slop`` wider than the phrase.

    A word that the phrase has twice must stand in the window twice.
    """
    places = _slot_keys(segment, slots, place, only)
    if places is None:
        return NO_SPANS
    starts = distinct(np.concatenate(places))
    ends = starts + 1
    for number, keys in enumerate(places):
        earlier = sum(np.array_equal(keys, other) for other in places[:number])
        at = np.searchsorted(keys, starts) + earlier
        reached = np.where(at < len(keys), keys[np.minimum(at, len(keys) - 1)], _NEVER)
        ends = np.maximum(ends, reached + 1)
    found = Spans(starts, ends)
    found = _shortest(found.where(ends - starts <= len(slots) + slop))
    return found.where(inside(segment, place, found.starts, found.ends)) if place.field else found


_NEVER = np.iinfo(np.int64).max - 1


def _shortest(spans: Spans) -> Spans:
    """Drop the windows that hold a later one ending at the same place."""
    if len(spans) < 2:
        return spans
    kept = np.ones(len(spans), bool)
    kept[:-1] = spans.ends[:-1] < spans.ends[1:]
    return spans.where(kept)


def near(segment: Segment, node: Near, place: Place, only: Docs | None) -> tuple[Spans, Spans]:
    """Return the windows at which a distance holds, and the spans on its two sides.

    For each left span the nearest right one on either side is looked at (after it only, if the
    order matters). A negated distance gives the left spans that have none, for both.
    """
    left = spans_of(segment, node.left, place, only)
    if not node.negated and only is None:
        only = _docs(left)
    right = spans_of(segment, node.right, place, only)
    if not len(left):
        return NO_SPANS, NO_SPANS
    after = _after(left, right)
    before = _before(left, right)
    holds_after = _near_enough(segment, node, place, left, right, after, forward=True)
    holds_before = np.zeros(len(left), bool)
    if not node.ordered:
        holds_before = _near_enough(segment, node, place, left, right, before, forward=False)
    if node.negated:
        alone = left.where(~(holds_after | holds_before))
        return alone, alone
    windows, marks = [], []
    for holds, other in ((holds_after, after), (holds_before, before)):
        ours, theirs = left.where(holds), right.where(other[holds])
        windows.append(
            Spans(np.minimum(ours.starts, theirs.starts), np.maximum(ours.ends, theirs.ends))
        )
        marks += [
            marks_at(segment, node.left, place, ours),
            marks_at(segment, node.right, place, theirs),
        ]
    return join(windows), join(marks)


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


def _after(left: Spans, right: Spans) -> NDArray[np.intp]:
    """Return for each left span the first right one that begins at or after its end."""
    return np.searchsorted(right.starts, left.ends, side="left")


def _before(left: Spans, right: Spans) -> NDArray[np.intp]:
    """Return for each left span the right one that ends last at or before its start, or -1."""
    order = np.argsort(right.ends, kind="stable")
    at = np.searchsorted(right.ends[order], left.starts, side="right") - 1
    return np.where(at >= 0, order[at], -1) if len(order) else at


def _near_enough(
    segment: Segment,
    node: Near,
    place: Place,
    left: Spans,
    right: Spans,
    other: NDArray[np.intp],
    *,
    forward: bool,
) -> NDArray[np.bool_]:
    there = (other >= 0) & (other < len(right))
    found = np.zeros(len(left), bool)
    at = np.flatnonzero(there)
    ours, theirs = left.where(at), right.where(other[at])
    same = (ours.starts >> POSITION_BITS) == (theirs.starts >> POSITION_BITS)
    if node.distance is None:
        numbers = _unit_numbers(segment, node.unit, place, _docs(left))
        holds = same & (numbers(ours.starts) == numbers(theirs.starts))
    else:
        first, second = (ours, theirs) if forward else (theirs, ours)
        holds = same & (second.starts - (first.ends - 1) <= node.distance)
    found[at] = holds
    return found


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
