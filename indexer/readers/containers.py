"""Gzip files and zip folders: unpacked in a stream, with limits against bombs.

Nothing is ever written to disk, so a member's name can lead nowhere; a name that tries is
refused all the same, because an honest folder has none.
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.source import Source
from newssearch.indexer.record import Skipped

_IGNORED_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
"""What the standard library raises on zip folders that are damaged, encrypted or odd."""


class _Counted(io.RawIOBase):
    """A packed file that counts the bytes taken from it."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self.taken_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        taken = self._packed.read(len(buffer))
        buffer[: len(taken)] = taken
        self.taken_bytes += len(taken)
        return len(taken)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Unpacked(io.RawIOBase):
    """An unpacked stream that stops at the limits, and speaks of damage in our own words."""

    def __init__(self, unpacked: _Readable, kind: str, counted: _Counted | int) -> None:
        self._unpacked = unpacked
        self._kind = kind
        self._counted = counted
        self._given_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            given = self._unpacked.read(len(buffer))
        except EOFError as error:
            raise ArticleError(f"{self._kind} data ends too early") from error
        except (OSError, zlib.error, zipfile.BadZipFile, ValueError) as error:
            raise ArticleError(f"damaged {self._kind} data") from error
        except (RuntimeError, NotImplementedError) as error:
            raise ArticleError(
                f"{self._kind} data that is encrypted or of no usual kind"
            ) from error
        buffer[: len(given)] = given
        self._given_bytes += len(given)
        self._check()
        return len(given)

    def _check(self) -> None:
        taken = self._counted if isinstance(self._counted, int) else self._counted.taken_bytes
        if self._given_bytes > limits.UNPACKED_BYTES:
            raise ArticleError(f"unpacks to over {limits.UNPACKED_BYTES // limits.MEGABYTE} MB")
        if self._given_bytes > max(limits.RATIO_GRACE_BYTES, limits.RATIO * taken):
            raise ArticleError(f"unpacks to over {limits.RATIO} times its size")


def unpack_gzip(source: Source) -> Source:
    """Return what a gzip file holds."""
    counted = _Counted(source.as_file())
    unpacked = gzip.GzipFile(fileobj=io.BufferedReader(counted), mode="rb")
    stream = io.BufferedReader(_Unpacked(unpacked, "gzip", counted), 1 << 18)
    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    return source.unpacked(stream, name)


def unpack_zip(source: Source) -> Iterator[Source | Skipped]:
    """Yield what a zip folder holds, in its own order.

    Raises:
        ArticleError: the folder itself cannot be read.
    """
    with open_zip(source) as folder:
        members = folder.infolist()
        if len(members) > limits.MEMBERS:
            raise ArticleError(f"zip folder of over {limits.MEMBERS} files")
        given_bytes = 0
        for member in members:
            path = PurePosixPath(member.filename.replace("\\", "/"))
            if member.is_dir() or path.name in _IGNORED_NAMES or "__MACOSX" in path.parts:
                continue
            given_bytes += member.file_size
            if refusal := _refusal(member, path, given_bytes):
                yield Skipped(None, f"{member.filename}: {refusal}")
                continue
            try:
                packed = folder.open(member)
                unpacked = _Unpacked(packed, "zip", member.compress_size)
                yield source.unpacked(io.BufferedReader(unpacked), path.name)
            except ArticleError as error:
                yield Skipped(None, f"{member.filename}: {error.message}")
            except ZIP_DAMAGE:
                yield Skipped(None, f"{member.filename}: damaged or encrypted zip data")


def open_zip(source: Source) -> zipfile.ZipFile:
    """Return a source's bytes as a zip folder.

    Raises:
        ArticleError: they are none.
    """
    file = source.as_file()
    if not file.seekable():
        file = io.BytesIO(source.read_all(limits.DOCUMENT_BYTES))
    try:
        return zipfile.ZipFile(file)
    except ZIP_DAMAGE as error:
        raise ArticleError("damaged zip folder") from error


def _refusal(member: zipfile.ZipInfo, path: PurePosixPath, given_bytes: int) -> str | None:
    """Say why a member is not to be opened."""
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "its name leads out of the zip folder"
    if member.flag_bits & 1:
        return "encrypted"
    if given_bytes > limits.UNPACKED_BYTES:
        return f"the zip folder unpacks to over {limits.UNPACKED_BYTES // limits.MEGABYTE} MB"
    if member.file_size > max(limits.RATIO_GRACE_BYTES, limits.RATIO * member.compress_size):
        return f"unpacks to over {limits.RATIO} times its size"
    return None
