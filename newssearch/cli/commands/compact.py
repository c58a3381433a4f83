"""``newssearch compact``: give back the space that many updates took."""

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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing.")] = False,
    wait: WaitOption = 0.0,
    memory: MemoryOption = 1024,
    archive: ArchiveOption = None,
) -> int:
    """Merge what many updates left, and give back its space at once.

    Updates do this by themselves before a tenth of the archive is loose. The generation before
    is not kept, since it would go on taking the space.
    """
    path = choose_folder(archive).path
    before = size_on_disk(path)
    report = compact_archive(path, wait_seconds=wait, memory_mb=memory)
    if not quiet:
        say(
            f"{size_text(size_on_disk(path))}, {size_text(before)} before;"
            f" {counted(report.articles, 'article')}, generation {report.generation}"
        )
    return ExitCode.DONE
