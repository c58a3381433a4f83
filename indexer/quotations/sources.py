"""Who a noun phrase stands for: the *source* of a quotation as the sentence writes it.

A phrase is given as a range of tokens. It names a person ("State Department spokesman Victoria
Nuland"), names something else ("The Syrian Foreign Ministry"), is a pronoun, or only describes
("an unnamed Foreign Ministry official"). A name in a prepositional phrase or in the possessive is
not what the phrase stands for: "a spokesman for Trump", "Trump's lawyer".
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from newssearch.indexer.quotations.mentions import Mention, names_body
from newssearch.indexer.quotations.people import People
from newssearch.indexer.quotations.tokens import DASHES, Cue, Tokens
from newssearch.indexer.quotations.words import (
    ADVERBIALS,
    DESK_WORDS,
    DETERMINERS,
    OUTLET_WORDS,
    PREPOSITIONS,
    STANDING_ALONE,
    SUBORDINATORS,
)

_BEFORE_PHRASE = PREPOSITIONS | {"according"}
_CUT_SHORT = frozenset("a an of the".split())
"""Words that end a phrase only where a quotation cuts it: "the authors of the “…” report"."""

_NO_SOURCES = frozenset(
    """
    voice voices tone whisper breath moment moments minute minutes second seconds hour hours day
    days week weeks month months year years times earlier later ago
    """.split()
)
"""Last words of phrases that nobody speaks through: "a low voice", "Minutes"."""
_VERBS = frozenset("came gave got had held kept left made put took went".split())
"""Common verbs that report nothing, cut off a phrase's end: "The newspaper took"."""
_NO_OPENINGS = frozenset("there amongst percent".split())
_NOT_A_HEAD = ADVERBIALS | DESK_WORDS | PREPOSITIONS | SUBORDINATORS


@dataclass(slots=True)
class NamedSource:
    """A source as written.

    ``start`` and ``end`` are code points of the whole phrase. ``name`` is the full name of a
    person, the name of a body, or the describing phrase; None for a pronoun, which ``pronoun``
    holds. ``cue`` is the reporting word, ``rule`` how the source was found.
    """

    start: int
    end: int
    name: str | None
    is_person: bool = False
    pronoun: str | None = None
    is_outlet: bool = False
    cue: Cue | None = None
    rule: str = ""

    def found_by(self, rule: str, cue: Cue | None = None) -> NamedSource:
        """Return the same source with the way it was found."""
        return NamedSource(
            self.start,
            self.end,
            self.name,
            is_person=self.is_person,
            pronoun=self.pronoun,
            is_outlet=self.is_outlet,
            cue=cue or self.cue,
            rule=rule,
        )

    @property
    def is_known(self) -> bool:
        """Whether it is somebody rather than a mere description."""
        return self.is_person or self.pronoun is not None


def pronoun_source(tokens: Tokens, index: int, pronoun: str | None = None) -> NamedSource:
    """Return the source that the pronoun at ``index`` is; ``pronoun`` is its form as a subject."""
    return NamedSource(
        tokens.start(index), tokens.end(index), None, pronoun=pronoun or tokens[index].low
    )


