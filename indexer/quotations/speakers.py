"""Resolve a source as written to the fullest name the article has for it.

"Rasmussen" and "the NATO chief" are Anders Fogh Rasmussen, "she" is whoever the sentences before
are about, "the activist" is Majd al-Shami once the article has said that this is his nom de guerre.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from newssearch.indexer.knowledge.people import tidy_name
from newssearch.indexer.quotations.marks import Stretch
from newssearch.indexer.quotations.mentions import Mention
from newssearch.indexer.quotations.people import People
from newssearch.indexer.quotations.reporting_verbs import CLOSE_CUES as SPOKEN_CUES
from newssearch.indexer.quotations.sources import NamedSource
from newssearch.indexer.quotations.words import (
    DETERMINERS,
    LEADING_PREPOSITIONS,
    PREPOSITIONS,
    RELATIVES,
    ROLE_NOUNS,
    TITLES,
)

PRONOUN_GENDER = {"he": "m", "she": "f"}
MAX_MENTIONS_BACK = 60
MAX_PRONOUN_DISTANCE = 2500
"""Code points back to the name that a pronoun may stand for: about three paragraphs."""
MAX_SPEAKER_DISTANCE = 1500
"""Code points back to the last speaker, beyond which a pronoun is not presumed to be theirs."""

_NAME = r"(?:[A-Z][\w'-]{0,40}|al-[A-Z]\w{0,40}|(?:bin|al|de|van|von)(?= [A-Z]))"
_ALIAS = re.compile(
    r",? (?:who )?(?:"
    r"(?:uses|used|goes by|went by|gave|giving|identified only by) (?:only )?(?:the|his|her) "
    r"(?:nom de guerre|pseudonym|alias|nickname|first name|pen name|name)(?: of| as| only as|,)? "
    r"|(?:identified|identifying|known|named)(?: himself| herself)?(?: only)? as "
    r"|(?:named|called) )"
    rf"(?P<name>{_NAME}(?: {_NAME}){{0,3}})"
)
"""What gives a name to the noun it comes after."""

_DESCRIPTION = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er) (?:[\w-]{1,40} ){0,3}\Z")
_SENTENCE_START = re.compile(r"[.?!] |''|[\n\"”]")
_INDEFINITE = frozenset("a an another one".split())
_INTRODUCING = r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne)(?: [\w.'-]{{1,30}}){{0,3}} {}\b"
"""What first speaks of an unnamed bearer of a role."""

_ENDS_PHRASE = PREPOSITIONS | RELATIVES
_OPENING_WORDS = frozenset("and but even meanwhile now only so still then yet".split())
MAX_OPENING = 120
MAX_ROLE_WORDS = 6
MAX_DESCRIPTION = 130
"""Code points before a noun in which its determiner must stand."""

MAX_NOUNS = 50
"""Describing nouns of one article whose aliases are looked for, each once through the text."""


class SpeakerResolver:
    """Resolves the sources of one article in the order in which they stand."""

    def __init__(self, plain: str, people: People, stretches: Sequence[Stretch]) -> None:
        self._plain = plain
        self._people = people
        self._stretches = stretches
        self._starts = [stretch.start for stretch in stretches]
        self._aliases: dict[str, tuple[str, int] | None] = {}
        self._introduced: dict[str, int] = {}
        self._last_name: str | None = None
        self._last_start = -1

    def resolve(self, source: NamedSource) -> str | None:
        """Return the speaker's fullest name or describing phrase, None if it is unknown."""
        if source.pronoun is not None:
            name = self._behind_pronoun(source.pronoun, source.start)
        else:
            name = source.name
            if name and source.rule == "turn":
                name = self._behind_label(name, source.start)
            elif name and not source.is_person:
                name = self._behind_description(name, source.end)
        if name:
            self._last_name, self._last_start = name, source.start
        return name

    def _behind_label(self, label: str, position: int) -> str:
        """Return who a transcript calls "QUILL": the person of that name, or the label."""
        written = tidy_name(label)
        words = tuple(written.split())
        if self._people.is_person(words):
            return self._people.full_name(words, position, None)
        return written

    def _behind_description(self, description: str, position: int) -> str:
        words = description.split()
        if words[0].lower() not in DETERMINERS:
            return description
        for head in (words[-1], words[1].rstrip(",") if len(words) > 1 else ""):
            alias = self._alias_of(head)
            if alias and alias[1] <= position:
                return alias[0]
        return description

    def _alias_of(self, noun: str) -> tuple[str, int] | None:
        """Return X and its place in the first "activist, who uses the nom de guerre X"."""
        if noun not in self._aliases and len(self._aliases) < MAX_NOUNS:
            is_noun = len(noun) > 1 and noun[0].islower()
            self._aliases[noun] = self._read_alias(noun) if is_noun else None
        return self._aliases.get(noun)

    def _read_alias(self, noun: str) -> tuple[str, int] | None:
        start = self._plain.find(noun)
        while start >= 0:
            end = start + len(noun)
            match = _ALIAS.match(self._plain, end)
            if match and _DESCRIPTION.search(self._plain, max(0, start - MAX_DESCRIPTION), start):
                return match["name"], start
            start = self._plain.find(noun, end)
        return None

    def _behind_pronoun(self, pronoun: str, position: int) -> str | None:
        """Return the person that "he" or "she" at ``position`` stands for.

        The nearest compatible person who begins a sentence since the last speaker; else the last
        speaker, named or not ("an official"); else the nearest who begins a sentence; else the
        nearest named at all.
        """
        gender = PRONOUN_GENDER.get(pronoun)
        if gender is None:
            return None
        last = self._last_name
        last_fits = (
            last is not None
            and self._people.is_person(last.split())
            and self._people.gender_of(last) in (None, gender)
        )
        last_fits = last_fits or (last is not None and self._is_unnamed(last, gender, position))
        near = last_fits and position - self._last_start < MAX_SPEAKER_DISTANCE
        nearest: str | None = None
        named_at_all: str | None = None
        for mention, name in self._people_before(position, gender):
            if near and mention.start <= self._last_start:
                return last
            if self._begins_sentence(mention):
                return name
            if nearest is None and self._is_object(mention):
                named_at_all = named_at_all or name
            else:
                nearest = nearest or name
        nearest = nearest or named_at_all
        return last if last_fits and (near or nearest is None) else nearest

    def _is_unnamed(self, description: str, gender: str, position: int) -> bool:
        """Return whether a phrase describes one person whom the article does not name.

        "A banker in Oslo"; "the banker" only after "a banker", for "the mayor" often has a name.
        """
        first, *rest = description.split()
        head = next((word for word in rest if word in ROLE_NOUNS), None)
        if head is None or _gender_of_role(head) not in (None, gender):
            return False
        if not _ENDS_PHRASE.isdisjoint(rest[: rest.index(head)]):
            return False
        if first.lower() != "the":
            return first.lower() in _INDEFINITE
        if head not in self._introduced:
            match = re.search(_INTRODUCING.format(head), self._plain)
            self._introduced[head] = match.start() if match else len(self._plain)
        return self._introduced[head] < position

    def _people_before(self, position: int, gender: str) -> Iterator[tuple[Mention, str]]:
        """Yield the people named before a position who may be of a gender, nearest first."""
        mentions = self._people.mentions
        index = self._people.index_before(position)
        for mention in mentions[max(0, index - MAX_MENTIONS_BACK + 1) : index + 1][::-1]:
            if position - mention.start > MAX_PRONOUN_DISTANCE:
                break
            named = mention.gender is not None and mention.words[-1] not in TITLES
            named = named or self._people.is_person(mention.words)
            if not named or self._is_quoted(mention.start):
                continue
            name = self._people.full_name(mention.words, mention.start, mention.gender)
            if (self._people.gender_of(name) or mention.gender) in (None, gender):
                yield mention, name

    def _is_quoted(self, position: int) -> bool:
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._stretches[index].end

    def _says(self, mention: Mention) -> bool:
        """Return whether a verb of saying comes right after the name."""
        after = self._plain[mention.end : mention.end + 12].split(None, 1)
        return bool(after) and after[0].rstrip(".,") in SPOKEN_CUES

    def _is_object(self, mention: Mention) -> bool:
        """Return whether the name is an owner's, or right after a preposition or verb of saying."""
        if self._plain.startswith("'", mention.end):
            return True
        before = self._plain[max(0, mention.start - 24) : mention.start].split()
        return bool(before) and (before[-1] in PREPOSITIONS or before[-1] in SPOKEN_CUES)

    def _begins_sentence(self, mention: Mention) -> bool:
        """Return whether the name is likely its sentence's subject.

        Nothing but an opening phrase or the role of its bearer comes before it.
        """
        words = _SENTENCE_START.split(
            self._plain[max(0, mention.start - MAX_OPENING) : mention.start]
        )[-1].split()
        if not words or self._says(mention):
            return True
        if words[-1] in SPOKEN_CUES and (len(words) == 1 or words[-2].endswith(",")):
            return True
        first, last = words[0].lower().rstrip(","), words[-1].lower()
        if last in ROLE_NOUNS:
            return len(words) <= MAX_ROLE_WORDS and SPOKEN_CUES.isdisjoint(words)
        if last.endswith(","):
            return first in LEADING_PREPOSITIONS or len(words) == 1
        return len(words) == 1 and (first in LEADING_PREPOSITIONS or first in _OPENING_WORDS)


def _gender_of_role(noun: str) -> str | None:
    """Return the gender that "spokesman" or "chairwoman" tells."""
    if noun.endswith("man"):
        return "f" if noun.endswith("woman") else "m"
    return None
