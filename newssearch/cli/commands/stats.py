"""``newssearch stats``: what the archive holds, by source and by year, and where it has gaps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.schema import dump
from newssearch.cli.formats.statistics import statistics_lines, statistics_object
from newssearch.cli.options import ArchiveOption, TextOrJson, TextOrJsonOption
from newssearch.cli.samples import archive_to_read
from newssearch.search import open_archive

app = command_app()


@app.command()
def stats(
    form: TextOrJsonOption = TextOrJson.TEXT,
    sources: Annotated[
        int, typer.Option(min=0, metavar="N", help="List at most N sources in text; 0 for all.")
    ] = 20,
    archive: ArchiveOption = None,
) -> int:
    """Count the articles, and list the sources and years they cover."""
    with archive_to_read(archive) as path, open_archive(path) as news:
        found = news.statistics()
        generations, size_bytes = _kept(path) if isinstance(path, Path) else (None, None)
        if form is TextOrJson.JSON:
            content = statistics_object(found, generations, size_bytes)
            sys.stdout.write(dump(content) + "\n")
        else:
            lines = statistics_lines(found, news, generations, size_bytes, most_sources=sources)
            sys.stdout.writelines(line + "\n" for line in lines)
    return ExitCode.DONE


def _kept(archive: Path) -> tuple[int, int]:
    """Return how many generations an archive keeps, and how many bytes they take."""
    folders = [entry for entry in (archive / "generations").iterdir() if entry.is_dir()]
    return len(folders), sum(f.stat().st_size for entry in folders for f in entry.iterdir())
