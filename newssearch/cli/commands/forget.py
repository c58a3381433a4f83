"""``newssearch forget``: drop a remembered folder, which may be gone, with its articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.indexing import WaitOption, kept
from newssearch.cli.messages import counted, say
from newssearch.cli.options import ArchiveOption
from newssearch.indexer import forget_folders

app = command_app()


@app.command()
def forget(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="FOLDER...", help="Folders as newssearch folders lists them."),
    ],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing.")] = False,
    wait: WaitOption = 0.0,
    archive: ArchiveOption = None,
) -> int:
    """Drop remembered folders, and remove the articles of their files from the archive at once.

    The files themselves are not touched; newssearch index FOLDER adds them again.
    """
    report = forget_folders(
        choose_folder(archive).path, folders, wait_seconds=wait, keep=kept(None)
    )
    if not quiet:
        say(
            f"forgot {counted(len(report.forgotten), 'folder')}:"
            f" {counted(report.articles_removed, 'article')} from"
            f" {counted(report.removed, 'file')} removed",
            f"the archive holds {counted(report.articles, 'article')},"
            f" generation {report.generation}",
        )
    return ExitCode.DONE
