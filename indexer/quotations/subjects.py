"""Find the subject of a verb of saying in the sentence around a quotation.

There is no parser here: a subject is reached by walking over tokens from the verb, by rules of
English word order that hold for news sentences (subject, apposition between commas, auxiliaries and
adverbs, verb; or verb and subject after a quotation). Every walk is bounded.
"""

from __future__ import annotations

from newssearch.indexer.quotations.phrases import (
    COMMAS,
    STOPS,
    after_leading_phrase,
    before_adverbials,
    before_parenthesis,
    clause_start,
    comma_before,
    ends_subject,
    fills,
    has_owner,
    phrase_start,
)
from newssearch.indexer.quotations.reporting_verbs import MESSAGE_NOUNS, PARTICIPLES, STRONG, WEAK
from newssearch.indexer.quotations.sources import NamedSource, SourceReader, pronoun_source
from newssearch.indexer.quotations.tokens import Tokens, is_abbreviated
from newssearch.indexer.quotations.words import (
    AFTER_SUBJECT,
    CONJUNCTIONS,
    DETERMINERS,
    NOT_NAMES,
    PAST_FORMS,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    ROLE_NOUNS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)

MAX_SHARED_TOKENS = 20
_NEVER_SUBJECTS = frozenset("her him it me that them this us what".split())
"""Objects of a verb that only looks like one before its subject: "“…,” denied it"."""

MAX_NAME_TOKENS = 8
_CLAUSE_PREPOSITIONS = frozenset(
    "about against at by from into on over to toward towards with".split()
)
"""Prepositions that belong to the verb before rather than to the noun: "looked on a candidate"."""
_ASIDES = frozenset("after at during in on".split())
_CHANNELS = frozenset("in on to".split())
_LINKED_PREPOSITIONS = frozenset("at by during from in on".split())


def _before_aside(tokens: Tokens, first: int, low: int) -> int:
    """Return the index of "but" in "but in a later interview said", whose subject is before it."""
    inside = first
    while inside > low and tokens[inside].low in DETERMINERS:
        inside -= 1
    if tokens[inside].low not in _ASIDES:
        inside = first
    if tokens[inside].low in _ASIDES and inside - 1 > low:
        before = tokens[inside - 1]
        return inside - 1 if before.low in ("and", "but") else low
    return low


def _before_channel(tokens: Tokens, index: int, low: int) -> int:
    """Return the index of "message" in "a message on Twitter", or the index given."""
    named = index - 2 >= low and tokens[index].capital and tokens[index - 1].low in _CHANNELS
    return index - 2 if named else index


