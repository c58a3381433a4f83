"""Which words are forms of one another: the Snowball stemmers, from PyStemmer.

Stems are never indexed. They only group the words that are, so that a bare word can find its
variants (missile, missiles) while a quoted one finds itself. A segment keeps a table of English
stems; those of other languages are made when they are asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol, TypeVar, cast

_Text = TypeVar("_Text", str, bytes)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name
    def stemWords(self, words: Sequence[_Text]) -> list[_Text]: ...  # noqa: N802


class _Stemmers(threading.local):
    """One of each language per thread: a stemmer works in a buffer of its own."""

    def __init__(self) -> None:
        self._made: dict[str, _Stemmer] = {}

    def of(self, algorithm: str) -> _Stemmer:
        """Return the stemmer of a language by Snowball's name, made when first asked for."""
        stemmer = self._made.get(algorithm)
        if stemmer is None:
            import Stemmer  # noqa: PLC0415 - a search without bare words does not need it

            stemmer = self._made[algorithm] = cast(_Stemmer, Stemmer.Stemmer(algorithm, 0))
        return stemmer


_STEMMERS = _Stemmers()


def stem(word: str) -> str:
    """Return the English stem of a folded word; one with a digit or a mark is its own stem."""
    return _STEMMERS.of("english").stemWord(word) if word.isalpha() else word


def stems_by(algorithm: str, words: Sequence[str]) -> list[str]:
    """Return the stem of each of ``words``, by Snowball's name of their language."""
    return _STEMMERS.of(algorithm).stemWords(words)


def stem_all(words: Sequence[bytes]) -> list[bytes]:
    """Return the stem of each of ``words``, folded, all of letters, and in UTF-8 as the stems."""
    return _STEMMERS.of("english").stemWords(words)
