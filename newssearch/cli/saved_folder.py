"""Where the saved queries of an archive are kept: beside it, or among the user's own data."""

from __future__ import annotations

from pathlib import Path

from newssearch.archive.generations import read_current
from newssearch.archive.modes import PRIVATE
from newssearch.cli.archive_folder import folder_for_address, own_saved_queries
from newssearch.search.saved import SavedQueries


def open_saved(place: Path | str) -> SavedQueries:
    """Return the saved queries of an existing archive."""
    if isinstance(place, str):
        folder = folder_for_address(place)
        folder.mkdir(PRIVATE, parents=True, exist_ok=True)
        return SavedQueries(folder)
    read_current(place)
    return SavedQueries(place, own_saved_queries(place))
