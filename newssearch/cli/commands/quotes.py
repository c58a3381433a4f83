"""``newssearch quotes``: who said what."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.completing import speaker_name
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import quotations, tables
from newssearch.cli.formats.schema import dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import counted, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    ArchiveOption,
    ColourOption,
    ExcelOption,
    IdTable,
    IdTableOption,
    Sort,
    check_excel,
)
from newssearch.cli.querying import read_query
from newssearch.cli.samples import archive_to_read
from newssearch.cli.streams import write_names
from newssearch.search import NewsArchive, open_archive
from newssearch.search.answer import QuotationAnswer, QuotationHit
from newssearch.search.quotation_search import find_quotations

DEFAULT_LIMIT = 20
MOST_SPEAKERS = 8
"""Names listed in a note: about two lines of a terminal."""


app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def quotes(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT]...", help="Words that were said; omit to list every quotation."
        ),
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Only quotations by NAME; a surname matches full names.",
            autocompletion=speaker_name,
        ),
    ] = None,
    form: IdTableOption = IdTable.TEXT,
    excel: ExcelOption = False,
    sort: Annotated[
        Sort | None,
        typer.Option(help="Sort order. Default: relevance, or newest without words."),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, help="Maximum number of quotations; 0 for all.")
    ] = DEFAULT_LIMIT,
    offset: Annotated[int, typer.Option(min=0, help="Skip this many quotations.")] = 0,
    options: QueryOptions = PLAIN_QUERY,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """List the quotations whose words match a query, and the speakers they are attributed to.

    The whole query must match within one quotation; a date or a source applies to its article.
    """
    check_excel(form, excel=excel)
    query = read_query(words, options, archive)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        answer = find_quotations(
            news,
            query,
            speaker=speaker,
            sort=sort.value if sort else None,
            limit=limit or None,
            offset=offset,
        )
        if not answer.total:
            say(f"no quotations match: {answer.parsed}")
        elif not quiet:
            notes = [*answer.notes, *_several_speakers(answer)]
            say(_summary(answer), *(f"note: {note}" for note in notes))
        if answer.total or form is not IdTable.TEXT:
            _write(news, form, query.text, answer, colour, excel=excel)
    return ExitCode.DONE if answer.total else ExitCode.NO_HITS


def _summary(answer: QuotationAnswer) -> str:
    found = f"{counted(answer.total, 'quotation')} in {counted(answer.articles, 'article')}"
    if not answer.shown:
        return f"{found}; none beyond {answer.offset:,}"
    return f"{found}; showing {answer.offset + 1:,}-{answer.offset + answer.shown:,}"


def _several_speakers(answer: QuotationAnswer) -> Iterator[str]:
    """Yield a note listing the speakers a name matches, if several: they may be one person."""
    if len(answer.speakers) > 1:
        listed = [f"{name} {number:,}" for name, number in answer.speakers[:MOST_SPEAKERS]]
        left = len(answer.speakers) - len(listed)
        more = f" and {left:,} more" if left else ""
        yield f"the name matches {len(answer.speakers):,} speakers: {', '.join(listed)}{more}"


def _write(
    news: NewsArchive,
    form: IdTable,
    query: str,
    answer: QuotationAnswer,
    colour: bool | None,
    *,
    excel: bool,
) -> None:
    """Write the quotations in the requested format as they are read."""
    match form:
        case IdTable.TEXT:
            ink = ink_for_stdout(colour)
            for hit in answer.hits:
                sys.stdout.writelines(line + "\n" for line in quotations.quotation_lines(hit, ink))
        case IdTable.JSON:
            lines = quotations.answer_lines(news, query, answer)
            sys.stdout.writelines(line + "\n" for line in lines)
        case IdTable.JSONL:
            for hit in answer.hits:
                sys.stdout.write(dump(quotations.quotation_hit_object(hit)) + "\n")
        case IdTable.CSV | IdTable.TSV | IdTable.XLSX | IdTable.PARQUET:
            rows = map(quotations.row_object, answer.hits)
            tables.write_table(rows, quotations.COLUMNS, form, excel=excel)
        case IdTable.IDS:
            write_names(_ids(answer.hits))


def _ids(hits: Iterator[QuotationHit]) -> Iterator[str]:
    """Yield the ids of the articles, each once, in order of first appearance."""
    listed: set[str] = set()
    for hit in hits:
        if hit.article.id not in listed:
            listed.add(hit.article.id)
            yield hit.article.id
