"""What a word of a query is in the index: the analysis of texts, applied to one word."""

from __future__ import annotations

from functools import lru_cache

from newssearch.archive.analysis.surfaces import analyse_surface, surfaces_of
from newssearch.search.ast import Word


def word_tokens(word: Word) -> tuple[list[str], str | None]:
    """Return the tokens of a word in order, and its joined form if it has hyphens.

    "covid-19" gives (["covid", "19"], "covid19"), "missile" (["missile"], None).
    """
    return _tokens_of(word.text)


@lru_cache(maxsize=1024)
def _tokens_of(text: str) -> tuple[list[str], str | None]:
    mains: dict[int, str] = {}
    found: list[str] = []
    base = 0
    for start, end in surfaces_of(text):
        surface = analyse_surface(text[start:end])
        for token in surface.tokens:
            mains.setdefault(base + token.offset, token.text)
            found.append(token.text)
        base += surface.width
    tokens = [mains[position] for position in sorted(mains)]
    if len(tokens) == 1:
        return tokens, None
    joined = "".join(tokens)
    return tokens, joined if joined in found else None
