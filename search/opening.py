"""Opening an archive: the one place that knows which engine reads which kind of archive."""

from __future__ import annotations

import os
from pathlib import Path

from newssearch.archive.cluster.address import is_address, read_address
from newssearch.archive.errors import UsageError
from newssearch.search.local.engine import LocalEngine
from newssearch.search.research import ResearchArchive


def open_archive(place: Path | str) -> ResearchArchive:
    """Open the live generation of an archive: the one in a folder, or in a cluster.

    A string such as ``opensearch://host:9200/news`` is the address of one in a cluster.

    Raises:
        UsageError: the place is no path and no address, or the library for clusters is missing.
        ArchiveError: the cluster cannot be reached, or does not let us in.
        ArchiveMissing: there is no archive.
        ArchiveVersionMismatch: another version of newssearch wrote it.
        ArchiveDamaged: a file is not as it was written.
    """
    if not isinstance(place, str | os.PathLike):
        raise UsageError(f"an archive is opened by its path, not by {type(place).__name__}")
    if isinstance(place, str) and is_address(place):
        from newssearch.search.cluster.engine import ClusterEngine  # noqa: PLC0415 - few have one

        return ResearchArchive(ClusterEngine(read_address(place)))
    return ResearchArchive(LocalEngine(Path(place)))
