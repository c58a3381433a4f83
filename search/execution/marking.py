"""What is shown of a part of a query where it holds: of a distance, the words on its two sides."""

from __future__ import annotations

from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Boost, Near, Node, Or
from newssearch.search.execution.arrays import Docs, distinct
from newssearch.search.execution.occurrences import Spans, among, in_order, join
from newssearch.search.execution.places import Place
from newssearch.search.execution.positional import Sides, around, spans_of


def marks_of(segment: Segment, node: Node, place: Place, only: Docs | None = None) -> Spans:
    """Return the spans to show for a positional part, in all articles or at least in ``only``."""
    spans = spans_of(segment, node, place, only)
    return marks_at(segment, node, place, spans)


def marks_at(segment: Segment, node: Node, place: Place, chosen: Spans) -> Spans:
    """Return what to show for some of the spans at which a part holds."""
    if not _has_near(node) or not len(chosen):
        return chosen
    docs = distinct(chosen.docs)
    match node:
        case Or():
            parts = []
            for part in node.operands:
                own = spans_of(segment, part, place, docs)
                parts.append(marks_at(segment, part, place, own.where(among(own, chosen))))
            return join(parts)
        case Near(negated=True):
            return marks_at(segment, node.left, place, chosen)
        case Near():
            left, right = Sides(segment, node, place, docs).pairs()
            held = among(around(left, right), chosen)
            lefts, rights = in_order(left.where(held)), in_order(right.where(held))
            return join(
                [
                    marks_at(segment, node.left, place, lefts),
                    marks_at(segment, node.right, place, rights),
                ]
            )
    assert isinstance(node, Boost)
    return marks_at(segment, node.operand, place, chosen)


def _has_near(node: Node) -> bool:
    match node:
        case Near():
            return True
        case Or():
            return any(map(_has_near, node.operands))
        case Boost():
            return _has_near(node.operand)
    return False
