"""Which spellings of names are counted as one: a convenience, never a claim about people.

Names that differ in case, accents or blanks are one name. A surname alone goes with a full name
where the result has only one full name with that surname; with two, it stands by itself. Two
people of one name cannot be told apart, and nothing here says that they are one.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from archive.analysis import fold

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
"""What stands after a surname and is none."""

_BODIES = frozenset(
    "agency army association authority bank board bureau centre center church commission committee"
    " company congress corp corp. council court department embassy force foundation government"
    " group house inc inc. institute ltd ltd. ministry nations office parliament party police press"
    " senate service state states union university".split()
)
"""Last words of names of bodies: "House" alone is not the White House."""


def fold_names(names: Mapping[str, int]) -> list[list[str]]:
    """Put spellings of one name together.

    ``names`` maps a spelling to how often it occurs. Each group has its commonest spelling first.
    """
    return [_ordered(group, names) for group in _by_folding(names).values()]


def fold_people(names: Mapping[str, int]) -> list[list[str]]:
    """Put spellings of one name together, and lone surnames with the only name they fit.

    A full name stands first in its group, in its commonest spelling.
    """
    groups = _by_folding(names)
    full: dict[str, list[str]] = {}
    for key, group in groups.items():
        surname = _surname(key, group[0])
        if surname is not None:
            full.setdefault(surname, []).append(key)
    gathered = {key: [_ordered(group, names)] for key, group in groups.items()}
    for key, group in groups.items():
        fitting = full.get(key, [])
        if len(fitting) == 1 and " " not in key and group[0][:1].isupper():
            gathered[fitting[0]] += gathered.pop(key)
    return [list(chain.from_iterable(parts)) for parts in gathered.values()]


def _by_folding(names: Mapping[str, int]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(_folded(name), []).append(name)
    return groups


def _folded(name: str) -> str:
    return name.lower() if name.isascii() else fold(name)


def _ordered(group: list[str], names: Mapping[str, int]) -> list[str]:
    return sorted(group, key=lambda name: (-names[name], name)) if len(group) > 1 else group


def _surname(key: str, name: str) -> str | None:
    """Return the folded surname of a full name, None for what is no person's full name."""
    words = key.split(" ")
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    if len(words) < 2 or not name[:1].isupper() or words[-1] in _BODIES:
        return None
    last = name.split(" ")[len(words) - 1]
    return words[-1].rstrip(",") if last[:1].isupper() else None
