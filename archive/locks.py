"""Advisory locks on files: the one place where ``flock`` is called.

The kernel lets go of a lock when its owner dies, however it dies; a forked process shares the lock
of its parent. A lock counts only while its file is still the one at its path: who waited for a file
that was meanwhile deleted or replaced holds nothing.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from pathlib import Path
from types import TracebackType

from newssearch.archive.errors import StorageError

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
        flags = os.O_CLOEXEC | os.O_NOFOLLOW
        flags |= os.O_RDONLY if mode is None else os.O_RDWR | os.O_CREAT
        self.descriptor = os.open(path, flags, 0o600)
        if mode is not None:
            with contextlib.suppress(PermissionError):  # it is somebody else's: let it be
                os.fchmod(self.descriptor, mode)

    def take(self, *, shared: bool = False, wait: bool = False) -> bool:
        """Lock the file; return False where another holds it, or it is no longer at its path.

        Raises:
            StorageError: the file system has no locks, or locking failed.
        """
        operation = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(self.descriptor, operation if wait else operation | fcntl.LOCK_NB)
        except BlockingIOError:
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
