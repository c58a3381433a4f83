"""``newssearch show``: one article, its fields, its matches highlighted, or its original file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from newssearch.archive.article import Article
from newssearch.archive.errors import ArticleError, UsageError
from newssearch.archive.safetext import safe_text
from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import jsonform, text
from newssearch.cli.formats.schema import dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import say
from newssearch.cli.options import ArchiveOption, ColourOption, TextOrJson, TextOrJsonOption
from newssearch.cli.samples import archive_to_read
from newssearch.cli.streams import write_bytes
from newssearch.search import open_archive

app = command_app()


@app.command()
def show(
    article_id: Annotated[
        str, typer.Argument(metavar="ID", help="An article id, or a unique prefix of one.")
    ],
    query: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Highlight what matches this query.")
    ] = None,
    fields: Annotated[
        bool, typer.Option("--fields", help="List the fields and where each value came from.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="Print the text of the original file, read again.")
    ] = False,
    form: TextOrJsonOption = TextOrJson.TEXT,
    colour: ColourOption = None,
    archive: ArchiveOption = None,
) -> int:
    """Print one article."""
    if raw and (fields or query or form is not TextOrJson.TEXT):
        raise UsageError("--raw shows the original file and takes no --fields, --query or --format")
    with archive_to_read(archive) as path, open_archive(path) as news:
        hit = news.hit(article_id)
        article = hit.article
        if raw:
            if isinstance(path, str):
                raise UsageError(
                    "--raw reads the original file, and an archive in a cluster knows no folder"
                    " to read it from",
                    hint=f"the file is {article.file}, below the folder that was indexed",
                )
            return _show_raw(path, article)
        marks = news.marks(query, article.id) if query is not None else None
        if query is not None and not marks:
            say(f"note: this article does not match: {query}")
        if form is TextOrJson.JSON:
            content = jsonform.article_object(article, hit.words, marks)
            sys.stdout.write(dump(content) + "\n")
            return ExitCode.DONE
        ink = ink_for_stdout(colour)
        lines = (
            text.field_lines(article, hit.words, ink)
            if fields
            else text.article_lines(article, marks or {}, ink)
        )
        sys.stdout.writelines(line + "\n" for line in lines)
    return ExitCode.DONE


def _show_raw(archive: Path, article: Article) -> int:
    from newssearch.indexer.originals import original_of, readable  # noqa: PLC0415 - showing needs no indexer but here

    original = original_of(archive, article)
    if original.changed:
        say(
            "note: the file has changed since it was indexed; newssearch index brings it up to date"
        )
    if not sys.stdout.isatty():
        write_bytes(original.content)
        return ExitCode.DONE
    try:
        sys.stdout.write(safe_text(readable(original.content, article.path)))
    except ArticleError as error:
        raise UsageError(
            f"a terminal cannot show this file: {error.message}",
            hint=f"write it to a file instead: newssearch show --raw {article.id} > FILE",
        ) from error
    return ExitCode.DONE
