"""``newssearch check``: hold every byte of the archive against what was written."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from newssearch.archive.errors import ArchiveDamaged
from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT, unpack_article
from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.bytesizes import size_text
from newssearch.cli.messages import counted
from newssearch.cli.options import ArchiveOption
from newssearch.cli.places import choose_place

app = command_app()


@app.command()
def check(
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing if all is well.")
    ] = False,
    archive: ArchiveOption = None,
) -> int:
    """Verify every checksum of the live generation, read every article, and compare the counts.

    Ends with 3 and the name of the file if something is not as it was written.
    """
    with Generation(choose_place(archive).path, LAYOUT) as generation:
        generation.verify()
        articles = _read_articles(generation)
        if articles != generation.manifest.articles:
            raise ArchiveDamaged(
                f"the archive is damaged: {generation.folder} holds {articles:,} articles"
                f" and should hold {generation.manifest.articles:,}",
                hint="rebuild it from the sources: newssearch rebuild",
            )
        files = generation.manifest.files
        size = sum(entry.size_bytes for entry in files.values())
    if not quiet:
        sys.stdout.write(
            f"{counted(articles, 'article')} in {counted(len(files), 'file')}"
            f" ({size_text(size)}): all as written, generation {generation.name}\n"
        )
    return ExitCode.DONE


def _read_articles(generation: Generation) -> int:
    """Read every live article and return how many there are; each id must be there once."""
    ids: set[str] = set()
    articles = 0
    for segment in generation.segments:
        for number in range(segment.size):
            if segment.deleted is not None and segment.deleted[number]:
                continue
            article = unpack_article(segment.stored[number])
            if segment.keywords("id").value(number) != article.id:
                raise ArchiveDamaged(
                    f"the archive is damaged: {segment.folder / segment.name}:"
                    f" article {number} has another id in the index than in the text",
                    hint="rebuild it from the sources: newssearch rebuild",
                )
            ids.add(article.id)
            articles += 1
    return len(ids) if len(ids) != articles else articles
