"""``newssearch first``: when something first, or last, appears in the archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import text as text_form
from newssearch.cli.formats.jsonform import archive_object, hit_object
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import counted, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption, WordsArgument
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import ArchiveOption, ColourOption, TextOrJson, TextOrJsonOption
from newssearch.cli.querying import read_query
from newssearch.cli.samples import archive_to_read
from newssearch.search import NewsArchive, open_archive
from newssearch.search.appearances import Appearance, find_appearance

app = command_app()


@app.command(epilog="The query language on one screen: newssearch help syntax")
@grouped
def first(
    words: WordsArgument = None,
    last: Annotated[bool, typer.Option("--last", help="Print the latest instead.")] = False,
    form: TextOrJsonOption = TextOrJson.TEXT,
    options: QueryOptions = PLAIN_QUERY,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Print the earliest dated article that matches a query, and the dates the archive covers."""
    query = read_query(words, options, archive)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        found = find_appearance(news, query, last=last)
        if found.hit is None or not quiet:
            notes = (f"note: {note}" for note in found.notes)
            say(*_summary(found, query.text, last=last), *notes)
        if form is TextOrJson.JSON:
            sys.stdout.write(dump(_object(news, query.text, found, last=last)) + "\n")
        elif found.hit is not None:
            lines = text_form.hit_lines(found.hit, ink_for_stdout(colour), grouped=False)
            sys.stdout.writelines(line + "\n" for line in lines)
    return ExitCode.DONE if found.hit is not None else ExitCode.NO_HITS


def _summary(found: Appearance, query: str, *, last: bool) -> Iterator[str]:
    if found.hit is None:
        yield f"no dated articles match: {query or found.parsed}"
    else:
        which = "last" if last else "first"
        more = f", one of {found.same_day:,} on that day" if found.same_day > 1 else ""
        yield (
            f"{which} of {counted(found.total - found.undated, 'dated article')}{more},"
            f" in this archive, which {_coverage(found)}"
        )
    if found.undated:
        verb = "matches" if found.undated == 1 else "match"
        yield f"{counted(found.undated, 'undated article')} {verb} too"


def _coverage(found: Appearance) -> str:
    if found.covers is None:
        return "has no dates"
    return f"covers {found.covers[0]} to {found.covers[1]}"


def _object(news: NewsArchive, query: str, found: Appearance, *, last: bool) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "query": query,
        "parsed": found.parsed,
        "archive": archive_object(news),
        "which": "last" if last else "first",
        "total": found.total,
        "undated": found.undated,
        "same_day": found.same_day,
        "covers": [day.isoformat() for day in found.covers] if found.covers else None,
        "hit": hit_object(found.hit) if found.hit else None,
    }
