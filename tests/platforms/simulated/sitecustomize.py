"""Another operating system, as far as it can be had on Linux: loaded before anything else.

``NEWSSEARCH_SIMULATE`` says which. Functions that it lacks are taken away, and what it refuses is
refused: Windows lets no file be renamed, replaced or deleted that any process has open or mapped,
opens no folder, and makes nothing durable that is open for reading only. Child processes load this
module too, since they inherit the environment.
"""

import errno
import os
import sys
from types import ModuleType

SYSTEM = os.environ.get("NEWSSEARCH_SIMULATE", "")
_POSIX_ONLY = (
    *("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY", "preadv", "pread", "pwrite"),
    *("fork", "forkpty", "fchmod", "sched_getaffinity", "sysconf"),
)


def _take_away(module, names):
    for name in names:
        if hasattr(module, name):
            delattr(module, name)


def _files_in_use():
    """Yield the paths that processes of this simulation have open or mapped."""
    mine = f"NEWSSEARCH_SIMULATE={SYSTEM}".encode()
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                if mine not in file.read().split(b"\0"):
                    continue
            for number in os.listdir(f"/proc/{pid}/fd"):
                yield os.readlink(f"/proc/{pid}/fd/{number}")
            with open(f"/proc/{pid}/maps") as file:
                yield from (line.split(maxsplit=5)[5].strip() for line in file if "/" in line)
        except OSError:
            continue


def _refusing(function, *, both):
    def refuse_in_use(source, *others, **options):
        touched = [source, *others[:1]] if both else [source]
        if "dir_fd" not in options:
            paths = [os.path.realpath(os.fsdecode(path)) for path in touched]
            for used in _files_in_use():
                if any(used == path or used.startswith(f"{path}/") for path in paths):
                    raise PermissionError(errno.EACCES, "in use by another process", paths[0])
        return function(source, *others, **options)

    return refuse_in_use


def _windows():
    import fcntl
    import mmap
    import shutil
    import signal
    import subprocess  # noqa: F401 - it would take the module msvcrt for the real one

    lock, held = fcntl.flock, fcntl.LOCK_EX | fcntl.LOCK_NB
    flags_of, read_flags = fcntl.fcntl, fcntl.F_GETFL

    def locking(descriptor, _mode, _count):
        try:
            lock(descriptor, held)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, "Permission denied") from None

    msvcrt = ModuleType("msvcrt")
    msvcrt.LK_NBLCK, msvcrt.locking = 2, locking
    sys.modules.update(msvcrt=msvcrt, fcntl=None, resource=None)
    _take_away(mmap, ("MADV_DONTNEED",))
    _take_away(signal, ("setitimer", "pthread_sigmask", "SIGVTALRM", "ITIMER_VIRTUAL"))
    _take_away(os, _POSIX_ONLY)
    shutil._use_fd_functions = False
    for name in ("rename", "replace"):
        setattr(os, name, _refusing(getattr(os, name), both=True))
    for name in ("unlink", "remove", "rmdir"):
        setattr(os, name, _refusing(getattr(os, name), both=False))
    open_file, make_durable = os.open, os.fsync

    def open_no_folder(path, *arguments, **options):
        if os.path.isdir(path):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return open_file(path, *arguments, **options)

    def make_durable_if_writable(descriptor):
        if flags_of(descriptor, read_flags) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, "Bad file descriptor")
        make_durable(descriptor)

    os.open, os.fsync = open_no_folder, make_durable_if_writable


def _macos():
    import fcntl
    import resource

    _take_away(os, ("sched_getaffinity", "preadv"))
    fcntl.F_FULLFSYNC = 51
    ask, limit, endless = fcntl.fcntl, resource.setrlimit, resource.RLIM_INFINITY

    def full_sync(descriptor, command, *arguments):
        if command == fcntl.F_FULLFSYNC:
            return os.fsync(descriptor)
        return ask(descriptor, command, *arguments)

    def limit_below_infinity(what, limits):
        if endless in limits[:1]:
            raise ValueError("current limit exceeds maximum limit")
        limit(what, (min(limits[0], 1024), limits[1]))

    fcntl.fcntl, resource.setrlimit = full_sync, limit_below_infinity
    resource.getrlimit = lambda _what: (256, endless)


if SYSTEM:
    {"windows": _windows, "macos": _macos}[SYSTEM]()
    from newssearch.archive.platform import systems

    systems.WINDOWS, systems.MACOS = SYSTEM == "windows", SYSTEM == "macos"
