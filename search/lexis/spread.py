"""How evenly the matches of a query are spread over the parts of a corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from newssearch.search.ast import Parsed
from newssearch.search.language import within
from newssearch.search.lexis.dispersion import deviation_of_proportions, juilland_d
from newssearch.search.lexis.frequencies import check_part_kind
from newssearch.search.news import NewsArchive
from newssearch.search.word_counts import PartKind


class PartSpread(NamedTuple):
    """A part of a corpus: its ``articles`` and running ``words``, those found, and their matches.

    ``part`` is None for articles without a date or a source.
    """

    part: str | None
    matches: int
    found: int
    articles: int
    words: int
    per_million: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The matches of a query by parts, and how evenly they are spread over ``distinct`` of these.

    ``having`` parts have a match. Of Juilland's D 1 is even, of DP 0.
    """

    parsed: str
    notes: tuple[str, ...]
    total: int
    matches: int
    by: PartKind
    distinct: int
    having: int
    juilland_d: float
    dp: float
    rows: tuple[PartSpread, ...]


def find_spread(
    news: NewsArchive, query: Parsed | str, by: PartKind = "month", *, corpus: Parsed | str = ""
) -> Spread:
    """Count the matches of a query by article, month, year or source of a corpus.

    ``corpus`` is a query for the articles that make up the parts, by default all.

    Raises:
        UsageError: there are no such parts.
        QuerySyntaxError: a query cannot be read.
        QueryBudgetExceeded: a query asks for too much.
    """
    check_part_kind(by)
    whole = news.query(corpus)
    found = news.select(within(news.query(query), whole.node), sort="newest")
    parts = found.parts(by, whole.node)
    columns = (parts.matches, parts.found, parts.articles, parts.words)
    rows = tuple(
        PartSpread(name or None, matches, having, articles, words, 1e6 * matches / max(words, 1))
        for name, matches, having, articles, words in zip(
            parts.names, *(column.tolist() for column in columns), strict=True
        )
    )
    return Spread(
        found.parsed,
        found.notes,
        found.total,
        int(parts.matches.sum()),
        by,
        len(rows),
        sum(1 for row in rows if row.matches),
        juilland_d(parts.matches, parts.words),
        deviation_of_proportions(parts.matches, parts.words),
        rows,
    )
