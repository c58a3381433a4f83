"""Was a text set in print, with words broken between syllables, or wrapped by a program?

A program breaks only after hyphens that are there already. Every line end with a hyphen is
evidence for one or the other; what it weighs is its log-likelihood ratio, counted over line ends of
press releases and Wikinews set both ways (32,441 in print, 2,111 by a program, none of them in
the measured sample). This is separate from the joining, which decides single words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from newssearch.indexer.fielding.compounds import FIRST_PARTS, SECOND_PARTS

PER_HYPHEN = 2.5
PER_LINE = -0.08
"""Poisson: print breaks a word in one line of twelve (columns more often, wide pages more rarely),
a program at a hyphen in one of 150 (measured 190 at 65 columns)."""
PRIOR = -3.5
"""Far more plain text was wrapped by a program than was set in print."""

IN_DOCUMENT_HYPHENATED = -7.0
LONGER_COMPOUND = -7.0
BEFORE_CAPITAL = -4.5
INSIDE_WORD = 5.5
IN_DOCUMENT_JOINED = 6.0
JOINED_AND_PREFIX = 2.5
JOINED_AND_WORDS = 0.5
TWO_WORDS = -4.0
TWO_UNKNOWN = 2.0
PREFIX_ONLY = -1.0
WORD_AND_UNKNOWN = -2.5
SHORT_WORD_AND_UNKNOWN = 1.0
UNKNOWN_AND_WORD = -1.5
"""Natural logarithms of how much more often a line end of the kind is in print."""

LAST_PART = re.compile(r"([^\W\d_][^\W\d_’'.]{0,60})-$")
FIRST_PART = re.compile(r"[^\W\d_’']{1,60}")
_BROKEN = re.compile(r"[^\W\d_]-$")
_SYLLABLES = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{0,2}(?:tions?|sions?|ments?|tively|tives?|tory|tories|cial|tial|ally"
    r"|able|ible|ances?|ences?|ency|ancy|eral|tional|tures?|ities|ity|ties|ously|tious|nesses|ness"
    r"|bers?|ters?|ders?|ners?|ted|ded|sed|ned|ved|ting|ding|sing|ning|ving)"
)
"""What follows a hyphen only inside a word."""
_MIN_WORD = 4
"""Letters; a shorter part may be in the document as a word and be a syllable all the same."""


def is_broken(line: str) -> bool:
    """Return whether a line ends in a letter and a hyphen."""
    return _BROKEN.search(line.rstrip()[-2:]) is not None


def is_from_print(lines: Sequence[str], words: Mapping[str, int]) -> bool:
    """Weigh all line-end hyphens; ``words`` counts the document's unbroken words in lower case."""
    broken = [number for number, line in enumerate(lines) if is_broken(line)]
    filled = sum(1 for line in lines if line.strip())
    weight = PRIOR + PER_HYPHEN * len(broken) + PER_LINE * filled
    for number in broken:
        below = lines[number + 1].lstrip() if number + 1 < len(lines) else ""
        weight += _weight(lines[number].rstrip(), below, words)
    return weight > 0


def _weight(above: str, below: str, words: Mapping[str, int]) -> float:
    before = LAST_PART.search(above[-64:])
    behind = FIRST_PART.match(below)
    if before is None or behind is None:
        return 0.0
    if behind.group()[0].isupper() and not before.group(1).isupper():
        return BEFORE_CAPITAL
    if above.rpartition(" ")[2].count("-") > 1 or below[behind.end() :][:1] == "-":
        return LONGER_COMPOUND
    first, second = before.group(1).lower(), behind.group().lower()
    if words.get(f"{first}-{second}"):
        return IN_DOCUMENT_HYPHENATED
    if _SYLLABLES.fullmatch(second):
        return INSIDE_WORD
    first_known = first in FIRST_PARTS or (len(first) >= _MIN_WORD and first in words)
    second_known = second in SECOND_PARTS or (len(second) >= _MIN_WORD and second in words)
    if words.get(first + second):
        if first_known:
            return JOINED_AND_WORDS if second_known else JOINED_AND_PREFIX
        return JOINED_AND_PREFIX if second_known else IN_DOCUMENT_JOINED
    if first_known:
        if second_known:
            return TWO_WORDS
        return PREFIX_ONLY if first in FIRST_PARTS else WORD_AND_UNKNOWN
    if second_known:
        return UNKNOWN_AND_WORD
    return SHORT_WORD_AND_UNKNOWN if first in words else TWO_UNKNOWN
