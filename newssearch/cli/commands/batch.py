"""``newssearch batch``: a list of queries or names, a row for each."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from newssearch.archive.errors import QueryBudgetExceeded, QuerySyntaxError, UsageError
from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import batch as form_of
from newssearch.cli.formats import tables
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import brief, counted, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    ArchiveOption,
    ColourOption,
    ExcelOption,
    OnceOption,
    Sort,
    Table,
    TableOption,
    check_excel,
)
from newssearch.cli.progress import clear_line, steps
from newssearch.cli.query_lists import ListForm, read_list
from newssearch.cli.querying import read_text
from newssearch.cli.recording import Recorder, RecordOption
from newssearch.cli.samples import archive_to_read
from newssearch.search import NewsArchive, open_archive
from newssearch.search.answer import Hit
from newssearch.search.batch import Row, matrix_of, run_batch
from newssearch.search.listed_names import query_for_name

app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def batch(
    place: Annotated[str, typer.Argument(metavar="FILE", help="The list; - reads standard input.")],
    names: Annotated[
        bool, typer.Option("--names", help="The list holds names, such as Powell, Colin L.")
    ] = False,
    each: Annotated[
        int, typer.Option(metavar="N", min=0, help="Also print the first N hits of each query.")
    ] = 0,
    matrix: Annotated[
        bool,
        typer.Option("--matrix", help="Print the articles instead, with the queries each matches."),
    ] = False,
    list_form: Annotated[
        ListForm | None,
        typer.Option("--as", help="How the list is written.", show_default="as it looks"),
    ] = None,
    sort: Annotated[Sort, typer.Option(help="Sort order of the hits of --each.")] = Sort.RELEVANCE,
    once: OnceOption = False,
    form: TableOption = Table.TEXT,
    excel: ExcelOption = False,
    options: QueryOptions = PLAIN_QUERY,
    record: RecordOption = None,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Run a list of queries: for each the exact counts, the first and last date, the sources.

    The list has one query on each line, or is a CSV table with a column "query" and, if you like,
    a column "label". A query that is refused is reported in its row and stops no other; the exit
    code is then 2. With --names, each name is searched in the forms that news uses for it.
    """
    check_excel(form, excel=excel)
    if matrix and (each or once):
        raise UsageError("--matrix cannot be combined with --each or --once")
    if names and (options.any_word or options.literal):
        raise UsageError("--names cannot be combined with --any or --literal")
    queries = read_list(place, list_form, names=names)
    text_of = query_for_name if names else str
    recorder = Recorder(record, "batch", options, names=names, once=once)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        if once:
            news.check_copies()
        rows = run_batch(
            news,
            queries,
            lambda text: read_text(text_of(text), options, news.own_fields, archive),
            sort=sort.value if each else "newest",
            once=once,
        )
        rows = _recorded(news, rows, recorder)
        drawn = not quiet and not sys.stdout.isatty()
        report = _Report()
        counted_rows = report.watching(steps(rows, len(queries), "queries", shown=drawn))
        if matrix:
            _write_matrix(news, form, counted_rows, colour, excel=excel, drawn=drawn)
        else:
            _write(news, form, counted_rows, each, colour, excel=excel)
        if not quiet:
            say(report.summary())
    return report.code


def _recorded(news: NewsArchive, rows: Iterator[Row], recorder: Recorder) -> Iterator[Row]:
    for row in rows:
        if row.found is not None:
            recorder.add(news, row.found, label=row.listed.label)
        yield row


