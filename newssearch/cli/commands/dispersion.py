"""``newssearch dispersion``: how evenly the matches of a query are spread."""

from __future__ import annotations

import math

from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.rows import number, write_rows
from newssearch.cli.messages import counted, none_match, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption, WordsArgument
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    ArchiveOption,
    ColourOption,
    ExcelOption,
    PartChoice,
    PartOption,
    Table,
    TableOption,
    check_excel,
)
from newssearch.cli.querying import read_query_and_corpus
from newssearch.cli.samples import archive_to_read
from newssearch.search import open_archive
from newssearch.search.lexis.spread import PartSpread, Spread, find_spread

app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def dispersion(
    words: WordsArgument = None,
    by: PartOption = PartChoice.MONTH,
    form: TableOption = Table.TEXT,
    excel: ExcelOption = False,
    options: QueryOptions = PLAIN_QUERY,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Tell how evenly the matches of a query are spread over months, years, sources or articles.

    Juilland's D is 1 for an even spread; DP (Gries) is 0. By article, only those with a match are
    listed in text.
    """
    check_excel(form, excel=excel)
    query, corpus = read_query_and_corpus(words, options, archive)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        found = find_spread(news, query, (by or PartChoice.MONTH).value, corpus=corpus)
        if not found.total:
            say(none_match(query.text or found.parsed))
        elif not quiet:
            say(_summary(found), *(f"note: {note}" for note in found.notes))
        if found.total or form is not Table.TEXT:
            head = {
                "query": query.text,
                "parsed": found.parsed,
                "archive": archive_object(news),
                "total": found.total,
                "matches": found.matches,
                "by": found.by,
                "distinct": found.distinct,
                "having": found.having,
                "juilland_d": number(found.juilland_d),
                "dp": number(found.dp),
            }
            rows = found.rows
            if form is Table.TEXT and found.by == "article":
                rows = tuple(row for row in rows if row.matches)
            write_rows(form, head, "parts", rows, PartSpread._fields, colour, excel=excel)
    return ExitCode.DONE if found.total else ExitCode.NO_HITS


def _summary(found: Spread) -> str:
    matches = f"{counted(found.matches, 'match', 'matches')} in {counted(found.total, 'article')}"
    parts = f"{found.having:,} of {counted(found.distinct, found.by)}"
    even = [
        f"{name} {value:.3f}"
        for name, value in (("Juilland's D", found.juilland_d), ("DP", found.dp))
        if math.isfinite(value)
    ]
    return "; ".join([f"{matches}, {parts}", *even])
