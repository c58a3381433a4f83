"""From a tree back to text: the canonical form, which reads as an equal tree again.

Operators are written out and large, every group inside another stands in brackets, fields have
their full names and dates their numbers, and a backslash stands wherever a character would mean
something else.
"""

from __future__ import annotations

import re
from typing import assert_never

from newssearch.archive.fields import FIELD_BY_NAME, FieldKind
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Everything,
    Fuzzy,
    HasValue,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Part,
    Phrase,
    Printed,
    Range,
    Text,
    Value,
    Wildcard,
    Word,
)
from newssearch.search.language.connectors import CONNECTIVES, foreign_at
from newssearch.search.language.lexer import Opening, opening_at, opens_address, reads_as_operator
from newssearch.search.language.query_text import QUOTE_MARKS
from newssearch.search.language.values import LARGEST_NUMBER, RAW_FIELDS

_SPECIAL = frozenset('\\*?!()"~^' + QUOTE_MARKS)
_RANGE_DOTS = r"(?<!\.)\.\.(?!\.)"
_REGEX = r"/[^/]+/i?"
_NEEDS_ESCAPE_IN_FRONT = ("-", "<", ">", "[")


def print_query(node: Node) -> str:
    """Write a tree as a query: ``parse_query(print_query(node)).node == node``.

    That holds for every tree that the parser makes, while the text stays within the limits of a
    query: written out, it has more characters and brackets than what was typed.
    """
    if isinstance(node, And | Or):
        joiner = " AND " if isinstance(node, And) else " OR "
        return joiner.join(_grouped(operand, And, Or) for operand in node.operands)
    if isinstance(node, Not):
        return f"NOT {_grouped(node.operand, And, Or, Near)}"
    if isinstance(node, Near):
        left, right = _grouped(node.left, Or, Near), _grouped(node.right, Or, Near)
        return f"{left} {_operator(node)} {right}"
    return _print_unit(node)


def _print_unit(node: AtLeast | InField | Boost | Text | Value) -> str:
    if isinstance(node, AtLeast):
        return f"atleast{node.count} {_grouped(node.operand, Or, Near)}"
    if isinstance(node, InField):
        return f"{node.field}:{_field_value(node.operand)}"
    if isinstance(node, Boost):
        factor = f"{node.factor:.6f}".rstrip("0").rstrip(".")
        return f"{_weighted(node.operand)}^{factor}"
    if isinstance(node, Text | Value):
        return _print_leaf(node)
    assert_never(node)


def _print_leaf(node: Text | Value) -> str:
    match node:
        case Word():
            return _print_word(node)
        case Wildcard():
            return _part_dots(node.pattern)
        case Fuzzy():
            return f"{_part_dots(node.text)}~{node.distance}"
        case Printed():
            inner = node.part
            return _in_forms(
                node, _plain(inner.text) if isinstance(inner, Word) else _print_leaf(inner)
            )
        case Phrase():
            return _print_phrase(node)
        case Keyword():
            return _print_keyword(node)
        case Range():
            return _print_range(node)
        case HasValue():
            return f"{node.field}:*"
        case Everything():
            return "*"
        case _:
            assert_never(node)


def _grouped(node: Node, *kinds: type) -> str:
    text = print_query(node)
    return f"({text})" if isinstance(node, kinds) else text


def _operator(node: Near) -> str:
    if node.unit != "word":
        name = f"w/{node.unit[0]}"
    else:
        name = f"{'pre' if node.ordered else 'w'}/{node.distance}"
    return f"NOT {name}" if node.negated else name


def _field_value(node: Node) -> str:
    text = print_query(node)
    return text if isinstance(node, Text) else f"({text})"


def _weighted(node: Node) -> str:
    text = print_query(node)
    inner = node.operand if isinstance(node, InField) else node
    return text if isinstance(inner, Text) else f"({text})"


def _escape(text: str) -> str:
    if text.isalnum():
        return text
    return "".join(f"\\{c}" if c in _SPECIAL or c.isspace() else c for c in text)


def _print_word(node: Word) -> str:
    return f'"{_escape(node.text)}"' if node.exact else _plain(node.text)


def _plain(text: str) -> str:
    escaped = _part_dots(_escape(text))
    opening = opening_at(escaped, 0)
    if opening is not None and not _is_text(escaped, opening):
        end = opening.start + len(opening.name)
        return f"{escaped[:end]}\\{escaped[end:]}"
    in_front = escaped.startswith(_NEEDS_ESCAPE_IN_FRONT)
    if in_front or _is_connective(text) or re.fullmatch(_REGEX, text):
        return f"\\{escaped}"
    return escaped


def _is_connective(text: str) -> bool:
    """Whether a word would be taken for an operator, of this language or of another."""
    return (
        reads_as_operator(text)
        or foreign_at(text) is not None
        or text in CONNECTIVES
        or text.lower() == "but"
    )


def _part_dots(text: str) -> str:
    """Two dots by themselves would be a range."""
    return re.sub(_RANGE_DOTS, r".\\.", text) if ".." in text else text


def _is_text(text: str, opening: Opening) -> bool:
    return opens_address(text, opening) and opening.name.lower() not in FIELD_BY_NAME


def _print_phrase(node: Phrase) -> str:
    slop = "~s" if node.sentence else "" if node.slop is None else f"~{node.slop}"
    return f'"{" ".join(map(_print_part, node.parts))}"{slop}'


def _in_forms(node: Printed, text: str) -> str:
    opening = "".join(f"{form}(" for form in node.forms)
    return f"{opening}{text}{')' * len(node.forms)}"


def _print_part(part: Part) -> str:
    if isinstance(part, Printed):
        return _in_forms(part, _print_part(part.part))
    return _escape(part.text) if isinstance(part, Word) else _print_leaf(part)


def _print_keyword(node: Keyword) -> str:
    if node.field in RAW_FIELDS:
        value = node.value + ("*" if node.prefix else "")
        plain = not re.search(r"\s", value) and _balanced(value)
        text = value if plain and value[0] not in '"(' + QUOTE_MARKS else f'"{value}"'
        return f"{node.field}:{text}"
    star = "*" if node.prefix and node.field != "id" else ""
    return f"{node.field}:{_plain(node.value)}{star}"


def _balanced(value: str) -> bool:
    depth = 0
    for character in value:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return True


def _print_range(node: Range) -> str:
    if node.field == "date" or node.own is FieldKind.DATE:
        return _print_date(node.field, node.low, node.high)
    low, high = node.low, node.high
    if low is not None and low > LARGEST_NUMBER:
        return f"{node.field}>{LARGEST_NUMBER}"
    if high is not None and high < 0:
        return f"{node.field}<0"
    low_text = "" if low is None else str(low)
    high_text = "" if high is None else str(high)
    return f"{node.field}:{low_text}" + (f"..{high_text}" if low_text != high_text else "")


def _print_date(field: str, low: int | None, high: int | None) -> str:
    from newssearch.search.language.dates import FIRST_DAY, LAST_DAY, print_period  # noqa: PLC0415 - rare

    if low is not None and low > LAST_DAY:
        return "after:9999" if field == "date" else f"{field}>9999"
    if high is not None and high < FIRST_DAY:
        return "before:0001" if field == "date" else f"{field}<0001"
    return f"{field}:{print_period(low, high)}"
