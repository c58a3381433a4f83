"""One writer at a time: an advisory lock on a file that is never deleted.

What the file says is for messages only.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import time
from pathlib import Path
from types import TracebackType

from newssearch.archive.errors import ArchiveLocked, refusal
from newssearch.archive.locks import FileLock
from newssearch.archive.modes import file_mode
from newssearch.archive.platform import files

_POLL_SECONDS = 0.05

READ_ONLY = (
    "this archive is only read here: have its owner update it, or name another: --archive DIR"
)
"""What to do where the system lets nobody write."""


class WriteLock:
    """Hold an archive for writing, as a context manager.

    Waits up to ``wait_seconds`` for another owner, then raises ``ArchiveLocked``, which says who
    it is.
    """

    def __init__(self, archive: Path, *, command: str, wait_seconds: float = 0.0) -> None:
        self._path = archive / "LOCK"
        self._command = command
        self._wait_seconds = wait_seconds
        self._lock: FileLock | None = None

    def __enter__(self) -> WriteLock:
        deadline = time.monotonic() + self._wait_seconds
        while True:
            lock = self._open()
            try:
                if lock.take():
                    self._lock = lock
                    self._say_who()
                    return self
                owner = files.read_at(lock.descriptor, 400, 0).decode("utf-8", "replace").strip()
            finally:
                if lock is not self._lock:
                    lock.close()
            if time.monotonic() >= deadline:
                raise ArchiveLocked(
                    f"another run is writing to this archive: {owner or 'owner unknown'}",
                    hint="try again when it has finished, or wait for it with --wait SECONDS",
                )
            time.sleep(_POLL_SECONDS)

    def _open(self) -> FileLock:
        try:
            return FileLock(self._path, file_mode(self._path.parent))
        except OSError as error:
            denied = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
            raise refusal(
                error, f"cannot write {self._path}", hint=READ_ONLY if denied else None
            ) from error

    def _say_who(self) -> None:
        assert self._lock is not None
        since = time.strftime("%Y-%m-%d %H:%M:%S")
        who = f"pid {os.getpid()} on {socket.gethostname()} since {since}: {self._command}\n"
        with contextlib.suppress(OSError):  # a full disk leaves the message out, not the lock
            files.write_from_start(self._lock.descriptor, who.encode("utf-8", "replace"))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._lock is not None
        with contextlib.suppress(OSError):
            files.write_from_start(self._lock.descriptor, b"")
        self._lock.close()
        self._lock = None
