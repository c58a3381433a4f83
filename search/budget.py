"""The time that a query and counting may take, looked at wherever work begins.

The end is kept in a context variable, so that no function of the engine has to pass it on.
"""

from __future__ import annotations

import time
from contextvars import ContextVar, Token

from newssearch.archive.errors import QueryBudgetExceeded

BUDGET_SECONDS = 5.0
"""Time a query may take. Honest ones take milliseconds; the dearest piece of work between two
looks at the clock is one pattern over all terms of a segment."""

COUNTING_SECONDS = 600.0
"""Time that counting the words of the articles found may take. All words of a million articles take
seconds, their sequences minutes."""

MAX_CELLS = 50_000_000
"""Numbers of a table of words by parts, 400 MB."""

MAX_SEQUENCES = 20_000_000
"""Distinct sequences of words that are kept at one time; of three words they take 1 GB."""

_allowed_seconds = BUDGET_SECONDS
"""The same, but where tests give all the time that a busy machine needs."""

_deadline: ContextVar[tuple[float, str] | None] = ContextVar("deadline", default=None)


class time_limit:  # noqa: N801 - used as a function is
    """Let what runs inside take so long, unless a limit is set already.

    ``what`` is named in the message when time is over.
    """

    __slots__ = ("_seconds", "_token", "_what")

    def __init__(self, seconds: float | None = None, what: str = "the query") -> None:
        self._seconds = seconds
        self._what = what
        self._token: Token[tuple[float, str] | None] | None = None

    def __enter__(self) -> None:
        if _deadline.get() is None:
            allowed = _allowed_seconds if self._seconds is None else self._seconds
            self._token = _deadline.set((time.monotonic() + allowed, self._what))

    def __exit__(self, *_: object) -> None:
        if self._token is not None:
            _deadline.reset(self._token)


def counting_limit() -> time_limit:
    """Return the limit of what counts the words of the articles found."""
    return time_limit(COUNTING_SECONDS, "counting the words")


def check_time() -> None:
    """Give up if the time is over.

    Raises:
        QueryBudgetExceeded: it is.
    """
    deadline = _deadline.get()
    if deadline is not None and time.monotonic() > deadline[0]:
        raise too_dear(f"{deadline[1]} exceeded its time limit")


_NARROWER = "narrow it down, for example with a date or a field"


def too_dear(message: str, hint: str = _NARROWER) -> QueryBudgetExceeded:
    """Return the error for a query that asks for too much."""
    return QueryBudgetExceeded(message, hint=hint)
