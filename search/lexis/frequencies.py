"""The most frequent words of some articles, also over time, and how evenly they are spread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from newssearch.archive.analysis.surfaces import analyse_surface, surfaces_of
from newssearch.archive.errors import UsageError
from newssearch.search.arguments import check_count
from newssearch.search.ast import Parsed
from newssearch.search.lexis.dispersion import deviation_of_proportions, juilland_d
from newssearch.search.news import NewsArchive
from newssearch.search.stop_words import STOP_WORDS
from newssearch.search.word_counts import PART_KINDS, PartKind, shown, word_of


class Frequency(NamedTuple):
    """A word, how often it occurs, in how many articles, and per million running words.

    ``juilland_d`` and ``dp`` say how evenly it is spread over parts; they are not numbers where no
    parts were asked for.
    """

    word: str
    occurrences: int
    articles: int
    per_million: float
    juilland_d: float = math.nan
    dp: float = math.nan


class PartFrequency(NamedTuple):
    """How often a word occurs in a part that has ``words`` running words; None is no date."""

    part: str | None
    word: str
    occurrences: int
    words: int
    per_million: float


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The words of the articles of a query: the first of ``distinct``, the most frequent first.

    ``words`` is the number of running words in ``total`` articles. ``by`` is what ``parts`` are
    made of, each with all words of ``rows``; none where parts were not asked for.
    """

    parsed: str
    notes: tuple[str, ...]
    total: int
    words: int
    distinct: int
    rows: tuple[Frequency, ...]
    by: PartKind | None = None
    parts: tuple[PartFrequency, ...] = ()


def find_frequencies(
    news: NewsArchive,
    query: Parsed | str = "",
    *,
    words: Sequence[str] | None = None,
    by: PartKind | None = None,
    least: int = 1,
    stop_words: bool = True,
    limit: int | None = 50,
) -> Frequencies:
    """Count the words of a query's articles: those given, or the most frequent.

    With ``by`` they are counted by article, month, year or source too, and it is said how evenly
    they are spread over these (``dispersion``). Words fewer than ``least`` are left out, and those
    of STOP_WORDS if not ``stop_words``, unless they were asked for. A ``limit`` of None is all.

    Raises:
        UsageError: an argument cannot be one.
        QuerySyntaxError: the query cannot be read.
        QueryBudgetExceeded: it asks for too much.
    """
    check_part_kind(by)
    check_count("least", least)
    limit = None if limit is None else check_count("limit", limit)
    found = news.select(query, sort="newest")
    counts = found.count_words()
    place = {word: number for number, word in enumerate(counts.words)}
    if words is None:
        kept = counts.counts >= least
        if not stop_words:
            kept &= [word not in STOP_WORDS for word in counts.words]
        places = np.flatnonzero(kept)
        order = places[np.lexsort((places, -counts.counts[places]))]
        chosen, distinct = [counts.words[at] for at in order[:limit].tolist()], len(places)
    else:
        chosen = list(dict.fromkeys(map(running_word, words)))
        distinct = len(chosen)
    rows = [
        Frequency(
            shown(word),
            int(counts.counts[place[word]]) if word in place else 0,
            int(counts.articles[place[word]]) if word in place else 0,
            1e6 * int(counts.counts[place[word]]) / counts.total if word in place else 0.0,
        )
        for word in chosen
    ]
    parts: tuple[PartFrequency, ...] = ()
    if by is not None:
        own, table = found.count_words_by(by, chosen)
        sizes = own.words.tolist()
        rows = [
            row._replace(
                juilland_d=juilland_d(table[:, column], own.words),
                dp=deviation_of_proportions(table[:, column], own.words),
            )
            for column, row in enumerate(rows)
        ]
        parts = tuple(
            PartFrequency(name or None, row.word, count, sizes[at], 1e6 * count / max(sizes[at], 1))
            for at, (name, here) in enumerate(zip(own.names, table.tolist(), strict=True))
            for row, count in zip(rows, here, strict=True)
        )
    return Frequencies(
        found.parsed, found.notes, found.total, counts.total, distinct, tuple(rows), by, parts
    )


def running_word(typed: str) -> str:
    """Return the running word that one typed counts as.

    Raises:
        UsageError: it is none, or several.
    """
    pieces = [analyse_surface(typed[start:end]) for start, end in surfaces_of(typed)]
    if len(pieces) != 1 or pieces[0].width != 1 or not pieces[0].tokens:
        raise UsageError(
            f"{typed!r} is not one word",
            hint="count phrases and words with hyphens by queries: newssearch trend",
        )
    return word_of([token.text for token in pieces[0].tokens])


def check_part_kind(by: str | None) -> None:
    """Make sure that a corpus can be divided so.

    Raises:
        UsageError: it cannot.
    """
    if by is not None and by not in PART_KINDS:
        raise UsageError(f"there are no parts by {by!r}", hint=f"known: {', '.join(PART_KINDS)}")
