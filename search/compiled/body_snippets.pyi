"""The best stretches of a body."""

Pair = tuple[int, int]
Window = tuple[int, int, int, bool, bool, list[Pair]]

def best_windows(
    paragraphs: list[str],
    openings: list[int],
    sentences: list[int],
    spans: list[Pair],
    most: int,
    longest: int,
) -> list[Window]: ...
