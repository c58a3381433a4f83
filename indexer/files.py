"""What is remembered of the files of a folder: as arrays, since there may be 100,000 of them.

A run compares all of them with what a scan found in a few steps, and makes an object only of a file
that it has to look at. On the disk they are the arrays of one file, those of all folders one after
the other::

    names           UTF-8; the names of a folder rise and are joined by NUL
    keys            size in bytes, mtime and ctime in ns, inode: four int64 a file
    article_keys    the 16 hexadecimal digits as uint64
    articles        how many the file gave, uint32
    digests         BLAKE2b of the content, 128 bits as two uint64
    flags           uint8: the sum of YOUNG, STALE, NOT_READ, NO_DIGEST

What does not fit into int64, as years from 2262 on, is kept modulo 2**64. Why files or articles of
them were skipped is kept apart, as few have that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from operator import lt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile, ArrayFileWriter
from newssearch.archive.columnar.soundness import within
from newssearch.archive.errors import damaged

FILE_NAME = "sources.files"

UNREAD = ""
"""The digest of a file that could not be read: it is tried again by every run."""

YOUNG, STALE, NOT_READ, NO_DIGEST = 1, 2, 4, 8
_DOUBTFUL = YOUNG | STALE | NOT_READ
"""What keeps a key from being trusted."""

KEY = 4
"""Values of a key: size, mtime, ctime, inode."""

_UNFIT = "the names of files do not fit the rows"

Skips = list[tuple[int | None, str]]
Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was read: its key, the key of its articles' ids, how many there were.

    ``key`` is (size, mtime, ctime, inode), see ``SourceFile.key``; it is empty where the file is to
    be read again whatever it holds. ``article_key`` are 16 hexadecimal digits. ``digest`` tells
    its content; it is ``UNREAD`` where it could not be read, and None where an earlier version has
    kept none. ``young`` says that the file had been
    changed so shortly before that its key alone cannot be trusted. ``skips`` are the reasons why
    it, or (number, reason) articles of it, were not indexed.
    """

    key: tuple[int, ...]
    article_key: str
    articles: int = 0
    digest: str | None = UNREAD
    young: bool = False
    skips: Skips = field(default_factory=list)

    @property
    def stale(self) -> bool:
        """Whether the file is to be read again because the options it is read with changed."""
        return not self.key


