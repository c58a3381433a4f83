"""The best stretches of a body."""

from collections.abc import Callable

from newssearch.search.ast import Span

Pair = tuple[int, int]

def best_stretches(
    content: str,
    openings: list[int],
    sentences: list[int],
    spans: list[Pair],
    most: int,
    longest: int,
    ellipses: tuple[str, str],
    flat: Callable[[str], str],
) -> list[tuple[str, tuple[Span, ...]]]: ...
