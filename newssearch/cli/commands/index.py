"""``newssearch index``: bring the archive up to date with folders of news."""

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
        typer.Argument(metavar="[PATH]...", help="Folders or files; they are remembered."),
    ] = None,
    folders: FolderOptions = PLAIN_FOLDERS,
    run: RunOptions = PLAIN_RUN,
    allow_empty: AllowEmptyOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Bring the archive up to date: what is new, changed or gone in the folders named.

    Folders named before are remembered and looked at again. Without a PATH only these are. Options
    of reading (--map to --exclude) are remembered with the folders named, or with all where none
    is: newssearch folders lists them, --reset takes them back.
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
