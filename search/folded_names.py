"""Which spellings of names are counted as one: a convenience, never a claim about people.

Names that differ in case, accents or blanks are one name. A surname alone goes with a full name
where the result has only one full name with that surname; with two, it is by itself. Two
people of one name cannot be distinguished, and nothing here says that they are one.
"""

from __future__ import annotations

from collections.abc import Mapping

from newssearch.archive.analysis import fold

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
"""What comes after a surname and is none."""

BODIES = frozenset(
    "agency army association authority bank board bureau centre center church commission committee"
    " company congress corp corp. council court department embassy force foundation government"
    " group house inc inc. institute ltd ltd. ministry nations office parliament party police press"
    " senate service state states union university".split()
)
"""Last words of names of bodies: "House" alone is not the White House."""


TITLES = frozenset(
    "adm. admiral ambassador attorney capt. captain chairman chancellor chief col."
    " colonel commander commissioner congressman director doctor dr dr. envoy foreign gen."
    " general gov. governor judge justice lieutenant lt. maj. major mayor minister mr mr."
    " premier president prime prof. professor rep. representative secretary sen. senator"
    " sgt. sir spokesman vice".split()
)
"""What comes before a surname and is no first name: "President Reagan" is not a full name. Left
out are those that tell one bearer of a name from another: Mrs., King, Prince."""


def fold_names(names: Mapping[str, int]) -> list[list[str]]:
    """Put spellings of one name together.

    ``names`` maps a spelling to how often it occurs. Each group has its most frequent spelling
    first.
    """
    return [_ordered(group, names) for group in _by_folding(names).values()]


def fold_people(names: Mapping[str, int]) -> list[list[str]]:
    """Put spellings of one name together, and lone surnames with the only name they fit.

    A full name is first in its group, in its most frequent spelling.
    """
    groups = _by_folding(names)
    lone = [key for key, group in groups.items() if " " not in key and group[0][:1].isupper()]
    full: dict[str, list[str]] = {key: [] for key in lone}
    for key, group in groups.items():
        surname = _surname(key)
        if surname in full and _is_name(group[0], surname):
            full[surname].append(key)
    gathered = {key: _ordered(group, names) for key, group in groups.items()}
    for key in lone:
        if len(full[key]) == 1:
            gathered[full[key][0]] += gathered.pop(key)
    return list(gathered.values())


def _by_folding(names: Mapping[str, int]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(_folded(name), []).append(name)
    return groups


def _folded(name: str) -> str:
    return name.lower() if name.isascii() else fold(name)


def _ordered(group: list[str], names: Mapping[str, int]) -> list[str]:
    if len(group) > 1:
        group.sort(key=lambda name: (-names[name], name.isupper(), name))
    return group


def _surname(key: str) -> str:
    """Return the last word of a folded name that is no suffix, "" for a name of one word."""
    front, space, last = key.rpartition(" ")
    while space and last in SUFFIXES:
        front, space, last = front.rpartition(" ")
    return last.rstrip(",") if space else ""


def _is_name(name: str, surname: str) -> bool:
    """Return whether a name of several words is a person's full name, and not a body's."""
    capitals = all(word[:1].isupper() for word in (name, name.rsplit(" ", maxsplit=1)[-1]))
    titled = name.split(" ", 1)[0].lower() in TITLES
    return capitals and not titled and surname not in BODIES
