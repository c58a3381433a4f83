"""Argument checks of the public functions, so that a mistake is reported where it is made."""

from __future__ import annotations

from newssearch.archive.errors import UsageError
from newssearch.search.ast import Parsed
from newssearch.search.engine import ORDERS, Order
from newssearch.search.language import OwnFields, parse_query


def check_count(name: str, value: int) -> int:
    """Return a number of things.

    Raises:
        UsageError: it is no whole number, or below 0.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UsageError(f"{name} must be a whole number, 0 or more, not {value!r}")
    return value


def check_order(value: Order) -> Order:
    """Return an order of hits.

    Raises:
        UsageError: there is no such order.
    """
    if value not in ORDERS:
        raise UsageError(f"hits cannot be sorted by {value!r}", hint=f"known: {', '.join(ORDERS)}")
    return value


def check_query(
    value: Parsed | str,
    own_fields: OwnFields | None = None,
    *,
    literal: bool = False,
    any_word: bool = False,
) -> Parsed:
    """Return a query that was read already, or read it.

    Raises:
        UsageError: it is neither.
        QuerySyntaxError: it cannot be read.
    """
    if isinstance(value, Parsed):
        return value
    if not isinstance(value, str):
        raise UsageError(f"a query must be a string, not {type(value).__name__}")
    return parse_query(value, literal=literal, any_word=any_word, own_fields=own_fields)
