"""The content of source files: opened with care, read in parts, identified by a digest.

A file of any size is read from front to back through ``open_content``; what it holds is digested on
the way. A memory map would be quicker to write and is not used: a file that is cut while it is
mapped ends the process.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b, file_digest

from newssearch.archive.errors import ArticleError, is_shortage
from newssearch.archive.platform import files

SPARSE_BYTES = 8 << 30
"""From this size on a file whose blocks on the disk are a ``SPARSE_SHARE`` of it is not read."""

SPARSE_SHARE = 1 / 200
"""Text packs to a tenth on file systems that pack; what is smaller still is a hole."""

CHANGED = "changed while being read"

DIGEST_BYTES = 16
"""128 bits: no two contents that differ have the same by chance."""

_BLOCK_BYTES = 1 << 18


class Content(io.RawIOBase):
    """An open regular file that knows the digest of what it holds once it was read to its end.

    It can be sought in, for libraries that must; only what is read in order is digested on the way,
    and ``settle`` reads the rest.
    """

    def __init__(self, path: str) -> None:
        """Open a file.

        Raises:
            ArticleError: it cannot be opened or is no regular file, or a hole without end.
            FileNotFoundError: it is gone.
        """
        super().__init__()
        self._descriptor = _open(path)
        self._place = self._digested = 0
        self._digest = blake2b(digest_size=DIGEST_BYTES)
        try:
            self._before = _checked(self._descriptor)
        except BaseException:
            self.close()
            raise
        self.size_bytes = self._before.st_size

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be sought in."""
        return True

    def tell(self) -> int:
        """Return where the next byte is read."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, and return it."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self.size_bytes}[whence]
        if start + offset < 0:
            raise ValueError("before the start of the file")
        self._place = start + offset
        return self._place

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read the next bytes, and return how many; 0 where the file ended when it was opened.

        Raises:
            ArticleError: the disk refused.
        """
        wanted = memoryview(buffer)[: max(self.size_bytes - self._place, 0)]
        try:
            taken = files.read_into(self._descriptor, wanted, self._place) if wanted else 0
        except OSError as error:
            raise _refused(error) from error
        if taken and self._place <= self._digested < self._place + taken:
            self._digest.update(wanted[self._digested - self._place : taken])
            self._digested = self._place + taken
        self._place += taken
        return taken

    def settle(self) -> str:
        """Read what was not read yet, and return the digest of the whole.

        Raises:
            ArticleError: it cannot be read, or it changed since it was opened.
        """
        self._place = self._digested
        buffer = bytearray(min(_BLOCK_BYTES, self.size_bytes - self._digested))
        while self._digested < self.size_bytes and self.readinto(buffer):
            pass
        after = os.fstat(self._descriptor)
        known = (self._before.st_size, self._before.st_mtime_ns)
        if known != (after.st_size, after.st_mtime_ns) or self._digested != self.size_bytes:
            raise ArticleError(CHANGED)
        return self._digest.hexdigest()

    def close(self) -> None:
        """Give the file back."""
        if not self.closed and hasattr(self, "_descriptor"):  # it may be refused before it is open
            os.close(self._descriptor)
        super().close()


@contextmanager
def open_content(path: str) -> Iterator[Content]:
    """Open a regular file to be read in parts, never waiting for a pipe nor through a link.

    Raises:
        ArticleError: it cannot be opened, or is no regular file.
        FileNotFoundError: it is gone.
    """
    with Content(path) as content:
        yield content


def read_content(path: str) -> tuple[bytes, str]:
    """Return the content of a file and its digest; one that changes meanwhile is read once more.

    Raises:
        ArticleError: it cannot be read, or it went on changing while it was.
        FileNotFoundError: it is gone.
    """
    for last in (False, True):
        with open_content(path) as file:
            parts = []
            while file.tell() < file.size_bytes and (
                part := file.read(file.size_bytes - file.tell())
            ):
                parts.append(part)
            try:
                return b"".join(parts), file.settle()
            except ArticleError as error:
                if last or error.message != CHANGED:
                    raise
    raise AssertionError("unreachable")


def digest_of_file(path: str) -> str:
    """Return the digest of a file's content, read a part at a time.

    Raises:
        ArticleError: it cannot be read.
        FileNotFoundError: it is gone.
    """
    descriptor = _open(path)
    try:
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ArticleError("not a file")
            return file_digest(file, partial(blake2b, digest_size=DIGEST_BYTES)).hexdigest()
    except OSError as error:
        raise _refused(error) from error


def reason_of(error: OSError) -> str:
    """Return what the operating system said, in the words of a list of reasons."""
    return (error.strerror or str(error)).lower()


def _open(path: str) -> int:
    try:
        return files.open_no_link(path, files.READING_WITHOUT_WAITING)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _refused(error) from error


def _checked(descriptor: int) -> os.stat_result:
    """Return the status of a file that is fit to be read."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise ArticleError("not a file")
    on_disk = files.bytes_on_disk(status)
    if status.st_size > SPARSE_BYTES and on_disk < SPARSE_SHARE * status.st_size:
        raise ArticleError(
            f"a sparse file: {on_disk:,} of {status.st_size:,} bytes are on the disk"
        )
    return status


def _refused(error: OSError) -> Exception:
    """Return what to raise for an error of the operating system: the machine's own stays as is."""
    return error if is_shortage(error) else ArticleError(reason_of(error))
