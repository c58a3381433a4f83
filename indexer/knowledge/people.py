"""The form of people's names, as bylines and contributor lines print them.

Two to six capitalised words with initials and particles, and what is distinguished from them:
roles, and what systems write where nobody is named. Who a person is, and which mention means whom,
is the business of ``indexer.quotations``.
"""

from __future__ import annotations

import re

from newssearch.indexer.knowledge.agencies import is_agency, is_organisation

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
_NOBODY = re.compile(
    r"(?:the )?(?:admin|administrator|editors?|editorial(?: (?:team|staff|board))?|staff"
    r"|staff (?:writer|reporter)s?|staff and agencies|redaktion|redacción|redação|redazione"
    r"|rédaction|redaction|la rédaction|redactie|redaktionen|redaksjonen|online|web|authors?"
    r"|autore?|auteur|unknown|none|null|nan|undefined|n/?a|guest"
    r"|guest (?:author|contributor|post)|webmaster|web (?:staff|desk)|news ?(?:desk|room)|desk"
    r"|user\d{0,9}|contributors?|contributed|anonymous|press release|reporters?|correspondents?"
    r"|writers?|system|root|super user|site admin|wordpress|default|test|post(?:ed)?|various"
    r"|\d{1,20})",
    re.IGNORECASE,
)
"""What systems put where nobody is named."""
_ROLE_WORDS = frozenset(
    """
    writer writers reporter reporters correspondent correspondents editor editors columnist
    columnists contributor contributors analyst analysts staff bureau producer photographer chief
    intern fellow critic author blogger journalist desk team ceo
    redakteur redakteurin reporterin korrespondent korrespondentin autorin autor kolumnist
    journaliste correspondant correspondante envoyé redactor redactora periodista corresponsal
    jornalista repórter redator correspondente giornalista corrispondente inviato verslaggever
    verslaggeefster redacteur correspondente reporteren journalisten korrespondenten
    """.split()
)
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("AEIOUY")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net)\b|[{}<>\[\]=]", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Return whether ``text`` has the form of a person's full name."""
    words = text.split()
    if not 2 <= len(words) <= MAX_NAME_WORDS or len(text) > MAX_NAME_CHARACTERS:
        return False
    if not all(_WORD.fullmatch(word) or word.lower() in _PARTICLES for word in words):
        return False
    if words[-1] in _PARTICLES or any(word.lower() in _NO_NAME for word in words):
        return False
    return len(words[-1].strip(".")) > 1 and not is_organisation(text)


def is_usable_author(text: str) -> bool:
    """Return whether a declared author can be kept: a name or pen name, no role or address."""
    words = text.split()
    return (
        1 <= len(words) <= MAX_NAME_WORDS
        and 2 <= len(text) <= MAX_NAME_CHARACTERS
        and _NOBODY.fullmatch(text) is None
        and any(char.isalpha() for char in text)
        and _ADDRESS.search(text) is None
    )


def is_role(text: str) -> bool:
    """Return whether ``text`` says what somebody does at a paper ("Staff Writer")."""
    words = text.casefold().strip(" .").split()
    return 1 <= len(words) <= 6 and words[-1] in _ROLE_WORDS and not is_agency(text)


def without_role(text: str) -> str | None:
    """Return the name of "Jane Doe Staff Writer" or "Jane Doe Reuters", None of all else."""
    words = text.split()
    for length in range(min(len(words) - 1, 4), 1, -1):
        name, rest = " ".join(words[:length]), " ".join(words[length:])
        if (is_role(rest) or is_agency(rest)) and is_name(name):
            return name
    return None


def tidy_name(text: str) -> str:
    """Return a name without stray punctuation, a name in capitals in ordinary letters.

    >>> tidy_name("J.R. O'BRIEN")
    "J.R. O'Brien"
    """
    name = " ".join(text.split()).strip(" ,;:|/*")
    if name.endswith(".") and not re.search(r"(?:\b[A-Z]|Jr|Sr|JR|SR|M\.?D|Ph\.?D)\.$", name):
        name = name.rstrip(".")
    if name.isupper() and len(name) > 3:
        first, *others = name.split(" ")
        opening = first if NAME_SUFFIX.fullmatch(first) else _LETTERS.sub(_capitalised, first)
        return " ".join([opening, *map(_lower, others)])
    return name


def _lower(word: str) -> str:
    if NAME_SUFFIX.fullmatch(word) and word not in ("JR", "SR", "JR.", "SR."):
        return word
    if word.lower() in _PARTICLES and word not in ("DO", "LE", "AL", "LA"):
        return word.lower()
    return _LETTERS.sub(_capitalised, word)


def _capitalised(match: re.Match[str]) -> str:
    return _capitalise(match.group())


def _capitalise(letters: str) -> str:
    if len(letters) == 2 and (letters[1] == "J" or not _VOWELS & set(letters)) and letters != "NG":
        return letters  # initials: JD, TJ, AJ
    if letters.startswith("MC") and len(letters) > 4:
        return "Mc" + letters[2:].capitalize()
    return letters.capitalize()
