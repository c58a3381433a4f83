"""What a query that asks for dates leaves out for want of one."""

from __future__ import annotations

from typing import assert_never

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
    Range,
    Text,
    Value,
)


def undated_rest(node: Node) -> Node | None:
    """Return the query that asks for no date instead of certain ones, None if it asks for none."""
    match node:
        case Range(field="date"):
            return Not(HasValue("date"))
        case And() | Or():
            rests = [undated_rest(part) for part in node.operands]
            if not any(rests):
                return None
            if isinstance(node, Or):
                asked = tuple(rest for rest in rests if rest is not None)
                return And((Or(asked), Not(node))) if len(asked) > 1 else And((asked[0], Not(node)))
            parts = zip(node.operands, rests, strict=True)
            return And(tuple(rest or part for part, rest in parts))
        case Boost():
            return undated_rest(node.operand)
    if isinstance(node, Text | Value | Near | AtLeast | InField | Not):
        return None
    assert_never(node)
