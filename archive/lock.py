"""One writer at a time: an advisory lock on a file that is never deleted.

The kernel lets go of the lock when its owner dies, however it dies. What stands in the file is
for messages only.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import socket
import time
from pathlib import Path
from types import TracebackType

from newssearch.archive.errors import ArchiveLocked, StorageError

_POLL_SECONDS = 0.05


class WriteLock:
    """Hold an archive for writing, as a context manager.

    Waits up to ``wait_seconds`` for another owner, then raises ``ArchiveLocked``, which says who
    it is.
    """

    def __init__(self, archive: Path, *, command: str, wait_seconds: float = 0.0) -> None:
        self._path = archive / "LOCK"
        self._command = command
        self._wait_seconds = wait_seconds
        self._descriptor = -1

    def __enter__(self) -> WriteLock:
        deadline = time.monotonic() + self._wait_seconds
        while True:
            descriptor = self._open()
            if self._try(descriptor):
                self._descriptor = descriptor
                self._say_who()
                return self
            owner = os.pread(descriptor, 400, 0).decode("utf-8", "replace").strip()
            os.close(descriptor)
            if time.monotonic() >= deadline:
                raise ArchiveLocked(
                    f"another run is writing to this archive: {owner or 'it does not say who'}",
                    hint="try again when it is done, or wait for it with --wait SECONDS",
                )
            time.sleep(_POLL_SECONDS)

    def _open(self) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            return os.open(self._path, flags, 0o600)
        except OSError as error:
            raise StorageError(f"cannot write {self._path}: {error.strerror}") from error

    def _try(self, descriptor: int) -> bool:
        """Take the lock if it is free, and if the file is still the one at that path."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            os.close(descriptor)
            if error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL):
                raise StorageError(
                    f"{self._path.parent} lies on a file system without locks",
                    hint="keep the archive on a local disk",
                ) from error
            raise StorageError(f"cannot lock {self._path}: {error.strerror}") from error
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return False
        here = os.fstat(descriptor)
        return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)

    def _say_who(self) -> None:
        since = time.strftime("%Y-%m-%d %H:%M:%S")
        who = f"pid {os.getpid()} on {socket.gethostname()} since {since}: {self._command}\n"
        with contextlib.suppress(OSError):  # a full disk leaves the message out, not the lock
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, who.encode("utf-8", "replace"), 0)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
