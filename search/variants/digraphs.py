"""Letters that are typed as two: Müller and Mueller, Århus and Aarhus, Đoković and Djokovic.

Texts are indexed without accents (Müller as ``muller``), so that a digraph is checked against the
plain vowel. A word typed with the letter itself (Müller, Tromsø) says that it has one. Of any
other word it is guessed: ``mueller`` may be Müller, and ``muller`` may be typed as Mueller, unless
the digraph is at a place where no umlaut is, or one of the two is an everyday English word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TYPED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj"})
_PLAIN = {"ae": "a", "oe": "o", "ue": "u", "aa": "a", "dj": "d"}
_DIGRAPH = re.compile(
    r"(?<![aeiouq])(?:ae(?![aeioy]|$)|oe(?![aeiouy])|(?:ue|aa)(?![aeiouy]|$)|(?<!a)dj(?=[aeiou]))"
)
"""Not behind a vowel or q (neue, Trauer, queen), nor before one (coeur) but in äu (Haeuser)."""
_LEAST = 4
"""Letters that a word has at least with the plain vowel: poet is not pot, does not dos."""

_DIGRAPHS_OF = {"a": ("ae", "aa"), "o": ("oe",), "u": ("ue",)}

NATIVE = frozenset("af ca eo es et eu fi fr ga gl id it la nl pt ro".split())
"""Languages that have these pairs of letters in words of their own (boek, fuerza, maa)."""

_NO_UMLAUT = frozenset(
    """
    aerial aeries argues baath buell caesar canoe citroen daemon daemons duell
    faeces faerie glaad graeme guess guessed guesses guest guests laager loews loewy michael
    mychael poems poets rafael statues thaad truest venues
    """.split()
)
"""Words in which a digraph is none, although there is a word with the plain vowel."""

_NO_DIGRAPH = frozenset(
    """
    backer backers bade bank bath bull burger burgers casar citron dame dull face faces fuller
    game glad grab grad gust gusts hack hacker hackers hare hart junger lager lander landers
    loser losers lows manner manners mutter name pots roland roller rollers sale same span
    staple state status stunts tone tones trust venus wage waste
    """.split()
)
"""Everyday words of English that are no German or Danish word without its umlaut."""


@lru_cache(maxsize=1024)
def with_digraphs(typed: str) -> str:
    """Return a word typed with ä, ö, ü, ø, å or đ as it is typed without them; "" of any other."""
    plain = unicodedata.normalize("NFC", typed).lower()
    spelled = plain.translate(_TYPED)
    return "" if spelled == plain else spelled


@lru_cache(maxsize=1024)
def guessed_digraphs(token: str) -> tuple[str, ...]:
    """Return the words that a folded one may be, if a digraph or a vowel of it is an umlaut."""
    if not (token.isascii() and token.isalpha()):
        return ()
    found = [] if token in _NO_UMLAUT else list(_plain_vowels(token))
    if token not in _NO_DIGRAPH and len(token) >= _LEAST:
        found += (word for word in _digraph_vowels(token) if word not in _NO_UMLAUT)
    return tuple(dict.fromkeys(found))


def _plain_vowels(token: str) -> list[str]:
    """Return a word with all its digraphs as plain vowels, and with one of them."""
    places = list(_DIGRAPH.finditer(token))
    found = [_DIGRAPH.sub(lambda match: _PLAIN[match[0]], token)] if places else []
    if len(places) > 1:
        found += (token[: m.start()] + _PLAIN[m[0]] + token[m.end() :] for m in places)
    return [word for word in found if len(word) >= _LEAST]


def _digraph_vowels(token: str) -> list[str]:
    """Return a word with one plain vowel as a digraph, where that may be an umlaut."""
    found = []
    for at, letter in enumerate(token):
        for digraph in _DIGRAPHS_OF.get(letter, ()):
            word = token[:at] + digraph + token[at + 1 :]
            match = _DIGRAPH.match(word, at)
            if match and match[0] == digraph:
                found.append(word)
    return found
