"""Where distances, sentences and paragraphs hold: the algebra of spans.

A part of a query that speaks of positions is evaluated to the spans at which it holds. Distances
count positions from the end of the one span to the beginning of the other, so that for single
words they are differences of positions.
"""

from __future__ import annotations

from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import (
    Boost,
    Fuzzy,
    Near,
    Node,
    NotPlaced,
    Or,
    Phrase,
    Printed,
    Wildcard,
    Word,
)
from newssearch.search.budget import check_time
from newssearch.search.execution.arrays import (
    POSITION_BITS,
    Docs,
    distinct,
    unite,
)
from newssearch.search.execution.loops import loops
from newssearch.search.execution.occurrences import (
    Spans,
    in_order,
    join_all,
    keys_at,
)
from newssearch.search.execution.phrases import phrase, spans_of_part
from newssearch.search.execution.regions import FieldRegion, RegionShape, inside
from newssearch.search.execution.sets import intersect_all
from newssearch.search.execution.terms import Expansion, expand_token
from newssearch.search.execution.units import holds_items, in_one_unit
from newssearch.search.execution.wide import expansion_spans, widened, widths_of_terms
from newssearch.search.printed import asks_for_letters, leaves
from newssearch.search.tokens import word_tokens

_Key = tuple[int, str | None]
"""A part of a query, by identity, and the field it is looked for in."""


class Positions:
    """Where the parts of one query hold in one segment.

    The spans of phrases and distances are kept: those that were found to know which articles
    satisfy the query are the same that are counted and shown. Words by themselves are read from
    their postings as quickly again.
    """

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.read_in: Docs | None = None
        """The articles that may be read to see how words are printed, None for all."""
        self._spans: dict[_Key, tuple[Node, Spans]] = {}
        self._pairs: dict[_Key, tuple[Near, tuple[Spans, Spans]]] = {}

    def spans(self, node: Node, region: FieldRegion, only: Docs | None = None) -> Spans:
        """Return the spans at which a part holds in a field.

        With ``only``, those in other articles need not be found, but may be.

        Raises:
            TypeError: the part has no positions.
        """
        key = id(node), region.field
        kept = self._spans.get(key)
        if kept is not None:
            return kept[1]
        check_time()
        found = self._find(node, region, self._in_question(node, only))
        if only is None and isinstance(node, Phrase | Near | Printed):
            self._spans[key] = node, found
        return found

    def pairs(
        self, node: Near, region: FieldRegion, only: Docs | None = None
    ) -> tuple[Spans, Spans]:
        """Return the left and the right spans of a distance that are near to one another."""
        key = id(node), region.field
        kept = self._pairs.get(key)
        if kept is not None:
            return kept[1]
        found = SpanJoin(self, node, region, only).pairs()
        if only is None:
            self._pairs[key] = node, found
        return found

    def _in_question(self, node: Node, only: Docs | None) -> Docs | None:
        """Return the articles of interest; of those that must be read, none more than may be."""
        if self.read_in is None or not asks_for_letters(node):
            return only
        if only is None:
            return self.read_in
        return intersect_all([only, self.read_in])[0]

    def release(self) -> None:
        """Let go of what is kept: nobody will ask for it again."""
        self._spans.clear()
        self._pairs.clear()

    def _find(self, node: Node, region: FieldRegion, only: Docs | None) -> Spans:
        segment = self.segment
        words = words_of(segment, node, region)
        if words is not None:
            return expansion_spans(segment, words, region, only)
        match node:
            case Word() | Wildcard() | Fuzzy() | Printed():
                return spans_of_part(segment, node, region, only)
            case Phrase():
                found = phrase(segment, node, region, only)
                if not node.sentence:
                    return found
                return found.where(in_one_unit(segment, "sentence", region, found))
            case Or():
                parts = dict.fromkeys(node.operands)
                return join_all(self.spans(part, region, only) for part in parts)
            case Boost():
                return self.spans(node.operand, region, only)
            case Near(negated=True):
                return SpanJoin(self, node, region, only).alone()
            case Near():
                return in_order(around(*self.pairs(node, region, only)))
            case _ if isinstance(node, NotPlaced):
                raise TypeError(f"{type(node).__name__} has no positions")
            case _:
                assert_never(node)


def words_of(segment: Segment, node: Node, region: FieldRegion) -> list[Expansion] | None:
    """Return the terms whose places are those of a word of one token, None of another part."""
    match node:
        case Word() as word:
            exact = word.exact
        case Phrase(parts=(Word() as word,), slop=None):
            exact = True
        case _:
            return None
    tokens = word_tokens(word).tokens
    if len(tokens) != 1:
        return None
    return expand_token(segment, tokens[0], region.space, exact=exact, typed=word.text)


def _first_words(segment: Segment, node: Node, region: FieldRegion) -> list[Expansion] | None:
    """Return terms of which an article must have one if a part holds in it, None of any part."""
    match node:
        case Phrase(parts=(Word() as word, _, *_)):
            tokens = word_tokens(word).tokens
            if len(tokens) == 1:
                return expand_token(segment, tokens[0], region.space, exact=True)
        case Printed():
            parts = [words_of(segment, leaf, region) for leaf in leaves(node)]
            return None if None in parts else [word for own in parts if own for word in own]
    return words_of(segment, node, region)


