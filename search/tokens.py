"""What a word of a query is in the index: the analysis of texts, applied to one word."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from newssearch.archive.analysis.surfaces import analyse_surface, surfaces_of
from newssearch.search.ast import Word


class WordTokens(NamedTuple):
    """The tokens of a word in order, and its joined form if it has hyphens.

    "covid-19" has the tokens "covid" and "19" and the joined form "covid19"; "missile" has one
    token, 北京 one for each letter. ``offsets`` are the positions of the tokens, from 0, and
    ``width`` is the number of positions that the word takes.
    """

    tokens: list[str]
    offsets: list[int]
    width: int
    joined: str | None

    @property
    def gap(self) -> int:
        """Positions behind the last token: marks after a letter of a script without spaces."""
        return self.width - self.offsets[-1] - 1 if self.offsets else self.width


def word_tokens(word: Word) -> WordTokens:
    """Return the tokens of a word."""
    return _tokens_of(word.text)


@lru_cache(maxsize=1024)
def _tokens_of(text: str) -> WordTokens:
    mains: dict[int, str] = {}
    found: list[str] = []
    base = 0
    for start, end in surfaces_of(text):
        surface = analyse_surface(text[start:end])
        for token in surface.tokens:
            mains.setdefault(base + token.offset, token.text)
            found.append(token.text)
        base += surface.width
    offsets = sorted(mains)
    tokens = [mains[offset] for offset in offsets]
    joined = "".join(tokens)
    if len(tokens) < 2 or joined not in found:
        return WordTokens(tokens, offsets, base, None)
    return WordTokens(tokens, offsets, base, joined)
