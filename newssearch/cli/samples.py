"""The bundled sample articles, for those who have no archive yet.

They are indexed into a private temporary folder, deleted when the command ends, so that the first
search works on a fresh machine and leaves nothing behind.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from newssearch.cli.archive_folder import ArchiveFolder, choose_folder
from newssearch.cli.messages import say


def sample_folder() -> Path:
    """Return the folder of the samples, a part of the package (in a checkout, a link to it)."""
    return Path(__file__).parents[1] / "seeds"


NOTICE = "there is no archive yet; searching the sample articles that come with newssearch"
NEXT_STEP = "create your own archive: newssearch index FOLDER"


@contextlib.contextmanager
def archive_to_read(option: str | None, *, quiet: bool = False) -> Iterator[Path | str]:
    """Choose the archive to read: the one named, the default one, or else the samples.

    Yields its folder, which for the samples is deleted afterwards, or its address in a cluster.
    """
    place = choose_folder(option)
    if not wants_samples(place):
        yield place.place
        return
    if not quiet:
        say(f"note: {NOTICE}", f"hint: {NEXT_STEP}")
    with sample_archive() as path:
        yield path


def wants_samples(place: ArchiveFolder) -> bool:
    """Return whether no archive was named and there is none in the default folder."""
    return not place.named and not place.published and sample_folder().is_dir()


@contextlib.contextmanager
def sample_archive() -> Iterator[Path]:
    """Index the samples into a private temporary folder and yield it."""
    import tempfile  # noqa: PLC0415 - searching an archive needs neither

    from newssearch.indexer import index_paths  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="newssearch-", ignore_cleanup_errors=True) as folder:
        archive = Path(folder) / "archive"
        index_paths(archive, [sample_folder()], workers=1)
        yield archive
