"""Find the source of one quotation in the sentence that holds it.

To the right of the quotation stands ", Bogdanov told a Kremlin advisory body" or "said Lukyanov";
to the left, "She commended the government for" or "X:". Both sides are read, and one is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.quotations.reporting_verbs import (
    CLOSE_CUES,
    NAMING,
    NOUN_FORMS,
    NOUN_READINGS,
    INVERTED_TAIL_CUES,
    OUTER_CUES,
    PARTICIPLES,
    SPEECH_NOUNS,
    STRONG,
    TAIL_CUES,
    WEAK,
)
from indexer.quotations.sources import Source, SourceReader, pronoun_source
from indexer.quotations.subjects import SubjectFinder, is_adverbial
from indexer.quotations.tokens import DASHES, Token, is_abbreviated
from indexer.quotations.words import (
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PERSONAL_PRONOUNS,
    POSSESSIVE_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
)

MAX_LEFT_TOKENS = 80
MAX_RIGHT_TOKENS = 60
MAX_TOKENS_TO_VERB = 34
"""A subject with its apposition is hardly ever longer, a following clause often is."""

MAX_WEAK_CUE_DISTANCE = 25
MAX_VERBS_TRIED = 8
"""Reporting verbs looked at to the left of one quotation, against text made of nothing else."""

MAX_LABEL_TOKENS = 12
_OPENERS_OF_TAG = frozenset((",", ";")) | DASHES
_WITH_PARTICIPLE = frozenset("after before by in when while".split())
_TO_BE = frozenset("are be been being is was were".split())
_NO_TAG = CLAUSE_OPENERS - {"as"}
_CONTINUING = frozenset("continue continued continues".split())
"""Verbs of saying only right before the words said: "He continued, “…”"."""

_BEFORE_QUOTATION = frozenset("a as her him it reporters that the them to".split())


class Attributor:
    """Attributes the quotations of one article's sentences."""

    def __init__(self, reader: SourceReader, subjects: SubjectFinder) -> None:
        self._reader = reader
        self._subjects = subjects

    def attribute(
        self, tokens: Sequence[Token], sentence: tuple[int, int], quote: int
    ) -> Source | None:
        """Return who is said to have said the quotation at index ``quote``, None if nobody."""
        low, high = sentence
        low = max(low, quote - MAX_LEFT_TOKENS)
        right_end = _next_quote(tokens, quote + 1, min(high, quote + MAX_RIGHT_TOKENS))
        left = self._possessor(tokens, low, quote, high) or self.from_left(tokens, low, quote)
        tail = tokens[quote].tail
        right = None
        if _tag_may_follow(tokens, quote, right_end):
            right = self._from_right(tokens, quote + 1, right_end)
        if right is None and (left is None or left.cue is None or left.cue.cue != STRONG):
            right = self._from_tail(tokens, quote + 1, right_end)
            if right and (right.is_known or right.rule != "tail according") and left is not None:
                left = None
        if right is None:
            right = self._after_participle(tokens, low, quote, right_end)
            if right:
                return right
        if left is None or right is None:
            return left or right
        if right.rule == "verb subject":
            return right
        if tail != "," or _leads_in(tokens, low, quote):
            return left
        return left if right.is_outlet and not left.is_outlet else right

    def from_left(self, tokens: Sequence[Token], low: int, high: int) -> Source | None:
        """Return the source named in the part of the sentence before a quotation."""
        if high <= low:
            return None
        label = self._label(tokens, low, high)
        if label:
            return label
        nearest: Source | None = None
        tried = 0
        for index in range(high - 1, low - 1, -1):
            token = tokens[index]
            if token.low == "according" and index + 1 < high and tokens[index + 1].low == "to":
                source = self._subjects.after_verb(tokens, index + 1, high)
                if source and (nearest is None or nearest.rule.startswith("weak")):
                    return source.found_by("according", token)
                continue
            if nearest is None and token.low in SPEECH_NOUNS:
                source = self._owner(tokens, index, low, high)
                if source:
                    return source
            if not token.cue or _reads_as_noun(tokens, index, low):
                continue
            if token.cue == WEAK and high - 1 - index > MAX_WEAK_CUE_DISTANCE:
                continue
            if nearest is not None and token.low not in OUTER_CUES:
                continue
            if token.low in _CONTINUING and index + 1 < high and tokens[index + 1].text not in ",:":
                continue
            tried += 1
            if tried > MAX_VERBS_TRIED:
                break
            source = self._subject(tokens, index, low, high)
            if source is None:
                continue
            source = source.found_by(_left_rule(tokens, index, high), token)
            if nearest is not None:
                return source
            nearest = source
            if (
                token.cue == STRONG
                and (high - index <= 4 or token.low in CLOSE_CUES)
                and (source.pronoun not in ("it", "they", "we"))
            ):
                return source
        return nearest

    def _subject(self, tokens: Sequence[Token], verb: int, low: int, high: int) -> Source | None:
        """Return the subject of a verb to the left of the quotation at ``high``."""
        before = verb - 1
        if before > low and tokens[before].text == ",":
            before -= 1
        if before >= low and tokens[before].is_quote and tokens[verb].cue == STRONG:
            inverted = self._subjects.after_verb(tokens, verb, high)
            if inverted:
                return inverted
        if verb > low + 1 and tokens[verb - 1].low == "to":
            object_pronoun = tokens[verb - 2].low
            if object_pronoun in OBJECT_PRONOUNS:
                return pronoun_source(tokens[verb - 2], OBJECT_PRONOUNS[object_pronoun])
        if _is_passive(tokens, verb, low):
            for index in range(verb + 1, min(verb + 12, high)):
                if tokens[index].low == "by":
                    return self._subjects.after_verb(tokens, index, high)
            return None
        source = self._subjects.before_verb(tokens, verb, low)
        if (
            source
            and verb == high - 1
            and tokens[verb].low in NAMING
            and not source.is_known
            and (self._names_thing(source))
        ):
            return None
        return source

    def _names_thing(self, source: Source) -> bool:
        """Tell whether the subject before "called “…”" is a thing so called: "a show"."""
        words = (source.name or "").split()
        return words[-1][0].islower() if words else False

    def _from_right(self, tokens: Sequence[Token], first: int, high: int) -> Source | None:
        """Return the source of a tag right after a quotation."""
        while first < high and tokens[first].text in _OPENERS_OF_TAG:
            first += 1
        if first >= high:
            return None
        token = tokens[first]
        if token.low == "according" and first + 1 < high and tokens[first + 1].low == "to":
            source = self._subjects.after_verb(tokens, first + 1, high)
            return source.found_by("according", token) if source else None
        if token.cue == STRONG and token.low not in PARTICIPLES:
            source = self._subjects.after_verb(tokens, first, high)
            if source:
                return source.found_by("verb subject", token)
        if token.low in CONJUNCTIONS and first + 1 < high and tokens[first + 1].cue:
            return None
        if token.low in _NO_TAG or token.low in PARTICIPLES:
            return None
        for index in range(first, min(high, first + MAX_TOKENS_TO_VERB)):
            token = tokens[index]
            if token.text in (";", ":", "?", "!") or (
                token.text == "." and not is_abbreviated(tokens, index)
            ):
                break
            if not token.cue or index == first or not _is_main_verb(tokens, first, index):
                continue
            if index - first > 14 and not _has_comma(tokens, first, index):
                break
            if tokens[index - 1].text == "," and token.low in INVERTED_TAIL_CUES:
                source = self._subjects.after_verb(tokens, index, high)
                if source and source.is_known:
                    return source.found_by("tail", token)
            source = self._subjects.before_verb(tokens, index, first)
            if source:
                return source.found_by("subject verb", token)
        return None

    def _after_participle(
        self, tokens: Sequence[Token], low: int, quote: int, high: int
    ) -> Source | None:
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
                return source.found_by("participle", token) if source else None
        return None

    def _from_tail(self, tokens: Sequence[Token], first: int, high: int) -> Source | None:
        """Return the source of a tag at the sentence's end: "… was a “mistake,” he says"."""
        for index in range(high - 1, first, -1):
            token = tokens[index]
            if token.low == "according" and tokens[index - 1].text == ",":
                source = None
                if index + 1 < high:
                    source = self._subjects.after_verb(tokens, index + 1, high)
                return source.found_by("tail according", token) if source else None
            if not token.cue or token.low not in TAIL_CUES:
                continue
            if tokens[index - 1].text == ",":
                if token.low in INVERTED_TAIL_CUES:
                    source = self._subjects.after_verb(tokens, index, high)
                    if source and (source.is_known or source.name):
                        return source.found_by("tail", token)
                continue
            comma = index - 1
            while comma >= first and index - comma < 13 and tokens[comma].text != ",":
                comma -= 1
            if comma < first or tokens[comma].text != "," or comma == index - 1:
                continue
            if tokens[comma + 1].low in CLAUSE_OPENERS:
                continue
            source = self._subjects.before_verb(tokens, index, comma + 1)
            if source and source.start == tokens[comma + 1].start:
                return source.found_by("tail", token)
        return None

    def _possessor(
        self, tokens: Sequence[Token], low: int, quote: int, high: int
    ) -> Source | None:
        """Return X of "X's “47 percent” comment"."""
        if quote - 1 <= low or quote + 1 >= high or tokens[quote + 1].low not in SPEECH_NOUNS:
            return None
        before = tokens[quote - 1]
        if before.low in POSSESSIVE_PRONOUNS:
            pronoun = pronoun_source(before, POSSESSIVE_PRONOUNS[before.low])
            return pronoun.found_by("owner", tokens[quote + 1])
        if before.low != "'s":
            return None
        start = quote - 2
        while start > low and tokens[start - 1].capital:
            start -= 1
        named = self._reader.owner_at(tokens, start)
        return named.found_by("owner", tokens[quote + 1]) if named else None

    def _label(self, tokens: Sequence[Token], low: int, high: int) -> Source | None:
        """Return the speaker of a transcript's line, "CLINTON: “…”", or a name before a colon."""
        if tokens[high - 1].text != ":" or high - low < 2:
            return None
        between = tokens[low : high - 1]
        if any(token.cue and token.low not in NOUN_READINGS for token in between):
            return None
        for skipped in range(min(2, len(between) - 1)):
            if between[skipped].low == "from":
                source = self._reader.read(tokens, low + skipped + 1, high - 2)
                return source.found_by("label") if source else None
        if high - low <= MAX_LABEL_TOKENS and between[0].capital:
            source = self._reader.read(tokens, low, high - 2)
            if source and (source.is_person or not any(is_adverbial(t) for t in between)):
                return source.found_by("label")
        source = self._subjects.phrase_ending_at(tokens, high - 2, low)
        if source and source.is_person and source.end == tokens[high - 2].end:
            return source.found_by("label")
        return None

    def _owner(self, tokens: Sequence[Token], noun: int, low: int, high: int) -> Source | None:
        """Return X of "X's claim that “…”", "her admission of “…”"."""
        after = tokens[noun + 1].low if noun + 1 < high else ""
        if high - noun > 6 or after not in (":", "of", "that"):
            return None
        for index in range(noun - 1, max(low, noun - 5) - 1, -1):
            token = tokens[index]
            if token.low in ("'s", "'") and index > low:
                source = self._subjects.phrase_ending_at(tokens, index - 1, low)
                if source is None:
                    mention_end = tokens[index - 1]
                    source = Source(mention_end.start, mention_end.end, mention_end.text)
                if not tokens[index - 1].capital:
                    return None
                return source.found_by("owner", tokens[noun])
            if token.low in POSSESSIVE_PRONOUNS:
                pronoun = pronoun_source(token, POSSESSIVE_PRONOUNS[token.low])
                return pronoun.found_by("owner", tokens[noun])
            if token.cue or not token.text[0].isalnum() or token.low in PREPOSITIONS:
                return None
        return None


