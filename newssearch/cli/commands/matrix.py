"""``newssearch matrix``: how often each word occurs in each article, for R, SciPy and others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.messages import counted, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption, WordsArgument
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    ArchiveOption,
    LeastOption,
    StopWordsOption,
    TextOrJson,
    TextOrJsonOption,
)
from newssearch.cli.progress import watched
from newssearch.cli.querying import read_query
from newssearch.cli.recording import Recorder, RecordOption
from newssearch.cli.samples import archive_to_read
from newssearch.search import open_archive
from newssearch.search.lexis.matrix import ARTICLES, MATRIX, WORDS, write_matrix

app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def matrix(
    folder: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="A new folder for the three files.")
    ],
    words: WordsArgument = None,
    least: LeastOption = 1,
    least_articles: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="Leave out words that are in fewer articles."),
    ] = 1,
    stop_words: StopWordsOption = True,
    form: TextOrJsonOption = TextOrJson.TEXT,
    options: QueryOptions = PLAIN_QUERY,
    record: RecordOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Write the document-term matrix of a query's articles as a Matrix Market file.

    Rows are articles (articles.csv), columns are words (words.txt). R reads it by Matrix::readMM,
    Python by scipy.io.mmread.
    """
    query = read_query(words, options, archive)
    given = {"least": least, "least_articles": least_articles}
    recorder = Recorder(record, "matrix", options, **given)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        with watched(shown=not quiet):
            written = write_matrix(
                news,
                query,
                folder,
                least=least,
                least_articles=least_articles,
                stop_words=stop_words,
            )
        recorder.add_query(news, query)
    if form is TextOrJson.JSON:
        names = {"matrix": MATRIX, "vocabulary": WORDS, "article_table": ARTICLES}
        files = {name: str(folder / file) for name, file in names.items()}
        numbers = {"articles": written.articles, "words": written.words, "cells": written.cells}
        sums = {**numbers, "occurrences": written.occurrences}
        typer.echo(dump({"schema": SCHEMA, "query": query.text, **sums, **files}))
    if not quiet:
        size = f"{counted(written.articles, 'article')} by {counted(written.words, 'word')}"
        say(f"{size}, {counted(written.occurrences, 'occurrence')}: {folder / MATRIX}")
    return ExitCode.DONE if written.articles else ExitCode.NO_HITS
