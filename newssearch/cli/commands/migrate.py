"""``newssearch migrate``: carry the articles of an archive of an older format over."""

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
    """Carry over an archive that an earlier version of newssearch wrote, without its sources.

    Every article is kept as it is stored, with its id and path, also those that came through
    Python, and indexed as this version does; remembered folders and saved queries stay. Searches
    by the earlier version go on meanwhile. An archive of the present format is left as it is.
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
