"""A tree in few words, so that a golden case shows its meaning and not only its printed form."""

from __future__ import annotations

import datetime as dt

from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Fuzzy,
    HasValue,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Printed,
    Range,
    Wildcard,
    Word,
)


def sketch(node: Node) -> str:  # noqa: PLR0912 - one line a kind of node
    match node:
        case Word(text, exact):
            return f"{'exact' if exact else 'word'}<{text}>"
        case Wildcard(pattern):
            return f"wildcard<{pattern}>"
        case Fuzzy(text, distance):
            return f"fuzzy{distance}<{text}>"
        case Printed(part, forms):
            return f"{'-'.join(forms)}[{sketch(part)}]"
        case Phrase(parts, slop, sentence):
            kind = "-of-a-sentence" if sentence else "" if slop is None else slop
            return f"phrase{kind}[{' '.join(map(sketch, parts))}]"
        case And(operands) | Or(operands):
            return f"{type(node).__name__.lower()}({', '.join(map(sketch, operands))})"
        case Not(operand):
            return f"not({sketch(operand)})"
        case Near(left, right, distance, ordered, unit, negated):
            name = "not-" * negated + ("before" if ordered else "near")
            return f"{name}-{distance or unit}({sketch(left)}, {sketch(right)})"
        case AtLeast(count, operand):
            return f"atleast-{count}({sketch(operand)})"
        case InField(field, operand):
            return f"in-{field}({sketch(operand)})"
        case Keyword(field, value, prefix):
            return f"{field}{'-begins' if prefix else '-is'}<{value}>"
        case Range(field, low, high):
            return f"{field}[{_bound(field, low)}, {_bound(field, high)}]"
        case HasValue(field):
            return f"has-{field}"
        case Boost(operand, factor):
            return f"{factor}*{sketch(operand)}"
        case _:
            return "everything"


def _bound(field: str, value: int | None) -> str:
    if value is None:
        return "open"
    inside = dt.date.min.toordinal() <= value <= dt.date.max.toordinal()
    return dt.date.fromordinal(value).isoformat() if field == "date" and inside else str(value)
