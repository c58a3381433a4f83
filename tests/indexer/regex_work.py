"""What a regular expression costs, counted in steps instead of measured in time.

``steps`` carries a pattern out as Python's ``re`` does, by backtracking over the tree of its
parser, and counts the parts that it tries. It searches place by place, without the shortcuts that
``re`` has for a pattern that begins with a known text.
"""

from __future__ import annotations

import re
import re._constants as sre
import re._parser as parser
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

Node = tuple[Any, Any]
Then = Callable[[int], bool]


class TooMuch(Exception):
    """More steps than allowed."""


class _Machine:
    """One pattern on one string."""

    def __init__(self, tree: Tree, text: str, most: int) -> None:
        self.flags = tree.flags
        self.known = tree.known
        self.text = text
        self.steps = 0
        self.most = most
        self.groups: dict[int, tuple[int, int]] = {}

    def step(self) -> None:
        self.steps += 1
        if self.steps > self.most:
            raise TooMuch

    def run(self, nodes: Sequence[Node], at: int, place: int, then: Then) -> bool:
        """Match the nodes from ``at`` on at a place, and what follows by ``then``."""
        while at < len(nodes):
            operation, argument = nodes[at]
            self.step()
            width = is_single(operation)
            if width:
                if place < len(self.text) and self._fits(nodes[at], self.text[place]):
                    place += 1
                    at += 1
                    continue
                return False
            if operation is sre.AT:
                if not self._at(argument, place):
                    return False
                at += 1
                continue
            return self._compound(operation, argument, nodes, at + 1, place, then)
        return then(place)

    def _fits(self, node: Node, character: str) -> bool:
        key = (*map(id, node), character, self.flags)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = fits(node, character, self.flags)
        return known

    def _compound(
        self,
        operation: Any,
        argument: Any,
        nodes: Sequence[Node],
        rest: int,
        place: int,
        then: Then,
    ) -> bool:
        def go_on(end: int) -> bool:
            return self.run(nodes, rest, end, then)

        if operation is sre.SUBPATTERN:
            group, add, remove, inner = argument
            before, self.flags = self.flags, (self.flags | add) & ~remove
            inside = self.flags

            def close(end: int) -> bool:
                known = self.groups.get(group)
                if group is not None:
                    self.groups[group] = (place, end)
                self.flags = before
                if go_on(end):
                    return True
                self.flags = inside
                if known is not None:
                    self.groups[group] = known
                return False

            found = self.run(list(inner), 0, place, close)
            self.flags = before
            return found
        if operation is sre.BRANCH:
            return any(self.run(list(one), 0, place, go_on) for one in argument[1])
        if operation in (sre.ASSERT, sre.ASSERT_NOT):
            direction, inner = argument
            found = self._look(direction, list(inner), place)
            return found is (operation is sre.ASSERT) and go_on(place)
        if operation is sre.ATOMIC_GROUP:
            after = self._end(list(argument), place)
            return after is not None and go_on(after)
        if operation is sre.GROUPREF:
            start, end = self.groups.get(argument, (-1, -1))
            part = self.text[start:end]
            return start >= 0 and self.text.startswith(part, place) and go_on(place + len(part))
        if operation is sre.GROUPREF_EXISTS:
            group, yes, no = argument
            chosen = yes if group in self.groups else no
            return self.run(list(chosen or ()), 0, place, go_on)
        least, most, inner = argument
        nodes_of = list(inner)
        if operation is sre.POSSESSIVE_REPEAT:
            return self._possessive(least, most, nodes_of, place, go_on)
        lazy = operation is sre.MIN_REPEAT
        if len(nodes_of) == 1 and is_single(nodes_of[0][0]):
            return self._chars(least, most, nodes_of[0], place, go_on, lazy=lazy)
        return self._repeat(0, least, most, nodes_of, place, -1, go_on, lazy=lazy)

    def _end(self, nodes: Sequence[Node], place: int) -> int | None:
        """Return where the first match of some nodes ends, None if there is none."""
        ends: list[int] = []

        def note(end: int) -> bool:
            ends.append(end)
            return True

        self.run(nodes, 0, place, note)
        return ends[-1] if ends else None

    def _look(self, direction: int, inner: list[Node], place: int) -> bool:
        if direction > 0:
            return self.run(inner, 0, place, lambda _end: True)
        width = parser.SubPattern(parser.State(), inner).getwidth()[0]
        return place >= width and self.run(inner, 0, place - width, lambda _end: True)

    def _possessive(
        self, least: int, most: int, inner: list[Node], place: int, go_on: Then
    ) -> bool:
        count = 0
        while count < most:
            end = self._end(inner, place)
            if end is None:
                break
            count += 1
            if end == place:
                break
            place = end
        return count >= least and go_on(place)

    def _chars(
        self, least: int, most: int, node: Node, place: int, go_on: Then, *, lazy: bool
    ) -> bool:
        count = 0
        while (lazy and count < least) or (not lazy and count < most):
            self.step()
            end = place + count
            if end >= len(self.text) or not self._fits(node, self.text[end]):
                break
            count += 1
        if count < least:
            return False
        if not lazy:
            return any(go_on(place + back) for back in range(count, least - 1, -1))
        while True:
            if go_on(place + count):
                return True
            self.step()
            end = place + count
            if count >= most or end >= len(self.text) or not self._fits(node, self.text[end]):
                return False
            count += 1

    def _repeat(
        self,
        count: int,
        least: int,
        most: int,
        inner: list[Node],
        place: int,
        last: int,
        go_on: Then,
        *,
        lazy: bool,
    ) -> bool:
        def again(end: int) -> bool:
            return self._repeat(count + 1, least, most, inner, end, place, go_on, lazy=lazy)

        def more() -> bool:
            return count < most and place != last and self.run(inner, 0, place, again)

        if count < least:
            return self.run(inner, 0, place, again)
        if lazy:
            return go_on(place) or more()
        return more() or go_on(place)

    def _at(self, where: Any, place: int) -> bool:
        text = self.text
        if where is sre.AT_BEGINNING_STRING:
            return place == 0
        if where is sre.AT_BEGINNING:
            lines = self.flags & re.MULTILINE
            return place == 0 or bool(lines and text[place - 1] == "\n")
        if where is sre.AT_END_STRING:
            return place == len(text)
        if where is sre.AT_END:
            lines = self.flags & re.MULTILINE
            return (place >= len(text) - 1 and text[place:] in ("", "\n")) or bool(
                lines and text[place : place + 1] == "\n"
            )
        before = place > 0 and _is_word(text[place - 1])
        after = place < len(text) and _is_word(text[place])
        return (before != after) is (where is sre.AT_BOUNDARY)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def is_single(operation: Any) -> bool:
    """Say whether a node is one character."""
    return operation in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)