class SpanJoin:
    """The two sides of a distance, and which spans of them are near enough to one another.

    Each span of either side is looked at with the nearest of the other side after it, and with
    the nearest before it, as far as the order allows.
    """

    def __init__(
        self, positions: Positions, node: Near, region: FieldRegion, only: Docs | None
    ) -> None:
        self._positions, self._node, self._region = positions, node, region
        self._segment = segment = positions.segment
        if node.negated:
            self._left = positions.spans(node.left, region, only)
            self._right = positions.spans(node.right, region, only)
            return
        parts = [] if only is None else [(only, -1)]
        for number, side in enumerate((node.left, node.right)):
            words = _first_words(segment, side, region)
            if words is not None:
                parts.append((_docs_of_any(segment, words), number))
        chosen: dict[int, Docs] = {}
        if parts:
            parts.sort(key=lambda part: len(part[0]))
            only, places = intersect_all([docs for docs, _ in parts])
            chosen = {number: own for (_, number), own in zip(parts, places, strict=True)}
        self._left = self._spans(node.left, only, chosen.get(0))
        only = distinct(self._left.docs) if only is None else only
        self._right = self._spans(node.right, only, chosen.get(1))

    def _spans(self, side: Node, only: Docs | None, chosen: Docs | None) -> Spans:
        """Return the spans of a side; ``chosen`` are its postings if its first word is one term."""
        if chosen is not None and self._region.shape is RegionShape.EVERYWHERE:
            words = words_of(self._segment, side, self._region)
            if words is not None and len(words) == 1 and words[0].languages is None:
                keys = keys_at(self._segment, words[0].term, chosen)
                widths = widths_of_terms(self._segment, [words[0].term], self._region.space)
                return widened(self._segment, keys, widths, self._region, None)
        return self._positions.spans(side, self._region, only)

    def pairs(self) -> tuple[Spans, Spans]:
        """Return the left and the right spans that are near to one another, side by side."""
        pairs = self._beside_left()
        # a right span has a left one near only where that has a right one near, or nearer
        some = distinct(np.concatenate([ours for ours, _ in pairs]))
        left, right = self._left.where(some), self._right
        theirs, ours = _before(right, left, self._node.distance)
        pairs.append((some.take(ours), theirs))
        if not self._node.ordered:
            theirs, ours = _after(right, left, self._node.distance)
            pairs.append((some.take(ours), theirs))
        left = self._left.where(np.concatenate([ours for ours, _ in pairs]))
        right = right.where(np.concatenate([theirs for _, theirs in pairs]))
        together = self._together(left, right)
        return (left, right) if together is None else (left.where(together), right.where(together))

    def _beside_left(self) -> list[_Pairs]:
        pairs = [_after(self._left, self._right, self._node.distance)]
        if not self._node.ordered:
            pairs.append(_before(self._left, self._right, self._node.distance))
        return pairs

    def alone(self) -> Spans:
        """Return the left spans that have no right one near."""
        alone = np.ones(len(self._left), bool)
        for ours, theirs in self._beside_left():
            together = self._together(self._left.where(ours), self._right.where(theirs))
            alone[ours if together is None else ours[together]] = False
        return self._left.where(alone)

    def _together(self, one: Spans, other: Spans) -> NDArray[np.bool_] | None:
        """Mark the pairs of spans that lie in one unit or range, None where any may be."""
        node, region = self._node, self._region
        by_unit = node.distance is None or holds_items(self._segment, region)
        if not by_unit and region.shape is not RegionShape.RANGES:
            return None
        windows = around(one, other)
        holds = np.ones(len(windows), bool)
        if by_unit:
            holds = in_one_unit(self._segment, node.unit, region, windows)
        if region.shape is RegionShape.RANGES:
            holds &= inside(self._segment, region, windows.starts, windows.ends)
        return holds


def around(one: Spans, other: Spans) -> Spans:
    """Return the stretches that hold two spans each, as they come."""
    return Spans(np.minimum(one.starts, other.starts), np.maximum(one.ends, other.ends))


def _docs_of_any(segment: Segment, words: list[Expansion]) -> Docs:
    return unite([segment.docs(*segment.posting_range(one.term)) for one in words], segment.size)


_Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Numbers of spans, and beside each the number of another."""

_ANYWHERE = 1 << POSITION_BITS
"""More positions than lie between two places of one article."""


def _after(one: Spans, other: Spans, reach: int | None) -> _Pairs:
    """Pair spans with the other one of their article that begins first at or after their end.

    With ``reach``, only where fewer positions than that lie between them.
    """
    most = _ANYWHERE if reach is None else reach
    pairs: _Pairs = loops().nearest_after(one.starts, one.ends, other.starts, most)
    return pairs


def _before(one: Spans, other: Spans, reach: int | None) -> _Pairs:
    """Pair spans with the other one of their article that ends last at or before their start."""
    most = _ANYWHERE if reach is None else reach
    ends = other.ends
    if not np.count_nonzero(ends[1:] < ends[:-1]):
        pairs: _Pairs = loops().nearest_before(one.starts, other.starts, ends, most)
        return pairs
    order = ends.argsort(kind="stable")
    found, there = loops().nearest_before(one.starts, other.starts[order], ends[order], most)
    return found, order.take(there)
