"""Saved queries, and what each of them has shown: the folder ``saved`` of an archive.

::

    ARCHIVE/saved/        0700
        NAME.json         the query as typed, with its options
        NAME.shown        what was shown: sorted 8-byte hashes of articles' ids, nothing else

It lies beside the generations, not in them: a rebuild changes nothing here. Every file is
replaced as a whole, so a reader sees the old or the new one, and of what two runs have shown at
once nothing is lost, since each adds to what is there under a lock.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.errors import ArchiveDamaged, StorageError, UsageError
from newssearch.archive.manifest import write_atomically
from newssearch.search.execution.engine import Found
from newssearch.search.execution.ordering import Order
from newssearch.search.language import parse_query
from newssearch.search.news import NewsArchive

FOLDER = "saved"
SCHEMA = 1
HASH_BYTES = 8
"""64 bits: among ten million articles two have the same hash once in 370,000 archives."""

MAX_FILE_BYTES = 1 << 30

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

    Raises:
        UsageError: a name cannot be one, or there is no such query, or there is one already.
        StorageError: the folder cannot be read or written.
        ArchiveDamaged: a file there is not as it was written.
    """

    def __init__(self, archive: Path) -> None:
        self._folder = archive / FOLDER

    def add(self, saved: SavedQuery, *, replace: bool = False) -> None:
        """Save a query. One that replaces another of its name has shown nothing yet."""
        path = self._path(saved.name, ".json")
        content = {"schema": SCHEMA, **asdict(saved)}
        del content["name"]
        with self._writing():
            if path.exists() and not replace:
                raise UsageError(
                    f"there is a saved query '{saved.name}' already",
                    hint="take another name, or write over it with --replace",
                )
            self._path(saved.name, ".shown").unlink(missing_ok=True)
            write_atomically(path, json.dumps(content, indent=1).encode() + b"\n")

    def names(self) -> list[str]:
        """Return the names in order."""
        with _storage_errors():
            try:
                entries = list(self._folder.iterdir())
            except FileNotFoundError:
                return []
        names = (entry.name.removesuffix(".json") for entry in entries if entry.suffix == ".json")
        return sorted(name for name in names if _NAME.fullmatch(name))

    def get(self, name: str) -> SavedQuery:
        """Return a saved query."""
        path = self._path(name, ".json")
        content = _read(path)
        if content is None:
            known = ", ".join(self.names()[:20])
            raise UsageError(
                f"there is no saved query '{name}'",
                hint=f"there are: {known}" if known else "save one: newssearch saved add NAME TEXT",
            )
        return _query_of(name, path, content)

    def remove(self, name: str) -> None:
        """Forget a saved query and what it has shown."""
        self.get(name)
        with self._writing():
            for suffix in reversed(_SUFFIXES):
                self._path(name, suffix).unlink(missing_ok=True)

    def shown(self, name: str) -> NDArray[np.uint64]:
        """Return the hashes of what was shown, sorted."""
        path = self._path(name, ".shown")
        content = _read(path) or b""
        if len(content) % HASH_BYTES:
            raise _damaged(path)
        return np.frombuffer(content, "<u8").astype(np.uint64)

    def add_shown(self, name: str, ids: Iterable[str]) -> None:
        """Remember that articles were shown."""
        hashes = np.array([id_hash(id_) for id_ in ids], np.uint64)
        with self._writing():
            together = np.union1d(self.shown(name), hashes)
            write_atomically(self._path(name, ".shown"), together.astype("<u8").tobytes())

    def _path(self, name: str, suffix: str) -> Path:
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"'{name}' cannot be the name of a saved query",
                hint="a name has letters, digits, . _ - and begins with a letter or a digit",
            )
        return self._folder / f"{name}{suffix}"

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the folder for writing; it is made if need be."""
        with _storage_errors():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            descriptor = os.open(self._folder / ".lock", flags, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                os.close(descriptor)


def id_hash(article_id: str) -> int:
    """Return the hash of an article's id: what is kept of articles that were shown."""
    content = article_id.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=HASH_BYTES).digest(), "little")


def new_articles(
    news: NewsArchive,
    text: str,
    shown: NDArray[np.uint64],
    *,
    sort: Order = "newest",
    any_word: bool = False,
    literal: bool = False,
) -> list[tuple[Found, str]]:
    """Return the articles that satisfy a query and were not shown yet, in order, with their ids.

    Raises:
        QuerySyntaxError: the query cannot be read.
        QueryBudgetExceeded: it asks for too much.
    """
    parsed = parse_query(text, any_word=any_word, literal=literal)
    matches = news.matches(parsed)
    total = sum(len(match.docs) for match in matches)
    found = news.engine.first(matches, limit=total, offset=0, order=sort).found
    columns = [segment.keywords("id") for segment in news.engine.segments]
    ids = [columns[one.segment].value(one.number) or "" for one in found]
    hashes = np.array([id_hash(id_) for id_ in ids], np.uint64)
    new = np.flatnonzero(~np.isin(hashes, shown)).tolist()
    return [(found[number], ids[number]) for number in new]


def _read(path: Path) -> bytes | None:
    with _storage_errors():
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            return file.read(MAX_FILE_BYTES)


def _query_of(name: str, path: Path, content: bytes) -> SavedQuery:
    try:
        raw = json.loads(content)
        if raw.pop("schema") != SCHEMA:
            raise _damaged(path)
        saved = SavedQuery(name=name, **raw)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(path) from error
    texts = (saved.query, saved.first_day or "", saved.last_day or "", saved.source or "")
    flags = (saved.any_word, saved.literal)
    fits = all(isinstance(text, str) for text in texts) and all(f in (True, False) for f in flags)
    if not fits:
        raise _damaged(path)
    return saved


def _damaged(path: Path) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"the saved query is damaged: {path} cannot be read",
        hint="remove the file, and save the query again",
    )


@contextlib.contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or FOLDER
        raise StorageError(f"cannot keep saved queries: {where}: {error.strerror}") from error
