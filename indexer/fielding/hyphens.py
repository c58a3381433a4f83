"""The hyphen at the end of a line: part of the word, or put there by a typesetter?

Text from print breaks words ("govern-/ment"); text wrapped by a program only breaks after hyphens
that were there ("al-/Nusra"). Which of the two a document is decides more than the word itself:
chosen per document the prototype was right .996 to .998 of the time, with the wrong choice .3 to
.6.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

MIN_PRINT_HYPHENS = 4
MIN_PRINT_SHARE = 0.05
"""A document is from print if at least so many lines, and so large a share, end in a hyphen."""

_KEPT_AFTER = frozenset(
    """
    al el ul abu ibn ex non self anti pro all half vice mid pre post co re un multi semi quasi
    cross well ill long short high low so far near ever new old first second third one two three
    four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety then
    north south east west left right centre center inter trans ultra counter over under off on by
    in out up down quarter year day week month state world war air sea land oil gas dollar euro
    anglo franco sino russo afro indo
    """.split()
)
_LAST_PART = re.compile(r"([^\W\d_][^\W\d_’'.]{0,60})-$")
_FIRST_PART = re.compile(r"[^\W\d_’']{1,60}")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+){0,6}")
_BROKEN = re.compile(r"[^\W\d_]-$")


class HyphenJoiner:
    """Joins two lines of one document of which the first ends in a hyphen."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._words: Counter[str] | None = None
        self._from_print: bool | None = None

    def join(self, above: str, below: str) -> str:
        """Return the two lines as one, with the hyphen kept or dropped."""
        if above.endswith((" -", "--")):
            return f"{above} {below}"
        first = _LAST_PART.search(above[-64:])
        second = _FIRST_PART.match(below)
        if first is None or second is None:
            return above + below if below[:1].isalnum() else f"{above} {below}"
        if self._keeps(first.group(1), second.group()):
            return above + below
        return above[:-1] + below

    def _keeps(self, first: str, second: str) -> bool:
        words = self._document_words()
        hyphenated = words[f"{first}-{second}".lower()]
        joined = words[f"{first}{second}".lower()]
        if hyphenated or joined:
            return hyphenated >= joined
        if second[0].isupper() or first.lower() in _KEPT_AFTER or not self._is_from_print():
            return True
        # Two ordinary words of the document make a compound; two syllables are not words.
        return min(len(first), len(second)) > 3 and all(
            words[part.lower()] > 0 for part in (first, second)
        )

    def _is_from_print(self) -> bool:
        if self._from_print is None:
            broken = sum(1 for line in self._lines if _BROKEN.search(line.rstrip()[-2:]))
            share = MIN_PRINT_SHARE * len(self._lines)
            self._from_print = broken >= MIN_PRINT_HYPHENS and broken > share
        return self._from_print

    def _document_words(self) -> Counter[str]:
        if self._words is None:
            self._words = Counter()
            broken_above = False
            for line in self._lines:
                found = _WORD.findall(line.lower())
                broken = _BROKEN.search(line.rstrip()[-2:]) is not None
                # the two parts of a broken word are what is to be decided, and no evidence
                self._words.update(found[int(broken_above) : len(found) - int(broken)])
                broken_above = broken
        return self._words
