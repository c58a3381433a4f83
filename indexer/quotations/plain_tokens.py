"""Words and marks of a text in any language, for ``in_languages``: without what English needs."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:Rep|Sen|Dra?|Sra?|Prof|Mr|Mme|Mgr|Lic|Gral|Gob)\.(?=\s[^\W\d_a-z])"
    r"|[^\W_]+(?:[-.][^\W_]+)*'?|[^\w\s]"
)
ENDS = frozenset('.,:;!?()…–—-"“”„»«')
"""Marks that end a noun phrase."""


class Token(NamedTuple):
    """A word or a mark, and its place in the text."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def tokens_of(text: str, offset: int) -> list[Token]:
    """Return the words and marks of a text that begins at ``offset``."""
    return [
        Token(match.group(), offset + match.start(), offset + match.end())
        for match in _TOKEN.finditer(text)
    ]
