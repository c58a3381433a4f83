"""Find the source in the part of the sentence before a quotation.

"She commended the government for “…”", "CLINTON: “…”", "according to X, “…”", "X's claim that “…”".
The nearest verb of saying wins, unless it is a weak one inside the clause of an outer verb: "X said
she expects Y to call it “…”".
"""

from __future__ import annotations

from collections.abc import Sequence

from newssearch.indexer.quotations.owners import OwnerFinder
from newssearch.indexer.quotations.phrases import COMMAS
from newssearch.indexer.quotations.reporting_verbs import (
    CLAUSE_PARTERS,
    CLOSE_CUES,
    INVERTED_TAIL_CUES,
    NAMING,
    NOUN_READINGS,
    OUTER_CUES,
    PARTICIPLES,
    SPEECH_NOUNS,
    STRONG,
    WEAK,
)
from newssearch.indexer.quotations.sources import NamedSource, SourceReader, pronoun_source
from newssearch.indexer.quotations.subjects import SubjectFinder
from newssearch.indexer.quotations.tokens import Token, Tokens
from newssearch.indexer.quotations.verb_forms import is_passive, reads_as_noun
from newssearch.indexer.quotations.words import DETERMINERS, OBJECT_PRONOUNS, PREPOSITIONS

MAX_WEAK_CUE_DISTANCE = 25
MAX_VERBS_TRIED = 8
"""Reporting verbs looked at to the left of one quotation, against text made of nothing else."""

MAX_LABEL_TOKENS = 12
NEAR_TOKENS = 4
"""A verb this close to the quotation, or a word that leads into it, makes the rule a near one."""

IN_THE_WORDS = ("in", "the", "words", "of")
_LEADING_IN = frozenset("a as her him it reporters that the them to".split())
_VAGUE_PRONOUNS = frozenset(("it", "they", "we"))
_CONTINUING = frozenset("continue continued continues".split())
"""Verbs of saying only right before the words said: "He continued, “…”"."""


class LeftSide:
    """Reads what comes before a quotation."""

    def __init__(self, reader: SourceReader, subjects: SubjectFinder, owners: OwnerFinder) -> None:
        self._reader = reader
        self._subjects = subjects
        self._owners = owners

    def find(self, tokens: Tokens, low: int, high: int) -> NamedSource | None:
        """Return the source named from ``low`` to the quotation at ``high``."""
        if high <= low:
            return None
        return (
            self._label(tokens, low, high)
            or self._by_verb(tokens, low, high)
            or self._in_the_words(tokens, low, high)
        )

    def _in_the_words(self, tokens: Tokens, low: int, high: int) -> NamedSource | None:
        """Return X of "In the words of X, “…”"."""
        opening = tuple(token.low for token in tokens[low : low + len(IN_THE_WORDS)])
        if opening != IN_THE_WORDS:
            return None
        source = self._subjects.after_verb(tokens, low + len(IN_THE_WORDS) - 1, high)
        return source.found_by("according") if source else None

    def _by_verb(self, tokens: Tokens, low: int, high: int) -> NamedSource | None:
        nearest: NamedSource | None = None
        tried = 0
        for index in range(high - 1, low - 1, -1):
            token = tokens[index]
            if not token.tells:
                continue
            if nearest is not None and token.low in CLAUSE_PARTERS:
                break
            if nearest is None or nearest.rule.startswith("weak"):
                source = self._according(tokens, index, high)
                if source:
                    return source
            if nearest is None and token.low in SPEECH_NOUNS:
                source = self._owners.before(tokens, index, low, high)
                if source:
                    return source
            if not _may_govern(tokens, index, low, high) or (
                nearest is not None and token.low not in OUTER_CUES
            ):
                continue
            if (
                nearest is not None
                and nearest.rule.startswith("strong")
                and _is_tag(tokens, index, low)
            ):
                break
            tried += 1
            if tried > MAX_VERBS_TRIED:
                break
            source = self._subject(tokens, index, low, high)
            if source is None:
                continue
            source = source.found_by(_rule(tokens, index, high), tokens.cue(index))
            if nearest is not None or _is_decisive(token, source, high - index):
                return source
            nearest = source
        return nearest

    def _according(self, tokens: Tokens, index: int, high: int) -> NamedSource | None:
        if tokens[index].low != "according" or index + 1 >= high or tokens[index + 1].low != "to":
            return None
        source = self._subjects.after_verb(tokens, index + 1, high)
        return source.found_by("according", tokens.cue(index)) if source else None

    def _subject(self, tokens: Tokens, verb: int, low: int, high: int) -> NamedSource | None:
        """Return the subject of a verb to the left of the quotation at ``high``."""
        before = verb - 1
        if before > low and tokens[before].text == ",":
            before -= 1
        behind_quotation = before >= low and tokens[before].is_quote
        if behind_quotation and tokens[verb].cue == STRONG and tokens[verb].low not in PARTICIPLES:
            inverted = self._subjects.after_verb(tokens, verb, high)
            if inverted:
                return inverted
        if verb > low + 1 and tokens[verb - 1].low == "to":
            driven = tokens[verb - 2].low
            if driven in OBJECT_PRONOUNS:
                return pronoun_source(tokens, verb - 2, OBJECT_PRONOUNS[driven])
        if tokens[verb - 1].text == "," and tokens[verb].low in INVERTED_TAIL_CUES:
            parenthetic = self._parenthetic(tokens, verb, high)
            if parenthetic:
                return parenthetic
        if is_passive(tokens, verb, low):
            return self._agent(tokens, verb, high)
        source = self._subjects.before_verb(tokens, verb, low)
        names = verb == high - 1 or (verb == high - 2 and tokens[high - 1].low in DETERMINERS)
        if source and tokens[verb].low in NAMING and names and _is_thing(source):
            return None
        return source

    def _parenthetic(self, tokens: Tokens, verb: int, high: int) -> NamedSource | None:
        """Return X of "The paradox, says X, is that she was “…”"."""
        if not tokens[verb + 1].capital:
            return None
        source = self._subjects.after_verb(tokens, verb, high)
        if source is None or not source.is_person:
            return None
        behind = next((n for n in range(verb, high) if tokens.end(n) >= source.end), high)
        return source if behind + 1 < high and tokens[behind + 1].text in COMMAS else None

    def _agent(self, tokens: Tokens, verb: int, high: int) -> NamedSource | None:
        """Return X of "was called by X a “…”"."""
        for index in range(verb + 1, min(verb + MAX_LABEL_TOKENS, high)):
            if tokens[index].low == "by":
                return self._subjects.after_verb(tokens, index, high)
        return None

    def _label(self, tokens: Tokens, low: int, high: int) -> NamedSource | None:
        """Return the speaker of a transcript's line, "CLINTON: “…”", or a name before a colon."""
        if tokens[high - 1].text != ":" or high - low < 2:
            return None
        between = tokens[low : high - 1]
        if any(token.cue and token.low not in NOUN_READINGS for token in between):
            return None
        source = None
        for skipped in range(min(2, len(between) - 1)):
            if between[skipped].low == "from":
                source = self._reader.read(tokens, low + skipped + 1, high - 2)
                return source.found_by("label") if source else None
        if high - low <= MAX_LABEL_TOKENS and between[0].capital:
            source = self._reader.read(tokens, low, high - 2)
            if source and not source.is_person and not _is_name(between):
                source = None
        if source is None:
            source = self._subjects.phrase_ending_at(tokens, high - 2, low)
            if source is None or not source.is_person or source.end != tokens.end(high - 2):
                return None
        return source.found_by("label")


