"""Questions about a tree that is being read: how deep it is, and where it may be used."""

from __future__ import annotations

from typing import assert_never

from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Everything,
    HasValue,
    InField,
    Near,
    Node,
    Not,
    NotPlaced,
    Or,
    Span,
    Text,
    Value,
    children,
)


def deepest(node: Node) -> tuple[int, Span]:
    """How many nodes the longest way down has, and where it ends. Does not recurse."""
    depth, span = 1, node.span
    waiting = [(node, 1)]
    while waiting:
        current, level = waiting.pop()
        if level > depth:
            depth, span = level, current.span
        waiting.extend((child, level + 1) for child in children(current))
    return depth, span


def not_positional(node: Node) -> Node | None:
    """The part of a node that has no positions, so that it cannot be near anything; else None."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Or | Near):
            waiting.extend(reversed(children(current)))
        elif isinstance(current, NotPlaced | Boost):
            return current
        elif not isinstance(current, Text):
            assert_never(current)
    return None


def is_bare(node: Node) -> bool:
    """Whether a node holds only words that are looked for in the bare fields."""
    if isinstance(node, And | Or | Near | Boost):
        return all(map(is_bare, children(node)))
    if isinstance(node, Not | AtLeast | InField | Value):
        return False
    if isinstance(node, Text):
        return True
    assert_never(node)


def kind_of(node: Node) -> str:
    """Return what a node that has no positions is called in a message."""
    if isinstance(node, Everything | HasValue):
        return "*"
    kind = type(node).__name__
    names = {"InField": "a field", "Not": "a negation", "Boost": "a weight (^)"}
    names |= {"And": "a group with AND", "AtLeast": "atleast", "Keyword": "a field"}
    return names.get(kind, "a range")
