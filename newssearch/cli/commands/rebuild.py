"""``newssearch rebuild``: rebuild the whole index in the background, then switch; for cron."""

from __future__ import annotations

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
from newssearch.indexer import rebuild as rebuild_archive

app = command_app()


@app.command()
@grouped
def rebuild(
    folders: FolderOptions = PLAIN_FOLDERS,
    run: RunOptions = PLAIN_RUN,
    allow_empty: AllowEmptyOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Rebuild the index from all remembered folders in the background, verify it and switch to it.

    Searches continue meanwhile; if the run fails or is stopped, the previous state stays live.
    Reading options (--map to --exclude) are remembered for all folders.
    """
    return index_archive(
        rebuild_archive,
        "rebuild",
        folders,
        run,
        archive=archive,
        allow_empty=allow_empty,
    )
