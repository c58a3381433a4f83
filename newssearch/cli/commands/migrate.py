"""``newssearch migrate``: carry the articles of an archive of an older format over."""

from __future__ import annotations

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
from newssearch.cli.options import ArchiveOption
from newssearch.cli.progress import progress_line
from newssearch.indexer import migrate as migrate_archive

app = command_app()


@app.command()
def migrate(
    quiet: QuietOption = False,
    json_report: JsonOption = False,
    wait: WaitOption = 0.0,
    memory: MemoryOption = 1024,
    keep: KeepOption = None,
    archive: ArchiveOption = None,
) -> int:
    """Carry over an archive that an earlier version of newssearch wrote, without its sources.

    Every article is kept as it is stored, with its id and path, also those that came through
    Python, and indexed as this version does; remembered folders and saved queries stay. Searches
    by the earlier version go on meanwhile. An archive of the present format is left as it is.
    """
    place = choose_folder(archive)
    with progress_line(quiet=quiet) as show:
        report = migrate_archive(
            place.path,
            wait_seconds=wait,
            memory_mb=memory,
            keep=kept(keep),
            show=show,
            command="newssearch migrate",
        )
    return report_run(report, quiet=quiet, json_report=json_report)