def _next_quote(tokens: Sequence[Token], first: int, high: int) -> int:
    """Return the index of the next quotation, ``high`` if none."""
    for index in range(first, high):
        if tokens[index].is_quote:
            return index
    return high


def _tag_may_follow(tokens: Sequence[Token], quote: int, high: int) -> bool:
    """Tell whether what follows the quotation can be its attribution."""
    first = quote + 1
    if first >= high:
        return False
    tail, head = tokens[quote].tail, tokens[first]
    if tail and tail in ",?!—-…–":
        return True
    if head.text == "," or head.text in DASHES or head.cue == STRONG:
        return True
    if head.low == "according":
        return True
    return (head.low in PERSONAL_PRONOUNS or head.capital) and any(
        token.cue == STRONG for token in tokens[first + 1 : min(first + 5, high)]
    )


def _leads_in(tokens: Sequence[Token], low: int, quote: int) -> bool:
    """Tell whether the words before a quotation lead straight into it: "Nuland said, “…”"."""
    if quote <= low:
        return False
    if tokens[quote - 1].cue:
        return True
    return tokens[quote - 1].text in (",", ":") and any(
        token.cue for token in tokens[max(low, quote - 4) : quote]
    )


def _reads_as_noun(tokens: Sequence[Token], index: int, low: int) -> bool:
    """Tell whether a form of a reporting verb is a noun, or an infinitive, where it stands."""
    if index == low:
        return False
    before = tokens[index - 1].low
    if before in DETERMINERS or before == "'s":
        return True
    if before == "to":
        return index - 1 == low or not (
            is_adverbial(tokens[index - 2]) or tokens[index - 2].low in OBJECT_PRONOUNS
        )
    if tokens[index].low in NOUN_FORMS and not _can_be_subject(tokens[index - 1]):
        return index + 1 >= len(tokens) or tokens[index + 1].low != "that"
    return before in PREPOSITIONS and tokens[index].low not in PARTICIPLES


