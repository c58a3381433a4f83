"""``newssearch collocates``: which words are near the matches of a query."""

from __future__ import annotations

from enum import StrEnum
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
    StopWordsOption,
    WordLimitOption,
)
from newssearch.cli.progress import watched
from newssearch.cli.querying import read_query_and_corpus
from newssearch.cli.recording import Recorder
from newssearch.cli.samples import archive_to_read
from newssearch.cli.word_tables import (
    NO_WORDS,
    PLAIN_TABLE,
    TableOptions,
    WordTable,
    check_words,
    first_of,
    report,
)
from newssearch.search import open_archive
from newssearch.search.language import within
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
    options: QueryOptions = PLAIN_QUERY,
    output: TableOptions = PLAIN_TABLE,
) -> int:
    """List the words near the matches of a query more often than by chance.

    A word near several matches counts once. --from, --to and --source narrow the articles that
    words near and elsewhere are counted in.
    """
    output.check()
    near = _window(window, unit)
    query, corpus = read_query_and_corpus(words, options, output.archive)
    check_words(query, "collocates")
    given = {"window": near._asdict(), "measure": measure.value, "least": least}
    recorder = Recorder(output.record, "collocates", options, **given)
    with archive_to_read(output.archive, quiet=output.quiet) as path, open_archive(path) as news:
        with watched(shown=not output.quiet):
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
        recorder.add_query(news, within(query, corpus.node))
        return report(news, query, found, _table(found), output)


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


def _table(found: Collocates) -> WordTable:
    matches = counted(found.matches, "match", "matches")
    near = counted(found.words_near, "word")
    distinct = counted(found.distinct, "collocate") + first_of(found.rows, found.distinct)
    head = {
        "matches": found.matches,
        "words_near": found.words_near,
        "words_elsewhere": found.words_elsewhere,
        "window": found.window._asdict(),
        "measure": found.measure,
        "least": found.least,
        "distinct": found.distinct,
    }
    summary = [f"{counted(found.total, 'article')}, {matches}, {near} near; {distinct}"]
    summary += [] if found.matches else [NO_WORDS]
    return WordTable("collocates", found.rows, Collocate._fields, head, summary)
