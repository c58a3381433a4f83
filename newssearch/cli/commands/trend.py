"""``newssearch trend``: how often queries are found over time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newssearch.archive.errors import UsageError
from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import tables
from newssearch.cli.formats import trend as form_of
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.schema import dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import counted, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    ArchiveOption,
    ColourOption,
    ExcelOption,
    OnceOption,
    Table,
    TableOption,
    check_excel,
)
from newssearch.cli.progress import steps
from newssearch.cli.query_lists import read_list
from newssearch.cli.querying import read_text
from newssearch.cli.recording import Recorder, RecordOption
from newssearch.cli.samples import archive_to_read
from newssearch.cli.streams import can_write
from newssearch.search import NewsArchive, open_archive
from newssearch.search.trend import OF_MATCHES, Measure, Trend, find_trend


class Every(StrEnum):
    """The periods that can be counted by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Shown(StrEnum):
    """The measures that can be shown."""

    ARTICLES = "articles"
    SHARE = "share"
    PER_1000 = "per-1000"
    MATCHES = "matches"
    PER_MILLION = "per-million"


_DOTS = "⣿"

app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def trend(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="Each argument is a query: a curve of its own."),
    ] = None,
    by: Annotated[Every, typer.Option(help="Length of the periods.")] = Every.MONTH,
    measure: Annotated[
        Shown,
        typer.Option(
            help="articles; their share of all articles, or per 1,000; matches, or per million"
            " words."
        ),
    ] = Shown.ARTICLES,
    place: Annotated[
        str | None,
        typer.Option("--list", metavar="FILE", help="Take the queries from a list, as batch does."),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also draw the curves in an SVG, PNG or PDF file."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Title of the figure; default: the queries.")
    ] = None,
    once: OnceOption = False,
    form: TableOption = Table.TEXT,
    excel: ExcelOption = False,
    options: QueryOptions = PLAIN_QUERY,
    record: RecordOption = None,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Count the articles of one or several queries by day, week, month, quarter or year.

    A period without any article in the archive is a gap, one that has articles but no hit is 0.
    Shares are of the articles that --from, --to and --source leave.
    """
    check_excel(form, excel=excel)
    if plot is not None:
        from newssearch.cli.plot import check_plot  # noqa: PLC0415 - for figures only

        check_plot(plot)
    if title is not None and plot is None:
        raise UsageError("--title is the title of a figure", hint="name its file with --plot")
    recorder = Recorder(record, "trend", options, by=by.value, measure=measure.value, once=once)
    queries = [*((one, one) for one in words or ()), *_listed(place)]
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        read = [
            (label, read_text(text, options, news.own_fields, archive)) for label, text in queries
        ]
        everything = read_text("", options, news.own_fields, archive)
        read = read or [("*", everything)]
        if record is not None:
            for label, one in read:
                recorder.add(news, news.select(one, sort="newest"), label=label)
        found = find_trend(
            news,
            steps(read, len(read), "queries", shown=not quiet),
            by=by.value,
            among=everything,
            matches=measure.value in OF_MATCHES,
            once=once,
        )
        if not quiet:
            say(*_summary(found))
        _write(news, form, found, measure.value, colour, excel=excel)
        if plot is not None:
            _draw(news, plot, found, measure.value, title)
    return ExitCode.DONE if any(curve.total for curve in found.curves) else ExitCode.NO_HITS


def _listed(place: str | None) -> Iterator[tuple[str, str]]:
    """Yield the labels and queries of a list."""
    for one in [] if place is None else read_list(place, None, names=False):
        if one.refused is not None:
            raise one.refused
        yield one.label, one.text


def _summary(found: Trend) -> Iterator[str]:
    covered = sum(1 for period in found.periods if period.articles)
    gaps = f", {len(found.periods) - covered:,} without articles in the archive"
    periods = counted(len(found.periods), found.by)
    yield f"{periods}{gaps if covered < len(found.periods) else ''}"
    for curve in found.curves:
        undated = f", {curve.undated:,} of them undated" if curve.undated else ""
        yield f"{curve.label}: {counted(curve.total, 'article')}{undated}"


def _write(
    news: NewsArchive,
    form: Table,
    found: Trend,
    measure: Measure,
    colour: bool | None,
    *,
    excel: bool,
) -> None:
    """Write the curves in the requested format."""
    match form:
        case Table.TEXT:
            ink = ink_for_stdout(colour)
            lines = form_of.trend_lines(found, measure, ink, charts=can_write(_DOTS))
            sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSON:
            head = form_of.head_object(news, found, measure)
            lines = listed(head, "curves", form_of.curve_objects(found, measure))
            sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSONL:
            objects = form_of.value_objects(found, measure)
            sys.stdout.writelines(dump(content) + "\n" for content in objects)
        case Table.CSV | Table.TSV | Table.XLSX | Table.PARQUET:
            objects = form_of.value_objects(found, measure)
            tables.write_table(objects, form_of.columns(measure), form, excel=excel)


def _draw(news: NewsArchive, path: Path, found: Trend, measure: Measure, title: str | None) -> None:
    """Draw the curves in a file; the note below says what they were counted in."""
    from newssearch.cli.plot import write_plot  # noqa: PLC0415 - for figures only

    covered = sum(period.articles for period in found.periods)
    dates = f", {found.periods[0].name} to {found.periods[-1].name}" if found.periods else ""
    note = f"{counted(covered, 'dated article')}{dates}; archive generation {news.generation}"
    queries = ", ".join(curve.label for curve in found.curves)
    write_plot(path, found, measure, queries if title is None else title, note)