_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: _is_word,
}
_NEGATED = {
    sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT,
    sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
    sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
}


def fits(node: Node, character: str, flags: int) -> bool:
    """Say whether a node of one character matches a character."""
    operation, argument = node
    forms = {character}
    if flags & re.IGNORECASE:
        forms |= {one for one in (character.lower(), character.upper()) if len(one) == 1}
    if operation is sre.ANY:
        return bool(flags & re.DOTALL) or character != "\n"
    if operation is sre.IN:
        return any(_in(argument, one) for one in forms)
    return (chr(argument) in forms) is (operation is sre.LITERAL)


def _in(items: Sequence[Node], character: str) -> bool:
    negated = bool(items) and items[0][0] is sre.NEGATE
    code = ord(character)
    for operation, argument in items[negated:]:
        if operation is sre.LITERAL:
            found = code == argument
        elif operation is sre.RANGE:
            found = argument[0] <= code <= argument[1]
        else:
            found = _category(argument, character)
        if found:
            return not negated
    return negated


def _category(name: Any, character: str) -> bool:
    if name in _NEGATED:
        return not _CATEGORIES[_NEGATED[name]](character)
    return bool(_CATEGORIES[name](character))


@dataclass
class Tree:
    """A pattern as the parser of ``re`` sees it."""

    nodes: list[Node]
    flags: int
    known: dict[tuple[Any, ...], bool] = field(default_factory=dict)
    """Which characters fit which of the nodes, as far as it was asked."""


@cache
def tree_of(pattern: str | bytes, flags: int) -> Tree:
    """Parse a pattern; one of bytes is about characters of Latin-1."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    tree = parser.parse(text, flags & ~(re.DEBUG | re.LOCALE))
    return Tree(list(tree), tree.state.flags)


def steps(pattern: re.Pattern[str], text: str, *, search: bool, most: int) -> int:
    """Return the steps that a pattern takes to go through a text, ``most`` if it takes more.

    With ``search`` it is looked for at every place, as ``finditer`` and ``sub`` do.
    """
    return tree_steps(tree_of(pattern.pattern, pattern.flags), text, search=search, most=most)


def tree_steps(tree: Tree, text: str, *, search: bool, most: int) -> int:
    """Return the steps of a parsed pattern, as ``steps`` does."""
    machine = _Machine(tree, text, most)
    place = 0
    try:
        while place <= len(text):
            machine.flags = tree.flags
            machine.groups = {}
            end = machine._end(tree.nodes, place)
            if not search:
                break
            place = max(place + 1, end or 0)
    except TooMuch:
        return most
    return machine.steps
