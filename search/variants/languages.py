"""Forms of a word in languages other than English: by their stems, and by endings of plurals.

Words are indexed without accents, but some endings are known to Snowball with theirs only, so
that they are put back before a word is stemmed (``новыи`` is новый). Where Snowball keeps a plural
apart (ciudad and ciudades, eleição and eleições), pairs of endings join it to its singular.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from newssearch.archive.analysis import fold
from newssearch.archive.analysis.stems import stems_by


class Language(NamedTuple):
    """A language whose forms are known: its name, and the name of its stemmer in Snowball."""

    name: str
    algorithm: str


_NORWEGIAN = Language("Norwegian", "norwegian")

LANGUAGES = MappingProxyType(
    {
        "ar": Language("Arabic", "arabic"),
        "ca": Language("Catalan", "catalan"),
        "cs": Language("Czech", "czech"),
        "da": Language("Danish", "danish"),
        "de": Language("German", "german"),
        "el": Language("Greek", "greek"),
        "eo": Language("Esperanto", "esperanto"),
        "es": Language("Spanish", "spanish"),
        "et": Language("Estonian", "estonian"),
        "eu": Language("Basque", "basque"),
        "fa": Language("Persian", "persian"),
        "fi": Language("Finnish", "finnish"),
        "fr": Language("French", "french"),
        "hu": Language("Hungarian", "hungarian"),
        "hy": Language("Armenian", "armenian"),
        "id": Language("Indonesian", "indonesian"),
        "it": Language("Italian", "italian"),
        "lt": Language("Lithuanian", "lithuanian"),
        "nb": _NORWEGIAN,
        "nl": Language("Dutch", "dutch"),
        "nn": _NORWEGIAN,
        "no": _NORWEGIAN,
        "pl": Language("Polish", "polish"),
        "pt": Language("Portuguese", "portuguese"),
        "ro": Language("Romanian", "romanian"),
        "ru": Language("Russian", "russian"),
        "sr": Language("Serbian", "serbian"),
        "sv": Language("Swedish", "swedish"),
        "ta": Language("Tamil", "tamil"),
        "tr": Language("Turkish", "turkish"),
    }
)
"""By code. English is known by more than stems, and is not here. Hindi and Nepali are not
either: Snowball's stems of them drop vowel signs, by which words differ (रमा is not रमी)."""

