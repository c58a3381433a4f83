"""Processors, memory and open files; worker processes, signals and timers."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Literal

from newssearch.archive.platform import systems

_ENOUGH_FILES = 10_240
"""Where the limit is infinite macOS still refuses more than this (its OPEN_MAX)."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def resident_bytes() -> int:
    """Return the memory that the process has, or the most it ever had; 0 where nobody tells."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError):
        pass
    resource = systems.module("resource")
    if resource is not None:
        most = int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return most if systems.MACOS else most * 1024
    psutil = systems.module("psutil")
    return int(psutil.Process().memory_info().rss) if psutil is not None else 0


def is_running(pid: int) -> bool:
    """Say whether a process of this machine runs; True where nobody can tell."""
    if systems.WINDOWS:  # there a signal of 0 would end it
        psutil = systems.module("psutil")
        return psutil is None or bool(psutil.pid_exists(pid))
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def give_back_memory() -> None:
    """Have the C library give back what was freed, where it can (glibc's ``malloc_trim``).

    What threads have freed stays with their heaps otherwise: a third of a gigabyte after a run.
    """
    import ctypes  # noqa: PLC0415 - most runs have nothing to give back

    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def open_file_limits() -> tuple[int, int] | None:
    """Return how many files may be open now, and at most if asked for; None if there is no limit.

    A limit that is infinite is 0.
    """
    resource = systems.module("resource")
    if resource is None:
        return None
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    endless = resource.RLIM_INFINITY
    return 0 if now == endless else int(now), 0 if most == endless else int(most)


def allow_many_files() -> None:
    """Use what the system allows: merging maps ten files a segment, and there may be hundreds."""
    limits = open_file_limits()
    if limits is None or limits[0] == 0:
        return
    now, most = limits
    resource = systems.module("resource")
    hard = most or resource.RLIM_INFINITY
    wanted = max(most or _ENOUGH_FILES, now)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def give_back_pages(mapped: Any) -> None:
    """Give back the memory of a mapped file, where it can be asked for."""
    mmap = systems.module("mmap")
    if hasattr(mapped, "madvise") and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def start_method() -> Literal["fork", "spawn"]:
    """Return how worker processes are started: by fork only where that is safe beside threads.

    On macOS a fork may end in the system's own libraries; Windows has none.
    """
    return "fork" if hasattr(os, "fork") and not systems.MACOS else "spawn"


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Start processes meanwhile: signals wait, and no child runs the caller's own script again.

    A spawned process imports the main module first, which would start all over in a script without
    ``if __name__ == "__main__"``; nothing a worker is given comes from there.
    """
    held = hasattr(signal, "pthread_sigmask")
    before: Any = None
    if held:
        stopping = {signal.SIGINT, signal.SIGTERM}
        before = signal.pthread_sigmask(signal.SIG_BLOCK, stopping)
    main = sys.modules["__main__"]
    if start_method() == "spawn":
        sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if held:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_signals_to_parent() -> None:
    """Let a worker be ended by its parent only: Ctrl-C reaches every process of a terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})


_Tick = Callable[[int, FrameType | None], None]


@contextlib.contextmanager
def ticking(tick: _Tick, seconds: float) -> Iterator[None]:
    """Call ``tick`` in the main thread after each so many seconds of processor time.

    Where the system has no such timer, a thread looks at the clock of the process and has the main
    thread run the handler of a signal that nobody sends. To be called in the main thread.
    """
    if hasattr(signal, "setitimer"):
        before = signal.signal(signal.SIGVTALRM, tick)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
        return
    done = threading.Event()
    before = signal.signal(signal.SIGABRT, tick)
    watch = threading.Thread(target=_watch, args=(done, seconds), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()
        signal.signal(signal.SIGABRT, before)


def _watch(done: threading.Event, seconds: float) -> None:
    interrupt = importlib.import_module("_thread").interrupt_main
    last = time.process_time()
    while not done.wait(seconds / 2):
        now = time.process_time()
        if now - last >= seconds:
            last = now
            interrupt(signal.SIGABRT)
