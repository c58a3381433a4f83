"""What an archive holds, in numbers: counts, and how the articles spread over sources and years.

Everything comes from the columns of the segments, so a million articles take well under a second;
only the number of articles with a byline, a dateline or a quotation reads the zones of the texts.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.news_layout import BODY_COUNT, LAYOUT

_TITLE, _BYLINE, _CREDIT, _DATELINE = (
    LAYOUT.zones.index(zone) for zone in ("title", "byline", "credit", "dateline")
)


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


def day_range(segments: Sequence[Segment]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of the live articles, None where none is dated."""
    days = [_days(segment) for segment in segments]
    dated = [some for some in days if len(some)]
    if not dated:
        return None, None
    first, last = min(int(d.min()) for d in dated), max(int(d.max()) for d in dated)
    return dt.date.fromordinal(first), dt.date.fromordinal(last)


def _days(segment: Segment) -> NDArray[np.int32]:
    days = segment.numbers("date")[_live(segment)]
    return days[days != NO_NUMBER]


def _live(segment: Segment) -> NDArray[np.bool_]:
    return np.ones(segment.size, bool) if segment.deleted is None else ~segment.deleted


def statistics_of(segments: Sequence[Segment]) -> Statistics:
    """Count the live articles of segments."""
    with_field = Counter[str]()
    per_source: dict[str | None, Counter[int]] = {}
    words = undated = articles = 0
    for segment in segments:
        live = _live(segment)
        articles += segment.live
        words += int(segment.text(BODY_COUNT)[live].sum(dtype=np.int64))
        with_field.update(_with_field(segment, live))
        for source, year, number in _spread(segment, live):
            per_source.setdefault(source, Counter())[year] += number
    years = Counter[int]()
    for counts in per_source.values():
        years.update(counts)
    undated = years.pop(_NO_YEAR, 0)
    first, last = day_range(segments)
    return Statistics(
        articles=articles,
        words=words,
        with_field=dict(with_field),
        first_date=first,
        last_date=last,
        undated=undated,
        years=dict(sorted(years.items())),
        sources={
            source: SourceStatistics(
                counts.total(), {year: n for year, n in sorted(counts.items()) if year != _NO_YEAR}
            )
            for source, counts in sorted(
                per_source.items(), key=lambda item: (-item[1].total(), item[0] or "")
            )
        },
    )


_NO_YEAR = 0
"""Stands for no date: the calendar of dates begins with the year 1."""


def _with_field(segment: Segment, live: NDArray[np.bool_]) -> dict[str, int]:
    def filled(zone: int) -> NDArray[np.bool_]:
        name = LAYOUT.zones[zone]
        assert name
        starts = segment.text(f"zone_start.{zone}")
        ends = segment.text(f"zone_end.{zone}")
        return ends > starts

    ranges = np.diff(segment.text("range_offsets").astype(np.int64)) > 0
    masks = {
        "title": filled(_TITLE),
        "byline": filled(_BYLINE),
        "dateline": filled(_DATELINE),
        "date": segment.numbers("date") != NO_NUMBER,
        "quotes": ranges,
    }
    return {name: int(np.count_nonzero(mask & live)) for name, mask in masks.items()}


def _spread(segment: Segment, live: NDArray[np.bool_]) -> list[tuple[str | None, int, int]]:
    """Return (source, year, articles) of a segment; ``_NO_YEAR`` stands for no date."""
    column = segment.keywords("source")
    days = segment.numbers("date")[live].astype(np.int64)
    years = np.where(days == NO_NUMBER, _NO_YEAR, _years(np.maximum(days, 1)))
    sources = column.ordinals[live].astype(np.int64)
    pairs, counts = np.unique(sources * 10_000 + years, return_counts=True)
    return [
        (column.name(pair // 10_000), pair % 10_000, number)
        for pair, number in zip(pairs.tolist(), counts.tolist(), strict=True)
    ]


def _years(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the years of proleptic ordinals."""
    epoch = dt.date(1970, 1, 1).toordinal()
    dates = (days - epoch).astype("datetime64[D]")
    years: NDArray[np.int64] = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    return years
