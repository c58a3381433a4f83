"""The exit codes of every command: part of what scripts rely on."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit code of a command; a failure has the code of its class in archive.errors."""

    DONE = 0
    """There was at least one hit, or the command succeeded."""
    NO_HITS = 1
    """The query ran, and no article matches it."""
    USAGE = 2
    """The command, the query or the settings file is invalid; nothing was done."""
    ARCHIVE = 3
    """The archive is missing, damaged or of another format version."""
    SOME_SKIPPED = 4
    """Indexing finished and was published, but some files could not be read; each was listed."""
    OVER_BUDGET = 6
    """The query needs more time or memory than one query is allowed."""
    STORAGE = 7
    """The disk is full, or reading or writing failed; the last generation is still live."""
    LOCKED = 75
    """Another run is writing to the archive (sysexits.h: EX_TEMPFAIL, try again later)."""
    INTERRUPTED = 130
    """Ctrl-C: 128 plus the signal number, as in shells."""
    TERMINATED = 143
    """SIGTERM, likewise."""
