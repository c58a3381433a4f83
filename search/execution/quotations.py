"""Which quotations satisfy words and speaker together: ``quote:(weapons speaker:powell)``.

A quotation is a key: the article's number, and the quotation's number within it. Words give the
quotations that hold them, a speaker gives those that are the speaker's, and the rest is sets.
"""

from __future__ import annotations

import numpy as np

from archive.columnar.layout import ITEM_WIDTH
from archive.columnar.segment import Segment
from search.ast import And, AtLeast, Boost, InField, Node, Not, Or
from search.execution.arrays import POSITION_BITS, POSITION_MASK, Keys, common, distinct
from search.execution.occurrences import NO_SPANS, Spans, join
from search.execution.places import Place, place_of, range_keys, range_of
from search.execution.positional import marks_of, spans_of


def binds(node: Node) -> bool:
    """Say whether a group speaks of a speaker, so that its parts are bound to one quotation."""
    match node:
        case InField():
            return node.field == "speaker"
        case And() | Or():
            return any(map(binds, node.operands))
        case Not() | Boost() | AtLeast():
            return binds(node.operand)
    return False


def quotation_keys(segment: Segment, node: Node) -> Keys:
    """Return the quotations that satisfy a group."""
    match node:
        case And():
            found = quotation_keys(segment, node.operands[0])
            for operand in node.operands[1:]:
                found = common(found, quotation_keys(segment, operand))
        case Or():
            found = distinct(np.concatenate([quotation_keys(segment, o) for o in node.operands]))
        case Not():
            found = _other(segment, quotation_keys(segment, node.operand))
        case Boost():
            found = quotation_keys(segment, node.operand)
        case InField(field="speaker"):
            found = _spoken_by(segment, node.operand)
        case AtLeast():
            numbers, counts = np.unique(_holding(segment, node.operand), return_counts=True)
            found = numbers[counts >= node.count]
        case _:
            found = distinct(_holding(segment, node))
    return found


def _other(segment: Segment, quotations: Keys) -> Keys:
    return np.setdiff1d(_all(segment), quotations, assume_unique=True)


def quotation_marks(segment: Segment, node: Node, found: Keys) -> Spans:
    """Return the spans of the words of a group that stand in the quotations ``found``."""
    match node:
        case And() | Or():
            return join([quotation_marks(segment, operand, found) for operand in node.operands])
        case Boost() | AtLeast():
            return quotation_marks(segment, node.operand, found)
        case Not() | InField():
            return NO_SPANS
    spans = marks_of(segment, node, _quotes(segment))
    return spans.where(np.isin(_keys_of(segment, spans), found))


def _quotes(segment: Segment) -> Place:
    return place_of(segment.layout, segment.layout.ranges)


def _all(segment: Segment) -> Keys:
    starts, _ = range_keys(segment)
    firsts = segment.text("range_offsets").astype(np.int64)[starts >> POSITION_BITS]
    return (starts & ~POSITION_MASK) | (np.arange(len(starts)) - firsts)


def _holding(segment: Segment, node: Node) -> Keys:
    """Return the quotation of each span at which a positional part holds."""
    keys = _keys_of(segment, spans_of(segment, node, _quotes(segment)))
    return keys[keys >= 0]


def _keys_of(segment: Segment, spans: Spans) -> Keys:
    numbers = range_of(segment, spans.starts, spans.ends)
    starts, _ = range_keys(segment)
    docs = spans.starts >> POSITION_BITS
    firsts = segment.text("range_offsets").astype(np.int64)[docs] if len(starts) else numbers
    return np.where(numbers >= 0, (docs << POSITION_BITS) | (numbers - firsts), -1)


def _spoken_by(segment: Segment, node: Node) -> Keys:
    """Return the quotations whose speaker satisfies a part; the parts of an And share a speaker."""
    match node:
        case And():
            found = _spoken_by(segment, node.operands[0])
            for operand in node.operands[1:]:
                found = common(found, _spoken_by(segment, operand))
            return found
        case Or():
            return distinct(np.concatenate([_spoken_by(segment, o) for o in node.operands]))
        case Not():
            return _other(segment, _spoken_by(segment, node.operand))
    spans = spans_of(segment, node, place_of(segment.layout, "speaker"))
    docs, positions = spans.starts & ~POSITION_MASK, spans.starts & POSITION_MASK
    return distinct(docs | positions // ITEM_WIDTH)
