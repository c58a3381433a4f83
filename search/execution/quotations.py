"""Which quotations satisfy words and speaker together: ``quote:(weapons speaker:powell)``.

A quotation is a key: the article's number, and the quotation's number within it. Words give the
quotations that hold them, a speaker gives those that are the speaker's, what speaks of the whole
article gives all of its quotations, and the rest is sets. ``speaker:(colin powell)`` is bound in
the same way: both words belong to one speaker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias, assert_never

import numpy as np

from newssearch.archive.columnar.layout import ITEM_WIDTH
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    HasValue,
    InField,
    Near,
    Node,
    Not,
    Or,
    Text,
    Value,
)
from newssearch.search.execution.arrays import (
    POSITION_BITS,
    POSITION_MASK,
    Docs,
    Keys,
    distinct,
)
from newssearch.search.execution.occurrences import Spans, term_range_keys
from newssearch.search.execution.positional import Positions
from newssearch.search.execution.regions import FieldRegion, range_keys, range_of, region_of
from newssearch.search.execution.sets import common

_SPEAKER = "speaker"

DocsOf: TypeAlias = Callable[[Node], Docs]
"""Gives the articles that satisfy what speaks of whole articles within a group."""


def quotation_keys(positions: Positions, docs_of: DocsOf, node: InField) -> Keys:
    """Return the quotations that satisfy a group whose parts are bound."""
    region = region_of(positions.segment.layout, node.field)
    return _satisfying(positions, docs_of, node.operand, region)


def _satisfying(positions: Positions, docs_of: DocsOf, node: Node, region: FieldRegion) -> Keys:
    """Return the quotations in whose words, or in whose speaker, a part holds."""
    segment = positions.segment
    match node:
        case And():
            found = _satisfying(positions, docs_of, node.operands[0], region)
            for operand in node.operands[1:]:
                found = common(found, _satisfying(positions, docs_of, operand, region))
            return found
        case Or():
            parts = [_satisfying(positions, docs_of, o, region) for o in node.operands]
            return distinct(np.concatenate(parts))
        case Not():
            satisfying = _satisfying(positions, docs_of, node.operand, region)
            return np.setdiff1d(_all(segment), satisfying, assume_unique=True)
        case Boost():
            return _satisfying(positions, docs_of, node.operand, region)
        case InField(field=("speaker" | "quote") as field):
            inner = region_of(segment.layout, field)
            return _satisfying(positions, docs_of, node.operand, inner)
        case HasValue(field="speaker"):
            return _with_speaker(segment)
        case AtLeast():
            holding = _keys(segment, positions.spans(node.operand, region), region)
            numbers, counts = np.unique(holding[holding >= 0], return_counts=True)
            return numbers[counts >= node.count]
    if isinstance(node, InField | Value):
        mine = np.zeros(segment.size, bool)
        mine[docs_of(node)] = True
        quotations = _all(segment)
        return quotations[mine[quotations >> POSITION_BITS]]
    if isinstance(node, Text | Near):
        holding = _keys(segment, positions.spans(node, region), region)
        return distinct(holding[holding >= 0])
    assert_never(node)


def bound_parts(
    positions: Positions, docs_of: DocsOf, node: InField, found: Keys
) -> Iterator[tuple[FieldRegion | None, Node, Keys]]:
    """Yield the positional parts by which the quotations ``found`` satisfy a group.

    Each comes with its region and the quotations concerned; what speaks of whole articles has
    no region.
    """
    region = region_of(positions.segment.layout, node.field)
    yield from _parts(positions, docs_of, node.operand, region, found)


def _parts(
    positions: Positions, docs_of: DocsOf, node: Node, region: FieldRegion, found: Keys
) -> Iterator[tuple[FieldRegion | None, Node, Keys]]:
    match node:
        case And():
            for operand in node.operands:
                yield from _parts(positions, docs_of, operand, region, found)
        case Or():
            for operand in node.operands:
                own = common(found, _satisfying(positions, docs_of, operand, region))
                yield from _parts(positions, docs_of, operand, region, own)
        case Boost() | AtLeast():
            yield from _parts(positions, docs_of, node.operand, region, found)
        case InField(field=("speaker" | "quote") as field):
            inner = region_of(positions.segment.layout, field)
            yield from _parts(positions, docs_of, node.operand, inner, found)
        case InField():
            yield None, node, found
        case _ if isinstance(node, Not | Value):
            return
        case _ if isinstance(node, Text | Near):
            yield region, node, found
        case _:
            assert_never(node)


def bound_spans(positions: Positions, node: Node, region: FieldRegion, found: Keys) -> Spans:
    """Return the spans of a positional part that are in some quotations or their speakers."""
    spans = positions.spans(node, region)
    return spans.where(np.isin(_keys(positions.segment, spans, region), found))


def _all(segment: Segment) -> Keys:
    starts, _ = range_keys(segment)
    firsts = segment.text("range_offsets").astype(np.int64)[starts >> POSITION_BITS]
    return (starts & ~POSITION_MASK) | (np.arange(len(starts)) - firsts)


def _keys(segment: Segment, spans: Spans, region: FieldRegion) -> Keys:
    """Return the quotation of each span, or -1."""
    if region.space:
        return _owners(spans.starts)
    numbers = range_of(segment, spans.starts, spans.ends)
    docs = spans.starts >> POSITION_BITS
    firsts = segment.text("range_offsets").astype(np.int64)[docs]
    return np.where(numbers >= 0, (docs << POSITION_BITS) | (numbers - firsts), -1)


def _owners(keys: Keys) -> Keys:
    """Return the quotation whose speaker is at each place."""
    return (keys & ~POSITION_MASK) | (keys & POSITION_MASK) // ITEM_WIDTH


def _with_speaker(segment: Segment) -> Keys:
    space = segment.layout.by_space[_SPEAKER]
    return distinct(_owners(term_range_keys(segment, space)))
