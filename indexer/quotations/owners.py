"""Sources in the possessive: "Mr. Ross's claim that “…”", "his “47 percent” comment"."""

from __future__ import annotations

from newssearch.indexer.quotations.reporting_verbs import SPEECH_NOUNS
from newssearch.indexer.quotations.sources import NamedSource, SourceReader, pronoun_source
from newssearch.indexer.quotations.subjects import SubjectFinder
from newssearch.indexer.quotations.tokens import Tokens
from newssearch.indexer.quotations.words import POSSESSIVE_PRONOUNS, PREPOSITIONS

MAX_NOUN_DISTANCE = 6
"""Tokens from "claim" to the quotation; further on the claim is spoken of, not quoted."""

_AFTER_NOUN = frozenset((":", "of", "that"))


class OwnerFinder:
    """Finds whose words a quotation holds where a noun of speech has an owner."""

    def __init__(self, reader: SourceReader, subjects: SubjectFinder) -> None:
        self._reader = reader
        self._subjects = subjects

    def around(self, tokens: Tokens, low: int, quote: int, high: int) -> NamedSource | None:
        """Return X of "X's “47 percent” comment"."""
        if quote - 1 <= low or quote + 1 >= high or tokens[quote + 1].low not in SPEECH_NOUNS:
            return None
        before = tokens[quote - 1]
        if before.low in POSSESSIVE_PRONOUNS:
            return _possessive(tokens, quote - 1, quote + 1)
        if before.low != "'s":
            return None
        start = quote - 2
        while start > low and tokens[start - 1].capital:
            start -= 1
        named = self._reader.owner_at(tokens, start)
        return named.found_by("owner", tokens.cue(quote + 1)) if named else None

    def before(self, tokens: Tokens, noun: int, low: int, high: int) -> NamedSource | None:
        """Return X of "X's claim that “…”", the quotation standing at ``high``."""
        after = tokens[noun + 1].low if noun + 1 < high else ""
        if high - noun > MAX_NOUN_DISTANCE or after not in _AFTER_NOUN:
            return None
        for index in range(noun - 1, max(low, noun - 5) - 1, -1):
            token = tokens[index]
            if token.low == "'s" and index > low:
                if not tokens[index - 1].capital:
                    return None
                owner = self._subjects.phrase_ending_at(tokens, index - 1, low)
                return owner.found_by("owner", tokens.cue(noun)) if owner else None
            if token.low in POSSESSIVE_PRONOUNS:
                return _possessive(tokens, index, noun)
            if token.cue or not token.text[0].isalnum() or token.low in PREPOSITIONS:
                return None
        return None


def _possessive(tokens: Tokens, pronoun: int, noun: int) -> NamedSource:
    owner = pronoun_source(tokens, pronoun, POSSESSIVE_PRONOUNS[tokens[pronoun].low])
    return owner.found_by("owner", tokens.cue(noun))
