"""Tell what a form of a reporting verb is where it is: a verb, a noun, a passive.

"Claims" is a noun in "the claims" and "denied claims", a verb in "Trump claims"; "called" quotes
nobody in "was called". Only the words right before are looked at.
"""

from __future__ import annotations

from newssearch.indexer.quotations.reporting_verbs import NOUN_FORMS, PARTICIPLES, WEAK
from newssearch.indexer.quotations.tokens import DASHES, Tokens
from newssearch.indexer.quotations.words import (
    AUXILIARIES,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    STANDING_ALONE,
    SUBJECT_PRONOUNS,
)

_TO_BE = frozenset("are be been being is was were".split())


def reads_as_noun(tokens: Tokens, index: int, low: int) -> bool:
    """Return whether the cue at ``index`` is a noun, or an infinitive that another verb governs."""
    if index == low:
        return False
    before = tokens[index - 1]
    if before.low in STANDING_ALONE and tokens[index].low not in NOUN_FORMS:
        return False
    if before.low in DETERMINERS or before.low == "'s":
        return True
    if before.low == "to":
        return index - 1 == low or not (
            tokens[index - 2].adverbial or tokens[index - 2].low in OBJECT_PRONOUNS
        )
    if tokens[index].low in NOUN_FORMS and before.cue and before.low.endswith("ed"):
        return True
    if tokens[index].low in NOUN_FORMS and not _can_be_subject(tokens, index):
        return (
            index + 2 >= len(tokens)
            or tokens[index + 1].low != "that"
            or tokens[index + 2].low in AUXILIARIES
        )
    return before.low in PREPOSITIONS and tokens[index].low not in PARTICIPLES


def is_verb_of_tag(tokens: Tokens, first: int, index: int) -> bool:
    """Return whether the cue at ``index`` can be the verb of the tag that begins at ``first``."""
    token, before = tokens[index], tokens[index - 1]
    if token.low in PARTICIPLES and before.text == ",":
        return False
    if token.low in NOUN_FORMS and not (
        _can_be_subject(tokens, index) or _ends_tag(tokens, first, index)
    ):
        return False
    if before.low == "to":
        return index - 2 >= first and tokens[index - 2].adverbial
    if before.low in DETERMINERS or before.low in PREPOSITIONS or before.low == "'s":
        return False
    return not (
        token.cue == WEAK and before.text != "," and count_commas(tokens, first, index) == 1
    )


def _ends_tag(tokens: Tokens, first: int, index: int) -> bool:
    """Return whether a form in -s is all that can be the tag's verb: "a voice in the ad states"."""
    end = tokens[index + 1].text if index + 1 < len(tokens) else "."
    return end == "." and tokens[index].low[-1] == "s" and tokens[first].low in DETERMINERS


def is_passive(tokens: Tokens, verb: int, low: int) -> bool:
    """Return whether the subject is what is spoken of: "was called", "has been described"."""
    token = tokens[verb]
    if token.cue != WEAK or token.low == "quoted" or not token.low.endswith("d"):
        return False
    index = verb - 1
    while index > low and tokens[index].adverbial and tokens[index].low not in _TO_BE:
        index -= 1
    return index >= low and tokens[index].low in _TO_BE


def count_commas(tokens: Tokens, first: int, last: int) -> int:
    """Count the commas and dashes from ``first`` to before ``last``."""
    return sum(token.text == "," or token.text in DASHES for token in tokens[first:last])


def _can_be_subject(tokens: Tokens, verb: int) -> bool:
    """Return whether the word right before "claim" or "reports" lets that be a verb."""
    token = tokens[verb - 1]
    return (
        token.low in SUBJECT_PRONOUNS
        or token.low in RELATIVES
        or (token.capital and not _is_modified_noun(tokens, verb))
        or token.adverbial
        or (token.low.endswith("s") and not token.low.endswith("ss"))
        or token.text == ","
        or token.is_quote
    )


def _is_modified_noun(tokens: Tokens, index: int) -> bool:
    """Return whether this is "a Latino judge": a singular with a determiner agrees with no verb so.

    In "the signers of the Declaration claim" it is not the singular that the verb agrees with.
    """
    if tokens[index].low[-1] in "sdg" or index < 2 or tokens[index - 1].low.endswith("s"):
        return False
    if tokens[index - 2].low not in DETERMINERS:
        return False
    return index < 4 or tokens[index - 3].low != "of" or not tokens[index - 4].low.endswith("s")