class _Report:
    """What became of all queries together; each refusal is written to standard error."""

    def __init__(self) -> None:
        self.found = self.empty = self.refused = 0
        self._code = ExitCode.NO_HITS

    def watching(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the same rows."""
        for row in rows:
            if row.error is not None:
                self.refused += 1
                clear_line()
                say(*_refusal(row))
                usage = not isinstance(row.error, QueryBudgetExceeded)
                if usage or self._code is not ExitCode.USAGE:
                    self._code = ExitCode(row.error.exit_code)
            elif row.found is not None and row.found.total:
                self.found += 1
            else:
                self.empty += 1
            yield row

    @property
    def code(self) -> ExitCode:
        """The exit code of the command."""
        if not self.refused and self.found:
            return ExitCode.DONE
        return self._code

    def summary(self) -> str:
        """Return what became of them in one line."""
        refused = f", {self.refused:,} refused" if self.refused else ""
        all_of_them = counted(self.found + self.empty + self.refused, "query", "queries")
        return f"{all_of_them}: {self.found:,} with hits, {self.empty:,} without{refused}"


def _refusal(row: Row) -> Iterator[str]:
    error = row.error
    assert error is not None
    yield f"line {row.listed.line} ({brief(row.listed.label)}):"
    if isinstance(error, QuerySyntaxError):
        from newssearch.search.language import format_error  # noqa: PLC0415 - for refused queries

        yield from format_error(error).split("\n")
    else:
        yield f"error: {error.message}"
        if error.hint:
            yield f"hint: {error.hint}"


def _hits(row: Row, each: int) -> Sequence[Hit]:
    return tuple(row.found.hits(limit=each)) if row.found is not None and each else ()


def _write(
    news: NewsArchive,
    form: Table,
    rows: Iterator[Row],
    each: int,
    colour: bool | None,
    *,
    excel: bool,
) -> None:
    """Write the rows in the requested format as they are found."""
    match form:
        case Table.TEXT:
            ink = ink_for_stdout(colour)
            sys.stdout.write(form_of.head_line(ink) + "\n")
            for row in rows:
                lines = form_of.row_lines(row, _hits(row, each), ink)
                sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSON:
            head = {"schema": SCHEMA, "archive": archive_object(news)}
            lines = listed(head, "queries", _objects(rows, each))
            sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSONL:
            sys.stdout.writelines(dump(content) + "\n" for content in _objects(rows, each))
        case Table.CSV | Table.TSV | Table.XLSX | Table.PARQUET:
            columns = (*form_of.COLUMNS, *(form_of.HIT_COLUMNS if each else ()))
            objects = (
                content
                for row in rows
                for content in form_of.table_rows(row, _hits(row, each) if each else None)
            )
            tables.write_table(objects, columns, form, excel=excel)


def _objects(rows: Iterator[Row], each: int) -> Iterator[dict[str, object]]:
    for row in rows:
        yield form_of.row_with_hits(row, _hits(row, each)) if each else form_of.row_object(row)


def _write_matrix(
    news: NewsArchive,
    form: Table,
    rows: Iterator[Row],
    colour: bool | None,
    *,
    excel: bool,
    drawn: bool,
) -> None:
    """Write which articles satisfy which queries."""
    queries: list[dict[str, object]] = []
    matrix = matrix_of(news, _noted(rows, queries if form is Table.JSON else None))
    matrix = replace(matrix, rows=steps(matrix.rows, matrix.total, "articles", shown=drawn))
    match form:
        case Table.TEXT:
            lines = form_of.matrix_lines(matrix, ink_for_stdout(colour))
            sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSON:
            head = {
                "schema": SCHEMA,
                "archive": archive_object(news),
                "total": matrix.total,
                "queries": queries,
            }
            lines = listed(head, "articles", form_of.matrix_objects(matrix))
            sys.stdout.writelines(line + "\n" for line in lines)
        case Table.JSONL:
            objects = form_of.matrix_objects(matrix)
            sys.stdout.writelines(dump(content) + "\n" for content in objects)
        case Table.CSV | Table.TSV | Table.XLSX | Table.PARQUET:
            columns = form_of.matrix_columns(matrix)
            tables.write_table(form_of.matrix_rows(matrix), columns, form, excel=excel)


def _noted(rows: Iterator[Row], queries: list[dict[str, object]] | None) -> Iterator[Row]:
    """Yield the same rows, and keep them as objects if there is a list for these."""
    for row in rows:
        if queries is not None:
            queries.append(form_of.row_object(row))
        yield row
