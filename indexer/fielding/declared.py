"""Declared values: what the file itself says of an article, cleaned and checked.

Each function takes the values in the reader's order of trust and returns the first that stands,
with its origin. Nothing here looks at the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from newssearch.indexer.fielding.characters import one_line
from newssearch.indexer.knowledge.authors import Authors, authors_of
from newssearch.indexer.knowledge.dates import Day, DayOrder, is_plausible, read_day
from newssearch.indexer.knowledge.times import read_time
from newssearch.indexer.record import Declared

MAX_VALUE_CHARACTERS = 10_000
GUESSED_DAY = " (guessed: "
"""Stands in ``provenance["date"]`` where the order of day and month was guessed."""
_URL = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)

_Value = TypeVar("_Value")


class DeclaredValues:
    """The declared values of one record, and where those that were used came from."""

    def __init__(self, declared: Mapping[str, Sequence[Declared]]) -> None:
        self._values = {
            name: [(one_line(each.value[:MAX_VALUE_CHARACTERS]), each.origin) for each in values]
            for name, values in declared.items()
        }
        self.provenance: dict[str, str] = {}
        self._moment = ""

    def text(self, name: str) -> str | None:
        """Return the first value of a field that is not empty."""
        return self._first(name, lambda value: value)

    def texts(self, name: str) -> list[str]:
        """Return all values of a field, without repetition."""
        values = [value for value, _ in self._values.get(name, ()) if value]
        if values:
            self.provenance[name] = self._values[name][0][1]
        return list(dict.fromkeys(values))

    def first(self, name: str) -> str | None:
        """Return the first value of a field as it is written, without using it."""
        return next((value for value, _ in self._values.get(name, ()) if value), None)

    def read(self, name: str, reader: Callable[[str], _Value | None]) -> _Value | None:
        """Return the first value that ``reader`` can read."""
        return self._first(name, reader)

    def url(self) -> str | None:
        """Return the address of the article, if it is one."""
        return self._first("url", lambda value: value if _URL.fullmatch(value) else None)

    def people(self, name: str) -> Authors:
        """Return the people of ``byline`` or ``contributors``, and the agency among them."""
        names: list[str] = []
        credit = None
        for value, origin in self._values.get(name, ()):
            found = authors_of(value)
            if found.names or found.credit:
                self.provenance.setdefault(name if found.names else "credit", origin)
            names += found.names
            credit = credit or found.credit
        return Authors(tuple(dict.fromkeys(names)), credit)

    def date(
        self, file_time: dt.date | None, order: DayOrder | None, guess: DayOrder
    ) -> dt.date | None:
        """Return the first date that can be read and can be true.

        ``order`` is how the collection writes "03/04/2012", ``guess`` what is taken where that is
        not known; the provenance says so then. Where there were values and none stands, it says
        which was dropped and why.
        """
        dropped = ""
        for value, origin in self._values.get("date", ()):
            if not value:
                continue
            day = read_day(value, order=order, guess=guess)
            if day is not None and is_plausible(day.date, file_time):
                self.provenance["date"] = f"{origin}{note_of_guess(day)}"
                self._moment = value
                return day.date
            reason = "cannot be read as a date" if day is None else "cannot be true of this file"
            dropped = dropped or f"dropped: {value[:40]} ({origin}) {reason}"
        if dropped:
            self.provenance["date"] = dropped
        return None

    def time(self) -> dt.time | None:
        """Return the time of day that is declared by itself, or in the date that ``date`` took."""
        own = self._first("time", read_time)
        if own is None and (own := read_time(self._moment)) is not None:
            self.provenance["time"] = self.provenance["date"]
        return own

    def _first(self, name: str, reader: Callable[[str], _Value | None]) -> _Value | None:
        for value, origin in self._values.get(name, ()):
            if value and (read := reader(value)) is not None:
                self.provenance[name] = origin
                return read
        return None


def note_of_guess(day: Day) -> str:
    """Return what the provenance adds of a day whose order was guessed, "" of any other."""
    if not day.guessed:
        return ""
    return f"{GUESSED_DAY}{day.written} could also be {day.date:%Y-%d-%m})"
