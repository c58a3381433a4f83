"""What each character is to the analysis: one table, read by the specification and by the loops.

A character has one of a few classes, each a single character, so that the classes of a text are
a text of the same length, and the rules of ``surfaces`` are expressions over classes.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right

WORD = "w"
"""A letter or digit of a script that puts spaces between words."""
UNSEGMENTED = "u"
"""A letter of a script that is written without spaces between words, or with few."""
MARK = "m"
"""What belongs to the letter before it: accents, vowel signs, characters that nobody sees."""
APOSTROPHE = "'"
HYPHEN = "-"
STOP = "."
AMPERSAND = "&"
BLANK = " "
NEWLINE = "\n"
OTHER = "x"

APOSTROPHES = "'`´‘’‛′‵ʹʻʼʽʾʿˈ՚׳ߴߵ᾽᾿＇Ꞌꞌʹ΄"
"""What is typed or printed for an apostrophe inside a word: quotation marks, primes, accents that
stand alone, and the letters of Hawaiian, Tongan, transliterated Arabic, Nahuatl and N'Ko."""

_HYPHENS = "-‐‑⁃֊־﹣－"
_STOPS = ".．"
_AMPERSANDS = "&＆﹠"
_ALSO_MARKS = "\u0640\uff9e\uff9f״·\u0387"
"""Tatweel, the voicing marks of halfwidth kana, the gershayim of Hebrew abbreviations, and the
middle dot of Catalan (col·lecció)."""

UNSEGMENTED_RANGES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1100, 0x11FF),  # letters of Hangul syllables
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x2E80, 0x2FDF),  # radicals of Han
    (0x3005, 0x3007),
    (0x3021, 0x3035),
    (0x3038, 0x318F),  # kana, Bopomofo, letters of Hangul
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0xA4CF),  # Han, Yi
    (0xA960, 0xA97F),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),  # Han
    (0xFF66, 0xFFDC),  # halfwidth kana and Hangul
    (0x16FE0, 0x18DFF),  # Tangut, Khitan
    (0x1AFF0, 0x1B2FF),  # kana, Nüshu
    (0x20000, 0x3FFFD),  # Han
)
"""Where the letters of scripts without spaces lie (Unicode 15, Blocks.txt)."""

_FOLLOWING_JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))
"""Vowels and final consonants of Hangul that follow a leading one within a syllable."""


def _is_in(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Say whether a code point is in one of some ranges, in ascending order."""
    place = bisect_right(ranges, (code, sys.maxunicode)) - 1
    return place >= 0 and code <= ranges[place][1]


_STRAIGHT_GERSHAYIM = re.compile(r"(?<=[א-ת])\"(?=[א-ת])")


def with_gershayim(text: str) -> str:
    """Return a text with straight marks within Hebrew abbreviations (צה"ל) as their own mark.

    Of the same length: a straight mark is no part of a word anywhere else.
    """
    return _STRAIGHT_GERSHAYIM.sub("״", text) if '"' in text and not text.isascii() else text


def class_of(character: str) -> str:
    """Return the class of a character, one of the constants above."""
    listed = _LISTED.get(character)
    if listed is not None:
        return listed
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf":
        return MARK
    if character.isspace():
        return BLANK
    if not character.isalnum():
        return OTHER
    code = ord(character)
    if character.isdecimal() or code < UNSEGMENTED_RANGES[0][0]:
        return WORD
    if _is_in(code, _FOLLOWING_JAMO):
        return MARK
    return UNSEGMENTED if _is_in(code, UNSEGMENTED_RANGES) else WORD


_LISTED = {
    "\n": NEWLINE,
    **dict.fromkeys("\0\x01", BLANK),  # the writing side uses them between texts
    **dict.fromkeys(APOSTROPHES, APOSTROPHE),
    **dict.fromkeys(_HYPHENS, HYPHEN),
    **dict.fromkeys(_STOPS, STOP),
    **dict.fromkeys(_AMPERSANDS, AMPERSAND),
    **dict.fromkeys(_ALSO_MARKS, MARK),
}


class _Classes(dict[int, str]):
    """The classes of code points, each found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        found = self[code] = class_of(chr(code))
        return found


_CLASSES = _Classes()


def classes_of(text: str) -> str:
    """Return the classes of a text's characters, as a text of the same length."""
    return text.translate(_CLASSES)
