"""Hostile texts for a regular expression, made from its own tree.

Whatever may be repeated without end in a pattern is repeated, behind what the pattern wants before
it, and ended by what does not fit. What may be repeated a limited number of times is limited to
``BOUND`` for this: a limit is a constant, however large, and would look like growth in short texts.
"""

from __future__ import annotations

import re._constants as sre
import re._parser as parser
from collections.abc import Iterator, Sequence

from tests.indexer.regex_work import Node, Tree, fits, is_single

BOUND = 5
ENDS = ("\0", "", "\n", "x")
MOST_CHARACTERS = 4
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_USUAL = "aA1 .,-\"'<>;:\n/=&(\u00e9_\0*[@#|"


def bounded(tree: Tree, *, whole: bool) -> Tree:
    """Return a tree with limits of at most ``BOUND``; with ``whole`` it must match to the end."""
    nodes = list(_bounded(tree.nodes))
    if whole:
        nodes.append((sre.AT, sre.AT_END_STRING))
    return Tree(nodes, tree.flags)


def _bounded(nodes: Sequence[Node]) -> parser.SubPattern:
    return parser.SubPattern(parser.State(), [(one[0], _argument(*one)) for one in nodes])


def _argument(operation: object, argument: object) -> object:
    match operation, argument:
        case ((sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT), (least, most, inner)):
            limit = most if most is sre.MAXREPEAT else min(most, BOUND)
            return min(least, BOUND), limit, _bounded(inner)
        case sre.SUBPATTERN, (*flags, inner):
            return *flags, _bounded(inner)
        case sre.BRANCH, (nothing, branches):
            return nothing, [_bounded(one) for one in branches]
        case ((sre.ASSERT | sre.ASSERT_NOT), (direction, inner)):
            return direction, _bounded(inner)
        case sre.ATOMIC_GROUP, inner:
            return _bounded(inner)  # type: ignore[arg-type]
    return argument


def attacks(tree: Tree) -> list[tuple[str, str]]:
    """Return what to put before, and what to repeat."""
    found = list(_attacks(tree.nodes, tree.flags, ""))
    found += [("", piece) for before, one in found for piece in (one, before, before + one)]
    found += [("", text) for text in (_text(tree.nodes, tree.flags, n) for n in range(2))]
    return [(before, piece) for before, piece in dict.fromkeys(found) if piece]


def _attacks(nodes: Sequence[Node], flags: int, before: str) -> Iterator[tuple[str, str]]:
    for place, (operation, argument) in enumerate(nodes):
        opening = before + _text(nodes[:place], flags, 0)
        if operation in _REPEATS and argument[1] is sre.MAXREPEAT:
            inner = list(argument[2])
            if len(inner) == 1 and is_single(inner[0][0]):
                yield from ((opening, one) for one in _characters(inner[0], flags))
            else:
                texts = (_text(inner, flags, number) for number in range(3))
                yield from ((opening, text) for text in texts if text)
        for inside in _inside(operation, argument):
            yield from _attacks(list(inside), flags, opening)


def _inside(operation: object, argument: object) -> Sequence[Sequence[Node]]:
    match operation, argument:
        case sre.BRANCH, (_, branches):
            return branches
        case (
            (
                sre.MAX_REPEAT
                | sre.MIN_REPEAT
                | sre.POSSESSIVE_REPEAT
                | sre.SUBPATTERN
                | sre.ASSERT
                | sre.ASSERT_NOT
            ),
            (*_, inner),
        ):
            return [inner]
        case sre.ATOMIC_GROUP, inner:
            return [inner]  # type: ignore[list-item]
    return ()


def _characters(node: Node, flags: int) -> list[str]:
    """Return some characters that fit a node, of different kinds."""
    operation, argument = node
    named = [argument] if operation is sre.LITERAL else []
    if operation is sre.IN:
        named = [one if kind is sre.LITERAL else one[0] for kind, one in argument if _named(kind)]
    some = dict.fromkeys([*_USUAL, *map(chr, named)])
    return [one for one in some if fits(node, one, flags)][:MOST_CHARACTERS]


def _named(kind: object) -> bool:
    return kind in (sre.LITERAL, sre.RANGE)


def _text(nodes: Sequence[Node], flags: int, choice: int) -> str:
    """Return a text that the nodes match, or nearly; ``choice`` chooses among branches."""
    text = ""
    for node in nodes:
        operation, argument = node
        if is_single(operation):
            some = _characters(node, flags)
            text += some[choice % len(some)] if some else ""
        elif operation is sre.BRANCH:
            text += _text(list(argument[1][choice % len(argument[1])]), flags, choice)
        elif operation in _REPEATS:
            text += _text(list(argument[2]), flags, choice) * argument[0]
        elif operation is sre.SUBPATTERN:
            text += _text(list(argument[3]), flags, choice)
        elif operation is sre.ATOMIC_GROUP:
            text += _text(list(argument), flags, choice)
    return text