@dataclass(slots=True)
class Rows:
    """The arrays, a row a file, and the skips by name. ``packed`` are the names as they are kept,
    in the file ``path``.

    Shapes: ``keys`` (files, 4), ``digests`` (files, 2), the others (files,).
    """

    packed: bytes
    keys: Keys
    article_keys: NDArray[np.uint64]
    articles: NDArray[np.uint32]
    digests: NDArray[np.uint64]
    flags: NDArray[np.uint8]
    skips: dict[str, Skips] = field(default_factory=dict)
    path: Path = Path(FILE_NAME)
    _names: list[str] | None = None

    @classmethod
    def of(cls, files: Mapping[str, FileState]) -> Rows:
        """Return the rows of some files, in order of their names.

        Raises:
            ValueError, TypeError, OverflowError: a value is not what it should be.
        """
        names = sorted(files)
        states = [files[name] for name in names]
        flags = [
            YOUNG * one.young
            | STALE * one.stale
            | NOT_READ * (one.digest == UNREAD)
            | NO_DIGEST * (one.digest is None)
            for one in states
        ]
        return cls(
            packed(names),
            keys_of([one.key or (0,) * KEY for one in states]),
            _numbers((one.article_key for one in states), 16).reshape(-1),
            np.fromiter((one.articles for one in states), np.uint32, len(states)),
            _numbers((one.digest or "0" * 32 for one in states), 32),
            np.array(flags, np.uint8),
            {name: one.skips for name, one in zip(names, states, strict=True) if one.skips},
            _names=names,
        )

    def __len__(self) -> int:
        return len(self.flags)

    @property
    def names(self) -> list[str]:
        """The names, each once, in their order.

        Raises:
            ArchiveDamaged: they are not in order, or not as many as there are rows.
        """
        if self._names is None:
            text = self.packed.decode("utf-8", "surrogateescape")
            names = text.split("\0") if len(self) else []
            rising = all(map(lt, names, names[1:]))
            if len(names) != len(self) or not rising or (text and not names):
                raise damaged(self.path, _UNFIT)
            self._names = names
        return self._names

    def place(self, name: str) -> int | None:
        """Return the row of a name."""
        row = bisect_left(self.names, name)
        return row if row < len(self) and self.names[row] == name else None

    def state(self, row: int) -> FileState:
        """Return what one row says."""
        flags = int(self.flags[row])
        digest = None if flags & NO_DIGEST else "".join(map(_digits, self.digests[row].tolist()))
        return FileState(
            () if flags & STALE else tuple(self.keys[row].tolist()),
            _digits(self.article_keys[row]),
            int(self.articles[row]),
            UNREAD if flags & NOT_READ else digest,
            bool(flags & YOUNG),
            self.skips.get(self.names[row], []),
        )

    def changed(self, changes: Mapping[str, FileState | None]) -> Rows:
        """Return the rows with some files put in the place of what was there; None takes out."""
        names = self.names
        keep = np.ones(len(self), bool)
        keep[[row for name in changes if (row := self.place(name)) is not None]] = False
        left = [*compress(names, keep.tolist())]
        added = Rows.of({name: one for name, one in changes.items() if one is not None})
        at = [bisect_left(left, name) for name in added.names]
        merged = sorted(left + added.names)

        def columns(own: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
            return np.insert(own[keep], at, other, axis=0)

        return Rows(
            packed(merged),
            columns(self.keys, added.keys),
            columns(self.article_keys, added.article_keys),
            columns(self.articles, added.articles),
            columns(self.digests, added.digests),
            columns(self.flags, added.flags),
            {name: why for name, why in self.skips.items() if name not in changes} | added.skips,
            _names=merged,
        )


def packed(names: Sequence[str]) -> bytes:
    """Return names as they are kept.

    Raises:
        ValueError: one is no name of a file.
    """
    text = "\0".join(names)
    if text.count("\0") != max(len(names) - 1, 0):
        raise ValueError("a name of a file holds NUL")
    return text.encode("utf-8", "surrogateescape")


def keys_of(rows: Sequence[Sequence[int]]) -> Keys:
    """Return the keys of files as an array, a row a file."""
    count = len(rows) * KEY
    try:
        array = np.fromiter(chain.from_iterable(rows), np.int64, count)
    except OverflowError:
        low = (value % (1 << 64) for value in chain.from_iterable(rows))
        array = np.fromiter(low, np.uint64, count).view(np.int64)
    return array.reshape(len(rows), KEY)


def _digits(number: int) -> str:
    return f"{int(number):016x}"


def _numbers(digits: Iterable[str], width: int) -> NDArray[np.uint64]:
    """Return hexadecimal digits, ``width`` each, as rows of numbers of 16 digits.

    Raises:
        ValueError: one is something else.
    """
    texts = [*digits]
    if any(len(text) != width for text in texts):
        raise ValueError(f"a key is not of {width} hexadecimal digits")
    raw = np.frombuffer(bytes.fromhex("".join(texts)), ">u8").astype(np.uint64)
    return raw.reshape(len(texts), width // 16)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Names and keys that were found beside those remembered.

    ``rows`` are the rows of the names, -1 where one is not remembered (int64); ``same`` marks those
    whose key is the one remembered and can be trusted; ``gone`` are names that were not found.
    """

    rows: NDArray[np.int64]
    same: NDArray[np.bool_]
    gone: list[str]


class Files(MutableMapping[str, FileState]):
    """What is remembered of a folder's files, by their paths below it; a single one by its name."""

    __slots__ = ("_changes", "_rows", "_size")

    def __init__(self, rows: Rows | Mapping[str, FileState] | None = None) -> None:
        self._rows = rows if isinstance(rows, Rows) else Rows.of(rows or {})
        self._changes: dict[str, FileState | None] = {}
        self._size = len(self._rows)

    @property
    def rows(self) -> Rows:
        """All of it as arrays."""
        if self._changes:
            self._rows = self._rows.changed(self._changes)
            self._changes = {}
        return self._rows

    @property
    def articles(self) -> int:
        """How many articles the files gave."""
        return int(self.rows.articles.sum(dtype=np.int64))

    def article_keys(self) -> Iterator[str]:
        """Yield the key of the ids of each file's articles."""
        return map(_digits, self.rows.article_keys.tolist())

    def forget_keys(self) -> None:
        """Have every file read again whatever it holds."""
        rows = self.rows
        rows.flags = rows.flags | np.uint8(STALE)

    def compare(self, names: Sequence[str], keys: Keys) -> Comparison:
        """Compare with names that were found, in order, and their keys."""
        known = self.rows
        gone: list[str] = []
        if packed(names) == known.packed and len(names) == len(known):
            rows = np.arange(len(names))
        else:
            places = dict(zip(known.names, range(len(known)), strict=True))
            rows = np.fromiter((places.get(name, -1) for name in names), np.int64, len(names))
            if np.count_nonzero(rows >= 0) < len(known):
                gone = sorted(places.keys() - set(names))
        same = rows >= 0
        own = rows[same]
        sure = known.flags[own] & _DOUBTFUL == 0
        same[same] = (known.keys[own] == keys[same]).all(axis=1) & sure
        return Comparison(rows, same, gone)

    def __getitem__(self, name: str) -> FileState:
        state = self._changes.get(name)
        if state is None:
            row = None if name in self._changes else self._rows.place(name)
            if row is None:
                raise KeyError(name)
            state = self._rows.state(row)
        return state

    def __setitem__(self, name: str, state: FileState) -> None:
        self._size += name not in self
        self._changes[name] = state

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self._size -= 1
        self._changes[name] = None

    def __contains__(self, name: object) -> bool:
        if name in self._changes:
            return self._changes[str(name)] is not None
        return self._rows.place(str(name)) is not None

    def __iter__(self) -> Iterator[str]:
        return iter([*self.rows.names])

    def __len__(self) -> int:
        return self._size

    def clear(self) -> None:
        """Forget every file."""
        self._rows, self._changes, self._size = Rows.of({}), {}, 0


def write_files(path: Path, folders: Iterable[Files]) -> None:
    """Write what is remembered of the files of some folders."""
    rows = [files.rows for files in folders]
    empty = Rows.of({})
    with ArrayFileWriter(path) as file:
        file.add("names", np.frombuffer(b"".join(one.packed for one in rows), np.uint8))
        for name in ("keys", "article_keys", "articles", "digests", "flags"):
            parts = [getattr(one, name).reshape(-1) for one in (empty, *rows)]
            file.add(name, np.concatenate(parts))


def read_files(path: Path, sizes: Sequence[tuple[int, int]]) -> list[Files]:
    """Return what is remembered of the files of some folders.

    ``sizes`` are the number of files of each folder, and the bytes of their names.

    Raises:
        ArchiveDamaged: the file is not as it was written, or holds something else.
    """
    file = ArrayFile(path)
    if any(count < 0 or size < 0 for count, size in sizes):
        raise file.damaged("a folder cannot have fewer than no files")
    total = sum(count for count, _ in sizes)
    file.expect("names", ("|u1",), sum(size for _, size in sizes))
    file.expect("keys", ("<i8",), KEY * total)
    file.expect("article_keys", ("<u8",), total)
    file.expect("articles", ("<u4",), total)
    file.expect("digests", ("<u8",), 2 * total)
    file.expect("flags", ("|u1",), total, within(_DOUBTFUL | NO_DIGEST))
    names = file["names"].all().tobytes()
    keys = file["keys"].all().reshape(total, KEY)
    digests = file["digests"].all().reshape(total, 2)
    others = [file[name].all() for name in ("article_keys", "articles", "flags")]
    found, first, at = [], 0, 0
    for count, size in sizes:
        end, till = first + count, at + size
        article_keys, articles, flags = (one[first:end] for one in others)
        own = names[at:till]
        if own.count(0) != max(count - 1, 0):
            raise file.damaged(_UNFIT)
        own_digests = digests[first:end]
        rows = Rows(own, keys[first:end], article_keys, articles, own_digests, flags, path=path)
        found.append(Files(rows))
        first, at = end, till
    return found
