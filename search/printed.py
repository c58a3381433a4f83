"""What ``caps(us)`` and ``plural(missile)`` ask of the words they are about."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Everything,
    Form,
    Fuzzy,
    InField,
    Near,
    Node,
    Not,
    Or,
    Part,
    Phrase,
    Printed,
    Text,
    Value,
    Wildcard,
    Word,
    children,
    map_children,
)
from newssearch.search.number_forms import plurals, singulars

_NUMBERS = ("singular", "plural")


def leaves(node: Printed) -> tuple[Word | Wildcard | Fuzzy, ...]:
    """Return the words or the pattern that must be printed so: of a number, its forms.

    The index distinguishes singular and plural, which are different words; of capitals it knows
    nothing.
    """
    part = node.part
    number = next((form for form in node.forms if form in _NUMBERS), None)
    if number is None or not isinstance(part, Word):
        return (part,)
    forms_of = singulars if number == "singular" else plurals
    stem, last = _last_word(part.text)
    return tuple(replace(part, text=stem + form) for form in forms_of(last.lower()))


def _last_word(text: str) -> tuple[str, str]:
    """Return what comes before the last run of letters of a text, and the run."""
    end = len(text)
    while end and not text[end - 1].isalnum():
        end -= 1
    start = end
    while start and text[start - 1].isalnum():
        start -= 1
    return text[:start], text[start:end]


def letter_forms(node: Printed) -> tuple[Form, ...]:
    """Return the forms that are a matter of capitals, which only the text can tell."""
    return tuple(form for form in node.forms if form not in _NUMBERS)


def fits(text: str, form: Form) -> bool:
    """Say whether a word as printed has the capitals that a form asks for.

    As Nexis defines them: some letter is a capital, all are, none is.
    """
    if form == "allcaps":
        return text.isupper()
    has_capital = any(character.isupper() or character.istitle() for character in text)
    return has_capital == (form == "caps")


def asks_for_letters(node: Node) -> bool:
    """Say whether texts must be read to know which articles satisfy a query."""
    match node:
        case Printed():
            return bool(letter_forms(node))
        case Phrase():
            return any(map(asks_for_letters, node.parts))
        case _:
            return any(map(asks_for_letters, children(node)))


def without_letters(node: Node) -> Node:
    """Return a query without capitals: every article that satisfies this one satisfies that too."""
    if not asks_for_letters(node):
        return node
    match node:
        case Printed():
            return _bare(node)
        case Phrase():
            return replace(node, parts=tuple(map(_bare, node.parts)))
        case Not():
            return Everything()
        case AtLeast():
            return without_letters(node.operand)
        case Near(negated=True):
            return without_letters(node.left)
        case And() | Or() | InField() | Boost() | Near():
            return map_children(node, without_letters)
        case _ if isinstance(node, Text | Value):
            return node
        case _:
            assert_never(node)


def _bare(part: Part) -> Part:
    if not isinstance(part, Printed):
        return part
    numbers = tuple(form for form in part.forms if form in _NUMBERS)
    return replace(part, forms=numbers) if numbers else part.part
