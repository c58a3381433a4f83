"""``newssearch collocates``: which words are near the matches of a query."""

from __future__ import annotations

from enum import StrEnum
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
    StopWordsOption,
    Table,
    TableOption,
    WordLimitOption,
    check_excel,
)
from newssearch.cli.querying import read_query_and_corpus
from newssearch.cli.samples import archive_to_read
from newssearch.search import open_archive
from newssearch.search.lexis.collocates import LEAST, Collocate, Collocates, find_collocates
from newssearch.search.word_counts import Window


class UnitChoice(StrEnum):
    """What is near a match."""

    WORDS = "words"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class MeasureChoice(StrEnum):
    """What collocates are sorted by."""

    LOG_LIKELIHOOD = "log-likelihood"
    MI = "mi"
    LOG_DICE = "log-dice"


app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def collocates(
    words: WordsArgument = None,
    window: Annotated[
        str, typer.Option(metavar="N|L,R", help="Words on each side, or left and right.")
    ] = "5",
    unit: Annotated[
        UnitChoice, typer.Option(help="Count words within a window, or the whole unit.")
    ] = UnitChoice.WORDS,
    measure: Annotated[
        MeasureChoice, typer.Option(help="Sort by this measure.")
    ] = MeasureChoice.LOG_LIKELIHOOD,
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
    """List the words near the matches of a query more often than by chance.

    A word near several matches counts once. --from, --to and --source narrow the articles that
    words near and elsewhere are counted in.
    """
    check_excel(form, excel=excel)
    near = _window(window, unit)
    query, corpus = read_query_and_corpus(words, options, archive)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        found = find_collocates(
            news,
            query,
            corpus=corpus,
            window=near,
            measure=measure.value,
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
                "matches": found.matches,
                "words_near": found.words_near,
                "words_elsewhere": found.words_elsewhere,
                "window": near._asdict(),
                "measure": found.measure,
                "least": found.least,
                "distinct": found.distinct,
            }
            columns = Collocate._fields
            write_rows(form, head, "collocates", found.rows, columns, colour, excel=excel)
    return ExitCode.DONE if found.rows else ExitCode.NO_HITS


def _window(given: str, unit: UnitChoice) -> Window:
    """Read a window: words on each side, or to the left and to the right.

    Raises:
        UsageError: it is neither.
    """
    sides = [side.strip() for side in given.split(",")]
    if len(sides) > 2 or not all(side.isascii() and side.isdigit() for side in sides):
        raise UsageError(
            f"--window takes a number of words or two, not {given!r}",
            hint="--window 5 is 5 words on each side, --window 3,0 is 3 to the left",
        )
    return Window(int(sides[0]), int(sides[-1]), unit.value)


def _summary(found: Collocates) -> str:
    matches = counted(found.matches, "match", "matches")
    near = counted(found.words_near, "word")
    shown = ""
    if len(found.rows) < found.distinct:
        shown = f"; showing the first {len(found.rows):,}"
    return (
        f"{counted(found.total, 'article')}, {matches}, {near} near;"
        f" {counted(found.distinct, 'collocate')}{shown}"
    )
