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
        Path,
        typer.Argument(
            metavar="FILE", help="File that newssearch export wrote; - for standard input."
        ),
    ],
    form: TextOrJsonOption = TextOrJson.TEXT,
    options: RunOptions = PLAIN_RUN,
    archive: ArchiveOption = None,
) -> int:
    """Add articles that newssearch export wrote, or JSON lines in the same form.

    If there is no archive yet, the export becomes a copy of the archive it came from, with its
    folders and saved queries. Otherwise its articles are added, replacing those with the same ids,
    and so are saved queries whose names are not taken.
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
        say(f"{counted(len(added), 'saved query', 'saved queries')} added: {', '.join(added)}")
    return report_run(report, options, form=form)


@contextlib.contextmanager
def _lines_of(file: Path) -> Iterator[Iterable[str]]:
    try:
        if str(file) == "-":
            yield sys.stdin
        else:
            with file.open(encoding="utf-8-sig") as opened:
                yield opened
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not valid UTF-8; nothing was imported") from error
    except OSError as error:
        if error.filename != str(file):
            raise
        raise StorageError(f"cannot read {file}: {error.strerror}") from error
