"""Sequences of words that recur (n-grams, lexical bundles)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from newssearch.archive.errors import UsageError
from newssearch.search.arguments import check_count
from newssearch.search.ast import Parsed
from newssearch.search.news import NewsArchive
from newssearch.search.word_counts import shown

SHORTEST, LONGEST = 2, 10
"""Words of a sequence: of one they are frequencies, and longer ones are copied text."""

LEAST = 5


class Sequence(NamedTuple):
    """A sequence of words: how often it occurs, in how many articles, and per million sequences."""

    words: str
    occurrences: int
    articles: int
    per_million: float


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences of ``length`` words in the articles of a query: the first of ``distinct``.

    ``sequences`` is how many there are of the length in ``total`` articles, those that were left
    out for being fewer than ``least`` among them.
    """

    parsed: str
    notes: tuple[str, ...]
    total: int
    length: int
    least: int
    sequences: int
    distinct: int
    rows: tuple[Sequence, ...]


def find_sequences(
    news: NewsArchive,
    query: Parsed | str = "",
    *,
    length: int = 3,
    least: int = LEAST,
    around: bool = False,
    limit: int | None = 50,
) -> Sequences:
    """Find the sequences of words that are most frequent in a query's articles.

    A sequence is within one sentence. With ``around`` only those that hold a match as a whole are
    counted. A ``limit`` of None is all.

    Raises:
        UsageError: an argument cannot be one.
        QuerySyntaxError: the query cannot be read.
        QueryBudgetExceeded: it asks for too much.
    """
    if not SHORTEST <= check_count("length", length) <= LONGEST:
        raise UsageError(
            f"a sequence has {SHORTEST} to {LONGEST} words, not {length}",
            hint="newssearch frequencies counts single words",
        )
    least = max(check_count("least", least), 1)
    limit = None if limit is None else check_count("limit", limit)
    found = news.select(query, sort="newest")
    counts = found.count_sequences(length, least, around=around)
    places = np.arange(len(counts.counts))
    order = np.lexsort((places, -counts.counts))[:limit]
    rows = tuple(
        Sequence(
            " ".join(map(shown, counts.sequences[at])),
            int(counts.counts[at]),
            int(counts.articles[at]),
            1e6 * int(counts.counts[at]) / counts.total,
        )
        for at in order.tolist()
    )
    return Sequences(
        found.parsed, found.notes, found.total, length, least, counts.total, len(places), rows
    )
