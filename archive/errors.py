"""Every way in which newssearch tells a person that something went wrong.

::

    NewsSearchError                 a message for people, .hint (what to do next), .exit_code
    ├── UsageError                  2   the command or the query is wrong
    │   ├── QuerySyntaxError            a query that cannot be read, with its place
    │   └── SettingsError               a config file that cannot be followed
    ├── ArchiveError                3   the archive cannot be used
    │   ├── ArchiveMissing              there is none at that place
    │   ├── ArchiveVersionMismatch      written by another format version
    │   │   └── ArchiveTooNew               by a later one: the program must be upgraded
    │   └── ArchiveDamaged              a file is not as it was written
    ├── ArticleError                4   one file or article is bad: counted and listed
    ├── QueryBudgetExceeded         6   a query asked for more than its time or size
    ├── StorageError                7   disk full, no memory, or another failure of the machine
    └── ArchiveLocked              75   another run is writing

What the machine refuses (memory, open files, a disk that cannot be read) is a ``StorageError`` and
never damage: the archive is as it was. ``unreadable`` and ``refusal`` distinguish the two.

A bug is none of these and shows its traceback. Errors of libraries are translated where they
enter, with ``raise … from``.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import ClassVar


class NewsSearchError(Exception):
    """A failure that a person can understand and act on."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(NewsSearchError):
    """The command was given something it cannot work with."""

    exit_code = 2


class QuerySyntaxError(UsageError):
    """A query that cannot be read.

    ``position`` and ``length`` are code points into ``text``, the query as typed; ``code`` is one
    of the stable names listed in docs/query-language.md.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        text: str,
        position: int,
        length: int = 1,
        hint: str | None = None,
        suggestions: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        self.text = text
        self.position = position
        self.length = length
        self.suggestions = suggestions


class SettingsError(UsageError):
    """The settings file has a key or a value that means nothing."""


class ArchiveError(NewsSearchError):
    """The archive cannot be used."""

    exit_code = 3


class ArchiveMissing(ArchiveError):
    """There is no archive at the expected path."""


class ArchiveVersionMismatch(ArchiveError):
    """The archive was written by another version of the format."""


class ArchiveTooNew(ArchiveVersionMismatch):
    """The archive was written by a later version of the format than this program knows."""


class ArchiveDamaged(ArchiveError):
    """A file of the archive is not as it was written; the message names the file."""


class ArticleError(NewsSearchError):
    """One file or one article could not be read; the run goes on without it."""

    exit_code = 4


class QueryBudgetExceeded(NewsSearchError):
    """A query asked for more time or memory than one query may have."""

    exit_code = 6


class StorageError(NewsSearchError):
    """The disk is full, memory ran out, or reading or writing failed."""

    exit_code = 7


class ArchiveLocked(NewsSearchError):
    """Another run is writing to the archive; the message says which, and since when."""

    exit_code = 75


REBUILD = "rebuild it from the sources: newssearch rebuild"
"""What to do with an archive that is damaged."""

REPAIR = (
    "newssearch check --repair makes the newest complete generation live;"
    " newssearch rebuild does so too, then reads the sources again"
)
"""What to do with an archive whose pointer to the live generation is lost."""

_NOT_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO})
"""What the system says of a file that is gone, or that is something else than a file."""

_SAID_WITHOUT_MEMORY = (
    "can't start new thread",
    "can't allocate lock",
    "failed to map segment",
    "cannot allocate memory",
    "cannot apply additional memory protection",
)
"""What other exceptions say when there was no memory for a thread or for a module's code."""

_HINTS = {
    errno.EMFILE: "allow more open files (ulimit -n), or close other programs",
    errno.ENFILE: "close other programs that have files open",
    errno.EACCES: "ask for permission to read it, or use an archive of your own: --archive DIR",
}


def damaged(path: Path, reason: str) -> ArchiveDamaged:
    """Return the error for a file of an archive that is not as it was written."""
    return ArchiveDamaged(f"the archive is damaged: {path}: {reason}", hint=REBUILD)


def unreadable(path: Path, error: OSError) -> NewsSearchError:
    """Return what it means that a file of an archive could not be read.

    A file that is gone is damage; all else is the machine's refusal, and the file may be sound.
    """
    if error.errno in _NOT_THERE:
        there = "it is missing" if error.errno == errno.ENOENT else "it is not a file"
        return damaged(path, there)
    return refusal(error, f"cannot read {path}")


def is_shortage(error: BaseException) -> bool:
    """Return whether the machine had no memory left, or no more files to open."""
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return True
    return is_shortage_of_memory(error)


def is_shortage_of_memory(error: BaseException) -> bool:
    """Return whether the machine ran out of memory: for an object, a map, a thread or a process."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if isinstance(error, MemoryError):
        return True
    said = str(error).lower()
    return isinstance(error, RuntimeError | ImportError | SystemError) and any(
        one in said for one in _SAID_WITHOUT_MEMORY
    )


def refusal(error: BaseException, doing: str, *, hint: str | None = None) -> StorageError:
    """Return the error for what the machine refused: ``doing`` says what failed thereby."""
    number = error.errno if isinstance(error, OSError) else None
    if is_shortage_of_memory(error):
        reason = "out of memory"
        hint = hint or "close other programs, or raise the limit (ulimit -v)"
    else:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        hint = hint or (_HINTS.get(number) if number is not None else None)
    return StorageError(f"{doing}: {reason}", hint=hint)
