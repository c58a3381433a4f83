"""Walk over the tokens of a noun phrase, an expression of time, a parenthesis, an opening phrase.

Every function takes indexes into a list of tokens and gives back an index; none looks further than
a bounded number of tokens or the limit it is given.
"""

from __future__ import annotations

from newssearch.indexer.knowledge.months import ENGLISH_MONTHS
from newssearch.indexer.quotations.reporting_verbs import CUES, MESSAGE_NOUNS, PARTICIPLES
from newssearch.indexer.quotations.tokens import DASHES, GAP, QUOTE, Tokens, is_abbreviated
from newssearch.indexer.quotations.words import (
    AFTER_SUBJECT,
    DETERMINERS,
    LEADING_PREPOSITIONS,
    PREPOSITIONS,
    SUBORDINATORS,
)

MAX_PHRASE_TOKENS = 16
MAX_LEADING_PHRASE_TOKENS = 30
MAX_DATELINE_TOKENS = 10
"""Tokens from a paragraph's beginning to the dash after its dateline; a date may be in it."""

_IN_DATELINES = frozenset(",.()")
STOPS = frozenset(",;:?!()…") | {QUOTE, GAP} | DASHES
_SENT = frozenset(("from", "to"))
"""After "email" and the like these show that it is a noun: "her email to members says"."""

COMMAS = frozenset(",") | DASHES
_TIME_UNITS = frozenset(
    """minutes moments days week weeks month months year years hours morning afternoon evening night
    day time summer fall winter spring weekend""".split()
)
_OPENING_ADVERBS = frozenset("again also besides instead meanwhile moreover still then".split())
_TWO_WORD_ADVERBS = frozenset(
    (preposition, word)
    for preposition, words in (("in", "fact part particular turn"), ("of", "course"))
    for word in words.split()
)
_TIME_ENDS = frozenset("ago later earlier before after on".split())
MAX_TIME_TOKENS = 6
_LONGER_THAN_KING = 4
"""Letters of a participle at least: shorter words in -ing are nouns ("King of the hill")."""
_TIME_DETERMINERS = frozenset("earlier last next same that this".split())
_COUNT_WORDS = DETERMINERS | frozenset("about less more than weeks hours few".split())
_NOT_VERBS = frozenset("campaign chief leading state".split())


def before_adverbials(tokens: Tokens, index: int, low: int) -> int:
    """Walk left over adverbs, auxiliaries and expressions of time."""
    while index >= low:
        token = tokens[index]
        before = tokens[index - 1].low if index > low else ""
        if token.low == "ago":
            index -= 1
            while index >= low and (
                tokens[index].low in _TIME_UNITS
                or tokens[index].low in _COUNT_WORDS
                or tokens[index].text.isdigit()
            ):
                index -= 1
        elif (token.low in _TIME_UNITS and before in _TIME_DETERMINERS) or (
            token.low in ENGLISH_MONTHS and before in ("in", "last", "since")
        ):
            index -= 2
        elif token.low in _TIME_UNITS and before.endswith("day"):
            index -= 2
            if index >= low and tokens[index].low in ("on", "late", "early"):
                index -= 1
        elif token.low == "point" and before == "one":
            index -= 3
        elif token.low.endswith("day") and token.capital and before == "on":
            index -= 2
            if index >= low and tokens[index].low in ("late", "early"):
                index -= 1
        elif (before, token.low) in _TWO_WORD_ADVERBS:
            index -= 2
        elif token.adverbial:
            index -= 1
        else:
            break
    return index


def before_parenthesis(tokens: Tokens, index: int, low: int) -> int:
    """Walk left over "(D-Mo.)"."""
    if index >= low and tokens[index].text == ")":
        while index > low and tokens[index].text != "(":
            index -= 1
        index -= 1
    return index


def phrase_start(tokens: Tokens, last: int, low: int) -> int:
    """Return the index of the first token of the noun phrase that ends at ``last``."""
    index = last
    while index >= low and last - index < MAX_PHRASE_TOKENS:
        token = tokens[index]
        if token.text in STOPS or token.low in SUBORDINATORS:
            break
        if token.text == "." and not is_abbreviated(tokens, index):
            break
        if (
            token.cue
            and index < last
            and token.low not in _NOT_VERBS
            and (token.low not in PARTICIPLES)
            and not (token.low in MESSAGE_NOUNS and tokens[index + 1].low in _SENT)
        ):
            break
        if token.low in ("and", "or") and not (
            index > low and tokens[index - 1].capital and index < last and tokens[index + 1].capital
        ):
            break
        index -= 1
        if (
            token.low in DETERMINERS
            and last - index > 1
            and not (index >= low and tokens[index].low in PREPOSITIONS)
        ):
            break
    return index + 1


