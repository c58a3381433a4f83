"""A concordance: the matches of a query as lines with what is around them, sorted, or a sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.archive.news_layout import text_of
from newssearch.search.arguments import check_count
from newssearch.search.kwic import kwic_lines, words_around
from newssearch.search.matches import MatchKey, PlacedMatch, Sample, check_keys
from newssearch.search.selection import Selection

ContextUnit: TypeAlias = Literal["words", "columns"]


class Line(NamedTuple):
    """A match with what is before and behind it in its ``field``.

    ``date`` is ISO 8601; ``date``, ``source`` and ``speaker`` (who says it, where it is in a
    quotation of the body) are None where there is none.
    """

    left: str
    match: str
    right: str
    article: str
    date: str | None
    source: str | None
    field: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Concordance:
    """``matches`` is how many there are, ``drawn`` how many of them a sample has, else all.

    ``lines`` reads the articles as it is iterated, once; ``shown`` is how many lines it has.
    """

    matches: int
    drawn: int
    shown: int
    lines: Iterator[Line]


def make_concordance(
    found: Selection,
    *,
    context: int = 8,
    unit: ContextUnit = "words",
    sort: Sequence[MatchKey] = (),
    sample: int | None = None,
    seed: int = 0,
    limit: int | None = None,
    offset: int = 0,
) -> Concordance:
    """Return the matches of a result as lines, with ``context`` words or columns on either side.

    They are sorted by ``sort``, then by article id, field and position. With ``sample`` so many
    are drawn at random, the same ones for the same ``seed``. ``limit`` (None: all) and ``offset``
    count lines.

    Raises:
        UsageError: an argument cannot be one.
        QueryBudgetExceeded: it asks for too much.
    """
    check_keys(sort)
    check_count("context", context)
    if unit not in ("words", "columns"):
        raise UsageError(f"a context is in words or columns, not in {unit!r}")
    drawn = None if sample is None else Sample(check_count("sample", sample), seed)
    page = found.match_page(
        sort,
        sample=drawn,
        limit=None if limit is None else check_count("limit", limit),
        offset=check_count("offset", offset),
    )
    lines = (_line(*one, context, unit) for one in found.placed(page.matches))
    return Concordance(page.total, page.drawn, len(page.matches), lines)


def _line(article: Article, match: PlacedMatch, context: int, unit: ContextUnit) -> Line:
    text = text_of(article, match.field)
    if unit == "words":
        line = words_around(text, match.span, context)
    else:
        (line,) = kwic_lines(text, [match.span], context)
    return Line(
        line.left.strip(),
        line.match,
        line.right.strip(),
        article.id,
        _day(article.date),
        article.source or None,
        match.field,
        _speaker(article, match),
    )


def _day(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _speaker(article: Article, match: PlacedMatch) -> str | None:
    """Return who says a match: of the quotations that hold it the last to begin."""
    start, end = match.span
    if match.field != "body":
        return None
    holding = [one for one in article.quotes if one.start <= start and end <= one.end]
    return holding[-1].speaker or None if holding else None
