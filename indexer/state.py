"""What an archive remembers of its sources: the folders, and each file as it was last read.

It is kept in every generation, so that one pointer publishes both the articles and the knowledge of
where they came from: ``sources.json`` holds the folders, and beside it is a file of arrays with all
their files, see ``files``. In exports and in archives of earlier versions the JSON holds them too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from newssearch.archive.errors import ArchiveDamaged, UsageError
from newssearch.archive.platform.files import read_plain
from newssearch.indexer import files as file_rows
from newssearch.indexer.files import Files, FileState, Skips, read_files, write_files
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.sources import SourceFile

FILE_NAME = "sources.json"

LEAST_GONE, MOST_GONE = 100, 20_000
"""Files that are gone and still known by their content, so that one that comes back under another
name is not taken to be new. Each takes some 70 bytes; there are no more of them than of files."""


@dataclass(slots=True)
class Folder:
    """A remembered folder, or a remembered single file, with its options and its files.

    ``files`` are by their paths below ``path``; that of a single file is its name. ``met`` are the
    fields of ``options.mapping`` that some record had. ``changed`` says that this run changed the
    options, ``moved_from`` where the folder was before this run; neither is kept.
    """

    path: str
    options: FolderOptions = field(default_factory=FolderOptions)
    files: Files = field(default_factory=Files)
    met: list[str] = field(default_factory=list)
    changed: bool = False
    moved_from: str | None = None

    @property
    def articles(self) -> int:
        """How many articles its files gave."""
        return self.files.articles

    def set_options(self, options: FolderOptions) -> None:
        """Change the options; where they decide how files are read, all are read again."""
        if options == self.options:
            return
        if options.reading != self.options.reading:
            self.met = []
            self.files.forget_keys()
        self.options = options
        self.changed = True


@dataclass(slots=True)
class SourcesState:
    """The remembered folders with their files.

    ``skipped`` are (path, reason) of what the last scan found that is no file. ``outside`` counts
    the articles added through Python; ``overwritten`` are the ids of those among them that
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

    def article_keys(self) -> Iterator[str]:
        """Yield the keys of the ids of every file's articles."""
        for folder in self.folders:
            yield from folder.files.article_keys()

    def file(self, source: SourceFile) -> FileState | None:
        """Return what is remembered of a file."""
        folder = self.folder(source.root)
        return folder.files.get(source.relative) if folder else None

    def bury(self, file: FileState) -> None:
        """Keep the identity of a file that is gone."""
        if file.key and file.key[0] and file.digest and file.articles:
            self.gone.append((file.key[0], file.digest, file.article_key))

    def by_source(self) -> dict[str, int]:
        """Return how many articles are of files, and how many were added through Python."""
        of_files = sum(folder.articles for folder in self.folders) - len(self.overwritten)
        return {"files": of_files, "python": self.outside}

    def write(self, folder: Path) -> None:
        """Write the files of it into the folder of a generation.

        Raises:
            OSError: they cannot be written.
        """
        about = []
        for one in self.folders:
            rows = one.files.rows
            about.append({"rows": [len(rows), len(rows.packed)], "skips": rows.skips})
        (folder / FILE_NAME).write_bytes(self._encode(about))
        write_files(folder / file_rows.FILE_NAME, [one.files for one in self.folders])

    def encode(self) -> bytes:
        """Return all of it as JSON, with the files."""
        return self._encode([{"files": _plain(folder.files)} for folder in self.folders])

    def _encode(self, of_files: Sequence[dict[str, Any]]) -> bytes:
        """Return it as JSON; ``of_files`` is what is said of the files of each folder."""
        raw = {name: getattr(self, name) for name in self.__slots__}
        files = sum(len(folder.files) for folder in self.folders)
        raw["gone"] = self.gone[-min(max(files, LEAST_GONE), MOST_GONE) :]
        raw["folders"] = [
            {
                "path": folder.path,
                "options": folder.options.encoded(),
                "met": folder.met,
                **about,
            }
            for folder, about in zip(self.folders, of_files, strict=True)
        ]
        try:
            return orjson.dumps(raw)
        except TypeError:  # it holds names that are not quite Unicode
            return json.dumps(raw, separators=(",", ":")).encode("ascii")

    @classmethod
    def load(cls, folder: Path) -> SourcesState:
        """Read the state of a generation, unverified; one without it remembers nothing.

        Raises:
            ArchiveDamaged: a file cannot be read.
        """
        path = folder / FILE_NAME
        try:
            return cls.decode(read_plain(path), path, folder / file_rows.FILE_NAME)
        except FileNotFoundError:
            return cls()

    @classmethod
    def decode(cls, content: bytes, path: Path, rows: Path | None = None) -> SourcesState:
        """Read the bytes of the JSON; ``path`` is for messages, ``rows`` the file of arrays.

        Raises:
            ArchiveDamaged: they are not a state, or the arrays are not as they were written.
        """
        try:
            raw = _loads(content)
            raw["folders"] = _folders_of(_of(raw["folders"], list), rows)
            raw["skipped"] = [_row(row, str, str) for row in _of(raw.get("skipped", []), list)]
            raw["gone"] = [_row(row, int, str, str) for row in _of(raw.get("gone", []), list)]
            raw["overwritten"] = [_of(id_, str) for id_ in _of(raw.get("overwritten", []), list)]
            for name in ("outside", "scan_started_ns"):
                raw[name] = _count(raw.get(name, 0))
            return cls(**raw)
        except _NOT_A_STATE as error:
            raise ArchiveDamaged(
                f"the archive is damaged: {path} cannot be read",
                hint="rebuild it from the sources: newssearch rebuild",
            ) from error


