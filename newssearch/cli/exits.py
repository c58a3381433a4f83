"""The exit codes of every command: part of what scripts rely on."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command ends with; a failure ends with the code of its class in archive.errors."""

    DONE = 0
    """There was at least one hit, or the work is done."""
    NO_HITS = 1
    """The query was answered, and no article satisfies it."""
    USAGE = 2
    """The command, the query or the settings file was wrong; nothing was done."""
    ARCHIVE = 3
    """The archive is missing, damaged, or of another version of the format."""
    SOME_SKIPPED = 4
    """Indexing is done and published, but some files could not be read; each was listed."""
    OVER_BUDGET = 6
    """The query asked for more time or memory than one query may have."""
    STORAGE = 7
    """The disk is full or reading or writing failed; the last generation is still live."""
    LOCKED = 75
    """Another run is writing to the archive (sysexits.h: EX_TEMPFAIL, try again later)."""
    INTERRUPTED = 130
    """Ctrl-C: 128 and the number of the signal, as shells do."""
    TERMINATED = 143
    """SIGTERM, likewise."""
