"""``newssearch where``: every path that matters, and the rule that chose the archive.

It also reports whether the loops for indexing and searching are compiled.
"""

from __future__ import annotations

import sys

from newssearch.archive.errors import ArchiveError, NewsSearchError
from newssearch.archive.generations import read_current
from newssearch.archive.safetext import safe_line
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import VARIABLE, ArchiveFolder, choose_folder, default_archive
from newssearch.cli.checkup import loops
from newssearch.cli.exits import ExitCode
from newssearch.cli.options import ArchiveOption
from newssearch.cli.samples import sample_folder, wants_samples
from newssearch.cli.settings import settings_path
from newssearch.search import open_archive

app = command_app()


@app.command()
def where(archive: ArchiveOption = None) -> int:
    """Show the paths of the archive, the settings and the samples, and what chose the archive.

    In order of precedence: --archive, the variable NEWSSEARCH_ARCHIVE, the key archive of the
    settings file, the platform's data folder.
    """
    place = choose_folder(archive)
    settings = settings_path()
    rows = (
        ("archive", place.place, f"chosen by {place.rule.value}"),
        ("state", _state(place), ""),
        ("default", default_archive(), "used unless another is named"),
        (
            "settings",
            settings,
            "" if settings.exists() else "does not exist; may set: archive, keep",
        ),
        ("variable", VARIABLE, ""),
        (
            "samples",
            sample_folder(),
            "searched, as there is no archive" if wants_samples(place) else "",
        ),
        ("loops", loops().found, ""),
    )
    for name, value, remark in (*rows, *_folders(place)):
        line = f"{name:<9} {value}" + (f"  ({remark})" if remark else "")
        sys.stdout.write(safe_line(line) + "\n")
    return ExitCode.DONE


def _folders(place: ArchiveFolder) -> list[tuple[str, str, str]]:
    """Return a row per remembered folder; none if the archive cannot be read."""
    if not place.published or isinstance(place.place, str):
        return []
    from newssearch.cli.commands.folders import folder_line  # noqa: PLC0415 - where there is one
    from newssearch.indexer.previous import remembered_folders  # noqa: PLC0415

    try:
        known = remembered_folders(place.path)
    except NewsSearchError:
        return []
    return [("folder", folder_line(folder), "") for folder in known]


def _state(place: ArchiveFolder) -> str:
    """Return the live generation, or what is wrong with the archive."""
    try:
        if isinstance(place.place, str):
            with open_archive(place.place) as news:
                return f"generation {news.generation}"
        return f"generation {read_current(place.path)[0]}"
    except ArchiveError as error:
        return error.message
