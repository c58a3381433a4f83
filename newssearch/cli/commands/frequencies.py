"""``newssearch frequencies``: the most frequent words, also over time."""

from __future__ import annotations

from typing import Annotated

import typer

from newssearch.archive.errors import UsageError
from newssearch.cli.application import command_app
from newssearch.cli.messages import counted
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, WordsArgument
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    WORD_LIMIT,
    LeastOption,
    PartOption,
    StopWordsOption,
    WordLimitOption,
)
from newssearch.cli.progress import watched
from newssearch.cli.querying import read_query
from newssearch.cli.recording import Recorder
from newssearch.cli.samples import archive_to_read
from newssearch.cli.word_tables import PLAIN_TABLE, TableOptions, WordTable, first_of, report
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
    options: QueryOptions = PLAIN_QUERY,
    output: TableOptions = PLAIN_TABLE,
) -> int:
    """List the most frequent words in the articles of a query.

    With --by they are counted by month, year, source or article, a row for each part and word.
    """
    output.check()
    if evenness and by is None:
        raise UsageError("--dispersion requires --by", hint="--by month, or --by article")
    query = read_query(words, options, output.archive)
    recorder = Recorder(
        output.record,
        "frequencies",
        options,
        words=chosen,
        by=by.value if by else None,
        least=least,
    )
    given = None if chosen is None else [word.strip() for word in chosen.split(",")]
    with archive_to_read(output.archive, quiet=output.quiet) as path, open_archive(path) as news:
        with watched(shown=not output.quiet):
            found = find_frequencies(
                news,
                query,
                words=given,
                by=by.value if by else None,
                least=least,
                stop_words=stop_words,
                limit=limit or None,
            )
        recorder.add_query(news, query)
        return report(news, query, found, _table(found, spread=evenness), output)


def _table(found: Frequencies, *, spread: bool) -> WordTable:
    """Return a row for each word, or for each part and word; with ``spread`` how even each is."""
    words = f"{counted(found.words, 'word')}, {found.distinct:,} different"
    shown = first_of(found.rows, found.distinct)
    summary = [f"{counted(found.total, 'article')}, {words}{shown}"]
    head = {"words": found.words, "by": found.by, "distinct": found.distinct}
    if found.by is not None and not spread:
        fields = PartFrequency._fields
        return WordTable("frequencies", found.parts, fields, head, summary)
    columns = Frequency._fields if spread else Frequency._fields[:-2]
    return WordTable("frequencies", found.rows, columns, head, summary)
