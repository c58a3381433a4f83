"""Counting what an archive holds.

Everything comes from the columns of the segments, so a million articles take well under a second;
only the number of articles with a byline, a dateline or a quotation reads the zones of the texts.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.news_layout import BODY_COUNT, LAYOUT
from newssearch.search.local.corpus import live
from newssearch.search.statistics import SourceStatistics, Statistics

_TITLE, _BYLINE, _CREDIT, _DATELINE = (
    LAYOUT.zones.index(zone) for zone in ("title", "byline", "credit", "dateline")
)


def day_range(segments: Sequence[Segment]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of the live articles, None if none is dated."""
    days = [_days(segment) for segment in segments]
    dated = [some for some in days if len(some)]
    if not dated:
        return None, None
    first, last = min(int(d.min()) for d in dated), max(int(d.max()) for d in dated)
    return dt.date.fromordinal(first), dt.date.fromordinal(last)


def _days(segment: Segment) -> NDArray[np.int32]:
    days = segment.numbers("date")[live(segment)]
    return days[days != NO_NUMBER]


def statistics_of(segments: Sequence[Segment]) -> Statistics:
    """Count the live articles of segments."""
    with_field = Counter[str]()
    per_source: dict[str | None, Counter[int]] = {}
    words = undated = articles = 0
    for segment in segments:
        alive = live(segment)
        articles += segment.live
        words += int(segment.text(BODY_COUNT)[alive].sum(dtype=np.int64))
        with_field.update(_with_field(segment, alive))
        for source, year, number in _spread(segment, alive):
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


def _with_field(segment: Segment, alive: NDArray[np.bool_]) -> dict[str, int]:
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
    return {name: int(np.count_nonzero(mask & alive)) for name, mask in masks.items()}


def _spread(segment: Segment, alive: NDArray[np.bool_]) -> list[tuple[str | None, int, int]]:
    """Return (source, year, articles) of a segment; ``_NO_YEAR`` stands for no date."""
    column = segment.keywords("source")
    days = segment.numbers("date")[alive].astype(np.int64)
    years = np.where(days == NO_NUMBER, _NO_YEAR, _years(np.maximum(days, 1)))
    sources = column.ordinals[alive].astype(np.int64)
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
