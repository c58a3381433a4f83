from __future__ import annotations

import threading

import pytest

from newssearch.archive.kept import kept


class Counted:
    def __init__(self) -> None:
        self.computed = 0
        self.entered = threading.Event()
        self.go_on = threading.Event()

    @kept
    def value(self) -> int:
        """What is kept."""
        self.computed += 1
        return self.computed

    @kept
    def slow(self) -> str:
        """Waits for the test."""
        self.entered.set()
        assert self.go_on.wait(20)
        return "slow"


def test_a_value_is_computed_once_and_can_be_dropped() -> None:
    one = Counted()
    assert [one.value, one.value, one.computed] == [1, 1, 1]
    del one.__dict__["value"]
    assert one.value == 2
    assert Counted.value.__doc__ == "What is kept."


def test_an_error_is_not_kept() -> None:
    class Failing:
        tries = 0

        @kept
        def value(self) -> int:
            self.tries += 1
            if self.tries == 1:
                raise ValueError("not yet")
            return self.tries

    one = Failing()
    with pytest.raises(ValueError, match="not yet"):
        _ = one.value
    assert one.value == 2


def test_nobody_waits_for_another_objects_value() -> None:
    """A lock for all objects of a class would be held for ever in a process forked meanwhile."""
    held, free = Counted(), Counted()
    free.go_on.set()
    thread = threading.Thread(target=lambda: held.slow)
    thread.start()
    assert held.entered.wait(20)
    assert free.slow == "slow"
    assert thread.is_alive()
    held.go_on.set()
    thread.join()
