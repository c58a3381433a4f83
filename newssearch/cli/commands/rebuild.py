"""``newssearch rebuild``: the whole index again, aside, then switched; made for cron."""

from __future__ import annotations

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
from newssearch.indexer import rebuild as rebuild_archive

app = command_app()


@app.command()
def rebuild(
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
    """Rebuild the index from all remembered folders in the background, verify it, and switch to it.

    Searches go on meanwhile; if the run fails or is ended, the last state stays live. Options of
    reading (--map to --exclude) are remembered with all folders.
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
        rebuild_archive,
        "rebuild",
        options,
        archive=archive,
        quiet=quiet,
        json_report=json_report,
        wait_seconds=wait,
        memory_mb=memory,
        keep=keep,
        allow_empty=allow_empty,
    )
