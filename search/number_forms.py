"""The singular and the plural of an English noun, as far as spelling and lists tell them.

Where spelling leaves two readings ("cookies" could be of cookie or of cooky), both are given: a
form that no article has finds nothing. Words are given and returned in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newssearch.search.variants.nouns import irregular_plurals

_ALIKE = frozenset(
    """
    sheep deer fish police cattle moose elk bison salmon trout cod swine squid shrimp plankton
    offspring
    aircraft spacecraft hovercraft watercraft series species means headquarters barracks
    crossroads gallows innings corps chassis rendezvous
    chinese japanese vietnamese portuguese lebanese sudanese taiwanese burmese maltese senegalese
    congolese nepalese sinhalese swiss
    """.split()
)
"""Nouns whose singular and plural are one."""

_SINGULAR_IN_S = frozenset(
    """
    lens atlas canvas bias alias pancreas asbestos cosmos chaos ethos pathos kudos rhinoceros
    thermos christmas texas arkansas kansas honduras bahamas hamas caracas dallas las los laos
    barbados news politics economics mathematics physics ethics athletics gymnastics electronics
    aerobics diabetes measles mumps rabies herpes paris wales athens brussels naples netherlands
    seychelles maldives andes thomas james charles jones williams hughes nicholas lucas reuters
    us yes as is was has does his hers its this thus always perhaps afterwards sometimes besides
    """.split()
)
"""Words that end in one s and are no plurals."""

_SHORT = frozenset({"us", "as", "is"})
"""Those of them that other words begin with: uses is of use."""

_COMPOUND_ENDINGS = ("man", "child", "foot", "tooth", "wife", "mouse", "person", "half", "self")
"""Nouns that also stand at the end of longer ones: policeman, grandchild, housewife."""

_NO_COMPOUNDS = frozenset(
    """
    german roman norman human shaman talisman ottoman caiman brahman turkoman cayman oman
    behalf
    """.split()
)


@cache
def _irregular_singulars() -> dict[str, tuple[str, ...]]:
    """Return the nouns that have a plural of the table, by the plural."""
    singulars: dict[str, list[str]] = {}
    for word, own in irregular_plurals().items():
        for plural in own:
            singulars.setdefault(plural, []).append(word)
    return {plural: tuple(own) for plural, own in singulars.items()}


def singulars(word: str) -> tuple[str, ...]:
    """Return the singular of a noun, itself if it is one; more where spelling leaves a choice."""
    return tuple(dict.fromkeys(_singulars(word)))


def plurals(word: str) -> tuple[str, ...]:
    """Return the plural of a noun, itself if it is one; more where there are several."""
    return tuple(dict.fromkeys(one for single in singulars(word) for one in _plurals(single)))


def _singulars(word: str) -> Iterator[str]:
    compound = _of_compound(word, plural=True)
    if word in _irregular_singulars():
        yield from _irregular_singulars()[word]
    elif compound is not None:
        yield compound
    elif word in _ALIKE or word in irregular_plurals() or not _looks_plural(word):
        yield word
    elif word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
        yield word[:-1]
    elif word.endswith(("sses", "shes", "zzes")) or _is_of_one_in_s(word):
        yield word[:-2]
    elif word.endswith(("ches", "xes", "oes", "zes")):
        yield word[:-2]
        yield word[:-1]
    else:
        yield word[:-1]


def _looks_plural(word: str) -> bool:
    if len(word) < 3 or not word.endswith("s") or word in _SINGULAR_IN_S:
        return False
    return not word.endswith(("ss", "us", "is"))


def _is_of_one_in_s(word: str) -> bool:
    """Say whether a plural is that of a word in one s: viruses and atlases, not uses or houses."""
    if not word.endswith("ses"):
        return False
    bare = word[:-2]
    if bare in _SINGULAR_IN_S:
        return bare not in _SHORT
    return len(bare) > 4 and bare.endswith("us") and bare[-3] not in "aeof"


def _plurals(word: str) -> Iterator[str]:
    irregular = irregular_plurals().get(word)
    compound = _of_compound(word, plural=False)
    if irregular is not None:
        yield from irregular
    elif compound is not None:
        yield compound
    elif word in _ALIKE:
        yield word
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "ies"
        yield word + "s"
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
        if word.endswith("ch"):
            yield word + "s"
    elif word.endswith("o"):
        yield word + "s"
        yield word + "es"
    else:
        yield word + "s"


def _of_compound(word: str, *, plural: bool) -> str | None:
    """Return the other number of a compound such as policeman or grandchildren, else None."""
    for ending in _COMPOUND_ENDINGS:
        for other in irregular_plurals()[ending]:
            own, wanted = (other, ending) if plural else (ending, other)
            if len(word) > len(own) and word.endswith(own) and word not in _NO_COMPOUNDS:
                return word[: -len(own)] + wanted
    return None
