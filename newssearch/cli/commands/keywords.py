"""``newssearch keywords``: by which words the articles of a query differ from others."""

from __future__ import annotations

from enum import StrEnum
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
    WORD_LIMIT,
    ArchiveOption,
    ColourOption,
    ExcelOption,
    LeastOption,
    StopWordsOption,
    Table,
    TableOption,
    WordLimitOption,
    check_excel,
)
from newssearch.cli.querying import read_query, read_query_and_corpus
from newssearch.cli.samples import archive_to_read
from newssearch.search import open_archive
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
    form: TableOption = Table.TEXT,
    excel: ExcelOption = False,
    options: QueryOptions = PLAIN_QUERY,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """List the words that are more frequent in the articles of a query than in others.

    --from, --to and --source narrow both sides.
    """
    check_excel(form, excel=excel)
    query, corpus = read_query_and_corpus(words, options, archive)
    reference = None if against is None else read_query([against], archive=archive)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
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
        if not found.total:
            say(none_match(query.text or found.parsed))
        elif not quiet:
            say(*_summary(found), *(f"note: {note}" for note in found.notes))
        if found.rows or form is not Table.TEXT:
            head = {
                "query": query.text,
                "parsed": found.parsed,
                "reference": found.reference,
                "archive": archive_object(news),
                "total": found.total,
                "words": found.words,
                "reference_total": found.reference_total,
                "reference_words": found.reference_words,
                "shared": found.shared,
                "measure": found.measure,
                "least": found.least,
                "distinct": found.distinct,
            }
            columns = Keyword._fields
            write_rows(form, head, "keywords", found.rows, columns, colour, excel=excel)
    return ExitCode.DONE if found.rows else ExitCode.NO_HITS


def _summary(found: Keywords) -> list[str]:
    one = f"{counted(found.total, 'article')}, {counted(found.words, 'word')}"
    other = f"{counted(found.reference_total, 'article')}, {counted(found.reference_words, 'word')}"
    shown = f"; showing the first {len(found.rows):,}" if len(found.rows) < found.distinct else ""
    lines = [f"{one}, against {other}; {counted(found.distinct, 'keyword')}{shown}"]
    if found.shared:
        shared = counted(found.shared, "article")
        lines.append(f"note: {shared} satisfy both queries and count on both sides")
    return lines
