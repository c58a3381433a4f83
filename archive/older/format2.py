"""Reading archives of format 2: stored articles, and the record of their sources.

The format, as far as it is needed::

    CURRENT                       JSON: format, generation, manifest_sha256
    generations/NAME/INUSE        readers hold a shared lock on it
    generations/NAME/MANIFEST     JSON: segments [{name, size, deletions}], articles,
                                  files {name: {size_bytes, sha256}}
    generations/NAME/sources.json JSON: what is remembered of the sources
    generations/NAME/S.stored     array file: stored (u1), block_start (u8), block_first (u4),
                                  offsets (u8)
    generations/NAME/S.deletions  array file: deleted (u4)

An array file ends with a footer of 32 bytes, whose first eight are the offset of its directory and
the next eight the directory's end; the directory is JSON, {name: [dtype, offset, count]}. A block
of ``stored`` is a Zstandard frame of entries, one after the other; an entry is a line of JSON, the
fields of the article without its body, and the body.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from newssearch.archive.article import Article
from newssearch.archive.article_json import article_of
from newssearch.archive.errors import ArchiveDamaged, StorageError
from newssearch.archive.locks import FileLock
from newssearch.archive.platform.files import open_plain, read_plain

VERSION = 2

_ROW = (
    *("id", "path", "title", "byline", "contributors", "credit", "dateline", "date", "source"),
    *("section", "url", "lang", "caption", "notes", "headings", "quotes", "provenance"),
)
_QUOTATION = (
    *("start", "end", "speaker", "speaker_as_written", "description", "cue", "cue_start"),
    *("confidence", "partial"),
)
_DTYPES = frozenset({"|u1", "<u4", "<u8"})
_FOOTER = struct.Struct("<QQ")
_FOOTER_BYTES = 32
_MAX_BLOCK_BYTES = 1 << 29

_Malformed = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)
"""What reading JSON, or an array, of another shape than it should have can raise."""


class OldArchive:
    """An archive of format 2, held until ``close``; a context manager.

    Raises:
        ArchiveDamaged: a file is not as it was written.
        StorageError: a file cannot be read.
    """

    def __init__(self, archive: Path) -> None:
        pointer = _json(archive / "CURRENT", _read(archive / "CURRENT"))
        try:
            name, sha256 = pointer["generation"], pointer["manifest_sha256"]
            self.folder = archive / "generations" / Path(name).name
        except _Malformed as error:
            raise _damaged(archive / "CURRENT", "it cannot be read") from error
        self._kept: dict[str, bytes | mmap.mmap] = {}
        try:
            self._lock = FileLock(self.folder / "INUSE")
        except OSError as error:
            raise _damaged(self.folder / "INUSE", str(error.strerror)) from error
        try:
            self._hold(sha256)
        except BaseException:
            self.close()
            raise

    def _hold(self, sha256: str) -> None:
        if not self._lock.take(shared=True, wait=True):
            raise _damaged(self.folder, "it is gone")
        content = _read(self.folder / "MANIFEST")
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _damaged(self.folder / "MANIFEST", "it does not match its digest")
        self._read_manifest(_json(self.folder / "MANIFEST", content))

    def _read_manifest(self, manifest: Any) -> None:
        try:
            self.articles = int(manifest["articles"])
            self._digests = {
                str(name): (int(entry["size_bytes"]), str(entry["sha256"]))
                for name, entry in manifest["files"].items()
            }
            self._segments = [
                (str(segment["name"]), int(segment["size"]), segment["deletions"])
                for segment in manifest["segments"]
            ]
        except _Malformed as error:
            raise _damaged(self.folder / "MANIFEST", "it cannot be read") from error

    def sources(self) -> dict[str, Any]:
        """Return what is remembered of the sources.

        Under ``roots`` the folders, ``mapping`` the fields' names, ``files`` by root and relative
        path [key, key of the ids, number of articles, digest, skips], ``overwritten`` the ids of
        articles of files that others took the place of.
        """
        if "sources.json" not in self._digests:
            return {}
        raw = _json(self.folder / "sources.json", self._verified("sources.json"))
        if not isinstance(raw, dict):
            raise _damaged(self.folder / "sources.json", "it cannot be read")
        return raw

    def __iter__(self) -> Iterator[Article]:
        """Yield the live articles in their order."""
        for name, size, deletions in self._segments:
            gone = set(self._array(deletions, "deleted").tolist()) if deletions else set()
            for number, content in enumerate(self._entries(f"{name}.stored", size)):
                if number not in gone:
                    yield self._article(f"{name}.stored", content)

    def _entries(self, name: str, size: int) -> Iterator[bytes]:
        stored, starts = self._array(name, "stored"), self._array(name, "block_start")
        firsts, offsets = self._array(name, "block_first"), self._array(name, "offsets")
        if len(offsets) != size + 1 or len(starts) != len(firsts):
            raise _damaged(self.folder / name, "its arrays are inconsistent")
        for block in range(len(starts) - 1):
            first, end = int(firsts[block]), int(firsts[block + 1])
            sizes = offsets[first : end + 1].astype(np.int64) - int(offsets[first])
            frame = stored[int(starts[block]) : int(starts[block + 1])].tobytes()
            content = self._unpacked(name, frame, int(sizes[-1]) if len(sizes) else -1)
            for start, stop in zip(sizes.tolist(), sizes[1:].tolist(), strict=False):
                yield content[start:stop]

    def _unpacked(self, name: str, frame: bytes, size: int) -> bytes:
        try:
            fits = zstandard.frame_content_size(frame) == size <= _MAX_BLOCK_BYTES
            content = zstandard.ZstdDecompressor().decompress(frame) if fits else b""
        except zstandard.ZstdError as error:
            raise _damaged(self.folder / name, "a stored article cannot be decompressed") from error
        if not fits or len(content) != size:
            raise _damaged(self.folder / name, "a stored article has the wrong size")
        return content

    def _article(self, name: str, content: bytes) -> Article:
        try:
            line, _, body = content.partition(b"\n")
            values = json.loads(line.decode("utf-8", "surrogatepass"))
            raw = dict(zip(_ROW, values, strict=True))
            raw["body"] = body.decode("utf-8", "surrogatepass")
            raw["quotes"] = [dict(zip(_QUOTATION, one, strict=True)) for one in raw["quotes"]]
            return article_of(raw)
        except _Malformed as error:
            raise _damaged(self.folder / name, "a stored article cannot be read") from error

    def _array(self, file: str, name: str) -> NDArray[Any]:
        content = self._kept.get(file) or self._verified(file)
        self._kept = {file: content}
        try:
            start, end = _FOOTER.unpack_from(content, len(content) - _FOOTER_BYTES)
            dtype, offset, count = json.loads(content[start:end])[name]
            if dtype not in _DTYPES:
                raise ValueError(dtype)
            return np.frombuffer(content, dtype, count, offset)
        except (struct.error, *_Malformed) as error:
            raise _damaged(self.folder / file, "it cannot be read") from error

    def _verified(self, name: str) -> bytes | mmap.mmap:
        path = self.folder / Path(name).name
        content = _mapped(path)
        if (len(content), hashlib.sha256(content).hexdigest()) != self._digests.get(name):
            raise _damaged(path, "it does not match its digest")
        return content

    def close(self) -> None:
        """Let go of the archive."""
        self._lock.close()

    def __enter__(self) -> OldArchive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _read(path: Path) -> bytes:
    try:
        return read_plain(path)
    except FileNotFoundError as error:
        raise _damaged(path, "it is missing") from error
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror}") from error


def _mapped(path: Path) -> bytes | mmap.mmap:
    """Return the content of a file without reading it into memory."""
    try:
        with os.fdopen(open_plain(path), "rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                return b""
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise _damaged(path, "it is missing") from error
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror}") from error


def _json(path: Path, content: bytes | mmap.mmap) -> Any:
    try:
        return json.loads(content[:])
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "it cannot be read") from error


def _damaged(path: Path, reason: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"the archive is damaged: {path}: {reason}",
        hint="rebuild it from the sources: newssearch rebuild",
    )
