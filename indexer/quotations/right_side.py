"""Find the source in the part of the sentence after a quotation.

A *tag* comes right after it: ", Bogdanov told a Kremlin advisory body", "said Fyodor Lukyanov". A
*tail* ends the sentence that goes on around a partial quotation: "… was a “mistake,” he says".
"""

from __future__ import annotations

from newssearch.indexer.quotations.reporting_verbs import (
    INVERTED_TAIL_CUES,
    PARTICIPLES,
    STRONG,
    TAIL_CUES,
)
from newssearch.indexer.quotations.sources import NamedSource
from newssearch.indexer.quotations.subjects import SubjectFinder
from newssearch.indexer.quotations.tokens import DASHES, Tokens, is_abbreviated
from newssearch.indexer.quotations.verb_forms import count_commas, is_verb_of_tag
from newssearch.indexer.quotations.words import CLAUSE_OPENERS, CONJUNCTIONS, PERSONAL_PRONOUNS

MAX_TOKENS_TO_VERB = 34
"""A subject with its apposition is hardly ever longer, a following clause often is."""

MAX_TOKENS_WITHOUT_COMMA = 14
MAX_TAIL_SUBJECT = 13
_OPENERS_OF_TAG = frozenset((",", ";")) | DASHES
_ENDS_OF_TAG = frozenset((";", ":", "?", "!"))
_NO_TAG = (CLAUSE_OPENERS - {"as"}) | PARTICIPLES
SPACED_HYPHEN = 4
"""Code points from a quotation to the next word where its mark and " - " are between."""
_BEHIND_NAME = frozenset(", . ( ; of on in at from for".split())
"""What may come after the name to which a dash gives a quotation."""
_COMING = frozenset(("came", "comes"))
MAX_TOKENS_TO_ORIGIN = 6
_WITH_PARTICIPLE = frozenset("after before by in when while".split())


