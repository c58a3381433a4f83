"""Which words are forms of one another: the Snowball English stemmer, from PyStemmer.

Stems are never indexed. They only group the words that are, so that a bare word can find its
variants (missile, missiles) while a quoted one finds itself.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol, cast

from newssearch.archive.kept import kept


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name
    def stemWords(self, words: Sequence[bytes]) -> list[bytes]: ...  # noqa: N802


class _English(threading.local):
    """One per thread: a stemmer works in a buffer of its own."""

    @kept
    def own(self) -> _Stemmer:
        """The stemmer, made when it is first asked for."""
        import Stemmer  # noqa: PLC0415 - a search without bare words does not need it

        return cast(_Stemmer, Stemmer.Stemmer("english", 0))


_ENGLISH = _English()


def stem(word: str) -> str:
    """Return the stem of a folded word; a word with a digit or a mark is its own stem."""
    return _ENGLISH.own.stemWord(word) if word.isalpha() else word


def stem_all(words: Sequence[bytes]) -> list[bytes]:
    """Return the stem of each of ``words``, folded, all of letters, and in UTF-8 as the stems."""
    return _ENGLISH.own.stemWords(words)
