"""Deleting what is left over in an archive: dead drafts, old generations, temporary files.

Only what this program made is ever deleted, told by its name; and a generation only while no
reader holds it.
"""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path

from newssearch.archive.errors import ArchiveError, ArchiveMissing, StorageError
from newssearch.archive.generations import GENERATION_NAME, read_current
from newssearch.archive.locks import FileLock
from newssearch.archive.modes import follow

_TEMPORARY = re.compile(r"\.tmp-[0-9]+-[0-9a-f]{8}")
_TRASH = re.compile(r"trash-[0-9a-f]{8}")


def sweep(archive: Path, *, keep_previous: bool = True) -> int:
    """Delete what no pointer names and no reader holds; return how many things went.

    What stays gets the modes that follow from the archive's folder.

    To be called with the write lock held. The generation before the live one is kept unless
    ``keep_previous`` is false. Where the pointer cannot be read no generation is deleted.
    """
    folders = _generations(archive)
    kept = _to_keep(archive, folders, keep_previous=keep_previous)
    gone = 0
    for path in archive.iterdir():
        if _TEMPORARY.fullmatch(path.name):
            path.unlink(missing_ok=True)
            gone += 1
    for path in sorted((archive / "generations").iterdir()):
        if _TRASH.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
            gone += 1
    gone += sum(_discard(folder) for folder in folders if folder.name not in kept)
    follow(archive)
    return gone


def _to_keep(archive: Path, folders: list[Path], *, keep_previous: bool) -> set[str]:
    try:
        live = read_current(archive)[0]
    except ArchiveMissing:
        return set()
    except (ArchiveError, StorageError):
        return {folder.name for folder in folders}
    before = [folder for folder in folders if _number(folder.name) < _number(live)]
    complete = [folder.name for folder in before if (folder / "MANIFEST").exists()]
    return {live, *(complete[-1:] if keep_previous else ())}


def _number(name: str) -> int:
    return int(name.split("-", maxsplit=1)[0])


def _generations(archive: Path) -> list[Path]:
    """Return the folders of generations, dead drafts among them, in the order of their numbers."""
    folders = (archive / "generations").iterdir()
    found = [folder for folder in folders if GENERATION_NAME.fullmatch(folder.name)]
    return sorted(found, key=lambda folder: (_number(folder.name), folder.name))


def _discard(folder: Path) -> int:
    """Delete a generation unless a reader holds it; return 1 if it went."""
    try:
        lock = FileLock(folder / "INUSE")
    except FileNotFoundError:
        return int(_delete(folder))
    with lock:
        return int(lock.take() and _delete(folder))


def _delete(folder: Path) -> bool:
    """Delete a folder under another name, so that no half of it is ever taken for a whole."""
    trash = folder.with_name(f"trash-{secrets.token_hex(4)}")
    folder.rename(trash)
    shutil.rmtree(trash, ignore_errors=True)
    return True
