"""Tell speech from the other things that are between quotation marks.

Titles of works, nicknames, words held at arm's length, measurements: "the film “Gone With the
Wind”", "the so-called “establishment”".
"""

from __future__ import annotations

import re

from newssearch.indexer.quotations.sources import NamedSource
from newssearch.indexer.quotations.tokens import DASHES, Tokens
from newssearch.indexer.quotations.words import OUTLET_WORDS, PREPOSITIONS, WORK_NOUNS

MIN_UNATTRIBUTED_WORDS = 4
"""A quotation of fewer words without a speaker is a scare quote or a title far more often."""

WEAK_RULES = frozenset(("subject", "same sentence", "shared", "paragraph before", "prose before"))

MAX_TITLE_WORDS = 9
MAX_TITLE = 200
"""Code points of the longest quotation that may be a title."""

LEAD_IN_TOKENS = 10
MAX_NAME_WORDS = 4
_NAMING_NOUNS = frozenset("moniker name nickname pseudonym".split())
_BEFORE_NAMES = frozenset("dubbed entitled nicknamed so-called titled".split())
_MAKING_WORKS = frozenset(
    """
    directed novel performed play played plays produced published read reads recited record recorded
    sang sing sings sung watch watched watches write writes writing wrote written
    """.split()
)
"""What is done with a work whose name follows: "He sang “Grey Is the Sea”"."""
_AIRS = frozenset(
    """
    channel monday network paper program programme station sunday saturday friday thursday tuesday
    wednesday
    """.split()
)
"""Whose programme a name in marks is: "on Sunday's “Harbour View”"."""
_BEFORE_WORKS = PREPOSITIONS | {"tell", "telling", "tells", "told"}
"""What leads to a programme, not into speech: "she told “Fog and Friends” that …"."""
_DESCRIBING = 5
"""Tokens behind a title that may say what kind of work it is."""
_SENTENCE_ENDS = frozenset((".", "?", "!"))
_WORD = re.compile(r"[\w'’-]+")
_SMALL_IN_TITLES = frozenset(
    "a an and as at but by de for from in la of on or the to vs with".split()
)


def is_title_of_work(text: str, tokens: Tokens, quote: int, *, weakly_attributed: bool) -> bool:
    """Return whether a quotation reads like the name of a work and no verb leads into it."""
    words = _count_title_words(text)
    if not words or text.rstrip()[-1:] in "?!":
        return False
    before = tokens[quote - 1] if quote else None
    if words > 1 and _is_work_described(tokens, quote):
        return True
    if before is None or before.text in _SENTENCE_ENDS:
        follows = quote + 1 < len(tokens) and tokens[quote + 1].text[0].islower()
        return weakly_attributed and words > 1 and follows and not tokens[quote].tail
    if before.low in _BEFORE_NAMES or (words > 1 and before.low in _MAKING_WORKS):
        return True
    if quote > 1:
        owner = tokens[quote - 2]
        if before.text == "," and owner.low in WORK_NOUNS:
            return True
        if words > 1 and before.low == "'s" and (owner.text in OUTLET_WORDS or owner.low in _AIRS):
            return True
    if before.low in WORK_NOUNS or (words > 1 and before.low in _BEFORE_WORKS):
        return True
    return weakly_attributed and words > 1 and not before.cue and before.text not in (",", ":", ".")


def _is_work_described(tokens: Tokens, quote: int) -> bool:
    """Return whether a work's author or kind follows: "“The Salt Road” by Ada Holm, a novel"."""
    behind = tokens[quote + 1 : quote + 1 + _DESCRIBING]
    if len(behind) < 2:
        return False
    if behind[0].low == "by" and behind[1].capital:
        return True
    described = tokens[quote].tail == "," and behind[0].low in ("a", "an")
    return described and any(token.low in WORK_NOUNS for token in behind)


def _count_title_words(text: str) -> int:
    """Count the words of a title, 0 if the text is none: too long, or in small letters."""
    if len(text) > MAX_TITLE:
        return 0
    count = 0
    for count, match in enumerate(_WORD.finditer(text), 1):
        word = match.group()
        if count > MAX_TITLE_WORDS or not (
            word[0].isupper() or word[0].isdigit() or word in _SMALL_IN_TITLES
        ):
            return 0
    return count


def is_speech(text: str, source: NamedSource | None, tokens: Tokens, quote: int) -> bool:
    """Return whether a quotation is to be kept."""
    weakly = source is None or source.rule in WEAK_RULES
    if is_title_of_work(text, tokens, quote, weakly_attributed=weakly):
        return False
    if _is_name_of_something(text, tokens, quote):
        return False
    if source is None:
        return len(text.split()) >= MIN_UNATTRIBUTED_WORDS
    return source.rule != "subject" or " " in text


def _is_name_of_something(text: str, tokens: Tokens, quote: int) -> bool:
    """Return whether a few words are what somebody or something is called.

    "the hacker known as “Guccifer”", "under the name “Brujas”".
    """
    if quote == 0 or len(text.split()) > MAX_NAME_WORDS:
        return False
    before = tokens[quote - 1]
    known = before.low == "as" and quote > 1 and tokens[quote - 2].low == "known"
    return known or before.low in _NAMING_NOUNS


def is_partial(text: str, tokens: Tokens, quote: int) -> bool:
    """Return whether the quotation is a piece of a sentence of the reporter's.

    It is, if the words before run into it without a comma, a colon or a verb of saying. After a
    comma a small letter makes it one, unless the quotation only goes on after its attribution.
    """
    before = tokens[quote - 1] if quote else None
    if before is None or before.is_quote or before.text in _SENTENCE_ENDS:
        return False
    small = next((character for character in text if character.isalnum()), "").islower()
    if before.text in (",", ":") or before.text in DASHES:
        led_in = any(
            token.cue or token.is_quote for token in tokens[max(0, quote - LEAD_IN_TOKENS) : quote]
        )
        return small and not led_in
    return small or not (before.cue or before.low == "that")
