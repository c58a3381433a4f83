"""The time that one query may take, looked at wherever work begins.

The end is kept in a context variable, so that no function of the engine has to pass it on.
"""

from __future__ import annotations

import time
from contextvars import ContextVar, Token

from newssearch.archive.errors import QueryBudgetExceeded

BUDGET_SECONDS = 5.0
"""Time a query may take. Honest ones take milliseconds; the dearest piece of work between two
looks at the clock is one pattern over all terms of a segment."""

_allowed_seconds = BUDGET_SECONDS
"""The same, but where tests give all the time that a busy machine needs."""

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


class time_limit:  # noqa: N801 - used as a function is
    """Let what runs inside take so long, unless a limit is set already."""

    __slots__ = ("_seconds", "_token")

    def __init__(self, seconds: float | None = None) -> None:
        self._seconds = seconds
        self._token: Token[float | None] | None = None

    def __enter__(self) -> None:
        if _deadline.get() is None:
            allowed = _allowed_seconds if self._seconds is None else self._seconds
            self._token = _deadline.set(time.monotonic() + allowed)

    def __exit__(self, *_: object) -> None:
        if self._token is not None:
            _deadline.reset(self._token)


def check_time() -> None:
    """Give up if the time is over.

    Raises:
        QueryBudgetExceeded: it is.
    """
    deadline = _deadline.get()
    if deadline is not None and time.monotonic() > deadline:
        raise too_dear("the query exceeded its time limit")


_NARROWER = "narrow it down, for example with a date or a field"


def too_dear(message: str, hint: str = _NARROWER) -> QueryBudgetExceeded:
    """Return the error for a query that asks for too much."""
    return QueryBudgetExceeded(message, hint=hint)
