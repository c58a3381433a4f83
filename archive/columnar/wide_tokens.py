"""Tokens that span several positions, in the dictionary of terms.

A token is at one position. One that spans more ("covid19" of "COVID-19", the positions of its
parts) has a *span term* beside it where it begins, which says how many: a phrase or a distance
goes on where the token ends, and all of it is marked.
"""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.archive.analysis.surfaces import Surface

SPAN = "\x1f"
"""Begins a span term. It is a blank, so that no token of a text holds it."""


def span_term(token: str, width: int) -> str:
    """Return the token that says that ``token`` spans so many positions."""
    return f"{span_prefix(token)}{width}"


def span_prefix(token: str) -> str:
    """Return how the span terms of a token begin; after it comes the number of positions."""
    return f"{SPAN}{token}{SPAN}"


def width_of(term: str) -> int:
    """Return how many positions a span term, with or without its prefix of space, says."""
    return int(term.rpartition(SPAN)[2])


def indexed_tokens(surface: Surface) -> Iterator[tuple[str, int]]:
    """Yield the tokens that are indexed of a surface, each with its offset of position."""
    for token in surface.tokens:
        yield token.text, token.offset
        if token.width > 1:
            yield span_term(token.text, token.width), token.offset
