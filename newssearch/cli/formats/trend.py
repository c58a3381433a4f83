"""Curves as charts for a terminal with the numbers below, as JSON, and as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from newssearch.archive.cellwidth import width_of
from newssearch.archive.safetext import safe_line
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.schema import SCHEMA
from newssearch.cli.ink import META, TITLE, Ink
from newssearch.cli.messages import counted
from newssearch.search import NewsArchive
from newssearch.search.textwidth import fitting
from newssearch.search.trend import OF_MATCHES, Curve, Measure, Trend

UNDATED = "undated"
"""The name of what is in no period, in tables."""

_COLUMNS = 80
"""The width of a chart where the terminal's is not known."""

_ROWS = 8
_LEAST_COLUMNS = 8
_MOST_ROWS_ON_A_TERMINAL = 48
"""Periods that are listed below the charts on a terminal; a pipe gets all."""

_LONGEST_GAP = 12
"""Periods without coverage in a row that are listed one by one; more are summed up in one line."""

_GAP = "-"
_NO_DOTS = " \u2800"
_MOST_LABEL_COLUMNS = 24
_LEAST_NUMBER_COLUMNS = 9

_DECIMALS: dict[Measure, int] = {
    "articles": 0,
    "share": 4,
    "per-1000": 2,
    "matches": 0,
    "per-million": 2,
}

_AXIS: dict[Measure, str] = {
    "articles": "articles",
    "share": "share of all articles",
    "per-1000": "articles per 1,000 articles",
    "matches": "matches",
    "per-million": "matches per million words",
}


def axis_label(trend: Trend, measure: Measure) -> str:
    """Return what is drawn, and in which unit, for the head of a chart or its axis."""
    label = f"{_AXIS[measure]}, by {trend.by}"
    return label[0].upper() + label[1:]


def columns(measure: Measure) -> tuple[str, ...]:
    """Return the columns of a table."""
    front = ("label", "parsed", "period", "begins", "articles", "in_archive", "share", "per_1000")
    return (*front, "matches", "words", "per_million") if measure in OF_MATCHES else front


def value_objects(trend: Trend, measure: Measure) -> Iterator[dict[str, object]]:
    """Yield a flat object for each curve and period; what is not known of a gap is null.

    Articles without a date come last, in a row of their own, so that the rows of a curve add up.
    """
    for curve in trend.curves:
        head = {"label": curve.label, "parsed": curve.parsed}
        measures = _measures(trend, curve, measure)
        for place, period in enumerate(trend.periods):
            yield {
                **head,
                "period": period.name,
                "begins": period.begins,
                "articles": curve.articles[place] if period.articles else None,
                "in_archive": period.articles,
                **{name: values[place] for name, values in measures.items()},
                **({"words": period.words} if measure in OF_MATCHES else {}),
            }
        if curve.undated:
            yield {
                **dict.fromkeys(columns(measure)),
                **head,
                "period": UNDATED,
                "articles": curve.undated,
                "in_archive": trend.undated,
                **({"matches": curve.undated_matches} if measure in OF_MATCHES else {}),
            }


def _measures(trend: Trend, curve: Curve, measure: Measure) -> dict[str, list[float | None]]:
    """Return the values of a curve by the names of their columns, rounded."""
    wanted: tuple[Measure, ...] = ("share", "per-1000")
    if measure in OF_MATCHES:
        wanted = (*wanted, *OF_MATCHES)
    digits = {"share": 6, "per-1000": 3, "per-million": 3}
    return {
        one.replace("-", "_"): [
            value if value is None or one not in digits else round(value, digits[one])
            for value in trend.values(curve, one)
        ]
        for one in wanted
    }


def head_object(news: NewsArchive, trend: Trend, measure: Measure) -> dict[str, object]:
    """Return what all curves have in common as a JSON object."""
    return {
        "schema": SCHEMA,
        "archive": archive_object(news),
        "by": trend.by,
        "measure": measure,
        "undated": trend.undated,
        "periods": [
            {
                "period": period.name,
                "begins": period.begins,
                "articles": period.articles,
                "words": period.words,
            }
            for period in trend.periods
        ],
    }


def curve_objects(trend: Trend, measure: Measure) -> Iterator[dict[str, object]]:
    """Yield the curves as JSON objects, with a value for each period."""
    for curve in trend.curves:
        yield {
            "label": curve.label,
            "parsed": curve.parsed,
            "total": curve.total,
            "undated": curve.undated,
            "articles": trend.values(curve, "articles"),
            **_measures(trend, curve, measure),
        }


