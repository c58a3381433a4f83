"""``newssearch check``: verify the archive against what was written, and repair its pointer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from newssearch.archive.checking import check_articles, check_leftovers
from newssearch.archive.garbage import collect_garbage, leftovers
from newssearch.archive.generations import Generation
from newssearch.archive.lock import WriteLock
from newssearch.archive.news_layout import LAYOUT
from newssearch.archive.recovery import repair
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.bytesizes import size_text
from newssearch.cli.messages import counted, for_archive, say
from newssearch.cli.options import ArchiveOption
from newssearch.search import open_archive
from newssearch.search.checking import check_answers

app = command_app()


@app.command()
def check(
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing if all is well.")
    ] = False,
    mend: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="Make the newest whole generation live if the live one is lost or damaged,"
            " and delete what killed runs left behind.",
        ),
    ] = False,
    archive: ArchiveOption = None,
) -> int:
    """Verify every checksum of the live generation, read every article, compare all counts and
    run sample queries.

    Exits with 3 and names the file if anything differs from what was written.
    """
    path = choose_folder(archive).path
    if mend:
        _mend(path)
    with Generation(path, LAYOUT) as generation:
        samples = check_articles(generation)
        with open_archive(path) as news:
            queries = check_answers(news, samples) if news.generation == generation.name else 0
        articles, name = generation.manifest.articles, generation.name
        files = generation.manifest.files
        size = sum(entry.size_bytes for entry in files.values())
    if not quiet:
        sys.stdout.write(
            f"{counted(articles, 'article')} in {counted(len(files), 'file')}"
            f" ({size_text(size)}): all intact, generation {name}\n"
        )
        if queries:
            say(f"{counted(queries, 'sample query', 'sample queries')}: correct answers")
        left = check_leftovers(path)
        if left:
            say(
                f"{counted(len(left), 'leftover')} of runs that ended early:"
                + for_archive(" the next run deletes them, or newssearch check --repair", archive)
            )
    return ExitCode.DONE


def _mend(path: Path) -> None:
    """Repair the pointer if necessary, delete leftovers, and report what was done."""
    if not path.is_dir():
        return  # opening it reports that
    with WriteLock(path, command="newssearch check --repair"):
        mended = repair(path, LAYOUT)
        if mended:
            say(f"repaired: {mended}")
        left = leftovers(path, keep=None)
        if left:
            collect_garbage(path, keep=None)
            say(f"deleted {counted(len(left), 'leftover')} of runs that ended early")
