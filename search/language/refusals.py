"""Every way in which a query is refused: the codes, and the errors made in more than one place.

The codes are promised to scripts; docs/query-language.md lists this table.
"""

from __future__ import annotations

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search.ast import Fuzzy, Span, Wildcard
from newssearch.search.language.query_text import QueryText, quoted
from newssearch.search.limits import MAX_PATTERN_WORDS

ERROR_CODES: dict[str, tuple[str, str]] = {
    "unclosed_quote": ("an opening quotation mark without a closing one", '"scud missile'),
    "unclosed_paren": ("an opening bracket without a closing one", "scud (missile OR rocket"),
    "unexpected_paren": ("a closing bracket without an opening one", "scud missile)"),
    "empty_group": ("brackets with nothing to search in them", "scud ()"),
    "missing_operand": ("an operator with nothing before or after it", "scud OR"),
    "unknown_field": ("a name before : = or ( that is not a field", "headlin:scud"),
    "empty_value": ("a field or quotation marks with nothing to search", "title: scud"),
    "bad_date": ("a date that cannot be read or does not exist", "date:2012-13"),
    "bad_number": ("a number that cannot be read or is out of bounds", "words:many"),
    "bad_range": ("a range that runs backwards, or on a field without ranges", "date:2013..2012"),
    "bad_distance": ("a distance that is not 1 to 255, s or p", "scud w/x missile"),
    "bad_operand": (
        "an operand that the operator does not support",
        "(scud AND patriot) w/5 israel",
    ),
    "wildcard_too_broad": ("too few letters beside a wildcard", "a*"),
    "wildcard_too_many": (
        f"a wildcard that matches more than {MAX_PATTERN_WORDS:,} words",
        "con*",
    ),
    "fuzzy_too_short": ("fewer than 4 letters before ~", "ab~"),
    "bad_fuzzy": ("~ with a number other than 1 or 2, or not on one plain word", "misile~3"),
    "regex_unsupported": ("a regular expression", "/sc.d/"),
    "too_long": ("more than 4,096 characters", "…"),
    "too_deep": ("more than 50 nested brackets, NOTs or distances", "((((…))))"),
}
"""Each code with what it means and a query that gives it."""

DEEPEST = 50
"""Brackets, NOTs and links of a chain of proximity inside one another."""


def nothing_after(source: QueryText, operator: Span) -> QuerySyntaxError:
    """Make the error for an operator with nothing behind it."""
    itself = source.itself(operator.start, operator.end)
    return source.refuse(
        "missing_operand",
        f"nothing after {source.excerpt(operator.start, operator.end)}",
        operator.start,
        operator.end,
        f"write a word after it, or {itself} to search the word itself",
    )


def nothing_before(source: QueryText, operator: Span) -> QuerySyntaxError:
    """Make the error for an operator with nothing before it."""
    itself = source.itself(operator.start, operator.end)
    return source.refuse(
        "missing_operand",
        f"nothing before {source.excerpt(operator.start, operator.end)}",
        operator.start,
        operator.end,
        f"write a word before it, or {itself} to search the text itself",
    )


def nothing_to_search(source: QueryText) -> QuerySyntaxError:
    """Make the error for a text of punctuation alone."""
    return source.refuse(
        "missing_operand",
        "there is no letter or digit to search here",
        0,
        len(source.text),
        "write at least one word, or * for every article",
    )


def empty_value(
    source: QueryText, name: str, start: int, end: int, *, has_value: bool = True
) -> QuerySyntaxError:
    """Make the error for a field with nothing to look for: no value, or marks alone."""
    what = f"nothing after '{name}'"
    if has_value:
        what = f"{source.excerpt(start, end)} has no letter or digit to search in {name}"
    return source.refuse(
        "empty_value",
        what,
        start,
        max(end, start + 1),
        f"write {name}:word with no space, or {name}:* for articles that have one",
    )


def empty_phrase(source: QueryText, start: int, end: int) -> QuerySyntaxError:
    """Make the error for quotation marks with nothing to search between them."""
    return source.refuse(
        "empty_value",
        "there is no letter or digit between these quotation marks",
        start,
        end,
        "write words between them, or remove them",
    )


def empty_group(source: QueryText, start: int, end: int) -> QuerySyntaxError:
    """Make the error for brackets with nothing to search between them."""
    return source.refuse(
        "empty_group",
        "there is nothing to search between these brackets",
        start,
        end,
        "write words between them, or remove them",
    )


def unclosed_quote(source: QueryText, start: int) -> QuerySyntaxError:
    """Make the error for a mark that opens and never closes."""
    return source.refuse(
        "unclosed_quote",
        "this quotation mark is not closed",
        start,
        start + 1,
        'close it with ", write \\" for the mark itself, or use --literal for the text as typed',
    )


def unclosed_bracket(source: QueryText, start: int) -> QuerySyntaxError:
    """Make the error for a bracket that opens and never closes."""
    return source.refuse(
        "unclosed_paren", "this ( is not closed", start, start + 1, "add the missing )"
    )


def unexpected_bracket(source: QueryText, start: int) -> QuerySyntaxError:
    """Make the error for a closing bracket that nothing opened."""
    return source.refuse(
        "unexpected_paren",
        "this ) closes nothing",
        start,
        start + 1,
        "remove it, or add the missing (",
    )


def too_deep(source: QueryText, start: int) -> QuerySyntaxError:
    """Make the error for a query nested beyond the limit."""
    return source.refuse(
        "too_deep",
        f"this query is nested too deeply: at most {DEEPEST} brackets, NOTs or distances",
        start,
        start + 1,
        "remove brackets that are not needed, or search in two steps",
    )


def too_many_words(text: str, node: Wildcard | Fuzzy, words: int) -> QuerySyntaxError:
    """Make the error for a pattern of the query ``text`` that stands for too much of an archive."""
    pattern = node.pattern if isinstance(node, Wildcard) else f"{node.text}~{node.distance}"
    return QueryText(text).refuse(
        "wildcard_too_many",
        f"{quoted(pattern)} matches {words:,} words of this archive;"
        f" the limit is {MAX_PATTERN_WORDS:,}",
        node.span.start,
        node.span.end,
        "write more of the word",
    )
