"""``newssearch ngrams``: sequences of words that recur."""

from __future__ import annotations

from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.messages import counted
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, WordsArgument
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    LeastOption,
)
from newssearch.cli.progress import watched
from newssearch.cli.querying import read_query
from newssearch.cli.recording import Recorder
from newssearch.cli.samples import archive_to_read
from newssearch.cli.word_tables import PLAIN_TABLE, TableOptions, WordTable, first_of, report
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
    options: QueryOptions = PLAIN_QUERY,
    output: TableOptions = PLAIN_TABLE,
) -> int:
    """List the sequences of words that are most frequent in the articles of a query.

    A sequence is within one sentence. With --around they are those in which the query matches.
    """
    output.check()
    query = read_query(words, options, output.archive)
    given = {"length": length, "around": around, "least": least}
    recorder = Recorder(output.record, "ngrams", options, **given)
    with archive_to_read(output.archive, quiet=output.quiet) as path, open_archive(path) as news:
        with watched(shown=not output.quiet):
            found = find_sequences(
                news, query, length=length, least=least, around=around, limit=limit or None
            )
        recorder.add_query(news, query)
        return report(news, query, found, _table(found, around=around), output)


def _table(found: Sequences, *, around: bool) -> WordTable:
    sequences = f"{counted(found.sequences, 'sequence')} of {found.length} words"
    often = f"{found.distinct:,} different ones at least {counted(found.least, 'time')}"
    shown = first_of(found.rows, found.distinct)
    head = {
        "length": found.length,
        "around": around,
        "least": found.least,
        "sequences": found.sequences,
        "distinct": found.distinct,
    }
    summary = f"{counted(found.total, 'article')}, {sequences}, {often}{shown}"
    return WordTable("ngrams", found.rows, Sequence._fields, head, [summary])