class RightSide:
    """Reads what comes after a quotation, from ``first`` to before ``high``."""

    def __init__(self, subjects: SubjectFinder) -> None:
        self._subjects = subjects

    def tag(self, tokens: Tokens, quote: int, high: int) -> NamedSource | None:
        """Return the source of a tag right after the quotation."""
        first = quote + 1
        if not _tag_may_follow(tokens, quote, high):
            return None
        while first < high and tokens[first].text in _OPENERS_OF_TAG:
            first += 1
        if first >= high:
            return None
        opening = tokens[first]
        if opening.low == "according" and first + 1 < high and tokens[first + 1].low == "to":
            source = self._subjects.after_verb(tokens, first + 1, high)
            return source.found_by("according", tokens.cue(first)) if source else None
        if opening.cue == STRONG and opening.low not in PARTICIPLES:
            source = self._subjects.after_verb(tokens, first, high)
            if source:
                return source.found_by("verb subject", tokens.cue(first))
        if opening.low in _COMING and (origin := self._origin(tokens, first, high)):
            return origin
        if opening.low in _NO_TAG:
            return None
        if opening.low in CONJUNCTIONS and first + 1 < high and tokens[first + 1].cue:
            return None
        return self._subject_and_verb(tokens, first, high)

    def _origin(self, tokens: Tokens, verb: int, high: int) -> NamedSource | None:
        """Return X of "“…,” came a shout from X"."""
        for index in range(verb + 2, min(high, verb + MAX_TOKENS_TO_ORIGIN)):
            if tokens[index].low == "from":
                source = self._subjects.after_verb(tokens, index, high)
                return source.found_by("verb subject", tokens.cue(verb)) if source else None
        return None

    def dash(self, tokens: Tokens, quote: int, high: int) -> NamedSource | None:
        """Return X of "“…” — X" and "“…” — X, the captain": a name behind a dash and no verb."""
        first = quote + 1
        if first >= high:
            return None
        hyphen = tokens.start(first) - tokens.end(quote) >= SPACED_HYPHEN
        if tokens[first].text not in DASHES and not (hyphen and tokens[first].capital):
            return None
        while first < high and tokens[first].text in DASHES:
            first += 1
        named = self._subjects.named_at(tokens, first, high)
        if named is None:
            return None
        end, source = named
        if end < high and tokens[end].low not in _BEHIND_NAME:
            return None
        if any(token.cue == STRONG or token.is_quote for token in tokens[end:high]):
            return None
        return source.found_by("dash")

    def tail(self, tokens: Tokens, first: int, high: int) -> NamedSource | None:
        """Return the source of a tag at the sentence's end."""
        for index in range(high - 1, first, -1):
            token = tokens[index]
            if not token.tells:
                continue
            after_comma = tokens[index - 1].text == ","
            if token.low == "according" and after_comma:
                source = None
                if index + 1 < high:
                    source = self._subjects.after_verb(tokens, index + 1, high)
                return source.found_by("tail according", tokens.cue(index)) if source else None
            if not token.cue or token.low not in TAIL_CUES:
                continue
            if after_comma:
                source = None
                if token.low in INVERTED_TAIL_CUES:
                    source = self._subjects.after_verb(tokens, index, high)
            else:
                source = self._subject_from_comma(tokens, index, first)
            if source:
                return source.found_by("tail", tokens.cue(index))
        return None

    def main_clause(self, tokens: Tokens, low: int, quote: int, high: int) -> NamedSource | None:
        """Return the main clause's subject after "Calling the ruling “a disgrace,” …"."""
        comma = quote + 1 < high and tokens[quote + 1].text == ","
        if not comma and tokens[quote].tail != ",":
            return None
        for index in range(low, min(low + 2, quote)):
            token = tokens[index]
            if token.low in PARTICIPLES and (index == low or tokens[low].low in _WITH_PARTICIPLE):
                if any(later.cue == STRONG for later in tokens[index + 1 : quote]):
                    return None
                source = self._subjects.of_sentence(tokens, quote + 1, high)
                return source.found_by("participle", tokens.cue(index)) if source else None
        return None

    def _subject_and_verb(self, tokens: Tokens, first: int, high: int) -> NamedSource | None:
        for index in range(first + 1, min(high, first + MAX_TOKENS_TO_VERB)):
            token = tokens[index]
            if token.text in _ENDS_OF_TAG or (
                token.text == "." and not is_abbreviated(tokens, index)
            ):
                break
            if not token.cue or not is_verb_of_tag(tokens, first, index):
                continue
            if index - first > MAX_TOKENS_WITHOUT_COMMA and not count_commas(tokens, first, index):
                break
            if tokens[index - 1].text == "," and token.low in INVERTED_TAIL_CUES:
                source = self._subjects.after_verb(tokens, index, high)
                if source and source.is_known:
                    return source.found_by("tail", tokens.cue(index))
            source = self._subjects.before_verb(tokens, index, first)
            if source:
                return source.found_by("subject verb", tokens.cue(index))
        return None

    def _subject_from_comma(self, tokens: Tokens, verb: int, low: int) -> NamedSource | None:
        """Return the subject that fills the words between a comma and the verb."""
        comma = verb - 1
        while comma >= low and verb - comma < MAX_TAIL_SUBJECT and tokens[comma].text != ",":
            comma -= 1
        if comma < low or tokens[comma].text != "," or tokens[comma + 1].low in CLAUSE_OPENERS:
            return None
        source = self._subjects.before_verb(tokens, verb, comma + 1)
        return source if source and source.start == tokens.start(comma + 1) else None


def _tag_may_follow(tokens: Tokens, quote: int, high: int) -> bool:
    """Return whether what follows the quotation can be its tag."""
    first = quote + 1
    if first >= high:
        return False
    tail, head = tokens[quote].tail, tokens[first]
    if tail and tail in ",?!—-…–":
        return True
    if tail == "." and head.capital:
        return True  # else the sentence had ended there
    if head.text == "," or head.text in DASHES or head.cue == STRONG or head.low == "according":
        return True
    return (head.low in PERSONAL_PRONOUNS or head.capital) and any(
        token.cue == STRONG for token in tokens[first + 1 : min(first + 5, high)]
    )
