"""Deleting what is left over in an archive: dead drafts, old generations, temporary files.

Only what this program made is ever deleted, recognised by its name; and a generation only while no
reader holds it.
"""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path

from newssearch.archive.errors import ArchiveError, ArchiveMissing, refusal
from newssearch.archive.generations import (
    GENERATION_NAME,
    generation_folders,
    generation_number,
    read_current,
)
from newssearch.archive.locks import FileLock
from newssearch.archive.modes import follow
from newssearch.archive.platform.names import held_open, renames_open_files

_TEMPORARY = re.compile(r"\.tmp-[0-9]+-[0-9a-f]{8}")
_TRASH = re.compile(r"trash-[0-9a-f]{8}")


KEPT = 2
"""Generations kept where nobody says how many: the live one, and the one before to go back to."""


def collect_garbage(archive: Path, *, keep: int | None = KEPT) -> int:
    """Delete what no pointer names and no reader holds; return how many things went.

    To be called with the write lock held. ``keep`` generations are kept, the live one and those
    before it; with None all that are whole. Where the pointer cannot be read no generation is
    deleted. What stays gets the modes that follow from the archive's folder.
    """
    gone = 0
    for path in leftovers(archive, keep=keep):
        if GENERATION_NAME.fullmatch(path.name):
            gone += _discard(path)
        elif _TRASH.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
            gone += 1
        else:
            gone += _unlink(path)
    follow(archive)
    return gone


def tidy(archive: Path, live: str, *, keep: int) -> None:
    """Collect the garbage of an archive whose live generation is as it should be.

    Raises:
        StorageError: the machine refused it; the message says that the generation is live.
    """
    try:
        collect_garbage(archive, keep=keep)
    except OSError as error:
        raise refusal(error, f"generation {live} is live, but cleaning up failed") from error


def leftovers(archive: Path, *, keep: int | None = None) -> list[Path]:
    """Return what ``collect_garbage`` would delete; with ``keep`` None no generation that is whole.

    While a run is writing, what it is making is among them.
    """
    temporary = [path for path in archive.iterdir() if _TEMPORARY.fullmatch(path.name)]
    inside = sorted((archive / "generations").iterdir())
    trash = [path for path in inside if _TRASH.fullmatch(path.name)]
    folders = generation_folders(archive)
    kept = _to_keep(archive, folders, keep)
    return [*temporary, *trash, *(folder for folder in folders if folder.name not in kept)]


def _to_keep(archive: Path, folders: list[Path], keep: int | None) -> set[str]:
    try:
        live = read_current(archive)[0]
    except ArchiveMissing:
        return set()
    except ArchiveError:
        return {folder.name for folder in folders}
    number = generation_number(live)
    before = [folder for folder in folders if generation_number(folder.name) < number]
    complete = [folder.name for folder in before if (folder / "MANIFEST").exists()]
    earlier = len(complete) if keep is None else keep - 1
    return {live, *complete[len(complete) - min(earlier, len(complete)) :]}


def _unlink(path: Path) -> int:
    """Delete a file unless the system says that it is in use; return 1 if it went."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        if held_open(error):
            return 0
        raise
    return 1


def _discard(folder: Path) -> int:
    """Delete a generation unless a reader holds it; return 1 if it went."""
    try:
        lock = FileLock(folder / "INUSE")
    except FileNotFoundError:
        return int(_delete(folder))
    with lock:
        if not lock.take():
            return 0
        if renames_open_files():
            return int(_delete(folder))
    return int(_delete(folder))  # who opens it meanwhile keeps it from being renamed


def _delete(folder: Path) -> bool:
    """Delete a folder under another name, so that no half of it is ever taken for a whole.

    One of which the system says that a file is in use stays for a later run.
    """
    trash = folder.with_name(f"trash-{secrets.token_hex(4)}")
    try:
        folder.rename(trash)
    except OSError as error:
        if held_open(error):
            return False
        raise
    shutil.rmtree(trash, ignore_errors=True)
    return True
