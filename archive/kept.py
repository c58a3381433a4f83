"""Properties that are computed once and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Owner = TypeVar("Owner")
T = TypeVar("T")


class kept(Generic[Owner, T]):  # noqa: N801 - used as ``property`` is
    """A property that keeps its value in the object's ``__dict__``.

    It is ``functools.cached_property`` without the lock that this has up to Python 3.11: a process
    forked while another thread holds that would wait for ever. Two threads that ask at the same
    time may both compute the value.
    """

    def __init__(self, compute: Callable[[Owner], T]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> kept[Owner, T]: ...

    @overload
    def __get__(self, owner: Owner, kind: type) -> T: ...

    def __get__(self, owner: Any, kind: type) -> Any:
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._compute(owner)
        return value
