"""How people write a day, a month or a year, as a range of days.

Days are proleptic ordinals (``datetime.date.toordinal``), both ends inclusive. The calendar day
of the article is meant, so no time zone enters. Weeks run from Monday to Sunday (ISO 8601).
"Last 7 days" are today and the six before it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

FIRST_DAY = dt.date.min.toordinal()
LAST_DAY = dt.date.max.toordinal()

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORTEST_MONTH = 3

_NUMERIC = re.compile(r"([0-9]{4})(?:([-/])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
"""With points days come before months, wherever they are written so."""
_NAMED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})[- ])?(?P<month>[a-z]{3,9})\.?"
    r"(?:[- ](?P<day_after>[0-9]{1,2}),?)?[- ](?P<year>[0-9]{4})"
)
_QUARTER = re.compile(r"([0-9]{4})[-/ ]?q([1-4])|q([1-4])[-/ ]([0-9]{4})")
_DECADE = re.compile(r"([0-9]{3}0)['’]?s")
_WEEK = re.compile(r"([0-9]{4})-?w([0-9]{2})")
_LAST_FEW = re.compile(r"(?:last|past) ([0-9]{1,5}) (day|week|month|year)s?")
_AGO = re.compile(r"([0-9]{1,5})([dwmy])")
_CALENDAR = re.compile(r"(last|this)[- ](week|month|year)")


class Period(NamedTuple):
    """Days from ``low`` to ``high``; ``ago`` ones were written as a distance from today (7d)."""

    low: int
    high: int
    ago: bool = False


def read_period(text: str, today: dt.date) -> Period | None:
    """Read a date of any precision; None if it is not one, or not in the calendar."""
    text = " ".join(text.lower().split())
    try:
        return _read_numeric(text) or _read_named(text) or _read_relative(text, today)
    except (ValueError, OverflowError):
        return None


def print_period(low: int | None, high: int | None) -> str:
    """Write a range of days in the shortest form that ``read_period`` widens to the same days."""
    first = dt.date.fromordinal(low) if low is not None else None
    last = dt.date.fromordinal(high) if high is not None else None
    first_precision = _precision(first, opens=True)
    last_precision = _precision(last, opens=False)
    precision = max(first_precision, last_precision)
    low_text, high_text = _at(first, precision), _at(last, precision)
    return low_text if low_text == high_text else f"{low_text}..{high_text}"


_YEAR, _MONTH, _DAY = 1, 2, 3


def _precision(day: dt.date | None, *, opens: bool) -> int:
    if day is None:
        return _YEAR
    if opens:
        return _DAY if day.day != 1 else _MONTH if day.month != 1 else _YEAR
    if day.day != _month_end(day.year, day.month):
        return _DAY
    return _YEAR if day.month == 12 else _MONTH


def _at(day: dt.date | None, precision: int) -> str:
    return "-".join(day.isoformat().split("-")[:precision]) if day is not None else ""


def _month_end(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (dt.date(year, month + 1, 1) - dt.timedelta(days=1)).day


def _period(year: int, month: int | None, day: int | None) -> Period:
    if day is not None and month is not None:
        ordinal = dt.date(year, month, day).toordinal()
        return Period(ordinal, ordinal)
    first, last = (month, month) if month is not None else (1, 12)
    low = dt.date(year, first, 1)
    high = dt.date(year, last, _month_end(year, last))
    return Period(low.toordinal(), high.toordinal())


def _read_numeric(text: str) -> Period | None:
    if found := _NUMERIC.fullmatch(text):
        year, _, month, day = found.groups()
        return _period(int(year), int(month) if month else None, int(day) if day else None)
    if found := _COMPACT.fullmatch(text):
        year, month, day = found.groups()
        return _period(int(year), int(month), int(day))
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        return _period(int(year), int(month), int(day))
    if found := _QUARTER.fullmatch(text):
        year, quarter = found[1] or found[4], int(found[2] or found[3])
        low = _period(int(year), 3 * quarter - 2, None).low
        return Period(low, _period(int(year), 3 * quarter, None).high)
    if found := _DECADE.fullmatch(text):
        return Period(
            _period(int(found[1]), None, None).low, _period(int(found[1]) + 9, None, None).high
        )
    if found := _WEEK.fullmatch(text):
        monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1).toordinal()
        return Period(monday, monday + 6)
    return None


def _read_named(text: str) -> Period | None:
    found = _NAMED.fullmatch(text)
    if found is None:
        return None
    month = _month_number(found["month"])
    if month is None or (found["day"] and found["day_after"]):
        return None
    day = found["day"] or found["day_after"]
    return _period(int(found["year"]), month, int(day) if day else None)


def _month_number(name: str) -> int | None:
    if name == "sept":
        return 9
    for number, month in enumerate(_MONTHS, 1):
        if name in (month, month[:_SHORTEST_MONTH]):
            return number
    return None


def _read_relative(text: str, today: dt.date) -> Period | None:
    now = today.toordinal()
    if text in ("today", "now"):
        return Period(now, now)
    if text == "yesterday":
        return Period(now - 1, now - 1)
    if found := _AGO.fullmatch(text):
        day = _days_ago(int(found.group(1)), found.group(2), today)
        return Period(day, day, ago=True)
    if found := _LAST_FEW.fullmatch(text):
        return Period(_days_ago(int(found[1]), found[2][0], today) + 1, now)
    if found := _CALENDAR.fullmatch(text):
        return _calendar_period(found.group(2), today, back=found.group(1) == "last")
    return None


def _days_ago(count: int, unit: str, today: dt.date) -> int:
    if unit in "dw":
        day = today.toordinal() - count * (7 if unit == "w" else 1)
        return dt.date.fromordinal(day).toordinal()
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    day = min(today.day, _month_end(year, month + 1))
    return dt.date(year, month + 1, day).toordinal()


def _calendar_period(unit: str, today: dt.date, *, back: bool) -> Period:
    if unit == "week":
        monday = today.toordinal() - today.weekday() - (7 if back else 0)
        sunday = dt.date.fromordinal(monday + 6)
        return Period(monday, sunday.toordinal())
    if unit == "month":
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        return _period(year, month + 1, None)
    return _period(today.year - back, None, None)
