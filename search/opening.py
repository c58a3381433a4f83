"""Opening an archive: the one place that knows which engine reads which kind of archive."""

from __future__ import annotations

import os
from pathlib import Path

from newssearch.archive.errors import UsageError
from newssearch.search.local.engine import LocalEngine
from newssearch.search.news import NewsArchive


def open_archive(place: Path | str) -> NewsArchive:
    """Open the live generation of an archive: the one in a folder.

    Raises:
        UsageError: the place is no path.
        ArchiveMissing: there is no archive.
        ArchiveVersionMismatch: another version of newssearch wrote it.
        ArchiveDamaged: a file is not as it was written.
    """
    if not isinstance(place, str | os.PathLike):
        raise UsageError(f"an archive is opened by its path, not by {type(place).__name__}")
    return NewsArchive(LocalEngine(Path(place)))
