"""``newssearch rebuild``: the whole index anew, aside, then switched; made for cron."""

from __future__ import annotations

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
from newssearch.indexer import rebuild as rebuild_archive

app = command_app()


@app.command()
def rebuild(
    mapping: MapOption = None,
    reset: ResetOption = None,
    quiet: QuietOption = False,
    json_report: JsonOption = False,
    wait: WaitOption = 0.0,
    memory: MemoryOption = 1024,
    allow_empty: AllowEmptyOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Make the index anew from all remembered folders, aside, verify it, and switch to it.

    Searches go on meanwhile; if the run fails or is ended, the last state stays live.
    """
    place = choose_place(archive)
    with progress_line(quiet=quiet) as show:
        report = rebuild_archive(
            place.path,
            mapping=mapping_of(mapping),
            reset=reset or (),
            wait_seconds=wait,
            memory_mb=memory,
            show=show,
            command="newssearch rebuild",
            allow_empty=allow_empty,
        )
    return report_run(report, quiet=quiet, json_report=json_report)
