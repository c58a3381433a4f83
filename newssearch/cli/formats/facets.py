"""Facets as text with histograms for dates, as JSON, and as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newssearch.archive.cellwidth import width_of
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.schema import SCHEMA
from newssearch.cli.ink import META, TITLE, Ink
from newssearch.cli.messages import counted
from newssearch.search import NewsArchive
from newssearch.search.facets import PERIODS, Facet, FacetAnswer, FacetValue

_BAR_COLUMNS = 40
"""Columns of the longest bar if the width of the terminal is unknown."""

_LONGEST_HOLE = 24
"""Empty months or years in a row that are drawn one by one; more are summed up in one line."""

_NUMBER_COLUMNS = 11


def value_objects(answer: FacetAnswer, *, per_1000: bool) -> Iterator[dict[str, object]]:
    """Yield every value of every facet as a flat object."""
    for facet in answer.facets:
        for value in facet.values:
            yield {"by": facet.by, **_value_object(value, per_1000=per_1000)}


def columns(*, per_1000: bool) -> Sequence[str]:
    """Return the columns of a table."""
    more = ("in_archive", "per_1000") if per_1000 else ()
    return ("by", "value", "articles", *more)


def answer_lines(
    news: NewsArchive, query: str, answer: FacetAnswer, *, per_1000: bool
) -> Iterator[str]:
    """Yield the lines of one JSON object that holds all facets, one facet per line."""
    head = {
        "schema": SCHEMA,
        "query": query,
        "parsed": answer.parsed,
        "archive": archive_object(news),
        "total": answer.total,
    }
    objects = (_facet_object(facet, per_1000=per_1000) for facet in answer.facets)
    yield from listed(head, "facets", objects)


def _facet_object(facet: Facet, *, per_1000: bool) -> dict[str, object]:
    return {
        "by": facet.by,
        "distinct": facet.distinct,
        "without": facet.without,
        "values": [_value_object(value, per_1000=per_1000) for value in facet.values],
    }


def _value_object(value: FacetValue, *, per_1000: bool) -> dict[str, object]:
    content: dict[str, object] = {
        "value": value.value,
        "articles": value.articles,
        "also": list(value.also),
    }
    if per_1000:
        content |= {"in_archive": value.in_archive, "per_1000": round(value.per_1000, 3)}
    return content


def facet_lines(facet: Facet, ink: Ink, *, per_1000: bool) -> Iterator[str]:
    """Yield a facet as text, followed by an empty line."""
    without = f"; {facet.without:,} without" if facet.without else ""
    yield from ink.lines(f"{facet.by}: {counted(facet.distinct, 'value')}{without}", style=TITLE)
    if facet.by in PERIODS:
        yield from _histogram(facet.values, ink, per_1000=per_1000)
    else:
        for value in facet.values:
            also = f"  (also {', '.join(value.also[:3])})" if value.also else ""
            yield from _value_lines(value, also, ink, per_1000=per_1000)
    left = facet.distinct - len(facet.values)
    if left:
        yield from ink.lines(f"and {counted(left, 'value')} more; --limit 0 lists all", style=META)
    yield ""


def _value_lines(value: FacetValue, also: str, ink: Ink, *, per_1000: bool) -> Iterator[str]:
    number = _numbers(value, per_1000=per_1000)
    lines = ink.lines(value.value + also, indent="  ")
    yield number + next(lines, "  ")
    for line in lines:
        yield " " * len(number) + line


def _numbers(value: FacetValue, *, per_1000: bool) -> str:
    number = f"{value.articles:>{_NUMBER_COLUMNS},}"
    return number + (f"{value.per_1000:>9.1f} ‰" if per_1000 else "")


def _histogram(values: Sequence[FacetValue], ink: Ink, *, per_1000: bool) -> Iterator[str]:
    """Yield one line with a bar per period; gaps are drawn as gaps."""
    if not values:
        return
    heights = [value.per_1000 if per_1000 else value.articles for value in values]
    front = [f"{v.value:<7}{_numbers(v, per_1000=per_1000)}  " for v in values]
    room = _BAR_COLUMNS if ink.columns is None else max(ink.columns - width_of(front[0]), 1)
    tallest = max(*heights, 0)
    for place, (line, height) in enumerate(zip(front, heights, strict=True)):
        if place:
            yield from _hole(values[place - 1].value, values[place].value)
        yield line + "#" * max(1, round(room * height / tallest)) if tallest else line


def _hole(before: str, after: str) -> Iterator[str]:
    """Yield one line per period between two, or one line for many."""
    unit = 12 if "-" in before else 1
    first, last = (_number(period) for period in (before, after))
    missing = [_period(number, unit) for number in range(first + 1, last)]
    if len(missing) > _LONGEST_HOLE:
        yield f"… nothing in {missing[0]} to {missing[-1]}"
    else:
        for period in missing:
            yield f"{period:<7}{0:>{_NUMBER_COLUMNS}}"


def _number(period: str) -> int:
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _period(number: int, unit: int) -> str:
    if unit == 1:
        return f"{number:04}"
    return f"{number // unit:04}-{number % unit + 1:02}"
