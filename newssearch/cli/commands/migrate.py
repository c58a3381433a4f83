"""``newssearch migrate``: convert an archive of an older format."""

from __future__ import annotations

from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.indexing import PLAIN_RUN, RunOptions, limits_of, report_run
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import ArchiveOption, TextOrJson, TextOrJsonOption
from newssearch.cli.progress import progress_line
from newssearch.indexer import migrate as migrate_archive

app = command_app()


@app.command()
@grouped
def migrate(
    form: TextOrJsonOption = TextOrJson.TEXT,
    options: RunOptions = PLAIN_RUN,
    archive: ArchiveOption = None,
) -> int:
    """Convert an archive that an earlier version of newssearch wrote, without its source files.

    Every article is kept as stored, with its id and path, including those added through Python, and
    indexed by this version; remembered folders and saved queries are kept. The earlier version can
    search the archive meanwhile. An archive of the current format is left unchanged.
    """
    place = choose_folder(archive)
    with progress_line(quiet=options.quiet) as show:
        report = migrate_archive(
            place.path,
            **limits_of(options),
            show=show,
            command="newssearch migrate",
        )
    return report_run(report, options, form=form)