def has_owner(tokens: Tokens, noun: int, low: int) -> bool:
    """Return whether the noun has a possessor with a name: "the newspaper's editorial"."""
    return noun - 1 > low and tokens[noun - 1].low == "'s"


def clause_start(tokens: Tokens, index: int, low: int) -> int:
    """Return where the clause begins that holds the participle after ``index``; ``low`` if main."""
    for place in range(index - 1, max(low, index - MAX_LEADING_PHRASE_TOKENS), -1):
        token = tokens[place]
        if token.low in ("where", "when", "while") or (
            token.low == "which" and tokens[place - 1].low in PREPOSITIONS
        ):
            return place + 1
    return low


def comma_before(tokens: Tokens, index: int, low: int) -> int:
    """Return the index of the comma or dash before ``index``, or ``low``."""
    index -= 1
    while index > low and tokens[index].text not in COMMAS:
        index -= 1
    return max(index, low)


def fills(tokens: Tokens, end: int, comma: int) -> bool:
    """Return whether a name that ends at code point ``end`` reaches up to the comma."""
    for index in range(comma, 0, -1):
        if tokens.end(index - 1) <= end:
            return index == comma or tokens[index].text in (",", "(")
    return False


def ends_subject(tokens: Tokens, index: int, first: int) -> bool:
    """Return whether the subject that began at ``first`` is over before ``index``."""
    token = tokens[index]
    if token.text in STOPS:
        return True
    if token.text == ".":
        return not is_abbreviated(tokens, index)
    return index > first and token.low in AFTER_SUBJECT


def after_leading_phrase(tokens: Tokens, low: int, high: int) -> int:
    """Return the index after an opening "In Brussels on Thursday," or "Asked about it,"."""
    while low < high and (tokens[low].low in ("and", "but", "so") or tokens[low].text in COMMAS):
        low += 1
    low = _after_dateline(tokens, low, high)
    if low >= high:
        return low
    opening = tokens[low].low
    if low + 1 < high and tokens[low + 1].text == "," and _is_opening_adverb(opening):
        return low + 2
    after_time = _after_time(tokens, low, high)
    if after_time > low:
        return after_time
    if opening in LEADING_PREPOSITIONS or _opens_with_participle(tokens, low, high):
        for index in range(low + 1, min(high, low + MAX_LEADING_PHRASE_TOKENS)):
            if tokens[index].text == "," and index + 1 < high:
                return index + 1
    return low


def _opens_with_participle(tokens: Tokens, low: int, high: int) -> bool:
    """Return whether a sentence opens as "Calling it off," or "Weighing in on the vote," do."""
    opening = tokens[low].low
    if not opening.endswith("ing"):
        return False
    follows = tokens[low + 1].low if low + 1 < high else ""
    return opening in CUES or (len(opening) > _LONGER_THAN_KING and follows in PREPOSITIONS)


def _is_opening_adverb(word: str) -> bool:
    """Return whether a word before a comma only joins its sentence to the last: "Likewise," """
    return word.endswith(("ly", "wise")) or word in _OPENING_ADVERBS


def _after_time(tokens: Tokens, low: int, high: int) -> int:
    """Return the index after an opening "Eight years ago,", "Minutes later,", "Last week,"."""
    for index in range(low, min(high - 1, low + MAX_TIME_TOKENS)):
        if tokens[index].text != ",":
            continue
        words = [token.low for token in tokens[low:index]]
        if not words:
            return low
        timed = any(word in _TIME_UNITS or word.rstrip("s") in _TIME_UNITS for word in words)
        told = words[-1] in _TIME_ENDS or words[0] in _TIME_DETERMINERS
        return index + 1 if timed and told else low
    return low


def _after_dateline(tokens: Tokens, low: int, high: int) -> int:
    """Return the index after a paragraph's "WASHINGTON, DC –", ``low`` if there is none."""
    if low > 0 or low >= high:
        return low
    placed = len(tokens[low].text) > 2 and tokens[low].text.isupper()
    for index in range(low, min(high, low + MAX_DATELINE_TOKENS)):
        token = tokens[index]
        if token.text in DASHES:
            return index + 1 if placed else low
        if index > low and tokens.start(index) - tokens.end(index - 1) > 2:  # a spaced hyphen
            return index if placed else low
        if not (token.capital or token.text in _IN_DATELINES or token.text.isdigit()):
            break
        placed = placed or token.text in (",", "(")
    return low
