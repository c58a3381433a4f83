"""Names of people, as bylines and contributor lines print them.

Only their form is judged: two to six capitalised words with initials and particles. Who a person
is, and which mention means whom, is the business of ``indexer.quotations``.
"""

from __future__ import annotations

import re

from newssearch.indexer.fielding.agencies import is_organisation

MAX_NAME_WORDS = 6
MAX_NAME_CHARACTERS = 60

_PARTICLES = frozenset(
    "de del della der den des di da do dos du la le las los van von zu bin ibn al el ter ten y e "
    "af av st. ben abu".split()
)
_SUFFIX = r"(?:Jr|Sr|JR|SR|II|III|IV|M\.?D|Ph\.?D|Esq|MP|MBE|OBE)\.?"
NAME_SUFFIX = re.compile(_SUFFIX)
_WORD = re.compile(r"(?:[^\W\d_a-z][\w’'.-]*|(?:d|l|al|el|o)[’'-][^\W\d_a-z][\w’'-]*)")
_NO_NAME = frozenset(
    """
    the a an this that these those his her its their our my and or but not in on at for from with
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday today yesterday
    staff reporter reporters writer writers editor editors correspondent correspondents columnist
    special contributor contributing photographer admin administrator webmaster guest unknown
    published posted updated new no more press release news all most many some
    """.split()
) - {"may", "april", "june", "august"}
_GENERIC = frozenset(
    """
    admin administrator staff editor editors webmaster guest unknown anonymous none null n/a na
    newsroom redaction author contributor reporter correspondent writer user root system
    """.split()
)
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("AEIOUY")
_ADDRESS = re.compile(r"https?:|www\.|[\w.]@[\w.]|\.(?:com|org|net)\b", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Say whether ``text`` has the form of a person's full name."""
    words = text.split()
    if not 2 <= len(words) <= MAX_NAME_WORDS or len(text) > MAX_NAME_CHARACTERS:
        return False
    if not all(_WORD.fullmatch(word) or word.lower() in _PARTICLES for word in words):
        return False
    if words[-1] in _PARTICLES or any(word.lower() in _NO_NAME for word in words):
        return False
    return len(words[-1].strip(".")) > 1 and not is_organisation(text)


def is_usable_author(text: str) -> bool:
    """Say whether a declared author can stand as it is: a name or pen name, no role or address."""
    words = text.split()
    return (
        1 <= len(words) <= MAX_NAME_WORDS
        and len(text) <= MAX_NAME_CHARACTERS
        and text.casefold() not in _GENERIC
        and any(char.isalpha() for char in text)
        and _ADDRESS.search(text) is None
    )


def tidy_name(text: str) -> str:
    """Return a name without stray punctuation, a name in capitals in ordinary letters.

    >>> tidy_name("J.R. O'BRIEN")
    "J.R. O'Brien"
    """
    name = " ".join(text.split()).strip(" ,;:|/*")
    if name.endswith(".") and not re.search(r"(?:\b[A-Z]|Jr|Sr|JR|SR|M\.?D|Ph\.?D)\.$", name):
        name = name.rstrip(".")
    if name.isupper() and len(name) > 3:
        return " ".join(_lower(word) for word in name.split(" "))
    return name


def _lower(word: str) -> str:
    if NAME_SUFFIX.fullmatch(word) and word not in ("JR", "SR", "JR.", "SR."):
        return word
    if word.lower() in _PARTICLES and word not in ("DO", "LE", "AL", "LA"):
        return word.lower()
    return _LETTERS.sub(lambda match: _capitalise(match.group()), word)


def _capitalise(letters: str) -> str:
    if len(letters) == 2 and (letters[1] == "J" or not _VOWELS & set(letters)) and letters != "NG":
        return letters  # initials: JD, TJ, AJ
    if letters.startswith("MC") and len(letters) > 4:
        return "Mc" + letters[2:].capitalize()
    return letters.capitalize()
