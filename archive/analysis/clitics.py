"""Words with an apostrophe inside: what they are indexed under.

O'Brien, Qur'an and Hawai'i are found without their mark, and l'école, dell'unione and
Diyarbakır'da by the word that the article or the ending is put to. English contractions keep
their mark, for without it many are other words (we'll, he'd, can't).
"""

from __future__ import annotations

import re

CONTRACTIONS: frozenset[str] = frozenset("ll re ve d m t n em".split())
"""What follows the apostrophe of an English contraction (and of Dutch zo'n)."""

ELISIONS: frozenset[str] = frozenset(
    """
    l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu
    dell dall nell sull all coll dagl degl un quest quell sant anch com gl bell mezz senz tutt
    nessun alcun ciascun qualcun cos dev dov quand trent vent cent grand buon
    """.split()
)
"""What French, Italian and Catalan leave of a short word before a vowel."""

_VOWELS = frozenset("aeiouyh")

_LEAST_JOINED = 3
"""Letters after an elision from which on the joined form is indexed: "l'a" is not "la"."""

_TURKISH_ENDING = re.compile(
    r"(?:l[ae]r)?(?:l[iu]k|l[iu]|c[iu]|s[iu]z)?"
    r"(?:[nys]?[iuae]|[nys]?[iu]n|[nys]?[iu]m[iu]z|s[iu]n(?:[iuae]|[dt][ae]n?))?"
    r"(?:n?[dt][ae]n?(?:ki)?|n?[iu]n(?:ki)?|ki|y?l[ae]|n?c[ae]|y?[dtm][iu][rs]?|y?s[ae])?"
    r"(?:l[ae]r(?:[iu]n?|[dt][ae]n?|[ae])?|n[iu]n|n[iuae]|n[dt][ae]n?)?"
)
"""The endings that Turkish puts behind the apostrophe of a name, folded: plural, possession, case,
and the suffixes -ki, -li, -ci, -siz (Göksel and Kerslake, Turkish: A Comprehensive Grammar, 8)."""

_LONGEST_ENDING = 9


def forms_of(word: str) -> tuple[str, ...]:
    """Return the forms under which a folded word with apostrophes is indexed.

    The first is what a query for the word looks up.
    """
    before, _, after = word.rpartition("'")
    if after in CONTRACTIONS:
        return (word,)
    joined = word.replace("'", "")
    elided, _, rest = word.partition("'")
    if elided in ELISIONS and rest[0] in _VOWELS:
        rest = rest.replace("'", "")
        return (joined if len(rest) >= _LEAST_JOINED else word, rest)
    if len(before) > 1 and len(after) <= _LONGEST_ENDING and _TURKISH_ENDING.fullmatch(after):
        return (joined, before.replace("'", ""))
    return (joined,)
