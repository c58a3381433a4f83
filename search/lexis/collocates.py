"""The words near the matches of a query (collocates), by how much more often than by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from newssearch.archive.errors import UsageError
from newssearch.search.arguments import check_count
from newssearch.search.ast import Parsed
from newssearch.search.language import within
from newssearch.search.lexis.association import (
    expected,
    log_dice,
    log_likelihood,
    mutual_information,
)
from newssearch.search.news import NewsArchive
from newssearch.search.stop_words import STOP_WORDS
from newssearch.search.word_counts import UNITS, Window, shown

Measure: TypeAlias = Literal["log-likelihood", "mi", "log-dice"]

MEASURES: tuple[Measure, ...] = get_args(Measure)

LEAST = 5
"""Fewest occurrences near a match by default; scores of rarer words are mostly chance."""


class Collocate(NamedTuple):
    """A word near matches: how often it is ``near``, in how many ``articles``, and ``elsewhere``.

    ``expected`` is how often it would be near by chance.
    """

    word: str
    near: int
    elsewhere: int
    articles: int
    expected: float
    log_likelihood: float
    mi: float
    log_dice: float


@dataclass(frozen=True, slots=True)
class Collocates:
    """The words that are near the matches of a query more often than by chance.

    ``rows`` are the first of ``distinct``, by ``measure``, greatest first. The query has
    ``matches`` in ``total`` articles; ``words_near`` and ``words_elsewhere`` make up the corpus,
    which the words of the matches themselves do not belong to.
    """

    parsed: str
    notes: tuple[str, ...]
    total: int
    matches: int
    words_near: int
    words_elsewhere: int
    window: Window
    measure: Measure
    least: int
    distinct: int
    rows: tuple[Collocate, ...]


def find_collocates(
    news: NewsArchive,
    query: Parsed | str,
    *,
    corpus: Parsed | str = "",
    window: Window = Window(),  # noqa: B008 - frozen
    measure: Measure = "log-likelihood",
    least: int = LEAST,
    stop_words: bool = True,
    limit: int | None = 50,
) -> Collocates:
    """Find the collocates of a query: the words near its matches more often than by chance.

    Surface cooccurrence as in Evert 2008, "Corpora and collocations": a running word is near if it
    is in the window of any match, and is counted once however many windows it is in. ``corpus``
    is a query for the articles that are looked at, by default all; words elsewhere are those of
    these articles. Words fewer than ``least`` times near are left out, and those of STOP_WORDS if
    not ``stop_words``. A ``limit`` of None is all.

    Raises:
        UsageError: an argument cannot be one.
        QuerySyntaxError: a query cannot be read.
        QueryBudgetExceeded: a query asks for too much.
    """
    if measure not in MEASURES:
        raise UsageError(f"there is no measure {measure!r}", hint=f"known: {', '.join(MEASURES)}")
    check_window(window)
    check_count("least", least)
    limit = None if limit is None else check_count("limit", limit)
    whole = news.query(corpus)
    found = news.select(within(news.query(query), whole.node), sort="newest")
    counts = found.count_near(window, whole.node, least)
    by_chance = expected(counts.near, counts.elsewhere, counts.total_near, counts.total_elsewhere)
    scores = {
        "log-likelihood": log_likelihood(
            counts.near,
            counts.elsewhere,
            counts.total_near - counts.near,
            counts.total_elsewhere - counts.elsewhere,
        ),
        "mi": mutual_information(counts.near, by_chance),
        "log-dice": log_dice(counts.near, counts.matches, counts.near + counts.elsewhere),
    }
    chosen = counts.near > by_chance
    if not stop_words:
        chosen &= [word not in STOP_WORDS for word in counts.words]
    places = np.flatnonzero(chosen)
    order = places[np.lexsort((places, -counts.near[places], -scores[measure][places]))]
    rows = tuple(
        Collocate(
            shown(counts.words[at]),
            int(counts.near[at]),
            int(counts.elsewhere[at]),
            int(counts.articles[at]),
            float(by_chance[at]),
            *(float(scores[name][at]) for name in MEASURES),
        )
        for at in order[:limit].tolist()
    )
    return Collocates(
        found.parsed,
        found.notes,
        found.total,
        counts.matches,
        counts.total_near,
        counts.total_elsewhere,
        window,
        measure,
        least,
        len(places),
        rows,
    )


def check_window(window: Window) -> None:
    """Make sure that a window is one.

    Raises:
        UsageError: it is not.
    """
    if window.unit not in UNITS:
        raise UsageError(f"there is no unit {window.unit!r}", hint=f"known: {', '.join(UNITS)}")
    words = check_count("left", window.left) + check_count("right", window.right)
    if window.unit == "words" and not words:
        raise UsageError("a window needs a word on one side at least")
