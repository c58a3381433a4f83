"""Days, weeks, months, quarters and years as whole numbers, their names, and where they begin."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias, get_args

Unit: TypeAlias = Literal["day", "week", "month", "quarter", "year"]

UNITS: tuple[Unit, ...] = get_args(Unit)

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_number(day: dt.date, unit: Unit) -> int:
    """Return the number of the period that a day is in; consecutive ones are one apart.

    Weeks begin on Monday (ISO 8601).
    """
    if unit == "day":
        return day.toordinal()
    if unit == "week":
        return (day.toordinal() - 1) // 7
    return (day.year * 12 + day.month - 1) // _MONTHS[unit]


def first_day(number: int, unit: Unit) -> dt.date:
    """Return the day on which a period begins."""
    if unit == "day":
        return dt.date.fromordinal(number)
    if unit == "week":
        return dt.date.fromordinal(number * 7 + 1)
    year, month = divmod(number * _MONTHS[unit], 12)
    return dt.date(year, month + 1, 1)


def period_name(number: int, unit: Unit) -> str:
    """Return the name of a period: 2003-02-05, 2003-W06, 2003-02, 2003-Q1 or 2003."""
    day = first_day(number, unit)
    if unit == "day":
        return day.isoformat()
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "month":
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-Q{day.month // 3 + 1}" if unit == "quarter" else f"{day.year:04}"
