"""Which spellings are the same word: case, accents, ligatures and curly marks never matter.

Compatibility decomposition (Unicode Annex 15, NFKD) takes accents off and ligatures apart; what
it leaves whole although English readers type it plainly is in ``_PLAIN``.
"""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "＇": "'",
        "‐": "-",
        "‑": "-",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)


def fold(text: str) -> str:
    """Return the form under which ``text`` is indexed and looked up; folding is idempotent."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(_PLAIN)
    return unicodedata.normalize("NFC", bare)
