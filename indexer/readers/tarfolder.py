"""Tar archives: read from front to back, each regular file in them by the reader of its format.

Source: POSIX.1-2017, pax interchange format, as the standard library's ``tarfile`` reads it.
"""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.containers import Unpacked, is_ignored, leads_out
from newssearch.indexer.record import Skipped

BLOCK_BYTES = 512
_DAMAGE = (tarfile.TarError, EOFError, OSError, ValueError, IndexError, zlib.error)


def is_tar(head: bytes) -> bool:
    """Return whether a file begins with the header of a tar archive, whose checksum is right."""
    if len(head) < BLOCK_BYTES or not head[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(head[:BLOCK_BYTES], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def unpack_tar(source: ByteSource) -> Iterator[ByteSource | Skipped]:
    """Yield the regular files of a tar archive, in its own order; links are skipped.

    Raises:
        ArticleError: it is damaged; what came before the damage has been yielded.
    """
    try:
        folder = tarfile.open(fileobj=source.as_file(), mode="r|", errors="surrogateescape")  # noqa: SIM115
        yield from _members(source, folder)
    except _DAMAGE as error:
        raise ArticleError("damaged tar archive, or one that ends too early") from error


def _members(source: ByteSource, folder: tarfile.TarFile) -> Iterator[ByteSource | Skipped]:
    count = 0
    for member in folder:
        folder.members = []  # type: ignore[attr-defined]  # else it remembers every header
        count += 1
        if count > limits.MEMBERS:
            raise ArticleError(f"tar archive of over {limits.MEMBERS} files")
        name = member.name.encode("utf-8", "replace").decode("utf-8")
        path = PurePosixPath(name)
        if not member.isreg() or is_ignored(path):
            continue
        if leads_out(path):
            yield Skipped(None, f"{name}: its name leads out of the tar archive")
            continue
        if member.issparse():
            yield Skipped(None, f"{name}: a sparse file")
            continue
        packed = folder.extractfile(member)
        if packed is not None:
            stream = cast("BinaryIO", io.BufferedReader(Unpacked(packed, "tar", member.size)))
            yield source.unpacked(stream, path.name, place=name)
