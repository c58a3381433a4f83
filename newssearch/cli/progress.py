"""A progress line for what takes longer than a moment, on standard error, on terminals only."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from newssearch.archive.platform.terminals import understands_escapes

if TYPE_CHECKING:
    from newssearch.indexer import Progress
    from newssearch.indexer.report import ShowProgress

_EVERY_SECONDS = 0.1
"""Faster is unreadable; slower looks stuck."""

_PATIENCE_SECONDS = 1.0
"""What is done sooner shows no progress."""

Item = TypeVar("Item")

_BAR = 20
_ERASE_LINE = "\r\x1b[K"


@contextmanager
def progress_line(*, quiet: bool) -> Iterator[ShowProgress | None]:
    """Yield a function that draws progress, None if nobody watches; erase the line at the end."""
    if quiet or not _looked_at():
        yield None
        return
    try:
        yield _Line().show
    finally:
        _write(_ERASE_LINE)


def _looked_at() -> bool:
    return understands_escapes(sys.stderr)


def steps(items: Iterable[Item], total: int, what: str, *, shown: bool = True) -> Iterator[Item]:
    """Yield the same items; if that takes longer than a second, show how many have been done."""
    if not shown or not _looked_at():
        yield from items
        return
    line = _Steps()
    try:
        for done, item in enumerate(items, start=1):
            yield item
            line.show(done, total, what)
    finally:
        line.erase()


@contextmanager
def watched(*, shown: bool = True) -> Iterator[None]:
    """Show how far the engine is inside, if that takes longer than a second."""
    if not shown or not _looked_at():
        yield
        return
    from newssearch.search.watching import watched_by  # noqa: PLC0415 - indexing loads no search

    line = _Steps()
    try:
        with watched_by(line.show):
            yield
    finally:
        line.erase()


def clear_line() -> None:
    """Erase what ``steps`` has drawn, before a message is written."""
    if _looked_at():
        _write(_ERASE_LINE)


class _Steps:
    """The line for things that are counted; it appears after a second."""

    def __init__(self) -> None:
        self._drawn_at = time.monotonic() + _PATIENCE_SECONDS - _EVERY_SECONDS
        self._drawn = False

    def show(self, done: int, total: int, what: str) -> None:
        """Draw how many are done, unless that was done a moment ago."""
        now = time.monotonic()
        if now - self._drawn_at >= _EVERY_SECONDS:
            self._drawn_at, self._drawn = now, True
            bar = _bar(done / total if total else 1.0)
            _write(f"{_ERASE_LINE}[{bar}]  {done:,}/{total:,} {what}")

    def erase(self) -> None:
        """Erase the line if it was drawn."""
        if self._drawn:
            _write(_ERASE_LINE)


def _bar(share: float) -> str:
    filled = round(_BAR * min(share, 1.0))
    return "#" * filled + "." * (_BAR - filled)


def _write(text: str) -> None:
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


class _Line:
    """The line, redrawn in place."""

    def __init__(self) -> None:
        self._drawn_at = 0.0
        self._stage = ""

    def show(self, progress: Progress) -> None:
        """Draw the progress, unless that was done a moment ago."""
        now = time.monotonic()
        if progress.stage == self._stage and now - self._drawn_at < _EVERY_SECONDS:
            return
        self._stage, self._drawn_at = progress.stage, now
        columns = shutil.get_terminal_size().columns
        _write(_ERASE_LINE + progress_text(progress)[: columns - 1])


def progress_text(progress: Progress) -> str:
    """Return the line for a run: stage, bar, files, speed, time left."""
    parts = [progress.stage]
    if progress.files_total:
        parts.append(f"[{_bar(progress.files / progress.files_total)}]")
        parts.append(f"{progress.files:,}/{progress.files_total:,} files")
    elif progress.files:
        parts.append(f"{progress.files:,} files")
    if progress.articles and progress.seconds > 0:
        parts.append(
            f"{progress.articles:,} articles, {progress.articles / progress.seconds:,.0f}/s"
        )
    if 0 < progress.files < progress.files_total:
        left = progress.seconds * (progress.files_total - progress.files) / progress.files
        parts.append(f"{_duration(left)} left")
    return "  ".join(parts)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
