"""The people an article names, and what a short name there stands for.

Every run of capitalised words of the article is read once into *mentions*. A run is a person's name
if its first word is a known given name, if a title stands before it, or if its last word also
occurs alone ("Rasmussen said"); runs that hold an organisation's word are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.quotations.given_names import Gender, given_names
from indexer.quotations.words import (
    NAME_SUFFIXES,
    NOT_NAMES,
    ORGANISATION_WORDS,
    TITLE_GENDER,
    TITLES,
)

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĠĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ]"
_REST = (
    r"(?:(?:(?<=M)(?:r|rs|s|aj)|(?<=S)(?:en|ens|r|t|gt)|(?<=G)(?:en|ov)|(?<=C)(?:apt|ol)"
    r"|(?<=R)(?:ep|eps|ev)|(?<=D)r|(?<=J)r|(?<=L)t|(?<=P)rof|(?<=A)dm|(?<=H)on)\."
    r"|(?<=[A-Z])\.(?:[A-Z]\.)*"
    r"|\w*(?:-\w+|'(?!s\b)\w+)*)"
)
"""What follows the capital of a title's abbreviation, an initial, a word."""

_ARTICLE = "(?:[aeu]l|ad|an|as)-"
_FIRST = rf"{_CAPITAL}(?:(?<![\w-].)|(?<={_ARTICLE}.)(?<![\w-]..-.)){_REST}"
_PARTICLE = r"(?:(?:de|da|di|du|del|della|dos|van|von|der|den|ter|bin|ibn|ben|al|el|la|le|y) )"
_RUN = re.compile(rf"{_FIRST}(?: {_PARTICLE}{{0,2}}(?:{_ARTICLE})?{_CAPITAL}{_REST}){{0,11}}")
"""A run of capitalised words. What may stand before its first capital is looked at behind that
capital, so that ``re`` can run from capital to capital: three times as fast as the other way. An
Arabic article there ("al-Shami") is left to the reader of the match."""


MAX_NAMES_A_SURNAME = 40
"""Full names kept for one last word; no article has that many Smiths, and a list of words may."""

MAX_NAME_WORDS = 5

RUNS_REMEMBERED = 1 << 14
"""Runs of capitals whose reading is kept for the next article; news repeats its names."""

MAX_RUN_REMEMBERED = 60
"""Code points of a run that is kept, so that no text can fill the memory."""

_MONTHS_AS_NAMES = frozenset(("April", "August", "June", "May"))


class Mention:
    """A run of capitalised words without its titles.

    ``start`` takes the titles in, ``name_start`` does not. ``gender`` is what the title tells.
    """

    __slots__ = ("end", "gender", "name_start", "named_as_person", "start", "words")

    def __init__(
        self,
        start: int,
        name_start: int,
        end: int,
        words: tuple[str, ...],
        gender: Gender | None,
        named_as_person: bool,
    ) -> None:
        self.start = start
        self.name_start = name_start
        self.end = end
        self.words = words
        self.gender = gender
        self.named_as_person = named_as_person


class _Name(NamedTuple):
    """A mention as read within its run: offsets from the run's start."""

    start: int
    name_start: int
    end: int
    words: tuple[str, ...]
    gender: Gender | None
    titled: bool


class Person:
    """A full name of the article: how often it stands there, where first, and the gender known."""

    __slots__ = ("count", "first", "gender", "sure", "words")

    def __init__(self, words: tuple[str, ...], first: int, gender: Gender | None) -> None:
        self.words = words
        self.first = first
        self.gender = gender
        self.count = 0
        self.sure = False


