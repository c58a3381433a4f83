"""What an archive holds, in numbers: counts, and how the articles spread over sources and years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of the live articles of an archive.

    ``with_field`` counts the articles that have a title, byline, dateline, date, or quotations.
    ``years`` and the years of ``sources`` (None for articles without one) map a year to a number
    of articles; ``undated`` have none.
    """

    articles: int
    words: int
    with_field: dict[str, int]
    first_date: dt.date | None
    last_date: dt.date | None
    undated: int
    years: dict[int, int]
    sources: dict[str | None, SourceStatistics]

    def gaps(self) -> list[tuple[int, int]]:
        """Return the runs of years within the archive of which it holds nothing."""
        return gaps_of(self.years)


@dataclass(frozen=True, slots=True)
class SourceStatistics:
    """The articles of one source, and of those that are dated how many fall into each year."""

    articles: int
    years: dict[int, int]

    def gaps(self) -> list[tuple[int, int]]:
        """Return the runs of years between its first and its last without an article."""
        return gaps_of(self.years)


def gaps_of(years: dict[int, int]) -> list[tuple[int, int]]:
    """Return the runs (first, last) of years missing between the first and the last."""
    present = sorted(years)
    return [(before + 1, after - 1) for before, after in pairwise(present) if after - before > 1]
