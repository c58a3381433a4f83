"""Days, weeks, months, quarters and years as whole numbers, their names, and where they begin."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias, get_args

from newssearch.archive.errors import UsageError

Unit: TypeAlias = Literal["day", "week", "month", "quarter", "year"]

UNITS: tuple[Unit, ...] = get_args(Unit)

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months the longer periods have."""

MOST_PERIODS = 120_000
"""All months that the calendar has, or days of 328 years. An archive with a wrong date has more
days, and nobody can read them."""


def period_number(day: dt.date, unit: Unit) -> int:
    """Return the number of the period that a day is in; consecutive ones are one apart.

    Weeks begin on Monday (ISO 8601).
    """
    if unit == "day":
        return day.toordinal()
    if unit == "week":
        return (day.toordinal() - 1) // 7
    return (day.year * 12 + day.month - 1) // MONTHS[unit]


def first_day(number: int, unit: Unit) -> dt.date:
    """Return the day on which a period begins."""
    if unit == "day":
        return dt.date.fromordinal(number)
    if unit == "week":
        return dt.date.fromordinal(number * 7 + 1)
    year, month = divmod(number * MONTHS[unit], 12)
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


def all_periods(first: int, last: int, unit: Unit) -> range:
    """Return the numbers of all periods from the first to the last.

    Raises:
        UsageError: there are more than ``MOST_PERIODS``.
    """
    numbers = range(first, last + 1)
    if len(numbers) > MOST_PERIODS:
        begin, end = period_name(first, unit), period_name(last, unit)
        raise UsageError(
            f"{begin} to {end} are {len(numbers):,} {unit}s, more than {MOST_PERIODS:,}",
            hint="limit the dates with --from and --to, or count by longer periods",
        )
    return numbers
