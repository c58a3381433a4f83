"""``newssearch index``: bring the archive up to date with folders of news."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.indexing import (
    AllowEmptyOption,
    DatesOption,
    EncodingOption,
    ExcludeOption,
    FileFormatOption,
    JsonOption,
    KeepOption,
    MapOption,
    MemoryOption,
    QuietOption,
    ResetOption,
    WaitOption,
    index_archive,
)
from newssearch.cli.options import ArchiveOption
from newssearch.indexer import index_paths

app = command_app()


@app.command()
def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Folders or files; they are remembered."),
    ] = None,
    mapping: MapOption = None,
    encoding: EncodingOption = None,
    dates: DatesOption = None,
    file_format: FileFormatOption = None,
    exclude: ExcludeOption = None,
    reset: ResetOption = None,
    quiet: QuietOption = False,
    json_report: JsonOption = False,
    wait: WaitOption = 0.0,
    memory: MemoryOption = 1024,
    keep: KeepOption = None,
    allow_empty: AllowEmptyOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Bring the archive up to date: what is new, changed or gone in the folders named.

    Folders named before are remembered and looked at again. Without a PATH only these are. Options
    of reading (--map to --exclude) are remembered with the folders named, or with all where none
    is: newssearch folders lists them, --reset takes them back.
    """
    options = {
        "mapping": mapping,
        "encoding": encoding,
        "dates": dates,
        "file_format": file_format,
        "exclude": exclude,
        "reset": reset,
    }
    return index_archive(
        index_paths,
        "index",
        options,
        archive=archive,
        quiet=quiet,
        json_report=json_report,
        wait_seconds=wait,
        memory_mb=memory,
        keep=keep,
        allow_empty=allow_empty,
        paths=paths or (),
    )
