"""``newssearch replay``: the queries of a file of records, run again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from newssearch.archive.errors import QueryBudgetExceeded, UsageError
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import ArchiveFolder, Rule
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import records as form_of
from newssearch.cli.formats import tables
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.records import Outcome
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import say
from newssearch.cli.narrowing import QuietOption
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    ArchiveOption,
    ColourOption,
    ExcelOption,
    Table,
    TableOption,
    check_excel,
)
from newssearch.cli.progress import steps
from newssearch.cli.recording import program, read_records
from newssearch.cli.samples import archive_to_read
from newssearch.search import NewsArchive, open_archive
from newssearch.search.records import Record
from newssearch.search.records import replay as run_again

app = command_app()


@app.command()
@grouped
def replay(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What --record has written.")],
    methods: Annotated[
        bool,
        typer.Option("--methods", help="Print a paragraph on methods for a paper; run nothing."),
    ] = False,
    form: TableOption = Table.TEXT,
    excel: ExcelOption = False,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Run recorded queries again, and print what differs from then.

    Queries are run as they were read then, so relative dates mean the same days. Without --archive,
    the archive that was recorded is searched if it is still there. Exits with 0 if all queries find
    the same articles, 1 if not, 2 if a query cannot be run any more.
    """
    check_excel(form, excel=excel)
    records = read_records(path)
    if methods:
        paragraphs = form_of.methods_paragraphs([record for _, record in records])
        sys.stdout.write("\n\n".join(paragraphs) + "\n")
        return ExitCode.DONE
    place = archive if archive is not None else _recorded_place(records[-1][1])
    with archive_to_read(place, quiet=quiet) as folder, open_archive(folder) as news:
        shown = not quiet and not sys.stdout.isatty()
        outcomes: list[Outcome] = []
        _write(news, form, _run(news, records, outcomes, shown=shown), colour, excel=excel)
        if not quiet:
            say(form_of.sameness(outcomes))
    failed = [outcome.error.exit_code for outcome in outcomes if outcome.error is not None]
    if failed:
        return min(failed)
    return ExitCode.DONE if all(outcome.same for outcome in outcomes) else ExitCode.NO_HITS


def _recorded_place(record: Record) -> str | None:
    """Return the archive of a record as a value for --archive, if it is there."""
    place = ArchiveFolder(Path(record.archive), Rule.OPTION)
    return record.archive if place.path.is_absolute() and place.published else None


def _run(
    news: NewsArchive, records: list[tuple[int, Record]], outcomes: list[Outcome], *, shown: bool
) -> Iterator[Outcome]:
    """Yield what becomes of each record, and keep it."""
    for line, record in steps(records, len(records), "records", shown=shown):
        try:
            outcome = Outcome(line, record, run_again(news, record, program=program()))
        except (UsageError, QueryBudgetExceeded) as error:
            outcome = Outcome(line, record, None, error)
        outcomes.append(outcome)
        yield outcome


def _write(
    news: NewsArchive,
    form: Table,
    outcomes: Iterator[Outcome],
    colour: bool | None,
    *,
    excel: bool,
) -> None:
    """Write what became of the records in the requested format."""
    match form:
        case Table.TEXT:
            ink = ink_for_stdout(colour)
            for outcome in outcomes:
                lines = form_of.outcome_lines(outcome, ink)
                sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSON:
            head = {"schema": SCHEMA, "archive": archive_object(news)}
            lines = listed(head, "records", map(form_of.outcome_object, outcomes))
            sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSONL:
            objects = map(form_of.outcome_object, outcomes)
            sys.stdout.writelines(dump(content) + "\n" for content in objects)
        case Table.CSV | Table.TSV | Table.XLSX | Table.PARQUET:
            tables.write_table(
                map(form_of.row_object, outcomes), form_of.COLUMNS, form, excel=excel
            )
