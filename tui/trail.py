"""Back and forward through queries and articles, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from newssearch.tui.engine import Mode, Sort

MOST_STOPS = 200


class Stop(NamedTuple):
    """A query, and the article that is read of its hits."""

    text: str
    mode: Mode
    sort: Sort
    article: str | None = None


@dataclass
class Trail:
    """The stops so far; what was typed on the way to a query is none of them."""

    stops: list[Stop] = field(default_factory=list)
    here: int = -1
    passing: bool = False
    """Whether the last stop was only typed past so far."""

    def visit(self, stop: Stop, *, passing: bool = False) -> None:
        """Note where one has come; what lay ahead is forgotten."""
        if self.stops and self.stops[self.here] == stop:
            self.passing = self.passing and passing
            return
        keep = self.here if self.passing else self.here + 1
        self.stops[keep:] = [stop]
        del self.stops[:-MOST_STOPS]
        self.here = len(self.stops) - 1
        self.passing = passing

    def settle(self) -> None:
        """Note that something was done where one is, so that it is a place to come back to."""
        self.passing = False

    def go(self, step: int) -> Stop | None:
        """Go back (-1) or forward (1), and return where to; None at the end."""
        if not 0 <= self.here + step < len(self.stops):
            return None
        self.here += step
        self.passing = False
        return self.stops[self.here]