class People:
    """The article's cast; answers who a name is."""

    def __init__(self, plain: str) -> None:
        self.mentions = _read_mentions(plain)
        self._starts = [mention.start for mention in self.mentions]
        self._by_last_word: defaultdict[str, list[Mention]] = defaultdict(list)
        self._by_surname: dict[str, dict[tuple[str, ...], Person]] = {}
        self._by_given_name: dict[str, set[tuple[str, ...]]] = {}
        self._collect()

    def mentions_between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that lie wholly within a range of the text."""
        index = bisect_left(self._starts, start)
        found = []
        while index < len(self.mentions) and self.mentions[index].start < end:
            if self.mentions[index].end <= end:
                found.append(self.mentions[index])
            index += 1
        return found

    def mentions_ending_in(self, word: str) -> Sequence[Mention]:
        """Return the mentions whose last word this is, in order."""
        return self._by_last_word.get(word, ())

    def index_before(self, position: int) -> int:
        """Return the index of the last mention that begins before ``position``, -1 if none."""
        return bisect_left(self._starts, position) - 1

    def is_person(self, words: Sequence[str]) -> bool:
        """Tell whether these words are the name, or the last name, of a person of the article."""
        if not words:
            return False
        surname = _surname(words)
        if surname in self._by_surname:
            return (
                len(words) == 1
                or tuple(words) in self._by_surname[surname]
                or not names_body(words)
            )
        return len(words) > 1 and words[0] in given_names() and not names_body(words)

    def full_name(self, words: Sequence[str], position: int, gender: Gender | None = None) -> str:
        """Return the fullest name that the article has for the person so named at ``position``."""
        surname = _surname(words)
        people = self._by_surname.get(surname, {})
        if len(words) > 1:
            return " ".join(self._longer_form(tuple(words), people))
        candidates = [
            person for person in people.values() if not gender or person.gender in (None, gender)
        ] or list(people.values())
        if candidates:
            introduced = [person for person in candidates if person.first <= position]
            best = min(introduced or candidates, key=lambda person: (-person.count, person.first))
            return " ".join(best.words)
        bearers = self._by_given_name.get(surname, set())
        if len(bearers) == 1:
            return " ".join(next(iter(bearers)))
        return " ".join(words)

    def gender_of(self, name: str) -> Gender | None:
        """Return the gender told by the titles or the given name of a full name."""
        words = tuple(name.split())
        if not words:
            return None
        person = self._by_surname.get(_surname(words), {}).get(words)
        if person and person.gender:
            return person.gender
        return given_names().get(words[0]) if len(words) > 1 else None

    def _longer_form(
        self, words: tuple[str, ...], people: dict[tuple[str, ...], Person]
    ) -> tuple[str, ...]:
        """Return a form with a middle name or the like, if the article never uses this one.

        Of a headline's "Bernie Sanders Promises Action" the name is returned.
        """
        for length in range(2, len(words)):
            known = self._by_surname.get(words[length - 1], {}).get(words[:length])
            if known and known.count > 1 and words[-1].rstrip(".") not in NAME_SUFFIXES:
                return words[:length]
        if words in people:
            return words
        longer = [
            person
            for person in people.values()
            if len(person.words) >= len(words)
            and person.words[0][0] == words[0][0]
            and set(words) <= set(person.words)
        ]
        if not longer:
            return words
        return max(longer, key=lambda person: (person.count, len(person.words))).words

    def _collect(self) -> None:
        """Gather the full names, and keep those that the article shows to be people."""
        names = given_names()
        people: dict[tuple[str, ...], Person | None] = {}
        namesakes: defaultdict[str, int] = defaultdict(int)
        for mention in self.mentions:
            words = mention.words
            self._by_last_word[words[-1]].append(mention)
            if len(words) == 1:
                continue
            if words not in people:
                people[words] = None
                surname = _surname(words)
                if namesakes[surname] < MAX_NAMES_A_SURNAME and _may_be_full_name(words):
                    namesakes[surname] += 1
                    gender = mention.gender or names.get(words[0])
                    people[words] = Person(words, mention.start, gender)
            person = people[words]
            if person is not None:
                person.count += 1
                person.sure = person.sure or mention.named_as_person
                person.gender = person.gender or mention.gender
        alone: dict[str, list[Mention]] = {}
        for words, person in people.items():
            if person is None:
                continue
            surname = _surname(words)
            if surname not in alone:
                mentions = self.mentions_ending_in(surname)
                alone[surname] = [mention for mention in mentions if len(mention.words) == 1]
            if person.sure or words[0] in names or alone[surname]:
                if person.gender is None:
                    genders = {mention.gender for mention in alone[surname]} - {None}
                    person.gender = genders.pop() if len(genders) == 1 else None
                self._by_surname.setdefault(surname, {})[words] = person
                self._by_given_name.setdefault(words[0], set()).add(words)


def _may_be_full_name(words: Sequence[str]) -> bool:
    """Tell whether nothing speaks against these two or more words being a person's full name."""
    return not (
        (words[-1] in TITLES and words[0] not in given_names())
        or len(words) > MAX_NAME_WORDS
        or names_body(words)
    )


def names_body(words: Sequence[str]) -> bool:
    """Tell whether a run of capitals names an organisation or a place ("Bill Clinton" does not)."""
    if words[0] in ORGANISATION_WORDS and words[0] not in given_names():
        return True
    return any(word in ORGANISATION_WORDS for word in words[1:])


def _surname(words: Sequence[str]) -> str:
    if len(words) > 1 and words[-1].rstrip(".") in NAME_SUFFIXES:
        return words[-2]
    return words[-1]


def _read_mentions(plain: str) -> list[Mention]:
    mentions: list[Mention] = []
    for run in _RUN.finditer(plain):
        start, end = run.span()
        if start > 2 and plain[start - 1] == "-":
            start -= 3
        split = _split_run if end - start > MAX_RUN_REMEMBERED else _split_known_run
        for first, name_start, last, words, gender, titled in split(plain[start:end]):
            mentions.append(
                Mention(start + first, start + name_start, start + last, words, gender, titled)
            )
    return mentions


def _split_run(text: str) -> tuple[_Name, ...]:
    """Return the names in a run of capitals, which words that are never names may divide."""
    names: list[_Name] = []
    words: list[str] = []
    first = position = 0
    for word in text.split(" "):
        if word in NOT_NAMES and not (words and word in _MONTHS_AS_NAMES):
            if words:
                names.append(_name(words, first))
            first, words = position + len(word) + 1, []
        else:
            words.append(word)
        position += len(word) + 1
    if words:
        names.append(_name(words, first))
    return tuple(names)


_split_known_run = lru_cache(RUNS_REMEMBERED)(_split_run)


def _name(words: list[str], start: int) -> _Name:
    """Make a name of the words that begin at ``start``, its titles cut off."""
    titles = _count_titles(words)
    end = start + len(words) - 1 + sum(map(len, words))
    if not titles:
        return _Name(start, start, end, tuple(words), None, False)
    gender = TITLE_GENDER.get(words[0].rstrip(".")) or TITLE_GENDER.get(
        words[titles - 1].rstrip(".")
    )
    name_start = start + titles + sum(map(len, words[:titles]))
    return _Name(start, name_start, end, tuple(words[titles:]), gender, True)


def _count_titles(words: Sequence[str]) -> int:
    """Count the titles in front of the name.

    "NATO Secretary General Anders Fogh Rasmussen": a title further in ends the titles, unless a
    given name stands before it.
    """
    first = 0
    while first < len(words) - 1 and words[first].rstrip(".") in TITLES:
        first += 1
    names = given_names()
    for index in range(len(words) - 2, first - 1, -1):
        if words[index].rstrip(".") in TITLES:
            if not any(word in names for word in words[first:index]):
                return index + 1
            break
    return first
