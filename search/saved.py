"""Saved queries, and what each of them has shown: the folder ``saved`` of an archive.

::

    ARCHIVE/saved/        0700
        NAME.json         the query as typed, with its options
        NAME.shown        what was shown: 8 bytes that name the form, 8 that tell the NAME.json that
                          it belongs to, then sorted 8-byte hashes of articles' ids

It is beside the generations, not in them: a rebuild changes nothing here. Every file is replaced as
a whole, so a reader sees the old or the new one, and of what two runs have shown at once nothing is
lost, since each adds to what is there under a lock.

Who may read an archive but not write to it keeps saved queries in a folder of the same form among
their own data, and sees those of the archive beside them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.errors import ArchiveDamaged, StorageError, UsageError
from newssearch.archive.locks import FileLock
from newssearch.archive.manifest import write_atomically
from newssearch.archive.modes import PRIVATE, check_private, file_mode, folder_mode
from newssearch.archive.platform import files
from newssearch.search.engine import Ref
from newssearch.search.selection import Selection

FOLDER = "saved"
SCHEMA = 1
HASH_BYTES = 8
"""64 bits: among ten million articles two have the same hash once in 370,000 archives."""

MAX_FILE_BYTES = 1 << 30

_TIED = b"nsshown2"
"""How a file of what was shown begins; those of before format 3 began with the first hash."""

_NAME = re.compile(r"[^\W_][\w.-]{0,63}")
_SUFFIXES = (".json", ".shown")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query under a name: as typed, and the options given with it."""

    name: str
    query: str
    any_word: bool = False
    literal: bool = False
    first_day: str | None = None
    last_day: str | None = None
    source: str | None = None


class SavedQueries:
    """The saved queries of an archive, which must exist.

    With ``own``, a reader's folder, whatever is written goes there, and what was shown is what this
    reader was shown; the queries of the archive are there to be run.

    Raises:
        UsageError: a name cannot be one, or there is no such query, or there is one already.
        StorageError: the folder cannot be read or written.
        ArchiveDamaged: a file there is not as it was written.
        ArchiveError: others may write to the folder.
    """

    def __init__(self, archive: Path | str, own: Path | None = None) -> None:
        shared = Path(archive) / FOLDER
        self._folder = own or shared
        self._folders = [self._folder, shared] if own else [shared]
        for folder in self._folders:
            with _storage_errors(), contextlib.suppress(FileNotFoundError):
                check_private(folder, folder.stat().st_mode, folder)

    def add(self, saved: SavedQuery, *, replace: bool = False) -> None:
        """Save a query. One that replaces another of its name has shown nothing yet."""
        path = self._path(saved.name, ".json")
        content = {"schema": SCHEMA, **asdict(saved)}
        del content["name"]
        with self._writing():
            if not replace and self._find(saved.name) is not None:
                raise UsageError(
                    f"there is already a saved query '{saved.name}'",
                    hint="choose another name, or replace it with --replace",
                )
            shown = self._path(saved.name, ".shown")
            if path.exists():
                self._tie(saved.name)
            else:
                shown.unlink(missing_ok=True)
            write_atomically(path, json.dumps(content, indent=1).encode() + b"\n")
            shown.unlink(missing_ok=True)

    def _tie(self, name: str) -> None:
        """Make sure that what was shown counts for the query as it is, and for no other."""
        path = self._path(name, ".shown")
        content = _read(path)
        if content and not content.startswith(_TIED):
            write_atomically(path, self._header(name) + content)

    def _header(self, name: str) -> bytes:
        found = self._find(name)
        query = found[1] if found else b""
        return _TIED + hashlib.blake2b(query, digest_size=HASH_BYTES).digest()

    def names(self) -> list[str]:
        """Return the names in order."""
        entries: list[Path] = []
        for folder in self._folders:
            with _storage_errors(), contextlib.suppress(FileNotFoundError):
                entries += folder.iterdir()
        names = {entry.name.removesuffix(".json") for entry in entries if entry.suffix == ".json"}
        return sorted(name for name in names if _NAME.fullmatch(name))

    def get(self, name: str) -> SavedQuery:
        """Return a saved query."""
        found = self._find(name)
        if found is None:
            known = ", ".join(self.names()[:20])
            raise UsageError(
                f"there is no saved query '{name}'",
                hint=f"there are: {known}" if known else "save one: newssearch saved add NAME TEXT",
            )
        return _query_of(name, *found)

    def _find(self, name: str) -> tuple[Path, bytes] | None:
        """Return the file of a saved query with its content, None if there is none."""
        for folder in self._folders:
            path = self._path(name, ".json", folder)
            content = _read(path)
            if content is not None:
                return path, content
        return None

    def remove(self, name: str) -> None:
        """Forget a saved query and what it has shown."""
        self.get(name)
        if _read(self._path(name, ".json")) is None:
            raise UsageError(
                f"the saved query '{name}' belongs to the archive, which you may not write to",
                hint="ask the archive's owner to remove it",
            )
        with self._writing():
            for suffix in _SUFFIXES:
                self._path(name, suffix).unlink(missing_ok=True)

    def shown(self, name: str) -> NDArray[np.uint64]:
        """Return the hashes of what was shown, sorted.

        What was shown of a query that another has taken the place of counts for nothing.
        """
        path = self._path(name, ".shown")
        content = _read(path) or b""
        if content.startswith(_TIED):
            header = self._header(name)
            content = content[len(header) :] if content.startswith(header) else b""
        if len(content) % HASH_BYTES:
            raise _damaged(path)
        return np.frombuffer(content, "<u8").astype(np.uint64)

    def add_shown(self, name: str, ids: Iterable[str]) -> None:
        """Remember that articles were shown."""
        hashes = np.array([id_hash(id_) for id_ in ids], np.uint64)
        with self._writing():
            together = np.union1d(self.shown(name), hashes)
            content = self._header(name) + together.astype("<u8").tobytes()
            write_atomically(self._path(name, ".shown"), content)

    @contextlib.contextmanager
    def showing(self, name: str) -> Iterator[None]:
        """Hold the right to show what is new to a query, from finding it to ``add_shown``.

        Of several runs at once the others wait, and then find what is still new.
        """
        path = self._path(name, ".json").with_name(f".{name}.running")
        with _storage_errors():
            self._make_folder()
            lock = self._locked(path)
        try:
            yield
        finally:
            lock.close()

    def everything(self) -> list[dict[str, Any]]:
        """Return all saved queries with what they have shown, as plain data."""
        return [
            {
                **asdict(self.get(name)),
                "shown": [f"{one:016x}" for one in self.shown(name).tolist()],
            }
            for name in self.names()
        ]

    def add_everything(self, saved: Iterable[Mapping[str, Any]]) -> list[str]:
        """Add what ``everything`` returned where the names are free; return the names added.

        Raises:
            UsageError: something is no saved query; those before it were added.
        """
        added = []
        for content in saved:
            values = dict(content)
            try:
                hashes = np.array([int(one, 16) for one in values.pop("shown")], np.uint64)
                one = _checked(SavedQuery(**values))
                self._path(one.name, ".json")
            except (TypeError, ValueError, KeyError, OverflowError) as error:
                raise UsageError(f"not a saved query: {str(content)[:80]}") from error
            if self._find(one.name) is None:
                self.add(one)
                with self._writing():
                    content_shown = (
                        self._header(one.name) + np.unique(hashes).astype("<u8").tobytes()
                    )
                    write_atomically(self._path(one.name, ".shown"), content_shown)
                added.append(one.name)
        return added

    def _path(self, name: str, suffix: str, folder: Path | None = None) -> Path:
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"'{name}' cannot be the name of a saved query",
                hint="a name has letters, digits, . _ - and begins with a letter or a digit",
            )
        return (folder or self._folder) / f"{name}{suffix}"

    def read_file(self, name: str) -> bytes | None:
        """Return another file that is kept here, of the user or else of the archive, or None."""
        found = (_read(folder / name) for folder in self._folders)
        return next((content for content in found if content is not None), None)

    def write_file(self, name: str, content: bytes) -> None:
        """Put another file here, as a whole; within ``changing``."""
        with _storage_errors():
            write_atomically(self._folder / name, content)

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the folder, so that what is read and written again is nobody else's meanwhile."""
        with self._writing():
            yield

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the folder for writing; it is made if need be."""
        with _storage_errors():
            self._make_folder()
            with self._locked():
                yield

    def _make_folder(self) -> None:
        if len(self._folders) > 1:
            self._folder.mkdir(PRIVATE, parents=True, exist_ok=True)
        elif not self._folder.exists():
            self._folder.mkdir(PRIVATE, exist_ok=True)
            self._folder.chmod(folder_mode(self._folder.parent.stat().st_mode))

    def _locked(self, path: Path | None = None) -> FileLock:
        while True:
            lock = FileLock(path or self._folder / ".lock", file_mode(self._folder))
            if lock.take(wait=True):
                return lock
            lock.close()


def id_hash(article_id: str) -> int:
    """Return the hash of an article's id: what is kept of articles that were shown."""
    content = article_id.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=HASH_BYTES).digest(), "little")


