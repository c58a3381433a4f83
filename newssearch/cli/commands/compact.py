"""``newssearch compact``: reclaim the disk space that many updates left unused."""

from __future__ import annotations

from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.bytesizes import size_on_disk, size_text
from newssearch.cli.indexing import MemoryOption, WaitOption
from newssearch.cli.messages import counted, say
from newssearch.cli.options import ArchiveOption
from newssearch.indexer import compact as compact_archive

app = command_app()


@app.command()
def compact(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing.")] = False,
    wait: WaitOption = 0.0,
    memory: MemoryOption = 1024,
    archive: ArchiveOption = None,
) -> int:
    """Merge the segments that many updates left, and reclaim their disk space at once.

    Updates do this by themselves before a tenth of the archive is unused. The previous generation
    is not kept, since it would still take up the space.
    """
    path = choose_folder(archive).path
    before = size_on_disk(path)
    report = compact_archive(path, wait_seconds=wait, memory_mb=memory)
    if not quiet:
        say(
            f"{size_text(size_on_disk(path))}, was {size_text(before)};"
            f" {counted(report.articles, 'article')}, generation {report.generation}"
        )
    return ExitCode.DONE
