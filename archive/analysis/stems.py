"""Which words are forms of one another: the Snowball English stemmer, from PyStemmer.

Stems are never indexed. They only group the words that are, so that a bare word can find its
variants (missile, missiles) while a quoted one finds itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol, cast


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name
    def stemWords(self, words: Sequence[bytes]) -> list[bytes]: ...  # noqa: N802


@cache
def _english() -> _Stemmer:
    import Stemmer  # noqa: PLC0415 - a search without bare words does not need it

    return cast(_Stemmer, Stemmer.Stemmer("english", 0))


def stem(word: str) -> str:
    """Return the stem of a folded word; a word with a digit or a mark is its own stem."""
    return _english().stemWord(word) if word.isalpha() else word


def stem_all(words: Sequence[bytes]) -> list[bytes]:
    """Return the stem of each of ``words``, folded, all of letters, and in UTF-8 as the stems."""
    return _english().stemWords(words)
