"""``newssearch index``: bring the archive up to date with its folders of news."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.indexing import (
    PLAIN_FOLDERS,
    PLAIN_RUN,
    AllowEmptyOption,
    FolderOptions,
    RunOptions,
    index_archive,
)
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import ArchiveOption
from newssearch.indexer import index_paths

app = command_app()


@app.command()
@grouped
def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Folders or files to index; they are remembered."),
    ] = None,
    folders: FolderOptions = PLAIN_FOLDERS,
    run: RunOptions = PLAIN_RUN,
    allow_empty: AllowEmptyOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Bring the archive up to date with what is new, changed or gone in its folders.

    Folders indexed before are remembered and scanned again; without a PATH, only those are. Reading
    options (--map to --exclude) are remembered for each PATH given, or for all folders if none is:
    newssearch folders lists them, --reset removes them.
    """
    return index_archive(
        index_paths,
        "index",
        folders,
        run,
        archive=archive,
        allow_empty=allow_empty,
        paths=paths or (),
    )
