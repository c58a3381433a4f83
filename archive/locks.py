"""Advisory locks on files.

The kernel lets go of a lock when its owner dies, however it dies; a forked process shares the lock
of its parent. A lock counts only while its file is still the one at its path: who waited for a file
that was meanwhile deleted or replaced holds nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from types import TracebackType

from newssearch.archive.errors import StorageError
from newssearch.archive.platform import files

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS})


class FileLock:
    """A file opened to be locked; ``descriptor`` is open until ``close``.

    ``mode`` makes the file if it is not there, and gives it that mode; without one it is opened for
    reading only, which is enough to lock it.

    Raises:
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path, mode: int | None = None) -> None:
        self.path = path
        flags = files.READING_WITHOUT_WAITING if mode is None else files.UPDATING
        self.descriptor = files.open_no_link(path, flags)
        if mode is not None:
            with contextlib.suppress(PermissionError):  # it is somebody else's: let it be
                files.set_mode(self.descriptor, mode)

    def take(self, *, shared: bool = False, wait: bool = False) -> bool:
        """Lock the file; return False where another holds it, or it is no longer at its path.

        Raises:
            StorageError: the file system has no locks, or locking failed.
        """
        try:
            if not files.lock(self.descriptor, shared=shared, wait=wait):
                return False
        except OSError as error:
            if error.errno in _NO_LOCKS:
                raise StorageError(
                    f"{self.path.parent} is on a file system without locks",
                    hint="keep the archive on a local disk",
                ) from error
            raise StorageError(f"cannot lock {self.path}: {error.strerror}") from error
        try:
            there = self.path.stat()
        except FileNotFoundError:
            return False
        here = os.fstat(self.descriptor)
        return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)

    def close(self) -> None:
        """Let go of the lock and of the file."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def __enter__(self) -> FileLock:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
