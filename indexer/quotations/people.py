"""The people an article names, and what a short name there stands for.

A run of capitals is a person's name if its first word is a known given name, if a title stands
before it, or if its last word also occurs alone ("Rasmussen said"); runs that hold an
organisation's word are none. One word is a name if the article has it after a person's title
somewhere ("President Reagan").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from newssearch.indexer.quotations.given_names import Gender, given_names
from newssearch.indexer.quotations.mentions import Mention, names_body, read_mentions, surname_of
from newssearch.indexer.quotations.words import NAME_SUFFIXES, ROLE_NOUNS

_INTRODUCED = re.compile(
    r",? (?:\([^()\n]{1,20}\),? )?(?:who |(?<=, )\d{1,3},|(?<=, )(?P<role>[a-z][^,.;:!?\n]{2,80}))"
)
"""What follows a person's name and no other: "Amadou Magassa, 13,", "Alix Lapp, the director"."""

MAX_NAMES_A_SURNAME = 40
"""Full names kept for one last word; no article has that many Smiths, and a list of words may."""


class Person:
    """A full name of the article: how often it occurs there, where first, and the gender known."""

    __slots__ = ("count", "end", "first", "gender", "name", "sure", "surname", "words")

    def __init__(self, mention: Mention, gender: Gender | None) -> None:
        self.words = mention.words
        self.surname = mention.name.surname
        self.name = " ".join(mention.words)
        self.first = mention.start
        self.end = mention.end
        self.gender = gender
        self.count = 0
        self.sure = False


class People:
    """The article's cast; answers who a name is."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self.mentions = read_mentions(plain)
        self._starts = [mention.start for mention in self.mentions]
        self._by_last_word: defaultdict[str, list[Mention]] = defaultdict(list)
        self._by_surname: dict[str, dict[tuple[str, ...], Person]] = {}
        self._by_given_name: dict[str, set[tuple[str, ...]]] = {}
        self._titled: set[str] = set()
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
        """Return whether these words are the name, or the last name, of a person of the article."""
        if not words:
            return False
        surname = surname_of(words)
        if len(words) == 1 and surname in self._titled:
            return True
        if len(words) == 1 and surname in given_names():
            return surname in self._by_surname or len(self._by_given_name.get(surname, ())) == 1
        if surname in self._by_surname:
            return (
                len(words) == 1
                or tuple(words) in self._by_surname[surname]
                or not names_body(words)
            )
        return len(words) > 1 and words[0] in given_names() and not names_body(words)

    def full_name(self, words: Sequence[str], position: int, gender: Gender | None = None) -> str:
        """Return the fullest name that the article has for the person so named at ``position``."""
        surname = surname_of(words)
        people = self._by_surname.get(surname, {})
        if len(words) > 1:
            return " ".join(self._longer_form(tuple(words), people))
        if len(people) == 1:
            return next(iter(people.values())).name
        candidates = [
            person for person in people.values() if not gender or person.gender in (None, gender)
        ] or list(people.values())
        if candidates:
            introduced = [person for person in candidates if person.first <= position]
            best = min(
                introduced or candidates,
                key=lambda person: (not person.sure, -person.count, person.first),
            )
            return best.name
        bearers = self._by_given_name.get(surname, set())
        if len(bearers) == 1:
            return " ".join(next(iter(bearers)))
        return " ".join(words)

    def gender_of(self, name: str) -> Gender | None:
        """Return the gender inferred from the titles or the given name of a full name."""
        words = tuple(name.split())
        if not words:
            return None
        person = self._by_surname.get(surname_of(words), {}).get(words)
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
        if words[0] not in given_names():
            named = self._within(words) or _ending_in(words, people.values())
            if named:
                return named
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

    def _within(self, words: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the name in "Filmmaker Jack Marino", which the article has without the role."""
        for first in range(1, len(words) - 1):
            name = words[first:]
            person = self._by_surname.get(surname_of(name), {}).get(name)
            if person and name[0] in given_names():
                return name
        return None

    def _collect(self) -> None:
        """Gather the full names, and keep those that the article shows to be people."""
        names = given_names()
        people: dict[tuple[str, ...], Person] = {}
        namesakes: defaultdict[str, int] = defaultdict(int)
        for mention in self.mentions:
            name = mention.name
            words = name.words
            self._by_last_word[words[-1]].append(mention)
            if name.personal and len(words) == 1 and not names_body(words):
                self._titled.add(words[0])
            if not name.may_be_full:
                continue
            person = people.get(words)
            if person is None:
                if namesakes[name.surname] >= MAX_NAMES_A_SURNAME:
                    continue
                namesakes[name.surname] += 1
                gender = name.gender or names.get(words[0])
                person = people[words] = Person(mention, gender)
                person.sure = words[0] in names
            person.count += 1
            person.sure = person.sure or name.titled
            person.gender = person.gender or name.gender
        for words, person in people.items():
            surname = person.surname
            if not (person.sure and person.gender):
                alone = self._mentions_alone(surname)
                person.sure = person.sure or self._is_introduced(person)
                if not (person.sure or alone):
                    continue
                if person.gender is None:
                    genders = {mention.name.gender for mention in alone} - {None}
                    person.gender = genders.pop() if len(genders) == 1 else None
            self._by_surname.setdefault(surname, {})[words] = person
            self._by_given_name.setdefault(words[0], set()).add(words)

    def _is_introduced(self, person: Person) -> bool:
        """Return whether an age, a role or "who" follows the name where it is first."""
        match = _INTRODUCED.match(self._plain, person.end)
        if match is None:
            return False
        role = match["role"]
        return role is None or not ROLE_NOUNS.isdisjoint(role.split())

    def _mentions_alone(self, surname: str) -> list[Mention]:
        """Return the mentions of a surname that have no other word but a title."""
        return [m for m in self.mentions_ending_in(surname) if len(m.words) == 1]


def _ending_in(words: tuple[str, ...], people: Iterable[Person]) -> tuple[str, ...] | None:
    """Return the full name that ends in a surname of several words: "De Blasio", "Abu Laban"."""
    rest = words[1:]
    found = [
        person
        for person in people
        if person.sure
        and len(person.words) > len(words)
        and person.words[-len(rest) :] == rest
        and person.words[-len(words)].lower() == words[0].lower()
    ]
    return max(found, key=lambda person: person.count).words if found else None
