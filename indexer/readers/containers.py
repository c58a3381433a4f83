"""Zip folders, and what all containers have in common: unpacked in a stream, with limits.

Nothing is ever written to disk, so a member's name can lead nowhere; a name that tries is
refused all the same, because an honest folder has none.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol, cast

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
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
"""What the standard library raises on zip files that are damaged, encrypted or odd."""


class Counted(io.RawIOBase):
    """A packed file that counts the bytes taken from it."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self.taken_bytes = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Take bytes of the packed file, and count them."""
        taken = self._packed.read(len(buffer))
        buffer[: len(taken)] = taken
        self.taken_bytes += len(taken)
        return len(taken)


class Readable(Protocol):
    """What unpacks."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most so many."""


class Unpacked(io.RawIOBase):
    """An unpacked stream that stops at the limits, and speaks of damage in our own words."""

    def __init__(self, unpacked: Readable, kind: str, counted: Counted | int) -> None:
        self._unpacked = unpacked
        self._kind = kind
        self._counted = counted
        self._given_bytes = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Unpack the next bytes.

        Raises:
            ArticleError: they are damaged, or more than may be.
        """
        try:
            given = self._unpacked.read(len(buffer))
        except EOFError as error:
            raise ArticleError(f"{self._kind} data ends too early") from error
        except (OSError, zlib.error, zipfile.BadZipFile, ValueError) as error:
            raise ArticleError(f"damaged {self._kind} data") from error
        except (RuntimeError, NotImplementedError) as error:
            raise ArticleError(
                f"{self._kind} data that is encrypted or uses an unusual method"
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


def unpack_zip(source: ByteSource) -> Iterator[ByteSource | Skipped]:
    """Yield what a zip file holds, in its own order.

    Raises:
        ArticleError: the folder itself cannot be read.
    """
    with open_zip(source) as folder:
        members = _crawls(folder) or folder.infolist()
        if len(members) > limits.MEMBERS:
            raise ArticleError(f"zip file of over {limits.MEMBERS} files")
        given_bytes = 0
        for member in members:
            path = PurePosixPath(member.filename.replace("\\", "/"))
            if member.is_dir() or is_ignored(path):
                continue
            given_bytes += member.file_size
            if refusal := _refusal(member, path, given_bytes):
                yield Skipped(None, f"{member.filename}: {refusal}")
                continue
            try:
                packed = folder.open(member)
                unpacked = Unpacked(packed, "zip", member.compress_size)
                stream = cast("BinaryIO", io.BufferedReader(unpacked))
                yield source.unpacked(stream, path.name, place=member.filename)
            except ArticleError as error:
                yield Skipped(None, f"{member.filename}: {error.message}")
            except ZIP_DAMAGE:
                yield Skipped(None, f"{member.filename}: damaged or encrypted zip data")


def _crawls(folder: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the WARC files of a web archive: beside them it holds indexes of them, and logs.

    Source: WACZ 1.1.1: ``datapackage.json``, and the crawls in ``archive/``.
    """
    if "datapackage.json" not in folder.NameToInfo:
        return []
    return [
        member
        for member in folder.infolist()
        if member.filename.startswith("archive/")
        and member.filename.lower().endswith((".warc", ".warc.gz"))
    ]


def open_zip(source: ByteSource) -> zipfile.ZipFile:
    """Return a source's bytes as a zip file.

    Raises:
        ArticleError: they are none.
    """
    file = source.as_file()
    if not file.seekable():
        file = io.BytesIO(source.read_whole(1))
    try:
        return zipfile.ZipFile(file)
    except ZIP_DAMAGE as error:
        raise ArticleError("damaged zip file") from error


@contextmanager
def checked_package(source: ByteSource, what: str) -> Iterator[zipfile.ZipFile]:
    """Open a document that is a zip file of parts, unless it unpacks to more than one may hold.

    Raises:
        ArticleError: it does, or is no zip file, or is encrypted.
    """
    with open_zip(source) as package:
        size = 0
        for member in package.infolist():
            size += member.file_size
            if member.flag_bits & 1:
                raise ArticleError(f"encrypted {what} file")
            most = max(limits.RATIO_GRACE_BYTES, limits.RATIO * member.compress_size)
            if member.file_size > most:
                raise ArticleError(f"{what} file: unpacks to over {limits.RATIO} times its size")
        if size > limits.DOCUMENT_BYTES:
            megabytes = limits.DOCUMENT_BYTES // limits.MEGABYTE
            raise ArticleError(f"{what} file: unpacks to over {megabytes} MB")
        yield package


def is_ignored(path: PurePosixPath) -> bool:
    """Say whether a file is one that systems leave behind in folders."""
    return path.name in _IGNORED_NAMES or path.name.startswith("._") or "__MACOSX" in path.parts


def leads_out(path: PurePosixPath) -> bool:
    """Say whether the name of a packed file points to somewhere else than into its folder."""
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0]


def _refusal(member: zipfile.ZipInfo, path: PurePosixPath, given_bytes: int) -> str | None:
    """Say why a member is not to be opened."""
    if leads_out(path):
        return "its path leads outside of the zip file"
    if member.flag_bits & 1:
        return "encrypted"
    if given_bytes > limits.UNPACKED_BYTES:
        return f"the zip file unpacks to over {limits.UNPACKED_BYTES // limits.MEGABYTE} MB"
    if member.file_size > max(limits.RATIO_GRACE_BYTES, limits.RATIO * member.compress_size):
        return f"unpacks to over {limits.RATIO} times its size"
    return None
