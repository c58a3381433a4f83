"""The people an article names, and what a short name there stands for.

Every run of capitalised words of the article is read once into *mentions*. A run is a person's name
if its first word is a known given name, if a title stands before it, or if its last word also
occurs alone ("Rasmussen said"); runs that hold an organisation's word are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from indexer.quotations.given_names import Gender, given_names
from indexer.quotations.words import (
    NAME_SUFFIXES,
    NOT_NAMES,
    ORGANISATION_WORDS,
    TITLE_GENDER,
    TITLES,
)

_ELEMENT = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Lt|Gen|Col|Sgt|Capt|Prof|Rev|St|Adm|Maj|Hon|Sens|Reps|Jr|Sr)\."
    r"|[A-Z]\.(?:[A-Z]\.)*"
    r"|(?:(?:al|el|ad|ul|an|as)-)?[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĠĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ]\w*"
    r"(?:-\w+|'(?!s\b)\w+)*)"
)
_PARTICLE = r"(?:(?:de|da|di|du|del|della|dos|van|von|der|den|ter|bin|ibn|ben|al|el|la|le|y) )"
_RUN = re.compile(rf"(?<![\w-]){_ELEMENT}(?: {_PARTICLE}{{0,2}}{_ELEMENT}){{0,11}}")

MAX_NAMES_A_SURNAME = 40
"""Full names kept for one last word; no article has that many Smiths, and a list of words may."""

MAX_NAME_WORDS = 5

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
        self.mentions = list(_read_mentions(plain))
        self._starts = [mention.start for mention in self.mentions]
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
        found: dict[str, dict[tuple[str, ...], Person]] = {}
        genders_alone: dict[str, set[Gender]] = {}
        for mention in self.mentions:
            words = mention.words
            if len(words) == 1:
                alone = genders_alone.setdefault(words[0], set())
                if mention.gender:
                    alone.add(mention.gender)
                continue
            if (
                (words[-1] in TITLES and words[0] not in names)
                or len(words) > MAX_NAME_WORDS
                or names_body(words)
            ):
                continue
            same_surname = found.setdefault(_surname(words), {})
            person = same_surname.get(words)
            if person is None:
                if len(same_surname) >= MAX_NAMES_A_SURNAME:
                    continue
                person = Person(words, mention.start, mention.gender or names.get(words[0]))
                same_surname[words] = person
            person.count += 1
            person.sure = person.sure or words[0] in names or mention.named_as_person
            person.gender = person.gender or mention.gender
        for surname, same_surname in found.items():
            for words, person in same_surname.items():
                if person.sure or surname in genders_alone:
                    alone = genders_alone.get(surname, set())
                    if person.gender is None and len(alone) == 1:
                        person.gender = next(iter(alone))
                    self._by_surname.setdefault(surname, {})[words] = person
                    self._by_given_name.setdefault(words[0], set()).add(words)


def names_body(words: Sequence[str]) -> bool:
    """Tell whether a run of capitals names an organisation or a place ("Bill Clinton" does not)."""
    if words[0] in ORGANISATION_WORDS and words[0] not in given_names():
        return True
    return any(word in ORGANISATION_WORDS for word in words[1:])


def _surname(words: Sequence[str]) -> str:
    if len(words) > 1 and words[-1].rstrip(".") in NAME_SUFFIXES:
        return words[-2]
    return words[-1]


def _read_mentions(plain: str) -> Iterator[Mention]:
    for run in _RUN.finditer(plain):
        start, end = run.span()
        text = run.group()
        if " " not in text:
            if text not in NOT_NAMES:
                yield Mention(start, start, end, (text,), None, False)
            continue
        words: list[str] = []
        first = start
        for word in text.split(" "):
            if word in NOT_NAMES and not (words and word in _MONTHS_AS_NAMES):
                if words:
                    yield _mention(words, first)
                first, words = start + len(word) + 1, []
            else:
                words.append(word)
            start += len(word) + 1
        if words:
            yield _mention(words, first)


def _mention(words: list[str], start: int) -> Mention:
    """Make a mention of the words of a run that begins at ``start``, its titles cut off."""
    titles = _count_titles(words)
    end = start + len(words) - 1 + sum(map(len, words))
    if not titles:
        return Mention(start, start, end, tuple(words), None, False)
    gender = TITLE_GENDER.get(words[0].rstrip(".")) or TITLE_GENDER.get(
        words[titles - 1].rstrip(".")
    )
    name_start = start + titles + sum(map(len, words[:titles]))
    return Mention(start, name_start, end, tuple(words[titles:]), gender, True)


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
