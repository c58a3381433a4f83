"""``newssearch index``: bring the archive up to date with folders of news."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.indexing import (
    AllowEmptyOption,
    JsonOption,
    MapOption,
    MemoryOption,
    QuietOption,
    ResetOption,
    WaitOption,
    mapping_of,
    report_run,
)
from newssearch.cli.options import ArchiveOption
from newssearch.cli.places import choose_place
from newssearch.cli.progress import progress_line
from newssearch.indexer import index_paths

app = command_app()


@app.command()
def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Folders or files; they are remembered."),
    ] = None,
    mapping: MapOption = None,
    reset: ResetOption = None,
    quiet: QuietOption = False,
    json_report: JsonOption = False,
    wait: WaitOption = 0.0,
    memory: MemoryOption = 1024,
    allow_empty: AllowEmptyOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Bring the archive up to date: what is new, changed or gone in the folders named.

    Folders named before are remembered and looked at again. Without a PATH only these are. Options
    of reading are remembered with the folders named, or with all where none is; see newssearch
    folders.
    """
    place = choose_place(archive)
    with progress_line(quiet=quiet) as show:
        report = index_paths(
            place.path,
            paths or [],
            mapping=mapping_of(mapping),
            reset=reset or (),
            wait_seconds=wait,
            memory_mb=memory,
            show=show,
            command="newssearch index",
            allow_empty=allow_empty,
        )
    return report_run(report, quiet=quiet, json_report=json_report)
