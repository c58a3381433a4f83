"""``newssearch ngrams``: sequences of words that recur."""

from __future__ import annotations

from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.rows import write_rows
from newssearch.cli.messages import counted, none_match, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption, WordsArgument
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    ArchiveOption,
    ColourOption,
    ExcelOption,
    LeastOption,
    Table,
    TableOption,
    check_excel,
)
from newssearch.cli.querying import read_query
from newssearch.cli.samples import archive_to_read
from newssearch.search import open_archive
from newssearch.search.lexis.sequences import (
    LEAST,
    LONGEST,
    SHORTEST,
    Sequence,
    Sequences,
    find_sequences,
)

DEFAULT_LIMIT = 30

app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def ngrams(
    words: WordsArgument = None,
    length: Annotated[
        int, typer.Option("--length", "-n", min=SHORTEST, max=LONGEST, help="Words of a sequence.")
    ] = 3,
    around: Annotated[
        bool, typer.Option("--around", help="Only sequences that hold a match of the query.")
    ] = False,
    least: LeastOption = LEAST,
    limit: Annotated[
        int, typer.Option(min=0, help="Maximum number of sequences; 0 for all.")
    ] = DEFAULT_LIMIT,
    form: TableOption = Table.TEXT,
    excel: ExcelOption = False,
    options: QueryOptions = PLAIN_QUERY,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """List the sequences of words that are most frequent in the articles of a query.

    A sequence is within one sentence. With --around they are those in which the query matches.
    """
    check_excel(form, excel=excel)
    query = read_query(words, options, archive)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        found = find_sequences(
            news, query, length=length, least=least, around=around, limit=limit or None
        )
        if not found.total:
            say(none_match(query.text or found.parsed))
        elif not quiet:
            say(_summary(found), *(f"note: {note}" for note in found.notes))
        if found.rows or form is not Table.TEXT:
            head = {
                "query": query.text,
                "parsed": found.parsed,
                "archive": archive_object(news),
                "total": found.total,
                "length": found.length,
                "around": around,
                "least": found.least,
                "sequences": found.sequences,
                "distinct": found.distinct,
            }
            columns = Sequence._fields
            write_rows(form, head, "ngrams", found.rows, columns, colour, excel=excel)
    return ExitCode.DONE if found.rows else ExitCode.NO_HITS


def _summary(found: Sequences) -> str:
    sequences = f"{counted(found.sequences, 'sequence')} of {found.length} words"
    often = f"{found.distinct:,} different ones at least {counted(found.least, 'time')}"
    shown = f"; showing the first {len(found.rows):,}" if len(found.rows) < found.distinct else ""
    return f"{counted(found.total, 'article')}, {sequences}, {often}{shown}"
