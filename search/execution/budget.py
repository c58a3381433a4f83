"""The time that one query may take, looked at wherever work begins.

The end is kept in a context variable, so that no function of the engine has to pass it on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from archive.errors import QueryBudgetExceeded

BUDGET_SECONDS = 5.0
"""Time a query may take. Honest ones take milliseconds; the dearest piece of work between two
looks at the clock is one pattern over all terms of a segment."""

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def time_limit(seconds: float | None = None) -> Iterator[None]:
    """Let what runs inside take so long, unless a limit is set already."""
    if _deadline.get() is not None:
        yield
        return
    allowed = BUDGET_SECONDS if seconds is None else seconds
    token = _deadline.set(time.monotonic() + allowed)
    try:
        yield
    finally:
        _deadline.reset(token)


def check_time() -> None:
    """Give up if the time is over.

    Raises:
        QueryBudgetExceeded: it is.
    """
    deadline = _deadline.get()
    if deadline is not None and time.monotonic() > deadline:
        raise too_dear("the query takes longer than it may")


def too_dear(message: str) -> QueryBudgetExceeded:
    """Return the error for a query that asks for too much."""
    return QueryBudgetExceeded(message, hint="make it narrower, for example with a date or a field")
