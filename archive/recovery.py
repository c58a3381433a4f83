"""Going back to a generation that is whole: when the live one is lost or damaged, or not wanted.

All of it is done with the write lock held, by replacing the pointer; no other file is changed.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from newssearch.archive.columnar.layout import Layout
from newssearch.archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveVersionMismatch,
    StorageError,
    damaged,
    refusal,
)
from newssearch.archive.generations import (
    Generation,
    generation_folders,
    generation_number,
    read_current,
    write_current,
)


@dataclass(frozen=True, slots=True)
class Repair:
    """What was repaired: why, which generation is live now, and which newer ones are not whole."""

    reason: str
    generation: str
    articles: int
    passed_over: tuple[str, ...] = ()

    def __str__(self) -> str:
        over = f"; damaged: {', '.join(self.passed_over)}" if self.passed_over else ""
        return (
            f"{self.reason}; made generation {self.generation} live, the newest complete one"
            f" ({self.articles:,} articles{over})"
        )


def repair_pointer(archive: Path, layout: Layout) -> Repair | None:
    """Make the newest whole generation live where the pointer is lost; None if it is not.

    Raises:
        ArchiveDamaged: it is lost, and no generation is whole.
        StorageError: the machine refused to read or write.
    """
    try:
        live = read_current(archive)[0]
    except (ArchiveMissing, ArchiveVersionMismatch):
        return None
    except ArchiveDamaged as error:
        return _fall_back(archive, layout, error)
    if (archive / "generations" / live / "INUSE").exists():
        return None
    return _fall_back(
        archive, layout, damaged(archive / "CURRENT", "the generation it names does not exist")
    )


def repair_opening(archive: Path, layout: Layout) -> Repair | None:
    """Make the newest whole generation live where the live one cannot be opened; None if it can.

    That is little work: the files of the live one are not verified. Archives that are missing, or
    of another format, are left alone.

    Raises:
        ArchiveDamaged: no generation is whole.
        StorageError: the machine refused to read or write.
    """
    try:
        Generation(archive, layout).close()
    except ArchiveDamaged as error:
        return _fall_back(archive, layout, error)
    except (ArchiveMissing, ArchiveVersionMismatch):
        pass
    return None


def repair(archive: Path, layout: Layout) -> Repair | None:
    """Make the newest whole generation live where the live one is not; None if it is.

    Raises:
        ArchiveMissing: there is no archive.
        ArchiveDamaged: no generation is whole.
        ArchiveVersionMismatch: another version of the format wrote the archive.
        StorageError: the machine refused to read or write.
    """
    try:
        with Generation(archive, layout) as generation:
            generation.verify()
    except ArchiveDamaged as error:
        return _fall_back(archive, layout, error)
    return None


def _fall_back(archive: Path, layout: Layout, error: ArchiveDamaged) -> Repair:
    newest, passed_over = newest_whole(archive, layout)
    if newest is None:
        error.hint = "no complete generation is left; read the sources again: newssearch rebuild"
        raise error
    with newest:
        _make_live(archive, newest)
        return Repair(error.message, newest.name, newest.manifest.articles, tuple(passed_over))


def _make_live(archive: Path, generation: Generation) -> None:
    """Replace the pointer, and say which generation is live if that fails."""
    try:
        write_current(archive, generation.name, generation.manifest_sha256)
    except OSError as error:
        failure = refusal(error, f"cannot write {archive / 'CURRENT'}")
        switched = False
        with contextlib.suppress(ArchiveError, StorageError):
            switched = read_current(archive)[0] == generation.name
        if not switched:
            failure.hint = failure.hint or "nothing was changed"
            raise failure from error
        raise StorageError(
            f"generation {generation.name} is live now, but may not survive a power failure:"
            f" {failure.message}"
        ) from error


def newest_whole(
    archive: Path, layout: Layout, *, before: str | None = None
) -> tuple[Generation | None, list[str]]:
    """Return the newest generation that verifies, held, and the names of newer ones that do not.

    ``before`` leaves out that generation and newer ones. An unfinished one counts as not whole.

    Raises:
        StorageError: the machine refused to read.
    """
    passed_over: list[str] = []
    folders = generation_folders(archive)
    if before is not None:
        limit = generation_number(before)
        folders = [folder for folder in folders if generation_number(folder.name) < limit]
    for folder in reversed(folders):
        if not (folder / "MANIFEST").exists():
            continue
        generation = _verified(archive, layout, folder.name)
        if generation is not None:
            return generation, passed_over
        passed_over.append(folder.name)
    return None, passed_over


def _verified(archive: Path, layout: Layout, name: str) -> Generation | None:
    try:
        generation = Generation(archive, layout, name)
    except (ArchiveDamaged, ArchiveVersionMismatch):
        return None
    try:
        generation.verify()
    except ArchiveDamaged:
        generation.close()
        return None
    except BaseException:
        generation.close()
        raise
    return generation


@dataclass(frozen=True, slots=True)
class Rollback:
    """From which generation to which it went, and how many articles that one holds."""

    before: str
    generation: str
    articles: int
    published: str


def rollback(archive: Path, layout: Layout) -> Rollback:
    """Make the newest whole generation before the live one live again.

    Raises:
        ArchiveMissing: there is no archive.
        ArchiveError: there is no generation to go back to.
        ArchiveVersionMismatch: another version of the format wrote the archive.
        StorageError: the machine refused to read or write.
    """
    live = read_current(archive)[0]
    newest, passed_over = newest_whole(archive, layout, before=live)
    if newest is None:
        others = f"; damaged: {', '.join(passed_over)}" if passed_over else ""
        raise ArchiveError(
            f"there is no generation before {live} to go back to{others}",
            hint="to keep more generations from the next run on: newssearch index --keep N",
        )
    with newest:
        _make_live(archive, newest)
        return Rollback(live, newest.name, newest.manifest.articles, newest.manifest.published)
