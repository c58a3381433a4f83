"""Where work on arrays is done: in threads, or at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")

_AHEAD = 4


class Inline(Executor):
    """Carries out what it is given at once, in the thread that gives it."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - raised again by the future's result
            future.set_exception(error)
        return future


def map_in_order(executor: Executor, function: Callable[[U], T], items: Iterable[U]) -> Iterator[T]:
    """Yield what a function makes of items, in their order, with only a few made ahead."""
    made: deque[Future[T]] = deque()
    for item in items:
        made.append(executor.submit(function, item))
        if len(made) > _AHEAD:
            yield made.popleft().result()
    while made:
        yield made.popleft().result()
