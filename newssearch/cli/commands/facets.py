"""``newssearch facets``: how the matching articles are distributed over sources, dates, people."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from newssearch.archive.errors import UsageError
from newssearch.cli.application import command_app
from newssearch.cli.completing import facet_names
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import facets as form_of
from newssearch.cli.formats import tables
from newssearch.cli.formats.schema import dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import counted, none_match, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption, WordsArgument
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
from newssearch.cli.querying import read_query
from newssearch.cli.recording import Recorder, RecordOption
from newssearch.cli.samples import archive_to_read
from newssearch.search import NewsArchive, open_archive
from newssearch.search.facets import DEFAULT_LIMIT, FACETS, FacetAnswer

app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def facets(
    words: WordsArgument = None,
    by: Annotated[
        str,
        typer.Option(
            metavar="A,B,…",
            help=f"Count by: {', '.join(FACETS)}; month+source counts both at once.",
            autocompletion=facet_names,
        ),
    ] = "source,year",
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="List only the most frequent values; 0 for all. Default in text:"
            f" {DEFAULT_LIMIT}, and all periods.",
        ),
    ] = None,
    per_1000: Annotated[
        bool,
        typer.Option("--per-1000", help="Also print the count per 1,000 articles."),
    ] = False,
    once: OnceOption = False,
    form: TableOption = Table.TEXT,
    excel: ExcelOption = False,
    options: QueryOptions = PLAIN_QUERY,
    record: RecordOption = None,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Count the articles that match a query, exactly, by source, time, speaker and so on.

    An article counts once per value; it may have several speakers and authors. With --per-1000
    the count is also given per 1,000 articles of the archive with that value.
    """
    chosen = [name.strip() for name in by.split(",") if name.strip()]
    if not chosen:
        raise UsageError("--by needs a field to count by", hint=f"choose from {', '.join(FACETS)}")
    check_excel(form, excel=excel)
    query = read_query(words, options, archive)
    recorder = Recorder(record, "facets", options, by=chosen, once=once)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        most = limit if form is Table.TEXT else limit or 0
        found = news.select(query, sort="newest", group=once)
        answer = found.facets(chosen, limit=most)
        recorder.add(news, found)
        if not answer.total:
            say(none_match(query.text or answer.parsed))
        elif not quiet:
            copies = " (near-identical copies count once)" if once else ""
            notes = (f"note: {note}" for note in answer.notes)
            say(counted(answer.total, "article") + copies, *notes)
        if answer.total or form is not Table.TEXT:
            _write(news, form, query.text, answer, colour, limit, per_1000=per_1000, excel=excel)
    return ExitCode.DONE if answer.total else ExitCode.NO_HITS


def _write(
    news: NewsArchive,
    form: Table,
    query: str,
    answer: FacetAnswer,
    colour: bool | None,
    limit: int | None,
    *,
    per_1000: bool,
    excel: bool,
) -> None:
    """Write the facets in the requested format."""
    match form:
        case Table.TEXT:
            ink = ink_for_stdout(colour)
            for facet in answer.facets:
                lines = form_of.facet_lines(facet, ink, per_1000=per_1000)
                sys.stdout.writelines(line + "\n" for line in lines)
            for crossing in answer.crossings:
                lines = form_of.crossing_lines(crossing, ink, limit, per_1000=per_1000)
                sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSON:
            lines = form_of.answer_lines(news, query, answer, per_1000=per_1000)
            sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSONL:
            for content in form_of.value_objects(answer, per_1000=per_1000):
                sys.stdout.write(dump(content) + "\n")
        case Table.CSV | Table.TSV | Table.XLSX | Table.PARQUET:
            rows = form_of.table_rows(answer, per_1000=per_1000)
            names = form_of.columns(answer, per_1000=per_1000)
            tables.write_table(rows, names, form, excel=excel)