def _is_main_verb(tokens: Sequence[Token], first: int, index: int) -> bool:
    """Tell whether the cue at ``index`` can be the verb of the tag that begins at ``first``."""
    token, before = tokens[index], tokens[index - 1]
    if token.low in PARTICIPLES and before.text == ",":
        return False
    if token.low in NOUN_FORMS and not _can_be_subject(before):
        return False
    if before.low == "to":
        return index - 2 >= first and is_adverbial(tokens[index - 2])
    if before.low in DETERMINERS or before.low in PREPOSITIONS or before.low == "'s":
        return False
    return not (
        token.cue == WEAK and before.text != "," and _count_commas(tokens, first, index) == 1
    )


def _can_be_subject(token: Token) -> bool:
    """Tell whether a word right before "claim" or "reports" lets that be a verb."""
    return (
        token.low in SUBJECT_PRONOUNS
        or token.low in RELATIVES
        or token.capital
        or is_adverbial(token)
        or (token.low.endswith("s") and not token.low.endswith("ss"))
        or token.text == ","
        or token.is_quote
    )


def _is_passive(tokens: Sequence[Token], verb: int, low: int) -> bool:
    """Tell whether the subject is what is spoken of: "was called", "has been described"."""
    token = tokens[verb]
    if token.cue != WEAK or token.low == "quoted" or not token.low.endswith("d"):
        return False
    index = verb - 1
    while index > low and is_adverbial(tokens[index]) and tokens[index].low not in _TO_BE:
        index -= 1
    return index >= low and tokens[index].low in _TO_BE


def _count_commas(tokens: Sequence[Token], first: int, last: int) -> int:
    return sum(token.text == "," or token.text in DASHES for token in tokens[first:last])


def _has_comma(tokens: Sequence[Token], first: int, last: int) -> bool:
    return _count_commas(tokens, first, last) > 0


def _left_rule(tokens: Sequence[Token], cue: int, high: int) -> str:
    """Name the rule by what its precision depends on: the kind of the cue and how near it is."""
    near = high - cue <= 4 or tokens[high - 1].low in _BEFORE_QUOTATION
    if tokens[cue].low in PARTICIPLES:
        return "participle"
    strength = "strong" if tokens[cue].cue == STRONG else "weak"
    return f"{strength} {'near' if near else 'far'}"
