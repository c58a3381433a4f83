"""Facets as text with histograms for dates, as JSON, and as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from newssearch.archive.cellwidth import width_of
from newssearch.archive.safetext import safe_line
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.schema import SCHEMA
from newssearch.cli.ink import META, TITLE, Ink
from newssearch.cli.messages import counted
from newssearch.search import NewsArchive
from newssearch.search.facets import (
    PERIODS,
    CrossedValue,
    Crossing,
    Facet,
    FacetAnswer,
    FacetValue,
    most_values,
)
from newssearch.search.textwidth import fitting as fitting_columns

_BAR_COLUMNS = 40
"""Columns of the longest bar if the width of the terminal is unknown."""

_LONGEST_HOLE = 24
"""Empty periods in a row that are drawn one by one; more are summed up in one line."""

_NUMBER_COLUMNS = 11
_CELL_COLUMNS = 6
_CROSSING_COLUMNS = 100
"""The width of a table of two facets if that of the terminal is unknown."""

_MOST_NAME_COLUMNS = 24
_GAP = "-"
_WITHOUT = "(none)"


def value_objects(answer: FacetAnswer, *, per_1000: bool) -> Iterator[dict[str, object]]:
    """Yield every value of every facet, and every pair of values, as a flat object.

    Where the archive has no article of a period, its number is null.
    """
    for facet in answer.facets:
        for value in facet.values:
            yield {"by": facet.by, **_value_object(value, per_1000=per_1000)}
    for crossing in answer.crossings:
        for cell in crossing.cells:
            one, other = cell.values
            values = {"value": one, "value_2": other, "articles": cell.articles}
            yield {"by": "+".join(crossing.by), **values, **_beside(cell, per_1000=per_1000)}


def columns(answer: FacetAnswer, *, per_1000: bool) -> Sequence[str]:
    """Return the columns of a table."""
    second = ("value_2",) if answer.crossings else ()
    more = ("in_archive", "per_1000") if per_1000 else ()
    return ("by", "value", *second, "articles", *more)


def table_rows(answer: FacetAnswer, *, per_1000: bool) -> Iterator[dict[str, object]]:
    """Yield the objects of ``value_objects`` with all columns."""
    empty = dict.fromkeys(columns(answer, per_1000=per_1000))
    for content in value_objects(answer, per_1000=per_1000):
        yield empty | content


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
    facets = [_facet_object(facet, per_1000=per_1000) for facet in answer.facets]
    crossings = [_crossing_object(one, per_1000=per_1000) for one in answer.crossings]
    yield from listed(head, "facets", [*facets, *crossings])


def _facet_object(facet: Facet, *, per_1000: bool) -> dict[str, object]:
    return {
        "by": facet.by,
        "distinct": facet.distinct,
        "without": facet.without,
        "values": [_value_object(value, per_1000=per_1000) for value in facet.values],
    }


def _crossing_object(crossing: Crossing, *, per_1000: bool) -> dict[str, object]:
    return {
        "by": "+".join(crossing.by),
        "rows": list(crossing.rows),
        "columns": list(crossing.columns),
        "values": [
            {
                "values": list(cell.values),
                "articles": cell.articles,
                **_beside(cell, per_1000=per_1000),
            }
            for cell in crossing.cells
        ],
    }


def _value_object(value: FacetValue, *, per_1000: bool) -> dict[str, object]:
    return {
        "value": value.value,
        "articles": value.articles if value.in_archive else None,
        "also": list(value.also),
        **_beside(value, per_1000=per_1000),
    }


def _beside(value: FacetValue | CrossedValue, *, per_1000: bool) -> dict[str, object]:
    if not per_1000:
        return {}
    rate = round(value.per_1000, 3) if value.in_archive else None
    return {"in_archive": value.in_archive, "per_1000": rate}


def facet_lines(facet: Facet, ink: Ink, *, per_1000: bool) -> Iterator[str]:
    """Yield a facet as text, followed by an empty line."""
    without = f"; {facet.without:,} without" if facet.without else ""
    yield from ink.lines(f"{facet.by}: {counted(facet.distinct, 'value')}{without}", style=TITLE)
    left = facet.distinct - sum(value.articles > 0 for value in facet.values)
    if facet.by in PERIODS:
        yield from _histogram(facet.values, ink, per_1000=per_1000)
    else:
        for value in facet.values:
            also = f"  (also {', '.join(value.also[:3])})" if value.also else ""
            yield from _value_lines(value, also, ink, per_1000=per_1000)
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
    if not value.in_archive:
        return f"{_GAP:>{_NUMBER_COLUMNS}}" + (" " * 11 if per_1000 else "")
    number = f"{value.articles:>{_NUMBER_COLUMNS},}"
    return number + (f"{value.per_1000:>9.1f} ‰" if per_1000 else "")


def _histogram(values: Sequence[FacetValue], ink: Ink, *, per_1000: bool) -> Iterator[str]:
    """Yield one line with a bar per period; a dash is for those that the archive does not have."""
    if not values:
        return
    heights = [value.per_1000 if per_1000 else value.articles for value in values]
    front = [f"{v.value:<7}{_numbers(v, per_1000=per_1000)}  " for v in values]
    room = _BAR_COLUMNS if ink.columns is None else max(ink.columns - width_of(front[0]), 1)
    tallest = max(*heights, 0)
    for empty, places in groupby(range(len(values)), key=lambda place: not values[place].articles):
        run = list(places)
        if empty and len(run) > _LONGEST_HOLE:
            yield _hole(values[run[0]], values[run[-1]], values[run[0] : run[-1] + 1])
            continue
        for place in run:
            bar = "#" * max(1, round(room * heights[place] / tallest)) if not empty else ""
            yield (front[place] + bar).rstrip()


def _hole(first: FacetValue, last: FacetValue, values: Sequence[FacetValue]) -> str:
    """Return the line that stands for many periods without an article of the result."""
    covered = any(value.in_archive for value in values)
    reason = "" if covered else "; no articles in the archive"
    return f"… nothing in {first.value} to {last.value}{reason}"


def crossing_lines(
    crossing: Crossing, ink: Ink, limit: int | None, *, per_1000: bool
) -> Iterator[str]:
    """Yield a table of two facets, followed by an empty line.

    There are as many columns as fit, the most frequent first, and ``limit`` rows (None: by default,
    0: all); a dash is for what the archive does not have.
    """
    yield from ink.lines(" + ".join(crossing.by), style=TITLE)
    names = [_shown(value) for value in crossing.rows]
    front = max(map(width_of, names), default=0)
    cells = {cell.values: cell for cell in crossing.cells}
    having, covered = {one for one, _ in cells}, {other for _, other in cells}
    across = [value for value in crossing.columns if value in covered]
    heads = [_shown(value) for value in across]
    widths = [max(width_of(head), _CELL_COLUMNS) for head in heads]
    room = (ink.columns or _CROSSING_COLUMNS) - front
    fitting = 0
    for width in widths:
        room -= width + 2
        if room < 0 and fitting:
            break
        fitting += 1
    most = most_values(crossing.by[0], limit) or len(names)
    yield "  ".join(
        [" " * front, *(_right(h, w) for h, w in zip(heads, widths, strict=True))][: fitting + 1]
    )
    chosen = list(zip(crossing.rows, names, strict=True))[:most]
    for empty, group in groupby(chosen, key=lambda row: row[0] not in having):
        rows = list(group)
        if empty and len(rows) > _LONGEST_HOLE:
            yield f"… no articles in the archive from {rows[0][1]} to {rows[-1][1]}"
            continue
        for value, name in rows:
            numbers = (
                _right(_cell(cells.get((value, column)), per_1000=per_1000), width)
                for column, width in zip(across, widths[:fitting], strict=False)
            )
            yield "  ".join([name + " " * (front - width_of(name)), *numbers])
    left = [
        counted(number, kind)
        for number, kind in (
            (max(len(names) - most, 0), f"{crossing.by[0]} value"),
            (len(heads) - fitting, f"{crossing.by[1]} value"),
        )
        if number
    ]
    if left:
        yield from ink.lines(f"and {', '.join(left)} more; --format csv lists all", style=META)
    yield ""


def _shown(value: str | None) -> str:
    text = _WITHOUT if value is None else safe_line(value)
    end = fitting_columns(text, _MOST_NAME_COLUMNS)
    return text if end == len(text) else text[: end - 1] + "…"


def _right(text: str, width: int) -> str:
    return " " * (width - width_of(text)) + text


def _cell(cell: CrossedValue | None, *, per_1000: bool) -> str:
    if cell is None:
        return _GAP
    return f"{cell.per_1000:.1f} ‰" if per_1000 else f"{cell.articles:,}"
