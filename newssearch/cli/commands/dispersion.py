"""``newssearch dispersion``: how evenly the matches of a query are spread."""

from __future__ import annotations

import math

from newssearch.cli.application import command_app
from newssearch.cli.formats.rows import number
from newssearch.cli.messages import counted
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, WordsArgument
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    PartChoice,
    PartOption,
    Table,
)
from newssearch.cli.querying import read_query_and_corpus
from newssearch.cli.recording import Recorder
from newssearch.cli.samples import archive_to_read
from newssearch.cli.word_tables import (
    NO_WORDS,
    PLAIN_TABLE,
    TableOptions,
    WordTable,
    check_words,
    report,
)
from newssearch.search import open_archive
from newssearch.search.language import within
from newssearch.search.lexis.spread import PartSpread, Spread, find_spread

app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def dispersion(
    words: WordsArgument = None,
    by: PartOption = PartChoice.MONTH,
    options: QueryOptions = PLAIN_QUERY,
    output: TableOptions = PLAIN_TABLE,
) -> int:
    """Tell how evenly the matches of a query are spread over months, years, sources or articles.

    Juilland's D is 1 for an even spread; DP (Gries) is 0. By article, only those with a match are
    listed in text.
    """
    output.check()
    query, corpus = read_query_and_corpus(words, options, output.archive)
    check_words(query, "dispersion")
    parts = by or PartChoice.MONTH
    recorder = Recorder(output.record, "dispersion", options, by=parts.value)
    with archive_to_read(output.archive, quiet=output.quiet) as path, open_archive(path) as news:
        found = find_spread(news, query, parts.value, corpus=corpus)
        recorder.add_query(news, within(query, corpus.node))
        return report(news, query, found, _table(found, output.form), output)


def _table(found: Spread, form: Table) -> WordTable:
    matches = f"{counted(found.matches, 'match', 'matches')} in {counted(found.total, 'article')}"
    parts = f"{found.having:,} of {counted(found.distinct, found.by)}"
    even = [
        f"{name} {value:.3f}"
        for name, value in (("Juilland's D", found.juilland_d), ("DP", found.dp))
        if math.isfinite(value)
    ]
    rows = found.rows
    if form is Table.TEXT and found.by == "article":
        rows = tuple(row for row in rows if row.matches)
    head = {
        "matches": found.matches,
        "by": found.by,
        "distinct": found.distinct,
        "having": found.having,
        "juilland_d": number(found.juilland_d),
        "dp": number(found.dp),
    }
    summary = ["; ".join([f"{matches}, {parts}", *even]), *([] if found.matches else [NO_WORDS])]
    return WordTable("parts", rows, PartSpread._fields, head, summary)
