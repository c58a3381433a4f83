"""Names as they are in lists ("Powell, Colin L."), and the forms in which news prints them.

A rule of thumb for people's names, not a register of people: it finds who bears a name, which may
be several. Everything is searched as written in quotation marks, so without word forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.search.folded_names import BODIES, SUFFIXES, TITLES

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_YEARS = re.compile(r"\d")
_PARTICLES = frozenset(
    "af al ap av bin bint da das de del della den der di do dos du el ibn la le los st st. te ten"
    " ter van von zu zum zur".split()
)
"""What a family name may begin with, where no comma says where it does."""

_ADDRESSES = frozenset(
    "dame frau herr lady lord miss mlle mlle. mme mme. mrs mrs. ms ms. rev rev. señor"
    " señora".split()
)
"""What may come before a whole name, and means nothing then; "Mrs. Thatcher" is left as it is."""

_COMPANIES = frozenset(
    "ag bv co co. company corp corp. corporation gmbh inc inc. incorporated kg limited llc llp"
    " ltd ltd. nv oyj plc sa se spa srl".split()
)
"""What is behind a comma and is neither a first name nor a suffix of a person's."""


def query_for_name(name: str) -> str:
    """Return a query for the usual forms of a name that is written as in a list.

    ``Powell, Colin L.`` is searched as Colin L. Powell, Colin Powell, C. L. Powell and Powell,
    Colin L.; ``Powell, Colin`` as Colin Powell with at most one word between the two, and as
    Powell Colin. Titles, suffixes (Jr.), years and remarks in brackets are left out. A name without
    a comma is searched as it is written, and without initials in its middle.
    """
    parts = [part.split() for part in _REMARK.sub(" ", name).split(",")]
    family, *rest = [part for part in parts if any(map(_has_letter, part))] or [name.split()]
    rest = [part for part in rest if not _is_suffix(part) and not any(map(_YEARS.search, part))]
    if rest and len(rest) == 1 and any(word.lower() in _COMPANIES for word in rest[0]):
        return _phrase([*family, *rest[0]])
    given = _without_titles(rest[0], least=1) if rest else []
    if given:
        return _any_of(_inverted(given, family))
    return _any_of(_as_spoken(_without_titles(family, least=2)))


def _inverted(given: list[str], family: list[str]) -> Iterator[str]:
    """Yield the forms of a name whose family name is known."""
    first, *middle = given
    if middle:
        yield _phrase([*given, *family])
        yield _phrase([first, *family])
        yield _phrase([*(word[:1] for word in given), *family])
        if not all(map(_is_initial, middle)):
            yield _phrase([first, *(word[:1] for word in middle), *family])
        if all(map(_is_initial, given)):
            yield _phrase(["".join(word[:1] for word in given), *family])
    else:
        yield f"{_phrase([first])} pre/2 {_phrase(family)}"
    yield _phrase([*family, *given])


def _as_spoken(words: list[str]) -> Iterator[str]:
    """Yield the forms of a name that is written first name first, or of something else."""
    bare = [word for word in words if word.lower() not in SUFFIXES] or words
    start = next((n for n, word in enumerate(bare) if n and word in _PARTICLES), len(bare) - 1)
    given, family = bare[:start], bare[start:]
    small = any(word.islower() for word in given)
    if len(given) == 1 and not small and family[-1].lower().rstrip(",") not in BODIES:
        yield f"{_phrase(given)} pre/2 {_phrase(family)}"
        return
    yield _phrase(bare)
    middle = [word for word in given[1:] if not _is_initial(word)]
    if given and len(middle) < len(given) - 1:
        yield _phrase([given[0], *middle, *family])


def _any_of(forms: Iterator[str]) -> str:
    return " OR ".join(dict.fromkeys(forms))


_OPERATORS = re.compile(r'[\\"*?]')


def _phrase(words: list[str]) -> str:
    """Return words in quotation marks, in which none of their characters is an operator."""
    return f'"{_OPERATORS.sub(_escaped, " ".join(words))}"'


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match.group()


def _has_letter(word: str) -> bool:
    return any(map(str.isalnum, word))


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _is_suffix(words: list[str]) -> bool:
    return len(words) == 1 and words[0].lower() in SUFFIXES


def _without_titles(words: list[str], *, least: int) -> list[str]:
    """Return a name without titles in front, unless they are all there is.

    Forms of address are left out where a whole name, ``least`` words, is behind them.
    """
    start = next((n for n, word in enumerate(words) if word.lower() not in TITLES), 0)
    while len(words) - start > least and words[start].lower() in _ADDRESSES:
        start += 1
    return words[start:]
