"""Questions about a tree: what stands below a node, how deep it is, where it may be used."""

from __future__ import annotations

from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Fuzzy,
    InField,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Span,
    Wildcard,
    Word,
)

_LEAVES_WITH_POSITIONS = (Word, Wildcard, Fuzzy, Phrase)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below a node; the parts of a phrase belong to it."""
    if isinstance(node, And | Or):
        return node.operands
    if isinstance(node, Near):
        return node.left, node.right
    if isinstance(node, Not | AtLeast | InField | Boost):
        return (node.operand,)
    return ()


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
        elif not isinstance(current, _LEAVES_WITH_POSITIONS):
            return current
    return None


def is_bare(node: Node) -> bool:
    """Whether a node holds only words that are looked for in the bare fields."""
    if isinstance(node, And | Or | Near | Boost):
        return all(map(is_bare, children(node)))
    return isinstance(node, _LEAVES_WITH_POSITIONS)
