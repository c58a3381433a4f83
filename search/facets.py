"""How the articles of a result spread over sources, times, speakers, authors: exact counts.

A value counts the articles that have it, once each however often it is in them; an article may
have several speakers or authors, so that these counts may add up to more than the articles.
"""

from __future__ import annotations

from dataclasses import dataclass

FACETS = ("source", "year", "month", "speaker", "byline", "section", "lang", "credit", "tags")
"""What articles can be counted by, beside the fields of an archive's own."""

PERIODS = ("year", "month")
"""The facets whose values are in the order of time; others have the most frequent first."""

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
    """The values of one kind: years and months in their order, others by number, then name.

    ``distinct`` is how many values there are, of which ``values`` may be the first only;
    ``without`` counts the articles of the result that have none.
    """

    by: str
    values: tuple[FacetValue, ...]
    distinct: int
    without: int


@dataclass(frozen=True, slots=True)
class FacetAnswer:
    """The exact number of articles that satisfy a query, and how they spread."""

    parsed: str
    notes: tuple[str, ...]
    total: int
    facets: tuple[Facet, ...]


def most_values(by: str, limit: int | None) -> int:
    """Return how many values of a facet are wanted, 0 for all; of periods all, by default."""
    if limit is not None:
        return limit
    return 0 if by in PERIODS else DEFAULT_LIMIT
