"""What an archive remembers of its sources: the folders, and each file as it was last read.

It is kept as ``sources.json`` in every generation, so that one pointer publishes both the articles
and the knowledge of where they came from.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from newssearch.archive.errors import ArchiveDamaged, UsageError
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.sources import SourceFile

FILE_NAME = "sources.json"

UNREAD = ""
"""The digest of a file that could not be read: it is tried again by every run."""

LEAST_GONE, MOST_GONE = 100, 20_000
"""Files that are gone and still known by their content, so that one that comes back under another
name is not taken to be new. Each takes some 70 bytes; there are no more of them than of files."""


@dataclass(slots=True)
class FileState:
    """A file as it was read: its key, the key of its articles' ids, how many there were.

    ``key`` is [size, mtime, ctime, inode], see ``SourceFile.key``; it is empty where the file is to
    be read again whatever it holds. ``digest`` tells its content, and is ``UNREAD`` where it could
    not be read. ``young`` says that the file had been changed so shortly before that its key alone
    cannot be trusted. ``skips`` are the reasons why it, or (number, reason) articles of it, were
    not indexed.
    """

    key: list[int]
    article_key: str
    articles: int = 0
    digest: str = UNREAD
    young: bool = False
    skips: list[tuple[int | None, str]] = field(default_factory=list)

    @property
    def stale(self) -> bool:
        """Whether the file is to be read again because the options it is read with changed."""
        return not self.key


@dataclass(slots=True)
class Folder:
    """A remembered folder, or a remembered single file, with its options and its files.

    ``files`` are by their paths below ``path``; that of a single file is its name. ``met`` are the
    fields of ``options.mapping`` that some record had. ``changed`` says that this run changed the
    options, ``moved_from`` where the folder was before this run; neither is kept.
    """

    path: str
    options: FolderOptions = field(default_factory=FolderOptions)
    files: dict[str, FileState] = field(default_factory=dict)
    met: list[str] = field(default_factory=list)
    changed: bool = False
    moved_from: str | None = None

    @property
    def articles(self) -> int:
        """How many articles its files gave."""
        return sum(file.articles for file in self.files.values())

    def set_options(self, options: FolderOptions) -> None:
        """Change the options; where they decide how files are read, all are read again."""
        if options == self.options:
            return
        if options.reading != self.options.reading:
            self.met = []
            for file in self.files.values():
                file.key = []
        self.options = options
        self.changed = True


@dataclass(slots=True)
class SourcesState:
    """The remembered folders with their files.

    ``skipped`` are (path, reason) of what the last scan found that is no file. ``outside`` counts
    the articles that came through Python; ``overwritten`` are the ids of those among them that
    took the place of an article of a file. ``gone`` are [size, digest, key of the articles' ids] of
    files that are gone, the latest last.
    """

    folders: list[Folder] = field(default_factory=list)
    scan_started_ns: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    outside: int = 0
    overwritten: list[str] = field(default_factory=list)
    gone: list[tuple[int, str, str]] = field(default_factory=list)

    def folder(self, path: str) -> Folder | None:
        """Return a remembered folder."""
        return next((folder for folder in self.folders if folder.path == path), None)

    def files(self) -> Iterator[FileState]:
        """Yield what is remembered of every file."""
        for folder in self.folders:
            yield from folder.files.values()

    def file(self, source: SourceFile) -> FileState | None:
        """Return what is remembered of a file."""
        folder = self.folder(source.root)
        return folder.files.get(source.relative) if folder else None

    def bury(self, file: FileState) -> None:
        """Keep the identity of a file that is gone."""
        if file.key and file.key[0] and file.digest != UNREAD and file.articles:
            self.gone.append((file.key[0], file.digest, file.article_key))

    def by_source(self) -> dict[str, int]:
        """Return how many articles are of files, and how many came through Python."""
        of_files = sum(file.articles for file in self.files()) - len(self.overwritten)
        return {"files": of_files, "python": self.outside}

    def encode(self) -> bytes:
        """Return the bytes of the file."""
        raw = {name: getattr(self, name) for name in self.__slots__}
        files = sum(len(folder.files) for folder in self.folders)
        raw["gone"] = self.gone[-min(max(files, LEAST_GONE), MOST_GONE) :]
        raw["folders"] = [
            {
                "path": folder.path,
                "options": folder.options.encoded(),
                "met": folder.met,
                "files": {
                    name: [f.key, f.article_key, f.articles, f.digest, int(f.young), f.skips]
                    for name, f in folder.files.items()
                },
            }
            for folder in self.folders
        ]
        try:
            return orjson.dumps(raw)
        except TypeError:  # it holds names that are not quite Unicode
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
            raw = _loads(content)
            raw["folders"] = [_folder_of(one) for one in _of(raw["folders"], list)]
            raw["skipped"] = [_row(row, str, str) for row in _of(raw.get("skipped", []), list)]
            raw["gone"] = [_row(row, int, str, str) for row in _of(raw.get("gone", []), list)]
            raw["overwritten"] = [_of(id_, str) for id_ in _of(raw.get("overwritten", []), list)]
            for name in ("outside", "scan_started_ns"):
                raw[name] = _count(raw.get(name, 0))
            return cls(**raw)
        except (ValueError, TypeError, KeyError, AttributeError, UsageError) as error:
            raise ArchiveDamaged(
                f"the archive is damaged: {path} cannot be read",
                hint="rebuild it from the sources: newssearch rebuild",
            ) from error


def _loads(content: bytes) -> dict[str, Any]:
    try:
        raw: dict[str, Any] = orjson.loads(content)
    except ValueError:
        raw = json.loads(content)
    return raw


def _folder_of(raw: dict[str, Any]) -> Folder:
    files = {
        name: FileState(
            key,
            article_key,
            count,
            digest,
            bool(young),
            [_row(skip, (int, type(None)), str) for skip in skips] if skips else [],
        )
        for name, (key, article_key, count, digest, young, skips) in raw["files"].items()
    }
    if not _are_sound(files.values()):
        raise TypeError("a value of a file is not what it should be")
    options = FolderOptions.decoded(raw["options"])
    met = [_of(name, str) for name in raw["met"]]
    return Folder(_of(raw["path"], str), options, files, met)


def _are_sound(files: Collection[FileState]) -> bool:
    """Say whether all values may be what they are; column by column, as there may be many files."""
    return (
        {type(file.key) for file in files} <= {list}
        and {type(part) for file in files for part in file.key} <= {int}
        and {type(file.articles) for file in files} <= {int}
        and min((file.articles for file in files), default=0) >= 0
        and {type(text) for file in files for text in (file.article_key, file.digest)} <= {str}
    )


def _row(values: Any, *types: type | tuple[type, ...]) -> Any:
    """Return values, one for each of some types, as a tuple.

    Raises:
        ValueError: there are more, or fewer.
        TypeError: one is of another type.
    """
    return tuple(_of(value, one) for value, one in zip(values, types, strict=True))


def _count(value: Any) -> int:
    """Return a number that is not negative; the errors are as of ``_row``."""
    if _of(value, int) < 0:
        raise ValueError(f"{value} is negative")
    return int(value)


def _of(value: Any, types: type | tuple[type, ...]) -> Any:
    if not isinstance(value, types):
        raise TypeError(f"{value!r} is no {types}")
    return value
