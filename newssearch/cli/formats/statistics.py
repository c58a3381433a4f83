"""The statistics of an archive as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newssearch.archive.safetext import safe_line
from newssearch.cli.formats.bytesizes import size_text
from newssearch.cli.formats.schema import SCHEMA
from newssearch.cli.messages import counted
from newssearch.search import NewsArchive
from newssearch.search.statistics import SourceStatistics, Statistics

_FIELDS = ("title", "byline", "dateline", "date", "quotes")
_BAR = 40
"""Columns of the longest bar: with its number it fits a terminal of 80 columns."""


def statistics_object(
    found: Statistics, generations: int | None, size_bytes: int | None
) -> dict[str, object]:
    """Return the statistics as JSON, schema 1; what a cluster keeps is not known."""
    return {
        "schema": SCHEMA,
        "articles": found.articles,
        "with": {field: found.with_field.get(field, 0) for field in _FIELDS},
        "words": found.words,
        "sources": [
            {
                "source": name,
                "articles": source.articles,
                "years": _by_year(source.years),
                "gaps": [list(gap) for gap in source.gaps()],
            }
            for name, source in found.sources.items()
        ],
        "first_date": found.first_date.isoformat() if found.first_date else None,
        "last_date": found.last_date.isoformat() if found.last_date else None,
        "years": _by_year(found.years),
        "gaps": [list(gap) for gap in found.gaps()],
        "generations": generations,
        "size_bytes": size_bytes,
    }


def _by_year(years: dict[int, int]) -> dict[str, int]:
    return {f"{year:04}": number for year, number in years.items()}


def statistics_lines(
    found: Statistics,
    news: NewsArchive,
    generations: int | None,
    size_bytes: int | None,
    *,
    most_sources: int,
) -> Iterator[str]:
    """Yield the statistics as text."""
    yield safe_line(news.where)
    published = f"generation {news.generation}, published {news.published:%Y-%m-%d %H:%M}"
    if generations is None or size_bytes is None:
        yield published
    else:
        kept = f"{counted(generations, 'generation')} on disk, {size_text(size_bytes)}"
        yield f"{published}; {kept}"
    yield f"{counted(found.articles, 'article')}, {counted(found.words, 'word')}"
    parts = [f"{field} {found.with_field.get(field, 0):,}" for field in _FIELDS]
    yield f"with {', '.join(parts)}"
    if found.years:
        yield f"from {found.first_date} to {found.last_date}; {found.undated:,} undated"
        yield ""
        yield from _year_lines(found.years)
        yield from _gap_lines("no articles in", found.gaps())
    yield ""
    yield from _source_lines(found, most_sources)


def _year_lines(years: dict[int, int]) -> Iterator[str]:
    most = max(years.values())
    for year, number in years.items():
        bar = "#" * max(1, round(_BAR * number / most))
        yield f"{year:04}  {number:>11,}  {bar}"


def _gap_lines(label: str, gaps: Sequence[tuple[int, int]]) -> Iterator[str]:
    if gaps:
        yield f"{label} {', '.join(map(_years_text, gaps))}"


def _years_text(years: tuple[int, int]) -> str:
    first, last = years
    return f"{first:04}" if first == last else f"{first:04}-{last:04}"


def _source_lines(found: Statistics, most: int) -> Iterator[str]:
    shown = list(found.sources.items())
    left = len(shown) - most if most else 0
    for name, source in shown[: most or None]:
        yield f"{source.articles:>11,}  {safe_line(name or '(no source)')}{_coverage(source)}"
    if left > 0:
        yield f"and {counted(left, 'source')} more; stats --sources 0 lists all"


def _coverage(source: SourceStatistics) -> str:
    if not source.years:
        return ""
    covered = _years_text((min(source.years), max(source.years)))
    gaps = ", ".join(map(_years_text, source.gaps()))
    return f"  {covered}" + (f", nothing in {gaps}" if gaps else "")