class SourceReader:
    """Reads noun phrases of one article."""

    def __init__(self, plain: str, people: People) -> None:
        self._plain = plain
        self.people = people

    def read(
        self, tokens: Tokens, first: int, last: int, *, after_verb: bool = False
    ) -> NamedSource | None:
        """Return the source that tokens ``first`` to ``last``, both included, stand for."""
        while first < last and tokens[first].low in _BEFORE_PHRASE:
            first += 1
        for index in range(last - 1, first, -1):
            if tokens[index].text in DASHES:
                first = index + 1  # "CORPORATE PROFITS — Ada Holm"
                break
        if last < first:
            return None
        start, end = tokens.start(first), tokens.end(last)
        heads = [
            mention
            for mention in self.people.mentions_between(start, end)
            if mention.start == start or self._may_head(mention)
        ]
        people = [mention for mention in heads if self._names_person(mention)]
        if people:
            person = self._pick(people, after_verb=after_verb)
            if not self._modifies(tokens, first, last, person):
                return self._person(person, start, end)
        elif heads and heads[0].start == start and self._is_from_somewhere(heads[0]):
            return NamedSource(start, end, " ".join(heads[0].words), is_person=True)
        elif heads:
            body = heads[0] if after_verb else heads[-1]
            first_part = self._joined_by_and(body)
            if (body.start == start if after_verb else body.end == end) and first_part in heads:
                return self._body(first_part, body, start, end)
        return self.description(tokens, first, last)

    def person_at(
        self, tokens: Tokens, index: int, *, after_role: bool = False
    ) -> tuple[Mention, NamedSource] | None:
        """Return the person whose name begins with the token at ``index``.

        ``after_role`` says that a role comes before it ("its president, Laszlo Bock"), so that
        any name of several words is a person's.
        """
        for mention in self.people.mentions_between(
            tokens.start(index), tokens.end(min(index + 12, len(tokens) - 1))
        )[:1]:
            if mention.start != tokens.start(index):
                continue
            if self._names_person(mention) or (
                after_role and len(mention.words) > 1 and self.may_name_person(mention)
            ):
                return mention, self._person(mention, mention.start, mention.end)
        return None

    def owner_at(self, tokens: Tokens, index: int) -> NamedSource | None:
        """Return the person whose name in the possessive begins with the token at ``index``."""
        mention = self.mention_at(tokens, index)
        if mention is None or not self.people.is_person(mention.words):
            return None
        return self._person(mention, mention.start, mention.end)

    def mention_at(self, tokens: Tokens, index: int) -> Mention | None:
        """Return the mention that begins with the token at ``index``."""
        limit = tokens.end(min(index + 15, len(tokens) - 1))
        found = self.people.mentions_between(tokens.start(index), limit)
        return found[0] if found and found[0].start == tokens.start(index) else None

    def is_possessive(self, mention: Mention) -> bool:
        """Return whether the name is an owner's: "Trump's", "the Clintons'"."""
        return self._plain.startswith("'", mention.end)

    def _may_head(self, mention: Mention) -> bool:
        if self.is_possessive(mention):
            return False
        before = self._plain[max(0, mention.start - 24) : mention.start].lower().split()
        if before and before[-1] in DETERMINERS:
            before.pop()
        return not before or before[-1] not in PREPOSITIONS

    def _is_from_somewhere(self, mention: Mention) -> bool:
        """Return whether this is "Holger Schmieding of Berenberg", a name known by its place."""
        return (
            2 <= len(mention.words) <= 3
            and self.may_name_person(mention)
            and (self._plain.startswith((" of ", " from "), mention.end))
        )

    def may_name_person(self, mention: Mention) -> bool:
        """Return whether nothing in a run of capitals speaks against its being a person's name."""
        return not (
            names_body(mention.words)
            or self.is_possessive(mention)
            or any(word.isupper() and "." not in word for word in mention.words)
        )

    def _names_person(self, mention: Mention) -> bool:
        if self.is_possessive(mention):
            return False
        return (
            self.people.is_person(mention.words)
            or mention.gender is not None
            or (mention.name.personal and not names_body(mention.words))
        )

    def _pick(self, people: Sequence[Mention], *, after_verb: bool) -> Mention:
        """Choose the name that a role before it leads to: "Trump adviser Kellyanne Conway"."""
        if not after_verb:
            return people[-1]
        for mention, following in itertools.pairwise(people):
            between = self._plain[mention.end : following.start]
            if " and " in between or " or " in between:
                return mention
        return people[-1]

    def _modifies(self, tokens: Tokens, first: int, last: int, person: Mention) -> bool:
        """Return whether the name only modifies the nouns after it: "the Trump campaign"."""
        if tokens.end(last) == person.end or tokens[last].capital:
            return False
        rest = [tokens[i] for i in range(first, last + 1) if tokens.start(i) > person.end]
        return bool(rest) and all(
            token.text[0].islower() and token.low not in _NOT_A_HEAD for token in rest[:3]
        )

    def _person(self, mention: Mention, start: int, end: int) -> NamedSource:
        name = self.people.full_name(mention.words, mention.start, mention.gender)
        return NamedSource(start, end, name, is_person=True)

    def _joined_by_and(self, body: Mention) -> Mention:
        """Return the mention that "and" joins a body to, or the body: "Savings and Loan Bank"."""
        before = self.people.index_before(body.start)
        if before < 0:
            return body
        joined = self.people.mentions[before]
        return joined if self._plain[joined.end : body.start] == " and " else body

    def _body(self, first: Mention, last: Mention, start: int, end: int) -> NamedSource:
        name = self._plain[first.start : last.end]
        return NamedSource(start, end, name, is_outlet=_is_outlet(name))

    def description(self, tokens: Tokens, first: int, last: int) -> NamedSource | None:
        """Return the source that a phrase is by its words alone, whatever names it holds."""
        while last > first and tokens[last].low in _CUT_SHORT:
            last -= 1
        if tokens[last].low in _NOT_A_HEAD or (
            first == last and tokens[last].low in DETERMINERS - STANDING_ALONE
        ):
            return None
        while last > first and tokens[last].low in _VERBS:
            last -= 1
        if tokens[last].low in _NO_SOURCES or tokens[first].low in _NO_OPENINGS:
            return None
        if tokens[first].text[0].isdigit():
            return None
        start, end = tokens.start(first), tokens.end(last)
        text = " ".join(self._plain[start:end].split())
        if len(text) < 2 or not any(character.isalpha() for character in text):
            return None
        return NamedSource(start, end, text, is_outlet=_is_outlet(text))


def _is_outlet(text: str) -> bool:
    return not OUTLET_WORDS.isdisjoint(text.split()) or "Al Jazeera" in text
