"""``newssearch diff``: two versions of an article, word by word."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.differences import difference_lines, difference_object
from newssearch.cli.formats.schema import dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import say
from newssearch.cli.options import ArchiveOption, ColourOption, TextOrJson, TextOrJsonOption
from newssearch.cli.samples import archive_to_read
from newssearch.search import open_archive
from newssearch.search.differences import article_differences

_ID_HELP = "An article id, or a unique prefix of one."

app = command_app()


@app.command()
def diff(
    before_id: Annotated[str, typer.Argument(metavar="ID", help=_ID_HELP)],
    after_id: Annotated[str, typer.Argument(metavar="ID", help=_ID_HELP)],
    form: TextOrJsonOption = TextOrJson.TEXT,
    colour: ColourOption = None,
    archive: ArchiveOption = None,
) -> int:
    """Print what differs between two articles, word by word.

    [-Removed-] words are only in the first, {+added+} words only in the second. White space is
    ignored. Exits with 0 whether they differ or not.
    """
    with archive_to_read(archive) as path, open_archive(path) as news:
        before, after = news.article(before_id), news.article(after_id)
    found = article_differences(before, after)
    if not found:
        say("the two articles have the same words")
    if form is TextOrJson.JSON:
        sys.stdout.write(dump(difference_object(before, after, found)) + "\n")
    elif found:
        lines = difference_lines(before, after, found, ink_for_stdout(colour))
        sys.stdout.writelines(line + "\n" for line in lines)
    return ExitCode.DONE
