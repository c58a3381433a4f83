"""Which words of a cluster's archive a part of a query stands for, as the compiler takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeAlias

from newssearch.search.ast import Fuzzy, Wildcard, Word

Languages: TypeAlias = frozenset[str | None]
"""Codes of languages; None is that of articles whose language is not known."""


class Term(NamedTuple):
    """A word of the archive: how many positions it spans, here and there, and what it counts.

    It counts in articles of some ``languages`` only, or of all (None). Of a variant, ``why`` says
    what makes it one.
    """

    token: str
    widths: tuple[int, ...] = (1,)
    factor: float = 1.0
    languages: Languages | None = None
    why: str = ""

    @property
    def wide(self) -> bool:
        """Whether it spans several positions anywhere."""
        return self.widths != (1,)


class Words(Protocol):
    """The words of an archive, looked up by space; lists are empty where there is none."""

    @property
    def known(self) -> Languages:
        """All languages that the articles are in."""

    def exact(self, token: str, space: int) -> Sequence[Term]:
        """Return a token itself."""

    def word(self, word: Word, token: str, space: int) -> Sequence[Term]:
        """Return a word's only token; with its variants, unless it is exact."""

    def wildcard(self, node: Wildcard, space: int) -> Sequence[Term]:
        """Return the words that a pattern matches.

        Raises:
            TooManyTerms: more than ``MAX_PATTERN_WORDS``.
        """

    def fuzzy(self, node: Fuzzy, space: int) -> Sequence[Term]:
        """Return the words within so many edits of a word that share its first letter.

        Raises:
            TooManyTerms: more than ``MAX_PATTERN_WORDS``.
        """
