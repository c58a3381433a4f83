"""Which spellings are the same word: case, accents, ligatures and curly marks never matter.

Compatibility decomposition (Unicode Annex 15, NFKD) removes accents and splits ligatures; what
it leaves whole although readers type it plainly is in ``_PLAIN``. Marks are taken off where they
are accents or reading aids: of Latin, Greek and Cyrillic letters, and the points of Hebrew and
Arabic. In other scripts they are vowels or change the letter, and count.
"""

from __future__ import annotations

import re
import unicodedata

from newssearch.archive.analysis.characters import APOSTROPHES

_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))

_PLAIN = str.maketrans(
    {
        "‐": "-",
        "‑": "-",
        "֊": "-",
        "־": "-",
        "⁃": "-",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        # Arabic letters that one writer types for another, as Lucene's ArabicNormalizer has them,
        # and the Persian and Urdu forms of yaa and kaf
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ة": "ه",
        "ک": "ك",
        "ڪ": "ك",
        "ہ": "ه",
    }
)

_DROPPED = re.compile(
    "["
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # of any script
    "\u0483-\u0489"  # Cyrillic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7״"  # Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0898-\u089f\u08ca-\u08ff"  # Arabic, with tatweel
    "\ufe00-\ufe0f\U000e0100-\U000e01ef\u034f·\u17b4\u17b5\u180b-\u180f"  # unseen
    "]"
)
"""Marks that make no difference. Characters of the category Cf, which nobody sees, make none
either."""


_WHOLE = {vowel: unicodedata.normalize("NFKD", vowel) for vowel in "\u0e33\u0eb3"}
"""The vowel am of Thai and Lao, a letter of its own, which decomposition splits."""


def fold(text: str) -> str:
    """Return the form under which ``text`` is indexed and looked up; folding is idempotent."""
    if text.isascii():
        return text.lower().replace("`", "'")
    # before decomposition, which makes a blank and an accent of an accent that stands alone
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    for vowel, parts in _WHOLE.items():
        plain = plain.replace(parts, vowel)
    bare = _DROPPED.sub("", plain).casefold().translate(_PLAIN)
    return unicodedata.normalize("NFC", "".join(map(_plain_digit, bare)))


def _plain_digit(character: str) -> str:
    """Return a decimal digit of any script as one of ASCII, nothing for a character unseen."""
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "" if unicodedata.category(character) == "Cf" else character
