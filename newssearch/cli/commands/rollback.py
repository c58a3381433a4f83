"""``newssearch rollback``: go back to the previous generation."""

from __future__ import annotations

from newssearch.archive.generations import read_current
from newssearch.archive.lock import WriteLock
from newssearch.archive.news_layout import LAYOUT
from newssearch.archive.recovery import rollback as roll_back
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.indexing import QuietOption, WaitOption
from newssearch.cli.messages import counted, say
from newssearch.cli.options import ArchiveOption

app = command_app()


@app.command()
def rollback(
    wait: WaitOption = 0.0, quiet: QuietOption = False, archive: ArchiveOption = None
) -> int:
    """Verify the newest complete generation before the live one, and make it live again.

    One previous generation is kept; index and rebuild keep more with --keep N. Nothing is deleted:
    the next index run reads again whatever changed since that generation was published.
    """
    path = choose_folder(archive).path
    read_current(path)
    with WriteLock(path, command="newssearch rollback", wait_seconds=wait):
        done = roll_back(path, LAYOUT)
    if not quiet:
        say(
            f"generation {done.generation} of {done.published} is live again"
            f" ({counted(done.articles, 'article')}); it was {done.before}"
        )
    return ExitCode.DONE
