"""Names of files: moving, replacing and deleting them, and what is written in two ways."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import unicodedata
from pathlib import Path

from newssearch.archive.platform import systems

_TRIES = 40
_PAUSE_SECONDS = 0.05


def replace_file(source: Path, target: Path) -> None:
    """Put a file in the place of another at once; a reader sees the one or the other.

    Windows refuses while somebody has the other one open, so that is tried for two seconds.

    Raises:
        OSError: it cannot be done.
    """
    for _ in range(_TRIES if systems.WINDOWS else 0):
        with contextlib.suppress(PermissionError):
            source.replace(target)
            return
        time.sleep(_PAUSE_SECONDS)
    source.replace(target)


def move_file(source: Path, target: Path) -> None:
    """Move a file that this process may have mapped: where the system refuses it is copied.

    Raises:
        OSError: it cannot be done.
    """
    try:
        source.rename(target)
    except PermissionError:
        if not systems.WINDOWS:
            raise
        shutil.copyfile(source, target)


def link_or_copy(source: Path, target: Path) -> bool:
    """Give a file a second name; return False where it had to be copied.

    Raises:
        OSError: it cannot be read or written.
    """
    try:
        target.hardlink_to(source)
    except (OSError, NotImplementedError):
        shutil.copyfile(source, target)
        return False
    return True


def name_new_file(temporary: Path, path: Path) -> None:
    """Give a file that is complete its name, and never take the place of another file.

    A second name is refused where there is a file already; where the system or the disk has no
    second names, the file is renamed (Windows refuses that too where there is a file).

    Raises:
        OSError: there is a file already, or it cannot be done.
    """
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if os.path.lexists(path):
            raise
        temporary.rename(path)


def renames_open_files() -> bool:
    """Return whether a folder can be renamed and deleted while a file in it is open."""
    return not systems.WINDOWS


def held_open(error: OSError) -> bool:
    """Return whether a folder could not be renamed or deleted since a file in it is in use."""
    return systems.WINDOWS and isinstance(error, PermissionError)


def same_place(first: str, second: str) -> bool:
    """Return whether two paths are one folder in two spellings.

    So they may be where file names ignore case, or the form in which accents are written.
    """
    if _plain(first) != _plain(second):
        return False
    try:
        return os.path.samefile(first, second)  # noqa: PTH121 - paths of bytes that are no UTF-8
    except OSError:
        return False


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def with_slashes(path: str | Path) -> str:
    """Return a path as archives keep it: with / on every system."""
    text = os.fspath(path)
    return text.replace("\\", "/") if systems.WINDOWS else text


def below(folder: str, relative: str) -> str:
    """Return the path of something in a folder, both with / as archives keep them."""
    return f"{folder.rstrip('/')}/{relative}" if relative else folder


def is_storable(names: str) -> bool:
    """Return whether file names can be written to an archive; halves of characters cannot."""
    try:
        names.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True