_OF_SCRIPT = (
    ("\u0370", "\u03ff", "el"),
    ("\u0400", "\u052f", "ru"),
    ("\u0530", "\u058f", "hy"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0b80", "\u0bff", "ta"),
)
"""First and last letters of scripts, and the language an unknown text in one is taken for."""


def language_of_script(token: str) -> str | None:
    """Return what language a word is taken for in an article of no known language.

    English for a word in Latin letters; None in a script whose languages are not known.
    """
    first = token[:1]
    if first < "\u0370":
        return "en"
    return next((code for low, high, code in _OF_SCRIPT if low <= first <= high), None)


_ENDINGS = MappingProxyType(
    {
        "ru": (re.compile("(?<=[аеиоуыэюя])и$"), "й"),
        "pl": (re.compile("ow$"), "ów"),
        "cs": (re.compile("eho$"), "ého"),
        "ca": (re.compile("cio$"), "ció"),
        "ar": (re.compile("ه$"), "ة"),
    }
)
"""Endings that folding takes the marks off, and how Snowball knows them."""

_ARTICLE = re.compile("^(?:[وبكف]?ال|لل)(?=..)")
"""The Arabic article, with what may be written before it."""
_PREFIXES = MappingProxyType(
    {
        "ar": tuple("و ف ب ك ل ال وال بال كال فال لل الو والو بالو للو".split()),
        "id": tuple("ber di ke me mem men meng pe pem pen peng per se ter".split()),
    }
)
"""What is written before a word, of which the stem knows nothing."""
_NASALS = MappingProxyType({"id": tuple("mem men meng meny pem pen peng peny".split())})
"""The same where it takes the place of the first letter: pilih and memilih."""

_NOT_LATIN = frozenset(("ar", "el", "fa", "hy", "ru", "ta"))
"""Languages that are not written in Latin letters; Serbian is written in both."""
_MARKED = re.compile("[0-9.'&-]")
_DOUBLE = re.compile("(aa|ee|oo|uu)(?=[^aeiou]*$)")

_PLURALS = MappingProxyType(
    {
        "ca": " s,a es,c cs,o ons",
        "es": " s, es,z ces",
        "fr": " s, x,al aux,ail aux",
        "nl": " eren",
        "pt": " s, es,ao oes,ao aes,al ais,el eis,ol ois,m ns",
    }
)
"""Endings of singulars and plurals, side by side."""

_LEAST = 3
"""Letters of a word that has other forms, and of a singular without its ending."""


@lru_cache(maxsize=1024)
def stem_in(code: str, token: str) -> str:
    """Return the stem of a folded word in a language of ``LANGUAGES``, folded."""
    return stems_in(code, [token])[0]


def stems_in(code: str, tokens: Sequence[str]) -> list[str]:
    """Return the stem of each of some folded words in a language of ``LANGUAGES``, folded."""
    changed = tokens if code not in _RESTORED else [_restored(code, token) for token in tokens]
    stems = stems_by(LANGUAGES[code].algorithm, changed)
    return [fold(root) or token for root, token in zip(stems, tokens, strict=True)]


_RESTORED = frozenset(("tr", *_ENDINGS))


def _restored(code: str, token: str) -> str:
    """Return a word with marks of its endings put back, and without an Arabic article."""
    if code == "tr":
        return _harmonious(token)
    if code == "ar":
        token = _ARTICLE.sub("", token)
    if code in _ENDINGS:
        ending, marked = _ENDINGS[code]
        return ending.sub(marked, token)
    return token


_BACK = re.compile("(?<=[aı])([^aeiou]*)i")
_FRONT = re.compile("(?<=[ei])([^aeiou]*)u")


def _harmonious(token: str) -> str:
    """Return a Turkish word with ı behind a and ü behind e: vowel harmony."""
    found, before = token, ""
    while found != before:
        before, found = found, _BACK.sub(r"\1ı", found, count=1)
    return _FRONT.sub(r"\1ü", found)


@lru_cache(maxsize=1024)
def beginnings(code: str, token: str) -> tuple[str, ...]:
    """Return how the forms of a word begin in a language: all that are asked for are among these.

    That is as the stem does, without its last letter, which may be another one in a form.
    """
    begin = _beginning(code, token)
    whole = _PREFIXES.get(code, ())
    nasal = _NASALS.get(code, ())
    return (begin, *(own + begin for own in whole), *(own + begin[1:] for own in nasal))


def _beginning(code: str, token: str) -> str:
    root = stem_in(code, token)
    if code == "sr" and token[0] > root[0]:  # its stems are in Latin letters
        return token[: max(len(token) - 3, _LEAST)]
    if code == "nl" and (double := _DOUBLE.search(root)):  # school, scholen
        return root[: double.start() + 1]
    cut = 2 if code == "ta" else 1
    return root[:-cut] if len(root) > _LEAST else root


def has_forms(code: str, token: str) -> bool:
    """Say whether a word may have forms in a language: by its length, its letters and script."""
    foreign = _NOT_LATIN if token[:1] < "\u0370" else LANGUAGES.keys() - _NOT_LATIN - {"sr"}
    return len(token) >= _LEAST and code not in foreign and _MARKED.search(token) is None


@lru_cache(maxsize=1024)
def counterparts(code: str, token: str) -> tuple[str, ...]:
    """Return what the plural or the singular of a word may be, by pairs of endings."""
    return tuple(dict.fromkeys(_counterparts(code, token)))


def _counterparts(code: str, token: str) -> Iterator[str]:
    for pair in filter(None, _PLURALS.get(code, "").split(",")):
        one, many = pair.split(" ")
        for ending, other in ((one, many), (many, one)):
            start = token[: len(token) - len(ending)]
            if token.endswith(ending) and len(start) >= _LEAST:
                yield start + other