def trend_lines(trend: Trend, measure: Measure, ink: Ink, *, charts: bool) -> Iterator[str]:
    """Yield a chart for each curve, all of one scale, then the numbers.

    Without ``charts``, for streams that cannot show them, yield the numbers only.
    """
    yield ink.styled(axis_label(trend, measure), META)
    if charts and trend.periods:
        for lines in _charts(trend, measure, ink):
            yield from lines
    if ink.columns is None or len(trend.periods) <= _MOST_ROWS_ON_A_TERMINAL:
        yield from _table(trend, measure)
    else:
        yield ink.styled("the numbers: --format csv", META)


def _number(value: float | None, measure: Measure) -> str:
    return _GAP if value is None else f"{value:,.{_DECIMALS[measure]}f}"


def _table(trend: Trend, measure: Measure) -> Iterator[str]:
    """Yield a line a period and a column a curve; what the archive does not cover is a dash."""
    labels = []
    for curve in trend.curves:
        label = safe_line(curve.label)
        labels.append(label[: fitting(label, _MOST_LABEL_COLUMNS)])
    widths = [max(width_of(label), _LEAST_NUMBER_COLUMNS) for label in labels]
    front = max([len(period.name) for period in trend.periods] + [len(UNDATED)])
    heads = (" " * (width - width_of(one)) + one for one, width in zip(labels, widths, strict=True))
    yield "  ".join([" " * front, *heads]).rstrip()
    curves = [trend.values(curve, measure) for curve in trend.curves]
    for covered, group in groupby(range(len(trend.periods)), key=lambda n: _is_covered(trend, n)):
        places = list(group)
        names = [trend.periods[place].name for place in places]
        if not covered and len(places) > _LONGEST_GAP:
            yield f"… no articles in the archive from {names[0]} to {names[-1]}"
            continue
        for place, name in zip(places, names, strict=True):
            yield _row(name, [_number(values[place], measure) for values in curves], front, widths)
    if measure == "articles" and any(curve.undated for curve in trend.curves):
        undated = [_number(curve.undated, measure) for curve in trend.curves]
        yield _row(UNDATED, undated, front, widths)


def _row(name: str, cells: Sequence[str], front: int, widths: Sequence[int]) -> str:
    padded = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return "  ".join([f"{name:<{front}}", *padded])


def _is_covered(trend: Trend, place: int) -> bool:
    return trend.periods[place].articles > 0


def _charts(trend: Trend, measure: Measure, ink: Ink) -> Iterator[Iterator[str]]:
    curves = [(curve, trend.values(curve, measure)) for curve in trend.curves]
    most = max((value for _, values in curves for value in values if value is not None), default=0)
    for curve, values in curves:
        yield _chart(trend, curve, values, most or 1, measure, ink)


def _chart(
    trend: Trend,
    curve: Curve,
    values: Sequence[float | None],
    most: float,
    measure: Measure,
    ink: Ink,
) -> Iterator[str]:
    """Yield a curve drawn in dots, with its axes; a gap is left empty."""
    from plotille import Canvas  # noqa: PLC0415 - for charts only

    undated = f"; {curve.undated:,} undated" if curve.undated else ""
    yield from ink.lines(f"{curve.label} ({counted(curve.total, 'article')}{undated})", style=TITLE)
    scale = [_number(most, measure), _number(0, measure)]
    front = max(map(len, scale))
    room = max((ink.columns or _COLUMNS) - front - 2, _LEAST_COLUMNS)
    last = max(len(values) - 1, 1)
    across, up = 2 * room, 4 * _ROWS  # dots; a canvas ends one after the last
    canvas = Canvas(room, _ROWS, 0, 0, last * across / (across - 1), most * up / (up - 1))
    for start, run in runs(values):
        for place, (one, following) in enumerate(zip(run, run[1:] or run, strict=False), start):
            canvas.line(place, one, min(place + 1, start + len(run) - 1), following)
    drawn = canvas.plot().split("\n")
    for number, line in enumerate(drawn):
        mark = scale[0] if not number else scale[1] if number == len(drawn) - 1 else ""
        yield f"{mark:>{front}} |{line}".rstrip(_NO_DOTS)
    begin, end = trend.periods[0].name, trend.periods[-1].name
    between = max(room - len(begin) - len(end), 1)
    names = begin if begin == end else f"{begin}{' ' * between}{end}"
    yield " " * (front + 2) + names


def runs(values: Sequence[float | None]) -> Iterator[tuple[int, list[float]]]:
    """Yield the stretches of values between gaps, each with the place at which it begins."""
    run: list[float] = []
    for place, value in enumerate([*values, None]):
        if value is not None:
            run.append(value)
        elif run:
            yield place - len(run), run
            run = []
