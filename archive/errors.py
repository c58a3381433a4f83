"""Every way in which newssearch tells a person that something went wrong.

::

    NewsSearchError                 a message for people, .hint (what to do next), .exit_code
    ├── UsageError                  2   the command or the query is wrong
    │   ├── QuerySyntaxError            a query that cannot be read, with its place
    │   └── SettingsError               a config file that cannot be followed
    ├── ArchiveError                3   the archive cannot be used
    │   ├── ArchiveMissing              there is none at that place
    │   ├── ArchiveVersionMismatch      written by another format version
    │   └── ArchiveDamaged              a file is not as it was written
    ├── ArticleError                4   one file or article is bad: counted and listed
    ├── QueryBudgetExceeded         6   a query asked for more than its time or size
    ├── StorageError                7   disk full or another input/output failure
    └── ArchiveLocked              75   another run is writing

A bug is none of these and shows its traceback. Errors of libraries are translated where they
enter, with ``raise … from``.
"""

from __future__ import annotations

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
    """No archive lies at the place where one was looked for."""


class ArchiveVersionMismatch(ArchiveError):
    """The archive was written by another version of the format."""


class ArchiveDamaged(ArchiveError):
    """A file of the archive is not as it was written; the message names the file."""


class ArticleError(NewsSearchError):
    """One file or one article could not be read; the run goes on without it."""

    exit_code = 4


class QueryBudgetExceeded(NewsSearchError):
    """A query asked for more time or memory than one query may have."""

    exit_code = 6


class StorageError(NewsSearchError):
    """The disk is full, or reading or writing failed."""

    exit_code = 7


class ArchiveLocked(NewsSearchError):
    """Another run is writing to the archive; the message says which, and since when."""

    exit_code = 75
