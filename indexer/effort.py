"""What one file may cost: a file that takes more time or memory than it may is a skip, not a hang.

Every reader works within bounds of its own; this is what holds where one of them, or a library,
fails to. Time is the processor's, as the operating system counts it for the process, so that a
busy machine skips nothing. A signal looks at it several times a second and, if the limit is
passed, raises an ``ArticleError`` in what is being read: regular expressions let themselves be
interrupted, a library written in C only when it returns. What is done with the articles in between
is never interrupted.

Signals belong to the main thread of a process. Workers have one of their own; a program that calls
the indexer from another thread reads its files of over ``sources.LARGE_FILE_BYTES`` without limits.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TypeVar

from newssearch.archive.errors import ArticleError
from newssearch.archive.platform.processes import resident_bytes, ticking
from newssearch.indexer.readers import limits

_Item = TypeVar("_Item")

TICK_SECONDS = 0.25
"""Processor time between two looks at what is being read."""

_current: Effort | None = None
"""What is being read right now; None while its articles are worked on."""


class Effort:
    """What the reading of one file has cost so far."""

    def __init__(self, size_bytes: int, allowance_bytes: int | None = None) -> None:
        """Set the limits for a file of a size, whose reading is meant to take so much memory."""
        document = min(size_bytes, limits.DOCUMENT_BYTES) / limits.MEGABYTE
        self._item_seconds = limits.ITEM_SECONDS + limits.ITEM_SECONDS_A_MEGABYTE * document
        self._file_seconds = (
            limits.FILE_SECONDS + limits.FILE_SECONDS_A_MEGABYTE * size_bytes / limits.MEGABYTE
        )
        self._memory_bytes = limits.MEMORY_BYTES + limits.MEMORY_BYTES_A_BYTE * int(
            document * limits.MEGABYTE
        )
        if allowance_bytes is not None:
            most = max(2 * allowance_bytes, limits.LEAST_MEMORY_BYTES)
            self._memory_bytes = min(self._memory_bytes, most)
        self._item_ticks = self._file_ticks = 0
        self._resident_before = 0

    def each(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Yield items of a file as they are made; making them is what is limited.

        Raises:
            ArticleError: making one took too much, or all together did, or a fault of newssearch
                itself came to light: one bad file never ends a run.
        """
        global _current  # noqa: PLW0603 - a signal's handler is given nothing
        iterator = iter(items)
        while True:
            self._check_file()
            self._item_ticks = 0
            _current = self
            try:
                item = next(iterator)
            except StopIteration:
                return
            except (ArticleError, OSError, MemoryError):
                raise
            except Exception as error:
                raise ArticleError(_own_fault(error)) from error
            finally:
                _current = None
            yield item

    def tick(self) -> None:
        """Count a tick, and raise an ArticleError if a limit is passed."""
        self._item_ticks += 1
        self._file_ticks += 1
        resident = resident_bytes()
        if self._item_ticks == 1:
            self._resident_before = resident
        if resident - self._resident_before > self._memory_bytes:
            raise ArticleError(
                f"needs over {self._memory_bytes // limits.MEGABYTE:,} MB of memory to read"
            )
        if self._item_ticks * TICK_SECONDS > self._item_seconds:
            raise ArticleError(f"needs over {self._item_seconds:.0f} s of processor time to read")
        self._check_file()

    def _check_file(self) -> None:
        if self._file_ticks * TICK_SECONDS > self._file_seconds:
            raise ArticleError(
                f"needs over {self._file_seconds:.0f} s of processor time to read as a whole"
            )


def _own_fault(error: Exception) -> str:
    """Return the reason of a skip that is a fault of the program, with what a report needs."""
    *_, frame = traceback.extract_tb(error.__traceback__)
    place = "/".join(Path(frame.filename).parts[-2:])
    return (
        f"a fault of newssearch ({type(error).__name__} in {place}, line {frame.lineno}); "
        "please report this"
    )


@contextmanager
def effort_limited() -> Iterator[None]:
    """Let the limits hold in this process meanwhile, if this is its main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with ticking(_on_tick, TICK_SECONDS):
        yield


def _on_tick(_number: int, _frame: FrameType | None) -> None:
    if _current is not None:
        _current.tick()
