"""Files: opening them, reading at a place, modes, locks, what survives a power failure."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from pathlib import Path

from newssearch.archive.platform import systems


def _flags(*names: str) -> int:
    """Return the flags of ``os.open`` with these names; one that the system lacks is 0."""
    total = 0
    for name in names:
        total |= getattr(os, name, 0)
    return total


_ALWAYS = _flags("O_CLOEXEC", "O_BINARY")
_NO_LINKS = _flags("O_NOFOLLOW")

READING = os.O_RDONLY | _ALWAYS
READING_WITHOUT_WAITING = READING | _flags("O_NONBLOCK")
"""How what may be a named pipe is opened: without waiting for somebody to write into it."""

UPDATING = os.O_RDWR | os.O_CREAT | _ALWAYS
APPENDING = os.O_WRONLY | os.O_APPEND | os.O_CREAT | _ALWAYS | _flags("O_NONBLOCK")
CREATING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _ALWAYS


def open_no_link(path: str | Path, flags: int, mode: int = 0o600) -> int:
    """Open a file with some of the flags above, never through a link.

    Where the system cannot refuse a link itself it is looked for first.

    Raises:
        OSError: it cannot be opened, or (ELOOP) is a link.
    """
    if not _NO_LINKS and os.path.islink(path):  # noqa: PTH114 - paths of bytes that are no UTF-8
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(path))
    return os.open(path, flags | _NO_LINKS, mode)


def open_plain(path: Path) -> int:
    """Open a file for reading, if it is a plain one: a pipe would wait, a device never end.

    Raises:
        OSError: it cannot be opened, or (EISDIR) is something else.
    """
    descriptor = os.open(path, READING_WITHOUT_WAITING)
    try:
        check_plain(descriptor, path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def check_plain(descriptor: int, path: Path) -> None:
    """Make sure that what is open is a plain file.

    Raises:
        OSError: (EISDIR) it is something else.
    """
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise OSError(errno.EISDIR, "it is not a file", os.fspath(path))


def read_plain(path: Path, most_bytes: int | None = None) -> bytes:
    """Return what a plain file holds.

    Raises:
        OSError: it cannot be read, (EISDIR) is no plain file, or (EFBIG) has more bytes.
    """
    with os.fdopen(open_plain(path), "rb") as file:
        if most_bytes is not None and os.fstat(file.fileno()).st_size > most_bytes:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), os.fspath(path))
        return file.read()


def read_into(descriptor: int, buffer: memoryview, offset: int) -> int:
    """Read bytes from a place of a file, and return how many.

    Raises:
        OSError: the disk refused.
    """
    if hasattr(os, "preadv"):
        return os.preadv(descriptor, [buffer], offset)
    content = read_at(descriptor, len(buffer), offset)
    buffer[: len(content)] = content
    return len(content)


def read_at(descriptor: int, size: int, offset: int) -> bytes:
    """Return up to ``size`` bytes from a place of a file."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, offset)
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.read(descriptor, size)


def write_from_start(descriptor: int, content: bytes) -> None:
    """Replace what a file holds, if it is to be little."""
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, content)


def bytes_on_disk(status: os.stat_result) -> int:
    """Return how many bytes a file takes on the disk; its size where the system does not tell."""
    blocks = getattr(status, "st_blocks", None)
    return status.st_size if blocks is None else int(blocks) * 512


def has_modes() -> bool:
    """Return whether the modes of files say who may read and write them."""
    return not systems.WINDOWS


def set_mode(descriptor: int, mode: int) -> None:
    """Give an open file a mode, where files have modes.

    Raises:
        OSError: the user may not.
    """
    if has_modes():
        os.fchmod(descriptor, mode)


_LOCKED_BYTE = 1 << 40
"""Windows keeps others from reading what is locked, so a byte behind all content is."""

_POLL_SECONDS = 0.05
_HELD_BY_OTHERS = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


def lock(descriptor: int, *, shared: bool, wait: bool) -> bool:
    """Lock an open file until it is closed; return False where another process holds it.

    Where there are no shared locks, holding a file open is one: Windows lets no folder be renamed
    in which a file is open, see ``held_open``.

    Raises:
        OSError: the file system has no locks, or locking failed.
    """
    fcntl = systems.module("fcntl")
    if fcntl is not None:
        how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, how if wait else how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
    return shared or _lock_byte(descriptor, wait=wait)


def _lock_byte(descriptor: int, *, wait: bool) -> bool:
    msvcrt = systems.module("msvcrt")
    while True:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in _HELD_BY_OTHERS:
                raise
            if not wait:
                return False
            time.sleep(_POLL_SECONDS)
        else:
            return True
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)


def make_durable(descriptor: int) -> None:
    """Have what was written to an open file on the disk when this returns.

    macOS leaves it in the disk's own memory unless asked for ``F_FULLFSYNC``, which not every file
    system there has.

    Raises:
        OSError: the disk refused.
    """
    fcntl = systems.module("fcntl") if systems.MACOS else None
    if fcntl is not None and hasattr(fcntl, "F_FULLFSYNC"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def make_file_durable(path: Path) -> None:
    """Have a file that was written and closed on the disk when this returns.

    Raises:
        OSError: it cannot be opened, or the disk refused.
    """
    # Windows makes durable only what is open for writing
    descriptor = os.open(path, os.O_RDWR | _ALWAYS if systems.WINDOWS else READING)
    try:
        make_durable(descriptor)
    finally:
        os.close(descriptor)


def make_names_durable(folder: Path) -> None:
    """Have the names in a folder on the disk; nothing where folders cannot be opened (Windows).

    Raises:
        OSError: the disk refused.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        make_durable(descriptor)
    finally:
        os.close(descriptor)
