"""What an article says a speaker is: the title before the name or the role after it.

"NATO Secretary General Anders Fogh Rasmussen", "State Department spokesman Victoria Nuland",
"Fyodor Lukyanov, the editor of the journal Russia in Global Affairs and a political analyst".
"""

from __future__ import annotations

import re

from newssearch.indexer.quotations.mentions import Mention
from newssearch.indexer.quotations.people import People
from newssearch.indexer.quotations.words import AUXILIARIES, NOT_NAMES, ROLE_NOUNS, TITLES

_APPOSITION = re.compile(
    r",? ?(?:\([^()\n]{1,20}\),? )?"
    r"(?:who is |who was )?((?:an?|the|his|her|its|their|one of|[a-z]{2,20}|[A-Z][\w'.-]{1,20}'s) "
    r"[^,.;:!?()“”\"\n]{2,120})"
)
_HONORIFICS = frozenset("Mr Mrs Ms Miss Mr. Mrs. Ms.".split())
MAX_MENTIONS_READ = 12
"""Mentions of a person looked at; news introduces people where it first names them."""


class Describer:
    """Answers what the article calls a person, remembering each answer."""

    def __init__(self, plain: str, people: People) -> None:
        self._plain = plain
        self._people = people
        self._known: dict[str, str | None] = {}

    def describe(self, name: str) -> str | None:
        """Return the title or role of the person with this full name, None if there is none."""
        if name not in self._known:
            surname = name.rsplit(maxsplit=1)[-1]
            mentions = self._people.mentions_ending_in(surname)[:MAX_MENTIONS_READ]
            found = (self._beside(mention) for mention in mentions if self._is(mention, name))
            self._known[name] = next((text for text in found if text), None)
        return self._known[name]

    def _is(self, mention: Mention, name: str) -> bool:
        return self._people.full_name(mention.words, mention.start, mention.gender) == name

    def _beside(self, mention: Mention) -> str | None:
        title = self._plain[mention.start : mention.name_start].strip()
        if title and title not in _HONORIFICS:
            return title
        return self._role_before(mention) or self._apposition(mention)

    def _role_before(self, mention: Mention) -> str | None:
        """Return "State Department spokesman" where a role's noun comes before the name."""
        words = self._plain[max(0, mention.start - 90) : mention.start].rpartition("\n")[2].split()
        if not words or words[-1].lower() not in ROLE_NOUNS:
            return None
        words = words[-7:]
        first = len(words) - 1
        while first > 0 and (
            (
                words[first - 1][0].isupper()
                and words[first - 1] not in NOT_NAMES
                and (words[first - 1][-1].isalnum() or words[first - 1].count(".") > 1)
            )
            or words[first - 1] in _ROLE_MODIFIERS
        ):
            first -= 1
        return " ".join(words[first:])

    def _apposition(self, mention: Mention) -> str | None:
        """Return "the editor of the journal …" between the commas after a name."""
        if not self._plain.startswith((",", " ("), mention.end):
            return None
        match = _APPOSITION.match(self._plain, mention.end)
        if match is None:
            return None
        text = match.group(1).strip()
        words = {word.lower() for word in text.split()}
        first = text.split()[0]
        if first in AUXILIARIES or first == "who":
            return None
        if first in ("a", "an", "the", "his", "her", "its", "their", "one") or (
            not words.isdisjoint(ROLE_NOUNS) or first in TITLES
        ):
            return text
        return None


_ROLE_MODIFIERS = frozenset(
    """acting assistant campaign chief communications conservative deputy executive former general
    junior lead leading managing national policy political press prime regional retired senior
    state top vice""".split()
)
