"""What an archive remembers of its sources: the folders, and each file as it was last read.

It is kept as ``sources.json`` in every generation, so that one pointer publishes both the articles
and the knowledge of where they came from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newssearch.archive.errors import ArchiveDamaged
from newssearch.indexer.sources import SourceFile

FILE_NAME = "sources.json"

UNREAD = ""
"""The digest of a file that could not be read: it is tried again by every run."""


@dataclass(slots=True)
class FileState:
    """A file as it was read: its key, the key of its articles' ids, how many there were.

    ``digest`` is kept where the file was so young that its key cannot be trusted, and is
    ``UNREAD`` where it could not be read. ``skips`` are the reasons why it, or (number, reason)
    articles of it, were not indexed.
    """

    key: list[int]
    article_key: str
    articles: int = 0
    digest: str | None = None
    skips: list[tuple[int | None, str]] = field(default_factory=list)


@dataclass(slots=True)
class SourcesState:
    """The remembered folders, and their files by root and relative path.

    ``skipped`` are (path, reason) of what the last scan found that is no file. ``outside`` counts
    the articles that came through Python; ``overwritten`` are the ids of those among them that
    took the place of an article of a file.
    """

    roots: list[str] = field(default_factory=list)
    files: dict[str, dict[str, FileState]] = field(default_factory=dict)
    mapping: dict[str, str] = field(default_factory=dict)
    scan_started_ns: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    outside: int = 0
    overwritten: list[str] = field(default_factory=list)

    def file(self, source: SourceFile) -> FileState | None:
        """Return what is remembered of a file."""
        return self.files.get(source.root, {}).get(source.relative)

    def remember(self, source: SourceFile, state: FileState) -> None:
        """Replace what is remembered of a file."""
        self.files.setdefault(source.root, {})[source.relative] = state

    def encode(self) -> bytes:
        """Return the bytes of the file."""
        raw = {name: getattr(self, name) for name in self.__slots__}
        raw["files"] = {
            root: {
                name: [f.key, f.article_key, f.articles, f.digest, f.skips]
                for name, f in files.items()
            }
            for root, files in self.files.items()
            if files
        }
        return json.dumps(raw, separators=(",", ":")).encode("ascii")

    @classmethod
    def load(cls, folder: Path) -> SourcesState:
        """Read the state of a generation, unverified; one without it remembers nothing.

        Raises:
            ArchiveDamaged: the file cannot be read.
        """
        path = folder / FILE_NAME
        try:
            return cls.decode(path.read_bytes(), path)
        except FileNotFoundError:
            return cls()

    @classmethod
    def decode(cls, content: bytes, path: Path) -> SourcesState:
        """Read the bytes of the file; ``path`` is for messages.

        Raises:
            ArchiveDamaged: they are not a state.
        """
        try:
            raw: dict[str, Any] = json.loads(content)
            raw["files"] = {
                root: {
                    name: FileState(key, article_key, count, digest, [tuple(s) for s in skips])
                    for name, (key, article_key, count, digest, skips) in files.items()
                }
                for root, files in raw["files"].items()
            }
            raw["skipped"] = [(path, reason) for path, reason in raw.get("skipped", ())]
            return cls(**raw)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ArchiveDamaged(
                f"the archive is damaged: {path} cannot be read",
                hint="rebuild it from the sources: newssearch rebuild",
            ) from error
