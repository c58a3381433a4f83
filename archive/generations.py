"""How an archive is published: whole generations, and one pointer that is replaced by a rename.

::

    ARCHIVE/             0700, or what its owner gave it: see modes
        CURRENT          the live generation and the digest of its manifest: the only commit point
        LOCK             see lock
        runs.log         the runs that wrote it; nothing depends on it
        saved/           saved queries and what they have shown
        generations/
            000042-9f3a12bc/
                INUSE    readers hold a shared lock on it
                MANIFEST
                …        the files of its segments, and other files named in the manifest
                _MAIN_1.toc    the same segments as Whoosh lists them; never read by us

A writer makes a generation aside, and publishes it (``drafts``). A reader reads CURRENT once and
keeps its generation (``Generation``). A generation is deleted only when no reader holds it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile
from newssearch.archive.columnar.layout import Layout
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.soundness import within
from newssearch.archive.errors import (
    REPAIR,
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveTooNew,
    ArchiveVersionMismatch,
    StorageError,
    damaged,
    unreadable,
)
from newssearch.archive.groups import FILE_NAME as GROUPS_NAME
from newssearch.archive.groups import Groups
from newssearch.archive.kept import kept
from newssearch.archive.locks import FileLock
from newssearch.archive.manifest import (
    FORMAT,
    MIGRATE,
    Manifest,
    SegmentEntry,
    check_format,
    digest,
    write_atomically,
)
from newssearch.archive.modes import PRIVATE, check_private
from newssearch.archive.platform.files import read_plain

GENERATION_NAME = re.compile(r"[0-9]{6,12}-[0-9a-f]{8}")
_MOST_OF_POINTER = 1 << 16
_MOST_OF_MANIFEST = 1 << 26
"""Bytes that the two files may have which no other tells the size of."""

_TRIES = 20


def create_archive(path: Path) -> None:
    """Make the folder of an archive, private to its user, or check one that is there.

    Raises:
        StorageError: it cannot be made.
        ArchiveError: others may write to it.
    """
    try:
        if not path.exists():
            path.mkdir(parents=True, exist_ok=True)
            path.chmod(PRIVATE)
        check_private(path, path.stat().st_mode, path)
        (path / "generations").mkdir(PRIVATE, exist_ok=True)
    except OSError as error:
        raise StorageError(f"cannot create the archive at {path}: {error.strerror}") from error


def read_current(path: Path) -> tuple[str, str]:
    """Return the name of the live generation and the SHA-256 of its manifest.

    Raises:
        ArchiveMissing: there is no archive, or nothing was ever published.
        ArchiveDamaged: the pointer cannot be read.
        ArchiveVersionMismatch: another version of the format wrote it.
        ArchiveError: others may write to the archive.
    """
    try:
        check_private(path, path.stat().st_mode, path)
        content = read_plain(path / "CURRENT", _MOST_OF_POINTER)
    except (FileNotFoundError, NotADirectoryError) as error:
        if any((folder / "MANIFEST").exists() for folder in generation_folders(path)):
            raise _pointer_lost(path, "it is missing") from error
        raise ArchiveMissing(
            f"there is no archive at {path}", hint="create one: newssearch index FOLDER"
        ) from error
    except OSError as error:
        failure = unreadable(path / "CURRENT", error)
        if isinstance(failure, ArchiveDamaged):
            failure = _pointer_lost(path, "it is not a file")
        raise failure from error
    try:
        pointer = json.loads(content)
        check_format(pointer["format"], path)
        name, sha256 = str(pointer["generation"]), str(pointer["manifest_sha256"])
    except (ValueError, TypeError, KeyError) as error:
        raise _pointer_lost(path, "it cannot be read") from error
    if not GENERATION_NAME.fullmatch(name):
        raise _pointer_lost(path, "it does not name a generation")
    return name, sha256


def format_of(archive: Path) -> int:
    """Return the version of the format of an archive.

    Raises:
        ArchiveMissing: there is no archive.
        ArchiveDamaged: the pointer cannot be read.
        ArchiveTooNew: a later version of the format wrote it.
        ArchiveError: others may write to it.
    """
    try:
        read_current(archive)
    except ArchiveTooNew:
        raise
    except ArchiveVersionMismatch:
        return int(json.loads(read_plain(archive / "CURRENT", _MOST_OF_POINTER))["format"])
    return FORMAT


def _pointer_lost(path: Path, reason: str) -> ArchiveDamaged:
    error = damaged(path / "CURRENT", reason)
    error.hint = REPAIR
    return error


def write_current(archive: Path, generation: str, manifest_sha256: str) -> None:
    """Make a generation the live one: the commit point of every publication.

    Raises:
        OSError: the pointer cannot be written; the generation that was live is live.
    """
    pointer = {"format": FORMAT, "generation": generation, "manifest_sha256": manifest_sha256}
    write_atomically(archive / "CURRENT", json.dumps(pointer).encode("ascii") + b"\n")


def generation_folders(archive: Path) -> list[Path]:
    """Return the folders of generations, unfinished ones among them, by their numbers."""
    try:
        found = list((archive / "generations").iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    folders = [folder for folder in found if GENERATION_NAME.fullmatch(folder.name)]
    return sorted(folders, key=lambda folder: (generation_number(folder.name), folder.name))


def generation_number(name: str) -> int:
    """Return the number of a generation: later ones have greater numbers."""
    return int(name.split("-", maxsplit=1)[0])


class Generation:
    """A generation, opened for reading and held until ``close``: the live one, or a named one.

    With ``any_analysis`` it may have been written with other weights or another analysis; then only
    its stored articles mean anything.

    Raises:
        ArchiveMissing: there is no archive.
        ArchiveDamaged: something is not as it was written.
        ArchiveVersionMismatch: another version of the format wrote it.
        ArchiveError: others may write to it.
        StorageError: the machine refused to read it.
    """

    def __init__(
        self,
        archive: Path,
        layout: Layout,
        name: str | None = None,
        *,
        any_analysis: bool = False,
    ) -> None:
        self.archive = archive
        self.layout = layout
        named = name
        for _ in range(_TRIES):
            name, sha256 = (named, None) if named else read_current(archive)
            folder = archive / "generations" / name
            lock = _hold(folder)
            if lock is not None:
                break
        else:
            raise _pointer_lost(archive, "the generation it names does not exist")
        self.name = name
        self.folder = folder
        self._lock = lock
        try:
            self.manifest, self.manifest_sha256 = _read_manifest(folder, sha256)
            _check_files(archive, folder, self.manifest)
            if not any_analysis:
                _check_fingerprint(self.manifest, layout, archive)
        except BaseException:
            lock.close()
            raise

    @kept
    def segments(self) -> list[Segment]:
        """The segments in the order of their articles."""
        segments = []
        for entry in self.manifest.segments:
            text = self.manifest.files.get(f"{entry.name}.text")
            if text is None or entry.size > text.size_bytes:
                raise damaged(self.folder / "MANIFEST", f"{entry.name} cannot have this size")
            deleted = deletions_of(self.folder, entry)
            segments.append(Segment(self.folder, entry.name, self.layout, entry.size, deleted))
        return segments

    @kept
    def groups(self) -> Groups:
        """The groups of near-identical articles; none if it was published without."""
        sizes = [entry.size for entry in self.manifest.segments]
        there = GROUPS_NAME in self.manifest.files
        return Groups(self.folder if there else None, sizes)

    @property
    def published(self) -> dt.datetime:
        """When it was published, with its time zone."""
        return dt.datetime.fromisoformat(self.manifest.published)

    def superseded(self) -> bool:
        """Return whether another generation has been published since."""
        try:
            return read_current(self.archive)[0] != self.name
        except (ArchiveError, StorageError):
            return False

    def content(self, name: str) -> bytes | None:
        """Return a small file of the generation, verified; None if the manifest has none.

        Raises:
            ArchiveDamaged: it is not as it was written.
        """
        entry = self.manifest.files.get(name)
        if entry is None:
            return None
        try:
            content = read_plain(self.folder / name)
        except OSError as error:
            raise unreadable(self.folder / name, error) from error
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            raise damaged(self.folder / name, "it does not match its digest")
        return content

    def verify(self) -> None:
        """Hold every file against its digest, and every array against its checksums.

        Raises:
            ArchiveDamaged: names the first file that is not as it was written.
        """
        for name, entry in self.manifest.files.items():
            try:
                found = digest(self.folder / name)
            except OSError as error:
                raise unreadable(self.folder / name, error) from error
            if found != entry:
                raise damaged(self.folder / name, "it does not match its digest")
        for segment in self.segments:
            segment.verify()

    def close(self) -> None:
        """Let go of the generation."""
        self._lock.close()

    def __enter__(self) -> Generation:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _hold(folder: Path) -> FileLock | None:
    """Take a shared lock on a generation; return None if it has just gone."""
    try:
        lock = FileLock(folder / "INUSE")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(folder / "INUSE", error) from error
    try:
        if lock.take(shared=True, wait=True):
            return lock
    except BaseException:
        lock.close()
        raise
    lock.close()
    return None


def _read_manifest(folder: Path, sha256: str | None) -> tuple[Manifest, str]:
    """Return the manifest of a folder and its SHA-256; if ``sha256`` is given it must be that."""
    path = folder / "MANIFEST"
    try:
        content = read_plain(path, _MOST_OF_MANIFEST)
    except OSError as error:
        raise unreadable(path, error) from error
    found = hashlib.sha256(content).hexdigest()
    if sha256 is not None and found != sha256:
        raise damaged(path, "it does not match its digest")
    return Manifest.decode(content, path), found


def _check_files(archive: Path, folder: Path, manifest: Manifest) -> None:
    """Make sure that every file is there, has its size, and is nobody else's to change."""
    for path in (folder.parent, folder):
        try:
            status = path.stat()
        except OSError as error:
            raise unreadable(path, error) from error
        check_private(path, status.st_mode, archive)
    for name, entry in manifest.files.items():
        try:
            status = (folder / name).stat()
        except OSError as error:
            raise unreadable(folder / name, error) from error
        check_private(folder / name, status.st_mode, archive)
        size = status.st_size
        if size != entry.size_bytes:
            raise damaged(folder / name, f"it has {size} bytes and should have {entry.size_bytes}")


def _check_fingerprint(manifest: Manifest, layout: Layout, archive: Path) -> None:
    """Make sure that words are looked for as they were written."""
    from newssearch.archive.fingerprint import fingerprint  # noqa: PLC0415 - for who opens one

    if manifest.fingerprint != fingerprint(layout):
        raise ArchiveVersionMismatch(
            f"{archive} was indexed with other weights or another text analysis than this"
            " newssearch has",
            hint=MIGRATE,
        )


def deletions_of(folder: Path, entry: SegmentEntry) -> NDArray[np.bool_] | None:
    """Return the mask of a segment's deleted entries, None if there are none."""
    if entry.deletions is None:
        return None
    file = ArrayFile(folder / entry.deletions)
    file.expect("deleted", ("<u4",), holds=within(entry.size - 1))
    numbers = file["deleted"].all()
    mask = np.zeros(entry.size, bool)
    mask[numbers] = True
    return mask
