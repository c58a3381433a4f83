"""``newssearch import``: articles and whole archives that ``export`` wrote."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from newssearch.archive.errors import StorageError, UsageError
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.indexing import PLAIN_RUN, RunOptions, limits_of, report_run
from newssearch.cli.messages import counted, say
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import ArchiveOption, TextOrJson, TextOrJsonOption
from newssearch.indexer import import_articles
from newssearch.indexer.exporting import ExportFile
from newssearch.search.saved import SavedQueries

app = command_app()


@app.command("import")
@grouped
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What newssearch export wrote; - is a pipe.")
    ],
    form: TextOrJsonOption = TextOrJson.TEXT,
    options: RunOptions = PLAIN_RUN,
    archive: ArchiveOption = None,
) -> int:
    """Take in what newssearch export wrote, or lines of JSON that are articles in that form.

    Where there is no archive yet, an export becomes the archive it came from, with its folders and
    saved queries. Else its articles are added, in place of those with the same ids, and so are
    saved queries whose names are free.
    """
    path = choose_folder(archive).path
    with _lines_of(file) as lines:
        export = ExportFile(lines, str(file))
        report = import_articles(
            path,
            export,
            **limits_of(options),
            command="newssearch import",
        )
    added = SavedQueries(path).add_everything(export.saved) if export.saved else []
    if added and not options.quiet:
        say(f"{counted(len(added), 'saved query', 'saved queries')}: {', '.join(added)}")
    return report_run(report, options, form=form)


@contextlib.contextmanager
def _lines_of(file: Path) -> Iterator[Iterable[str]]:
    try:
        if str(file) == "-":
            yield sys.stdin
        else:
            with file.open(encoding="utf-8") as opened:
                yield opened
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not in UTF-8; nothing was imported") from error
    except OSError as error:
        if error.filename != str(file):
            raise
        raise StorageError(f"cannot read {file}: {error.strerror}") from error
