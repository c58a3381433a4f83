"""``newssearch similar``: articles similar to one."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import jsonform, names, tables, text
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import counted, say
from newssearch.cli.narrowing import QuietOption
from newssearch.cli.options import (
    ArchiveOption,
    ColourOption,
    ExcelOption,
    IdTable,
    IdTableOption,
    check_excel,
)
from newssearch.cli.samples import archive_to_read
from newssearch.cli.streams import write_names
from newssearch.search import NewsArchive, open_archive
from newssearch.search.similar import Similar, find_similar

DEFAULT_LIMIT = 10


app = command_app()


@app.command()
def similar(
    article_id: Annotated[
        str, typer.Argument(metavar="ID", help="An article id, or a unique prefix of one.")
    ],
    limit: Annotated[
        int, typer.Option(min=0, help="Maximum number of articles; 0 for all.")
    ] = DEFAULT_LIMIT,
    offset: Annotated[int, typer.Option(min=0, help="Skip this many articles.")] = 0,
    form: IdTableOption = IdTable.TEXT,
    excel: ExcelOption = False,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """List the articles that share the most distinctive words of one, the most similar first.

    Near-identical copies of the article are left out.
    """
    check_excel(form, excel=excel)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        found = find_similar(news, article_id, limit=limit or None, offset=offset)
        if not found.total:
            say("no similar articles")
        elif not quiet:
            say(_summary(found), f"note: similar by {', '.join(found.words)}")
        if found.total or form is not IdTable.TEXT:
            _write(news, form, found, colour, excel=excel)
    return ExitCode.DONE if found.total else ExitCode.NO_HITS


def _summary(found: Similar) -> str:
    total = f"{counted(found.total, 'article')} with some of its words"
    if found.copies:
        total += f", and {counted(found.copies, 'near-identical copy', 'near-identical copies')}"
    if not found.hits:
        return f"{total}; none beyond this offset"
    return f"{total}; showing {found.hits[0].rank:,}-{found.hits[-1].rank:,}"


def _write(
    news: NewsArchive, form: IdTable, found: Similar, colour: bool | None, *, excel: bool
) -> None:
    """Write the articles in the requested format."""
    match form:
        case IdTable.TEXT:
            ink = ink_for_stdout(colour)
            for hit in found.hits:
                lines = text.hit_lines(hit, ink, grouped=False)
                sys.stdout.writelines(line + "\n" for line in lines)
        case IdTable.JSON:
            head = {
                "schema": SCHEMA,
                "article": found.article.id,
                "words": list(found.words),
                "parsed": found.parsed,
                "archive": jsonform.archive_object(news),
                "total": found.total,
                "copies": found.copies,
            }
            lines = listed(head, "hits", map(jsonform.hit_object, found.hits))
            sys.stdout.writelines(line + "\n" for line in lines)
        case IdTable.JSONL:
            for hit in found.hits:
                sys.stdout.write(dump(jsonform.hit_object(hit)) + "\n")
        case IdTable.CSV | IdTable.TSV | IdTable.XLSX | IdTable.PARQUET:
            tables.write_table(
                map(jsonform.hit_object, found.hits), jsonform.TABLE_COLUMNS, form, excel=excel
            )
        case IdTable.IDS:
            write_names(names.ids_of(found.hits))
