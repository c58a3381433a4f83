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
from newssearch.cli.indexing import (
    JsonOption,
    KeepOption,
    MemoryOption,
    QuietOption,
    WaitOption,
    kept,
    report_run,
)
from newssearch.cli.messages import counted, say
from newssearch.cli.options import ArchiveOption
from newssearch.indexer import import_articles
from newssearch.indexer.exporting import ExportFile
from newssearch.search.saved import SavedQueries

app = command_app()


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What newssearch export wrote; - is a pipe.")
    ],
    quiet: QuietOption = False,
    json_report: JsonOption = False,
    wait: WaitOption = 0.0,
    memory: MemoryOption = 1024,
    keep: KeepOption = None,
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
            wait_seconds=wait,
            memory_mb=memory,
            keep=kept(keep),
            command="newssearch import",
        )
    added = SavedQueries(path).add_everything(export.saved) if export.saved else []
    if added and not quiet:
        say(f"{counted(len(added), 'saved query', 'saved queries')}: {', '.join(added)}")
    return report_run(report, quiet=quiet, json_report=json_report)


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
