"""Turns of phrase that the screen and the commands share."""

from __future__ import annotations


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 article``, ``20,735 articles``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def counted_matches(articles: int, matches: int | None) -> str:
    """Return how many articles were found and, if it is known, how many matches are in them."""
    found = counted(articles, "article")
    return found if matches is None else f"{found}, {counted(matches, 'match', 'matches')}"
