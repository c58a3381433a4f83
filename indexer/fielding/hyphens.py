"""The hyphen at the end of a line: part of the word, or put there by a typesetter?

Text from print breaks words ("govern-/ment"); text wrapped by a program only breaks after hyphens
that were there ("al-/Nusra"). Which of the two a document is decides more than the word itself:
chosen per document .998 are right, with the wrong choice .3 to .6. How it is decided is described
in indexer.fielding.typesetting.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from newssearch.indexer.fielding.typesetting import FIRST_PART, LAST_PART, is_broken, is_from_print

_KEPT_AFTER = frozenset(
    """
    self ex vice much half non anti mid well
    one two three four five six seven eight nine twenty thirty
    forty fifty sixty seventy eighty ninety
    """.split()
)
"""First parts of compounds that hardly ever are the first syllable of a word."""
_KEPT_BEFORE_WORDS = frozenset(
    """
    all long short high low far near ever first second third ten north south east west left right
    cross post pro co multi then old new ill air oil gas war year day week month state world
    """.split()
)
"""First parts that may be either ("high-level", "high-way"): kept before a word of the document."""
_KEPT_SECOND = frozenset(
    """
    based related backed owned funded sponsored called needed quality profile effective friendly
    oriented income ranking term level scale party
    """.split()
)
"""Second parts that come after a hyphen, whatever is before it."""
_SUSPENDED_BEFORE = frozenset(("and", "or", "to", "but"))
"""After a hanging hyphen: "short- and long-term"."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+){0,6}")


class HyphenJoiner:
    """Joins two lines of one document of which the first ends in a hyphen.

    ``from_print`` says whether a typesetter broke words; None leaves it to be inferred from the
    lines.
    """

    def __init__(self, lines: Sequence[str], *, from_print: bool | None = None) -> None:
        self._lines = lines
        self._words: Counter[str] | None = None
        self._from_print = from_print

    def join(self, above: str, below: str) -> str:
        """Return the two lines as one, with the hyphen kept or dropped."""
        if above.endswith((" -", "--")):
            return f"{above} {below}"
        first = LAST_PART.search(above[-64:])
        second = FIRST_PART.match(below)
        if first is None or second is None:
            return above + below if below[:1].isalnum() else f"{above} {below}"
        if second.group() in _SUSPENDED_BEFORE and below[second.end() :][:1] != "-":
            return f"{above} {below}"
        compound = above.rpartition(" ")[2].count("-") > 1
        if compound or self._keeps(first.group(1), second.group()):
            return above + below
        return above[:-1] + below

    def _keeps(self, first: str, second: str) -> bool:
        if not self._is_from_print():
            return True
        words = self._document_words()
        hyphenated = words[f"{first}-{second}".lower()]
        joined = words[f"{first}{second}".lower()]
        if hyphenated or joined:
            return hyphenated >= joined
        if second[0].isupper() or first.lower() in _KEPT_AFTER:
            return True
        if second.lower() in _KEPT_SECOND and len(first) > 1:
            return True
        if first.endswith("ly") and len(first) > 4 and len(second) > 3:
            return True  # an adverb: "critically-important"
        if len(second) <= 3 or words[second.lower()] == 0:
            return False
        # Two ordinary words of the document make a compound; two syllables are not words.
        return first.lower() in _KEPT_BEFORE_WORDS or (len(first) > 3 and words[first.lower()] > 0)

    def _is_from_print(self) -> bool:
        if self._from_print is None:
            self._from_print = is_from_print(self._lines, self._document_words())
        return self._from_print

    def _document_words(self) -> Counter[str]:
        if self._words is None:
            self._words = Counter()
            broken_above = False
            for line in self._lines:
                found = _WORD.findall(line.lower())
                broken = is_broken(line)
                # the two parts of a broken word are what is to be decided, and no evidence
                self._words.update(found[int(broken_above) : len(found) - int(broken)])
                broken_above = broken
        return self._words
