"""``newssearch keywords``: by which words the articles of a query differ from others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.messages import counted
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, WordsArgument
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    WORD_LIMIT,
    LeastOption,
    StopWordsOption,
    WordLimitOption,
)
from newssearch.cli.progress import watched
from newssearch.cli.querying import read_query, read_query_and_corpus
from newssearch.cli.recording import Recorder
from newssearch.cli.samples import archive_to_read
from newssearch.cli.word_tables import (
    PLAIN_TABLE,
    TableOptions,
    WordTable,
    check_words,
    first_of,
    report,
)
from newssearch.search import open_archive
from newssearch.search.language import within
from newssearch.search.lexis.keywords import LEAST, Keyword, Keywords, find_keywords


class MeasureChoice(StrEnum):
    """What keywords are sorted by."""

    LOG_LIKELIHOOD = "log-likelihood"
    LOG_RATIO = "log-ratio"


app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def keywords(
    words: WordsArgument = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="QUERY", help="Compare with its articles; default: all others."),
    ] = None,
    measure: Annotated[
        MeasureChoice, typer.Option(help="Sort by this measure.")
    ] = MeasureChoice.LOG_LIKELIHOOD,
    negative: Annotated[
        bool, typer.Option("--negative", help="List the words that are less frequent instead.")
    ] = False,
    least: LeastOption = LEAST,
    stop_words: StopWordsOption = True,
    limit: WordLimitOption = WORD_LIMIT,
    options: QueryOptions = PLAIN_QUERY,
    output: TableOptions = PLAIN_TABLE,
) -> int:
    """List the words that are more frequent in the articles of a query than in others.

    --from, --to and --source narrow both sides.
    """
    output.check()
    query, corpus = read_query_and_corpus(words, options, output.archive)
    given = {"measure": measure.value, "least": least, "negative": negative}
    recorder = Recorder(output.record, "keywords", options, against=against, **given)
    if against is None:
        check_words(query, "keywords")
    reference = None if against is None else read_query([against], archive=output.archive)
    with archive_to_read(output.archive, quiet=output.quiet) as path, open_archive(path) as news:
        with watched(shown=not output.quiet):
            found = find_keywords(
                news,
                query,
                reference,
                corpus=corpus,
                measure=measure.value,
                least=least,
                negative=negative,
                stop_words=stop_words,
                limit=limit or None,
            )
        recorder.add_query(news, within(query, corpus.node))
        if reference is not None:
            recorder.add_query(news, within(reference, corpus.node), label="against")
        return report(news, query, found, _table(found), output)


def _table(found: Keywords) -> WordTable:
    one = f"{counted(found.total, 'article')}, {counted(found.words, 'word')}"
    other = f"{counted(found.reference_total, 'article')}, {counted(found.reference_words, 'word')}"
    distinct = counted(found.distinct, "keyword") + first_of(found.rows, found.distinct)
    summary = [f"{one}, against {other}; {distinct}"]
    if found.shared:
        shared = counted(found.shared, "article")
        summary.append(f"note: {shared} satisfy both queries and count on both sides")
    head = {
        "words": found.words,
        "reference": found.reference,
        "reference_total": found.reference_total,
        "reference_words": found.reference_words,
        "shared": found.shared,
        "measure": found.measure,
        "least": found.least,
        "distinct": found.distinct,
    }
    return WordTable("keywords", found.rows, Keyword._fields, head, summary)
