"""Who may read an archive: the modes of its files follow the mode of its folder.

An archive's folder is made private to its user. Whoever lets a group in, with
``chmod g+rx ARCHIVE`` (``chmod g+rxs`` where the files are to belong to the group of the folder),
lets it in everywhere from the next run on, whatever the umask of that run. Nobody but the user is
ever given the right to write, and an archive that others may write to is not opened: whoever can
replace a file of it could make it say anything. Where the system has no modes (Windows), it is the
rights of the folder that count, which files in it inherit.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from newssearch.archive.errors import ArchiveError
from newssearch.archive.platform.files import has_modes
from newssearch.archive.platform.terminals import shell_quoted

PRIVATE = 0o700
"""The mode of the folder of a new archive, and of what is in the making."""

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def folder_mode(archive_mode: int) -> int:
    """Return the mode of the folders of an archive whose own folder has a mode."""
    return 0o700 | archive_mode & 0o2055


def file_mode(folder: Path) -> int:
    """Return the mode of the files in a folder of an archive.

    Raises:
        OSError: the folder cannot be looked at.
    """
    return 0o600 | folder.stat().st_mode & 0o044


def follow(archive: Path, top: Path | None = None) -> None:
    """Give the files and folders of an archive, or those from ``top`` down, their modes.

    What cannot be changed, since it belongs to somebody else, stays as it is.
    """
    if not has_modes():
        return
    mode = archive.stat().st_mode
    for folder, _, names in os.walk(top or archive):
        if folder != os.fspath(archive):
            _change(folder, folder_mode(mode))
        for name in names:
            _change(os.path.join(folder, name), 0o600 | mode & 0o044)  # noqa: PTH118 - of bytes


def _change(path: str, mode: int) -> None:
    with contextlib.suppress(FileNotFoundError, PermissionError):
        status = os.lstat(path)
        if not stat.S_ISLNK(status.st_mode) and stat.S_IMODE(status.st_mode) != mode:
            os.chmod(path, mode)  # noqa: PTH101 - as above


def check_private(path: Path, mode: int, archive: Path) -> None:
    """Make sure that nobody but the user may write to something of an archive with that mode.

    Raises:
        ArchiveError: others may.
    """
    if has_modes() and mode & _OTHERS_WRITE and not stat.S_ISLNK(mode):
        mend = f"chmod -R go-w {shell_quoted(str(archive))}"
        raise ArchiveError(f"other users may write to the archive at {path}", hint=mend)
