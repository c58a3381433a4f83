"""The best stretches of a body."""

from collections.abc import Callable

Pair = tuple[int, int]
Window = tuple[int, int, int, bool, bool, list[Pair]]

def best_windows(
    paragraphs: list[str],
    openings: list[int],
    sentences: list[int],
    spans: dict[int, list[Pair]],
    cut_words: Callable[[str, int, int, int, int], Pair],
    most: int,
    longest: int,
) -> list[Window]: ...
