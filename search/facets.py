"""How the articles of a result spread over sources, times, speakers, authors: exact counts.

A value counts the articles that have it, once each however often it is in them; an article may
have several speakers or authors, so that these counts may add up to more than the articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newssearch.search.periods import Unit

PERIODS: tuple[Unit, ...] = ("year", "quarter", "month", "week", "day")
"""The facets whose values are in the order of time; others have the most frequent first."""

FACETS = ("source", *PERIODS, "speaker", "byline", "section", "lang", "credit", "tags")
"""What articles can be counted by, beside the fields of an archive's own."""

DEFAULT_LIMIT = 20
"""Values of a facet that people are shown: a screen full."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value and the number of articles of the result, and of the whole archive, that have it.

    ``also`` are the other spellings that were counted with it.
    """

    value: str
    articles: int
    in_archive: int
    also: tuple[str, ...] = ()

    @property
    def per_1000(self) -> float:
        """How many of a thousand articles of the archive with this value are in the result."""
        return 1000.0 * self.articles / self.in_archive if self.in_archive else 0.0


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one kind: periods in their order, others by number, then name.

    ``distinct`` is how many values the articles have, of which ``values`` may be the most frequent
    only. Of periods ``values`` are all from the first to the last that occurs, those without an
    article of the result too, unless only the most frequent were asked for. ``without`` counts the
    articles of the result that have no value.
    """

    by: str
    values: tuple[FacetValue, ...]
    distinct: int
    without: int


@dataclass(frozen=True, slots=True)
class CrossedValue:
    """Two values, None for want of one, and how many articles of the result and of the archive
    have both.
    """

    values: tuple[str | None, str | None]
    articles: int
    in_archive: int

    @property
    def per_1000(self) -> float:
        """How many of a thousand articles of the archive with these values are in the result."""
        return 1000.0 * self.articles / self.in_archive if self.in_archive else 0.0


@dataclass(frozen=True, slots=True)
class Crossing:
    """The values of two kinds counted at once.

    ``rows`` and ``columns`` are the values in the order of ``Facet``, None (for want of one) last.
    ``cells`` are the pairs of them that articles of the archive have, row by row: where the result
    has none, 0 articles; a pair that is not there is one of which the archive has nothing.
    """

    by: tuple[str, str]
    rows: tuple[str | None, ...]
    columns: tuple[str | None, ...]
    cells: tuple[CrossedValue, ...]


@dataclass(frozen=True, slots=True)
class FacetAnswer:
    """The exact number of articles that satisfy a query, and how they spread."""

    parsed: str
    notes: tuple[str, ...]
    total: int
    facets: tuple[Facet, ...]
    crossings: tuple[Crossing, ...] = ()


def kinds(by: str) -> Sequence[str]:
    """Return the facets that one asks for: ``month+source`` is two counted at once."""
    return [part.strip() for part in by.replace("×", "+").split("+")]


def most_values(by: str, limit: int | None) -> int:
    """Return how many values of a facet are wanted, 0 for all; of periods all, by default."""
    if limit is not None:
        return limit
    return 0 if by in PERIODS else DEFAULT_LIMIT
