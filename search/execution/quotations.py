"""Which quotations satisfy words and speaker together: ``quote:(weapons speaker:powell)``.

A quotation is a key: the article's number, and the quotation's number within it. Words give the
quotations that hold them, a speaker gives those that are the speaker's, what speaks of the whole
article gives all of its quotations, and the rest is sets. ``speaker:(colin powell)`` is bound in
the same way: both words belong to one speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from newssearch.archive.columnar.layout import ITEM_WIDTH
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Everything,
    HasValue,
    InField,
    Keyword,
    Node,
    Not,
    Or,
    Range,
)
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, Keys, common, distinct
from newssearch.search.execution.occurrences import Spans, term_range_keys
from newssearch.search.execution.places import BARE, Place, place_of, range_keys, range_of
from newssearch.search.execution.positional import spans_of

if TYPE_CHECKING:
    from newssearch.search.execution.evaluation import SegmentEvaluation

_SPEAKER = "speaker"
_OF_ARTICLES = InField | Keyword | Range | HasValue | Everything


def binds(node: InField) -> bool:
    """Say whether the parts of a field's group are bound to one quotation.

    They are if the group asks for words and their speaker, or for several things of a speaker.
    """
    if node.field == _SPEAKER:
        return _combines(node.operand)
    return node.field == "quote" and _names_speaker(node.operand)


def _combines(node: Node) -> bool:
    match node:
        case And() | Not():
            return True
        case Or():
            return any(map(_combines, node.operands))
        case Boost():
            return _combines(node.operand)
    return False


def _names_speaker(node: Node) -> bool:
    match node:
        case InField() | HasValue():
            return node.field == _SPEAKER
        case And() | Or():
            return any(map(_names_speaker, node.operands))
        case Not() | Boost():
            return _names_speaker(node.operand)
    return False


def quotation_keys(evaluation: SegmentEvaluation, node: InField) -> Keys:
    """Return the quotations that satisfy a group whose parts are bound."""
    place = place_of(evaluation.segment.layout, node.field)
    return _satisfying(evaluation, node.operand, place)


def _satisfying(evaluation: SegmentEvaluation, node: Node, place: Place) -> Keys:
    """Return the quotations in whose words, or in whose speaker, a part holds."""
    match node:
        case And():
            found = _satisfying(evaluation, node.operands[0], place)
            for operand in node.operands[1:]:
                found = common(found, _satisfying(evaluation, operand, place))
            return found
        case Or():
            return distinct(
                np.concatenate([_satisfying(evaluation, o, place) for o in node.operands])
            )
        case Not():
            satisfying = _satisfying(evaluation, node.operand, place)
            return np.setdiff1d(_all(evaluation.segment), satisfying, assume_unique=True)
        case Boost():
            return _satisfying(evaluation, node.operand, place)
        case InField(field=("speaker" | "quote") as field):
            return _satisfying(evaluation, node.operand, place_of(evaluation.segment.layout, field))
        case HasValue(field="speaker"):
            return _with_speaker(evaluation.segment)
        case InField() | Keyword() | Range() | HasValue() | Everything():
            mine = np.zeros(evaluation.segment.size, bool)
            mine[evaluation.docs(node, BARE)] = True
            quotations = _all(evaluation.segment)
            return quotations[mine[quotations >> POSITION_BITS]]
        case AtLeast():
            holding = _keys_of(evaluation.segment, node.operand, place)
            numbers, counts = np.unique(holding[holding >= 0], return_counts=True)
            return numbers[counts >= node.count]
    holding = _keys_of(evaluation.segment, node, place)
    return distinct(holding[holding >= 0])


def bound_parts(
    evaluation: SegmentEvaluation, node: InField, found: Keys
) -> Iterator[tuple[Place | None, Node, Keys]]:
    """Yield the positional parts by which the quotations ``found`` satisfy a group.

    Each comes with its place and the quotations concerned; what speaks of whole articles has
    no place.
    """
    place = place_of(evaluation.segment.layout, node.field)
    yield from _parts(evaluation, node.operand, place, found)


def _parts(
    evaluation: SegmentEvaluation, node: Node, place: Place, found: Keys
) -> Iterator[tuple[Place | None, Node, Keys]]:
    match node:
        case And():
            for operand in node.operands:
                yield from _parts(evaluation, operand, place, found)
        case Or():
            for operand in node.operands:
                own = common(found, _satisfying(evaluation, operand, place))
                yield from _parts(evaluation, operand, place, own)
        case Boost() | AtLeast():
            yield from _parts(evaluation, node.operand, place, found)
        case InField(field=("speaker" | "quote") as field):
            inner = place_of(evaluation.segment.layout, field)
            yield from _parts(evaluation, node.operand, inner, found)
        case InField():
            yield None, node, found
        case Not() | Keyword() | Range() | HasValue() | Everything():
            return
        case _:
            yield place, node, found


def bound_spans(segment: Segment, node: Node, place: Place, found: Keys) -> Spans:
    """Return the spans of a positional part that lie in some quotations or their speakers."""
    spans = spans_of(segment, node, place)
    return spans.where(np.isin(_keys(segment, spans, place), found))


def _all(segment: Segment) -> Keys:
    starts, _ = range_keys(segment)
    firsts = segment.text("range_offsets").astype(np.int64)[starts >> POSITION_BITS]
    return (starts & ~POSITION_MASK) | (np.arange(len(starts)) - firsts)


def _keys_of(segment: Segment, node: Node, place: Place) -> Keys:
    return _keys(segment, spans_of(segment, node, place), place)


def _keys(segment: Segment, spans: Spans, place: Place) -> Keys:
    """Return the quotation of each span, or -1."""
    if place.space:
        return _owners(spans.starts)
    numbers = range_of(segment, spans.starts, spans.ends)
    docs = spans.starts >> POSITION_BITS
    firsts = segment.text("range_offsets").astype(np.int64)[docs]
    return np.where(numbers >= 0, (docs << POSITION_BITS) | (numbers - firsts), -1)


def _owners(keys: Keys) -> Keys:
    """Return the quotation whose speaker stands at each place."""
    return (keys & ~POSITION_MASK) | (keys & POSITION_MASK) // ITEM_WIDTH


def _with_speaker(segment: Segment) -> Keys:
    space = segment.layout.by_space[_SPEAKER]
    return distinct(_owners(term_range_keys(segment, space)))