def _is_tag(tokens: Tokens, index: int, low: int) -> bool:
    """Return whether the verb at ``index`` reports the quotation right before it."""
    before = index - 1
    if before > low and tokens[before].text == ",":
        before -= 1
    return before >= low and tokens[before].is_quote


def _is_name(tokens: Sequence[Token]) -> bool:
    """Return whether the words before a colon are a name and no clause."""
    return all(
        token.capital or token.low in PREPOSITIONS or token.low in DETERMINERS for token in tokens
    )


def _may_govern(tokens: Tokens, index: int, low: int, high: int) -> bool:
    """Return whether the token at ``index`` is a verb that can report the quotation at ``high``."""
    token = tokens[index]
    if not token.cue or reads_as_noun(tokens, index, low):
        return False
    if token.cue == WEAK and high - 1 - index > MAX_WEAK_CUE_DISTANCE:
        return False
    return not (
        token.low in _CONTINUING
        and index + 1 < high
        and tokens[index + 1].low not in (",", ":", "that")
    )


def _is_decisive(cue: Token, source: NamedSource, distance: int) -> bool:
    """Return whether no outer verb need be looked for."""
    return (
        cue.cue == STRONG
        and (distance <= NEAR_TOKENS or cue.low in CLOSE_CUES)
        and source.pronoun not in _VAGUE_PRONOUNS
    )


def _is_thing(source: NamedSource) -> bool:
    """Return whether the subject before "called “…”" is a thing so called: "a show"."""
    words = (source.name or "").split()
    return not source.is_known and bool(words) and words[-1][0].islower()


def _rule(tokens: Tokens, cue: int, high: int) -> str:
    """Name the rule by what its precision depends on: the kind of the cue and how near it is."""
    if tokens[cue].low in PARTICIPLES:
        return "participle"
    near = high - cue <= NEAR_TOKENS or tokens[high - 1].low in _LEADING_IN
    return f"{'strong' if tokens[cue].cue == STRONG else 'weak'} {'near' if near else 'far'}"
