"""The manifest of a generation: its segments, its counts, and every file with size and digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from newssearch.archive.errors import ArchiveTooNew, ArchiveVersionMismatch, damaged
from newssearch.archive.modes import file_mode
from newssearch.archive.platform import files
from newssearch.archive.platform.names import replace_file

FORMAT = 3
"""Version of the format of an archive: generations, segments and analysis together."""

MIGRATE = (
    "newssearch migrate converts its articles;"
    " newssearch rebuild reads the sources again and converts only articles without a file"
)
"""What to do with an archive that an earlier version wrote."""

BY_SOURCE = "by_source"
"""What ``about`` calls the numbers of articles by where they came from, as the run that published
them counted: an object of numbers that add up to all articles."""

DUPLICATES = "duplicates"
"""What ``about`` calls the number of articles that are in a group and do not lead it."""

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}")
"""What a file of a generation may be called."""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment of a generation: name, number of articles, file of its deletions."""

    name: str
    size: int
    deletions: str | None = None


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of a generation as it was written."""

    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of. ``articles`` counts those that are not deleted.

    ``fingerprint`` says by which weights and which analysis (see ``fingerprint``).
    """

    generation: str
    published: str
    articles: int
    segments: tuple[SegmentEntry, ...]
    files: dict[str, FileEntry]
    about: dict[str, Any] = field(default_factory=dict)
    fingerprint: str = ""

    def encode(self) -> bytes:
        """Return the bytes of the MANIFEST file."""
        content = {"format": FORMAT, **asdict(self)}
        return json.dumps(content, indent=1).encode("ascii") + b"\n"

    @classmethod
    def decode(cls, content: bytes, path: Path) -> Manifest:
        """Read the bytes of a MANIFEST file; ``path`` is for messages.

        Raises:
            ArchiveVersionMismatch: another version of the format wrote it.
            ArchiveDamaged: it is not a manifest.
        """
        try:
            raw = json.loads(content)
            version = raw.pop("format")
            check_format(version, path.parent)
            raw["segments"] = tuple(SegmentEntry(**segment) for segment in raw["segments"])
            raw["files"] = {name: FileEntry(**entry) for name, entry in raw["files"].items()}
            manifest = cls(**raw)
            manifest._check()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise damaged(path, "it cannot be read") from error
        return manifest

    def _check(self) -> None:
        """Make sure that every value is of its type, and that no name leads out of the folder.

        Raises:
            ValueError: one is not.
        """
        texts: list[Any] = [self.generation, self.published]
        names: list[Any] = [*self.files]
        numbers: list[Any] = [self.articles]
        for segment in self.segments:
            names.append(segment.name)
            if segment.deletions is not None:
                names.append(segment.deletions)
            numbers.append(segment.size)
        for entry in self.files.values():
            texts.append(entry.sha256)
            numbers.append(entry.size_bytes)
        sound = (
            all(isinstance(text, str) for text in texts)
            and all(isinstance(name, str) and _NAME.fullmatch(name) for name in names)
            and all(type(number) is int and 0 <= number < 1 << 63 for number in numbers)
            and isinstance(self.about, dict)
        )
        if not sound:
            raise ValueError("a value has the wrong type")
        dt.datetime.fromisoformat(self.published)


def check_format(version: Any, path: Path) -> None:
    """Make sure that what is at ``path`` has the format that this program reads.

    Raises:
        ArchiveTooNew: it has a later one.
        ArchiveVersionMismatch: it has an older one.
        ValueError: that is no version at all.
    """
    if type(version) is not int or version < 0:
        raise ValueError(f"not a format version: {version!r}")
    if version > FORMAT:
        raise ArchiveTooNew(
            f"{path} has format {version}, which a newer newssearch wrote;"
            f" this one reads format {FORMAT}",
            hint="upgrade the program: pip install --upgrade newssearch",
        )
    if version < FORMAT:
        raise ArchiveVersionMismatch(
            f"{path} has format {version}, this newssearch reads format {FORMAT}", hint=MIGRATE
        )


def digest(path: Path) -> FileEntry:
    """Return size and SHA-256 of a file."""
    with os.fdopen(files.open_plain(path), "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return FileEntry(os.fstat(file.fileno()).st_size, sha256)


def make_durable(path: Path) -> FileEntry:
    """Make sure that a file is on the disk; return its size and SHA-256."""
    files.make_file_durable(path)
    return digest(path)


def write_atomically(path: Path, content: bytes) -> None:
    """Put a whole file in place by a rename: after a crash it is the old or the new one.

    Who may read it follows from the mode of its folder.
    """
    temporary = path.with_name(f".tmp-{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = files.open_no_link(temporary, files.CREATING)
    try:
        with os.fdopen(descriptor, "wb") as file:
            files.set_mode(descriptor, file_mode(path.parent))
            file.write(content)
            file.flush()
            files.make_durable(file.fileno())
        replace_file(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    files.make_names_durable(path.parent)
