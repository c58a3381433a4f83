"""The words by which the articles of one query differ from those of another (keywords)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from newssearch.archive.errors import UsageError
from newssearch.search.arguments import check_count
from newssearch.search.ast import And, Not, Parsed
from newssearch.search.language import print_query, within
from newssearch.search.lexis.association import keyness, log_ratio, percent_difference
from newssearch.search.news import NewsArchive
from newssearch.search.stop_words import STOP_WORDS
from newssearch.search.word_counts import Counts, WordCounts, shown

KeyMeasure: TypeAlias = Literal["log-likelihood", "log-ratio"]

KEY_MEASURES: tuple[KeyMeasure, ...] = get_args(KeyMeasure)

LEAST = 5
"""Fewest occurrences by default, in the corpus where the word is more frequent."""


class Keyword(NamedTuple):
    """A word, how often it is in the articles of both queries, and what the difference amounts to.

    ``articles`` are those of the first query that have it. ``percent_difference`` is infinite for a
    word that the second has not at all.
    """

    word: str
    occurrences: int
    in_reference: int
    articles: int
    per_million: float
    reference_per_million: float
    log_likelihood: float
    percent_difference: float
    log_ratio: float


@dataclass(frozen=True, slots=True)
class Keywords:
    """The words that a query's articles have more often: the first of ``distinct``, by ``measure``.

    ``total`` and ``words`` are the articles and running words of the query, ``reference_total`` and
    ``reference_words`` those of the other; ``shared`` articles are in both.
    """

    parsed: str
    reference: str
    notes: tuple[str, ...]
    total: int
    words: int
    reference_total: int
    reference_words: int
    shared: int
    measure: KeyMeasure
    least: int
    distinct: int
    rows: tuple[Keyword, ...]


def find_keywords(
    news: NewsArchive,
    query: Parsed | str,
    against: Parsed | str | None = None,
    *,
    corpus: Parsed | str = "",
    measure: KeyMeasure = "log-likelihood",
    least: int = LEAST,
    negative: bool = False,
    stop_words: bool = True,
    limit: int | None = 50,
) -> Keywords:
    """Find the words that are more frequent in a query's articles than in those ``against`` it.

    Without ``against`` these are all others of the ``corpus``. With ``negative`` the words that are
    less frequent are found. Words that are fewer than ``least`` where they are more frequent are
    left out, and those of STOP_WORDS if not ``stop_words``. A ``limit`` of None is all.

    Raises:
        UsageError: an argument cannot be one.
        QuerySyntaxError: a query cannot be read.
        QueryBudgetExceeded: a query asks for too much.
    """
    if measure not in KEY_MEASURES:
        known = ", ".join(KEY_MEASURES)
        raise UsageError(f"there is no measure {measure!r}", hint=f"known: {known}")
    check_count("least", least)
    limit = None if limit is None else check_count("limit", limit)
    whole = news.query(corpus)
    one = news.select(within(news.query(query), whole.node), sort="newest")
    if against is None:
        rest = replace(whole, node=Not(one.query.node), narrowed=True)
        reference = rest if not whole.narrowed else replace(rest, node=And((whole.node, rest.node)))
    else:
        reference = within(news.query(against), whole.node)
    other = news.select(reference, sort="newest")
    own, theirs = one.count_words(), other.count_words()
    words, counts, others, articles = _joined(own, theirs)
    likelihood = keyness(counts, others, own.total, theirs.total)
    ratio = log_ratio(counts, others, own.total, theirs.total)
    more = counts * theirs.total - others * own.total
    kept = (more < 0) & (others >= least) if negative else (more > 0) & (counts >= least)
    if not stop_words:
        kept &= [word not in STOP_WORDS for word in words]
    places = np.flatnonzero(kept)
    scores = likelihood if measure == "log-likelihood" else np.abs(ratio)
    frequent = others if negative else counts
    order = places[np.lexsort((places, -frequent[places], -scores[places]))][:limit]
    difference = percent_difference(counts, others, own.total, theirs.total)
    rows = tuple(
        Keyword(
            shown(words[at]),
            int(counts[at]),
            int(others[at]),
            int(articles[at]),
            1e6 * int(counts[at]) / max(own.total, 1),
            1e6 * int(others[at]) / max(theirs.total, 1),
            float(likelihood[at]),
            float(difference[at]),
            float(ratio[at]),
        )
        for at in order.tolist()
    )
    return Keywords(
        one.parsed,
        print_query(reference.node),
        one.notes,
        own.total_articles,
        own.total,
        theirs.total_articles,
        theirs.total,
        0 if against is None else one.count(And((one.query.node, reference.node))),
        measure,
        least,
        len(places),
        rows,
    )


def _joined(one: WordCounts, other: WordCounts) -> tuple[list[str], Counts, Counts, Counts]:
    """Return all words in order, how often each is in both, and the articles of the first."""
    words = sorted({*one.words, *other.words})
    place = {word: number for number, word in enumerate(words)}
    counts, others, articles = (np.zeros(len(words), np.int64) for _ in range(3))
    own = [place[word] for word in one.words]
    counts[own] = one.counts
    articles[own] = one.articles
    others[[place[word] for word in other.words]] = other.counts
    return words, counts, others, articles