_NOT_A_STATE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, UsageError)


def _loads(content: bytes) -> dict[str, Any]:
    try:
        raw: dict[str, Any] = orjson.loads(content)
    except ValueError:
        raw = json.loads(content)
    return raw


def _folders_of(raw: list[dict[str, Any]], rows: Path | None) -> list[Folder]:
    """Return the folders with their files; ``rows`` is the file of arrays where there is one."""
    apart = [one for one in raw if "files" not in one]
    sizes = [_row(one["rows"], int, int) for one in apart]
    if apart and rows is None:
        raise ValueError("the files are not there")
    there = iter(read_files(rows, sizes) if rows is not None and apart else ())
    folders = []
    for one in raw:
        if "files" in one:
            files = Files(_states_of(one["files"]))
        else:
            files = next(there)
            files.rows.skips.update(
                {name: _skips_of(skips) for name, skips in one["skips"].items()}
            )
        options = FolderOptions.decoded(one["options"])
        met = [_of(name, str) for name in one["met"]]
        folders.append(Folder(_of(one["path"], str), options, files, met))
    return folders


def _plain(files: Files) -> dict[str, list[Any]]:
    """Return what is remembered of files as plain data."""
    return {
        name: [f.key, f.article_key, f.articles, f.digest, int(f.young), f.skips]
        for name, f in files.items()
    }


def _states_of(raw: dict[str, Any]) -> dict[str, FileState]:
    return {
        name: FileState(
            _key_of(key),
            _of(article_key, str),
            _count(count),
            _of(digest, (str, type(None))),
            bool(young),
            _skips_of(skips) if skips else [],
        )
        for name, (key, article_key, count, digest, young, skips) in raw.items()
    }


def _key_of(raw: Any) -> tuple[int, ...]:
    key = tuple(_of(raw, list))
    if len(key) not in (0, file_rows.KEY) or {*map(type, key)} - {int}:
        raise TypeError(f"{raw!r} is no key of a file")
    return key


def _skips_of(raw: Any) -> Skips:
    return [_row(skip, (int, type(None)), str) for skip in raw]


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
