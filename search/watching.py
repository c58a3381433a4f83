"""Who watches work that takes long: how much of it is done is reported to them.

Like the time limit of ``budget`` it is kept in a context variable, so that no function of the
engine has to pass it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Watcher: TypeAlias = Callable[[int, int, str], None]
"""Is called with how many are done, how many there are in all, and what they are."""

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Report what is done inside to a watcher."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def report_done(done: int, total: int, what: str) -> None:
    """Report progress to the watcher, if there is one."""
    if (watcher := _watcher.get()) is not None:
        watcher(done, total, what)