class SubjectFinder:
    """Finds subjects in the sentences of one article."""

    def __init__(self, reader: SourceReader) -> None:
        self._reader = reader

    def before_verb(self, tokens: Tokens, verb: int, low: int) -> NamedSource | None:
        """Return the subject of the verb at index ``verb``, looking left as far as ``low``."""
        index = before_adverbials(tokens, verb - 1, low)
        if tokens[verb].low in PARTICIPLES:
            subject = self._of_participle(tokens, verb, index, low)
            if subject:
                return subject
        index = before_parenthesis(tokens, index, low)
        if index < low:
            return None
        token = tokens[index]
        if token.low in SUBJECT_PRONOUNS:
            return pronoun_source(tokens, index)
        if token.low in RELATIVES and index > low:
            outer = index - 2
            if tokens[verb].cue == WEAK and outer > low and tokens[outer].low in PARTICIPLES:
                return self.before_verb(tokens, outer, low)  # "slamming people who think …"
            return self._before_relative(tokens, index, low)
        if token.low in CONJUNCTIONS:
            return self._shared_subject(tokens, index, low)
        if token.text in COMMAS:
            return self._before_apposition(tokens, verb, index, low)
        if token.text in STOPS or (token.text == "." and not is_abbreviated(tokens, index)):
            return None
        first = phrase_start(tokens, index, low)
        if tokens[first].low == "who" and first > low:
            return self._before_relative(tokens, first, low)
        joined = _before_aside(tokens, first, low)
        if joined > low:
            return self._shared_subject(tokens, joined, low)
        return self.phrase_ending_at(tokens, index, low)

    def after_verb(self, tokens: Tokens, verb: int, high: int) -> NamedSource | None:
        """Return the subject that follows the verb at index ``verb``: "said Nuland"."""
        first = verb + 1
        while first < high and (
            tokens[first].low in ("also", "now", "then")
            or (tokens[first].low.endswith("ly") and not tokens[first].capital)
        ):
            first += 1
        if (
            first + 2 < high
            and tokens[first].text.isdigit()
            and tokens[first + 1].low == "year-old"
        ):
            first += 2  # "says 54-year-old fisherman Ben Okello"
        if first >= high:
            return None
        if tokens[first].low in PERSONAL_PRONOUNS:
            return pronoun_source(tokens, first)
        head = tokens[first]
        if head.low in _NEVER_SUBJECTS:
            return None
        if (
            (head.low in AFTER_SUBJECT or head.low in PREPOSITIONS or head.low in SUBORDINATORS)
            and not head.capital
        ) or head.text[0].isdigit():
            return None
        end = first
        while end < high and not ends_subject(tokens, end, first):
            end += 1
        if end == first:
            return None
        source = self._reader.read(tokens, first, end - 1, after_verb=True)
        role_before_name = (
            end + 1 < high
            and tokens[end].text == ","
            and (head.low in DETERMINERS or not tokens[end - 1].capital)
        )
        if source and not source.is_person and role_before_name:
            role = any(token.low in ROLE_NOUNS for token in tokens[first:end])
            named = self._reader.person_at(tokens, end + 1, after_role=role)
            if named:
                mention, person = named
                return NamedSource(source.start, mention.end, person.name, is_person=True)
        return source

    def of_sentence(self, tokens: Tokens, low: int, high: int) -> NamedSource | None:
        """Return the subject of the clause that begins at ``low`` and ends before ``high``."""
        start = after_leading_phrase(tokens, low, high)
        index = start
        while index < high:
            token = tokens[index]
            if token.low in PERSONAL_PRONOUNS:
                return pronoun_source(tokens, index)
            if token.capital and token.text not in NOT_NAMES:
                mention = self._reader.mention_at(tokens, index)
                last = index
                while mention and last + 1 < high and tokens.end(last + 1) <= mention.end:
                    last += 1
                before = tokens[index - 1].low if index > start else ""
                if (
                    mention
                    and before not in PREPOSITIONS
                    and not self._reader.is_possessive(mention)
                ):
                    last = self._with_role(tokens, last, high)
                    source = self._reader.read(tokens, index, last)
                    if source and (source.is_person or index <= start + 2):
                        return source
                if mention and index <= start + 2 and self._reader.is_possessive(mention):
                    owned = self._nominal(tokens, index, high)
                    if owned and owned.end > mention.end + 2:
                        return owned
                index = last + 1
                continue
            if token.low in DETERMINERS and index <= start + 1:
                source = self._nominal(tokens, index, high)
                if source:
                    return self._named_behind(tokens, source, high) or source
            index += 1
        return None

    def named_at(self, tokens: Tokens, first: int, high: int) -> tuple[int, NamedSource] | None:
        """Return the name that begins at index ``first``, and the index behind it."""
        mention = self._reader.mention_at(tokens, first) if first < high else None
        if mention is None or self._reader.is_possessive(mention):
            return None
        end = first
        while end < high and tokens.end(end) <= mention.end:
            end += 1
        source = self._reader.read(tokens, first, end - 1) if end > first else None
        known = source is not None and (source.is_person or len(mention.words) > 1)
        return (end, source) if source is not None and known else None

    def phrase_ending_at(self, tokens: Tokens, last: int, low: int) -> NamedSource | None:
        """Return what the noun phrase that ends at index ``last`` stands for."""
        first = phrase_start(tokens, last, low)
        source = self._reader.read(tokens, first, last)
        hanging = first - 1
        if (
            (source is None or not source.is_person)
            and hanging > low
            and tokens[hanging].low in _LINKED_PREPOSITIONS
        ):
            first = phrase_start(tokens, hanging - 1, low)
            owner = self._reader.read(tokens, first, hanging - 1)
            if owner and (owner.is_person or tokens[first].capital):
                return owner
        return source

    def _of_participle(self, tokens: Tokens, verb: int, index: int, low: int) -> NamedSource | None:
        """Return the subject of "…, saying" or "released a statement saying"."""
        sent = _before_channel(tokens, index, low)
        if sent >= low and tokens[sent].low in MESSAGE_NOUNS:
            index = sent
            if has_owner(tokens, index, low):
                return self.phrase_ending_at(tokens, index, low)
            return self.of_sentence(tokens, low, index)
        if subject := self._behind_with(tokens, index, low):
            return subject
        if (
            index < low
            or tokens[index].low in PREPOSITIONS
            or tokens[index].text in STOPS
            or tokens[index].low in ("after", "and", "before", "by", "while")
        ):
            if index - 1 > low and tokens[index].text == "," and tokens[index - 1].cue == STRONG:
                tagged = self.before_verb(tokens, index - 1, low)  # "…, Nefzi said, adding"
                if tagged and tagged.is_person:
                    return tagged
            clause = clause_start(tokens, index, low)
            inner = self.of_sentence(tokens, clause, verb) if clause > low else None
            return inner or self.of_sentence(tokens, low, verb)
        if tokens[verb].low != "reading":
            subject = self.of_sentence(tokens, low, index)
            if subject and subject.is_known:
                return subject
        return None

    def _behind_with(self, tokens: Tokens, last: int, low: int) -> NamedSource | None:
        """Return X of "…, with X saying", which is the subject of the participle alone."""
        for index in range(last, max(low, last - MAX_SHARED_TOKENS), -1):
            if tokens[index].text in STOPS or tokens[index].is_quote:
                break
            if tokens[index].low == "with":
                opens = index < last and tokens[index - 1].text in COMMAS
                return self._reader.read(tokens, index + 1, last) if opens else None
        return None

    def _shared_subject(self, tokens: Tokens, conjunction: int, low: int) -> NamedSource | None:
        """Return the subject of the verb that "and promised" is joined to."""
        for index in range(conjunction - 1, max(low, conjunction - MAX_SHARED_TOKENS), -1):
            if tokens[index].cue and tokens[index].low.endswith("d"):
                first = tokens[index - 1]
                if first.capital or first.low in SUBJECT_PRONOUNS or first.adverbial:
                    return self.before_verb(tokens, index, low)
        return self.of_sentence(tokens, low, conjunction)

    def _before_relative(self, tokens: Tokens, relative: int, low: int) -> NamedSource | None:
        """Return what "who" or "which" refers to, with the pronoun as the end of its phrase."""
        index = relative - 1
        if tokens[index].text == ",":
            index -= 1
        index = before_parenthesis(tokens, index, low)
        if index < low:
            return None
        source = self._antecedent(tokens, index, low)
        if source is None:
            return None
        return NamedSource(
            source.start,
            tokens.end(relative),
            source.name,
            is_person=source.is_person,
            is_outlet=source.is_outlet,
        )

    def _antecedent(self, tokens: Tokens, last: int, low: int) -> NamedSource | None:
        """Return what ends at index ``last``, before "who": a name there, or the nearest phrase.

        "Okello, who is close to Quill, who said": Quill; "voters turned to a candidate who has
        called for": a candidate, and no more of the clause before.
        """
        first = phrase_start(tokens, last, low)
        if tokens[last].capital:
            for start in range(last, max(first, last - MAX_NAME_TOKENS) - 1, -1):
                named = self.named_at(tokens, start, last + 1)
                if named is None or named[0] != last + 1:
                    continue
                source = named[1]
                inside = start > first and tokens[start - 1].low in PREPOSITIONS
                if source.is_person and (not inside or tokens[first].low in RELATIVES):
                    return source
        for start in range(last, first, -1):
            if tokens[start].low in DETERMINERS and tokens[start - 1].low in _CLAUSE_PREPOSITIONS:
                return self._reader.read(tokens, start, last)
        if tokens[first].low in RELATIVES and tokens[last].capital:
            name = last
            while tokens[name - 1].capital:
                name -= 1
            return self._reader.read(tokens, name, last)
        return self.phrase_ending_at(tokens, last, low)

    def _before_apposition(
        self, tokens: Tokens, verb: int, comma: int, low: int
    ) -> NamedSource | None:
        """Return the subject of "X, the minister, said" or "the manager, David Feder, said"."""
        opening = comma_before(tokens, comma, low)
        while opening > low:
            index = before_parenthesis(tokens, opening - 1, low)
            if index < low:
                break
            first = phrase_start(tokens, index, low)
            source = self._reader.read(tokens, first, index)
            if source and not source.is_person and opening + 1 < comma:
                role = tokens[index].low in ROLE_NOUNS
                named = self._reader.person_at(tokens, opening + 1, after_role=role)
                if named and fills(tokens, named[0].end, comma):
                    return NamedSource(source.start, named[0].end, named[1].name, is_person=True)
            if source and source.is_person:
                return source
            if source and (tokens[first].low in DETERMINERS or tokens[first].capital):
                return self._named_before(tokens, first, low) or source
            opening = comma_before(tokens, opening, low)
        return self.of_sentence(tokens, low, verb)

    def _named_behind(self, tokens: Tokens, role: NamedSource, high: int) -> NamedSource | None:
        """Return X of "A spokesman for the board, X, declined", where the role alone was found."""
        comma = 0
        while comma < high and (tokens.end(comma) <= role.end or tokens[comma].text not in STOPS):
            comma += 1
        if comma + 2 >= high or tokens[comma].text != ",":
            return None
        named = self._reader.person_at(tokens, comma + 1, after_role=True)
        if named is None:
            return None
        mention, person = named
        behind = next((n for n in range(comma, high) if tokens.start(n) >= mention.end), high)
        if behind >= high or tokens[behind].text != ",":
            return None
        return NamedSource(role.start, mention.end, person.name, is_person=True)

    def _named_before(self, tokens: Tokens, first: int, low: int) -> NamedSource | None:
        """Return X where the phrase at ``first`` is itself an apposition: "X, its editor, …"."""
        if first - 2 < low or tokens[first - 1].text != ",":
            return None
        index = before_parenthesis(tokens, first - 2, low)
        if index < low:
            return None
        source = self._reader.read(tokens, phrase_start(tokens, index, low), index)
        return source if source and source.is_person else None

    def _with_role(self, tokens: Tokens, last: int, high: int) -> int:
        """Extend "Trump" to the end of "Trump campaign manager Kellyanne Conway"."""
        index = last + 1
        while index < min(high, last + 5) and tokens[index].text[0].islower():
            if tokens[index].low in PREPOSITIONS or tokens[index].cue or tokens[index].adverbial:
                return last
            index += 1
        if index == last + 1 or index >= high or tokens[index - 1].low not in ROLE_NOUNS:
            return last
        mention = self._reader.mention_at(tokens, index)
        if mention is None:
            return last
        while index + 1 < high and tokens.end(index + 1) <= mention.end:
            index += 1
        return index

    def _nominal(self, tokens: Tokens, first: int, high: int) -> NamedSource | None:
        """Return the description that begins with a determiner, up to the first likely verb."""
        end = first + 1
        while end < min(high, first + 8) and not (
            tokens[end].text in STOPS
            or tokens[end].text == "."
            or tokens[end].low in PREPOSITIONS
            or tokens[end].low in SUBORDINATORS
            or tokens[end].low in RELATIVES
            or (tokens[end].low in DETERMINERS and end > first + 2)
            or tokens[end].cue
            or tokens[end].adverbial
            or (tokens[end].low in PAST_FORMS | SUBJECT_PRONOUNS and end > first + 1)
        ):
            end += 1
        object_follows = end < high and tokens[end].low in DETERMINERS
        if end - first > 2 and (object_follows or tokens[end - 1].low.endswith("ed")):
            end -= 1
        return self._reader.read(tokens, first, end - 1) if end - first > 1 else None
