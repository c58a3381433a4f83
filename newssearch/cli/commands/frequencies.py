"""``newssearch frequencies``: the most frequent words, also over time."""

from __future__ import annotations

from typing import Annotated

import typer

from newssearch.archive.errors import UsageError
from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.rows import write_rows
from newssearch.cli.messages import counted, none_match, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption, WordsArgument
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    WORD_LIMIT,
    ArchiveOption,
    ColourOption,
    ExcelOption,
    LeastOption,
    PartOption,
    StopWordsOption,
    Table,
    TableOption,
    WordLimitOption,
    check_excel,
)
from newssearch.cli.querying import read_query
from newssearch.cli.samples import archive_to_read
from newssearch.search import open_archive
from newssearch.search.lexis.frequencies import (
    Frequencies,
    Frequency,
    PartFrequency,
    find_frequencies,
)

app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def frequencies(
    words: WordsArgument = None,
    chosen: Annotated[
        str | None,
        typer.Option("--words", metavar="A,B,…", help="Only these words, in this order."),
    ] = None,
    by: PartOption = None,
    evenness: Annotated[
        bool,
        typer.Option("--dispersion", help="With --by: a row per word, with Juilland's D and DP."),
    ] = False,
    least: LeastOption = 1,
    stop_words: StopWordsOption = True,
    limit: WordLimitOption = WORD_LIMIT,
    form: TableOption = Table.TEXT,
    excel: ExcelOption = False,
    options: QueryOptions = PLAIN_QUERY,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """List the most frequent words in the articles of a query.

    With --by they are counted by month, year, source or article, a row for each part and word.
    """
    check_excel(form, excel=excel)
    if evenness and by is None:
        raise UsageError("--dispersion requires --by", hint="--by month, or --by article")
    query = read_query(words, options, archive)
    given = None if chosen is None else [word.strip() for word in chosen.split(",")]
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        found = find_frequencies(
            news,
            query,
            words=given,
            by=by.value if by else None,
            least=least,
            stop_words=stop_words,
            limit=limit or None,
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
                "words": found.words,
                "by": found.by,
                "distinct": found.distinct,
            }
            whole = by is None or evenness
            rows = found.rows if whole else found.parts
            columns = _columns(spread=evenness) if whole else PartFrequency._fields
            write_rows(form, head, "frequencies", rows, columns, colour, excel=excel)
    return ExitCode.DONE if found.rows and found.total else ExitCode.NO_HITS


def _columns(*, spread: bool) -> tuple[str, ...]:
    """Return the columns of words; how evenly they are spread only where that was asked for."""
    return Frequency._fields if spread else Frequency._fields[:-2]


def _summary(found: Frequencies) -> str:
    words = f"{counted(found.words, 'word')}, {found.distinct:,} different"
    shown = f"; showing the first {len(found.rows):,}" if len(found.rows) < found.distinct else ""
    return f"{counted(found.total, 'article')}, {words}{shown}"