def new_articles(selection: Selection, shown: NDArray[np.uint64]) -> list[tuple[Ref, str]]:
    """Return the articles of a selection that were not shown yet, in order, with their ids."""
    refs = selection.refs()
    ids = selection.ids(refs)
    hashes = np.array([id_hash(id_) for id_ in ids], np.uint64)
    new = np.flatnonzero(~np.isin(hashes, shown)).tolist()
    return [(refs[number], ids[number]) for number in new]


def _read(path: Path) -> bytes | None:
    with _storage_errors():
        try:
            descriptor = files.open_no_link(path, files.READING_WITHOUT_WAITING)
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            files.check_plain(descriptor, path)
            return file.read(MAX_FILE_BYTES)


def _query_of(name: str, path: Path, content: bytes) -> SavedQuery:
    try:
        raw = json.loads(content)
        if raw.pop("schema") != SCHEMA:
            raise _damaged(path)
        return _checked(SavedQuery(name=name, **raw))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(path) from error


def _checked(saved: SavedQuery) -> SavedQuery:
    """Return a saved query; one with a value of the wrong type raises ValueError."""
    days = (saved.first_day or "", saved.last_day or "")
    texts = (saved.name, saved.query, *days, saved.source or "")
    flags = (saved.any_word, saved.literal)
    if not all(isinstance(text, str) for text in texts) or not {*map(type, flags)} <= {bool}:
        raise ValueError("a value is of the wrong type")
    return saved


def _damaged(path: Path) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"the saved query is damaged: {path} cannot be read",
        hint="remove the file and save the query again",
    )


@contextlib.contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or FOLDER
        raise StorageError(f"cannot keep saved queries: {where}: {error.strerror}") from error
