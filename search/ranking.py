"""What an article is worth: BM25F over the fields, and a preference for words that stand together.

BM25F after Robertson, Zaragoza and Taylor (2004): the occurrences of a word are weighted by their
field and added up before they are saturated; lengths are weighted alike.
"""

from __future__ import annotations

import math

K1 = 1.2
"""How soon further occurrences stop to count."""

B = 0.6
"""How much a long article is held back."""

VARIANT_FACTOR = 0.6
"""What an occurrence of another form of the word counts, beside one of the word itself."""

FUNCTION_WORD_FACTOR = 0.1
"""What a function word ("the", "which") counts, beside another word that is as rare."""

ADJACENCY_FACTOR = 1.0
"""Bonus of an article that has the words next to each other, in units of the most that the words
can score apart; at 1 such articles always come first."""


def inverse_document_frequency(articles: int, with_term: int) -> float:
    """Return how telling a word is (Robertson and Sparck Jones, as Lucene smooths it)."""
    return math.log(1 + (articles - with_term + 0.5) / (with_term + 0.5))
