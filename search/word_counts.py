"""What an engine says of the running words of articles: plain arrays that statistics are made of.

A running word is a position in a field that bare words are looked for in (title, byline, dateline,
captions, body). It counts as one word: the initials if it is some ("US" is ``u.s``), else the
shortest of the forms that are indexed for it ("US-led" is ``u.s`` and ``led``; "l'école" is
``ecole``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

Counts: TypeAlias = NDArray[np.int64]

Unit: TypeAlias = Literal["words", "sentence", "paragraph"]

UNITS: tuple[Unit, ...] = get_args(Unit)

PartKind: TypeAlias = Literal["article", "month", "year", "source"]

PART_KINDS: tuple[PartKind, ...] = get_args(PartKind)


class Window(NamedTuple):
    """What is near a match: so many words on either side within its paragraph, or a whole unit.

    ``left`` and ``right`` say how many where ``unit`` is words; else they tell nothing.
    """

    left: int = 5
    right: int = 5
    unit: Unit = "words"


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often each of some words occurs in some articles, and in how many of them.

    ``words`` are in the order of code points; ``counts`` and ``articles`` are beside them. The
    words of all ``total_articles`` are ``total``: the sum of all counts, unless some words were
    left out.
    """

    words: tuple[str, ...]
    counts: Counts
    articles: Counts
    total: int
    total_articles: int


@dataclass(frozen=True, slots=True)
class NearCounts:
    """The words near the matches of a query, and those elsewhere in a corpus.

    ``near`` and ``elsewhere`` count each word's occurrences, beside ``words``, ``articles`` those
    articles that have it near a match. A running word near several matches counts once, and the
    words of matches not at all. ``total_near`` and ``total_elsewhere`` are the sums over all
    words, those too that were left out for being too rare. ``matches`` are the matches that have
    running words around them.
    """

    words: tuple[str, ...]
    near: Counts
    elsewhere: Counts
    articles: Counts
    total_near: int
    total_elsewhere: int
    matches: int


@dataclass(frozen=True, slots=True)
class SequenceCounts:
    """How often each of some sequences of words occurs, and in how many articles.

    The sequences are in the order of their words; ``total`` is the number of all sequences of the
    length, those too that were left out for being too rare.
    """

    sequences: tuple[tuple[str, ...], ...]
    counts: Counts
    articles: Counts
    total: int


class WordRows(NamedTuple):
    """Some articles and how often words occur in them: a part of a document-term matrix.

    ``ids`` are those of the articles. Beside one another are ``rows`` (places in ``ids``),
    ``columns`` (places among the words asked for) and ``counts``, rows ascending, then columns.
    """

    ids: list[str]
    rows: Counts
    columns: Counts
    counts: Counts


@dataclass(frozen=True, slots=True)
class Parts:
    """A corpus in parts, and how much of a query is in each.

    Beside ``names`` ("" for articles without a date or a source): the ``articles`` and running
    ``words`` of each part, and the articles ``found`` there with their ``matches``.
    """

    kind: PartKind
    names: tuple[str, ...]
    articles: Counts
    words: Counts
    found: Counts
    matches: Counts


def shown(word: str) -> str:
    """Return a running word as people write it: "US" for ``u.s``, which a query finds it by."""
    return word.replace(".", "").upper() if is_initials(word) else word


def word_of(tokens: Sequence[str]) -> str:
    """Return the running word of the tokens at one position: initials if any, else the shortest."""
    return min(filter(is_initials, tokens), default=None) or min(tokens, key=len)


def is_initials(word: str) -> bool:
    """Say whether a word is initials with their stops."""
    return _INITIALS.fullmatch(word) is not None and word.replace(".", "").isalpha()


_INITIALS = re.compile(r"\w(?:\.\w)+")
