from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.search.language.dates import Period, print_period, read_period

WEDNESDAY = dt.date(2013, 5, 15)


def days(text: str, today: dt.date = WEDNESDAY) -> tuple[str, str] | None:
    period = read_period(text, today)
    if period is None:
        return None
    return tuple(dt.date.fromordinal(day).isoformat() for day in period[:2])  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("20121205", "2012-12-05", "2012-12-05"),
        ("2012/12/05", "2012-12-05", "2012-12-05"),
        ("Sept-2001", "2001-09-01", "2001-09-30"),
        ("sep 2001", "2001-09-01", "2001-09-30"),
        ("11 Sep 2001", "2001-09-11", "2001-09-11"),
        ("Sep. 11, 2001", "2001-09-11", "2001-09-11"),
        ("11-sep-2001", "2001-09-11", "2001-09-11"),
        ("now", "2013-05-15", "2013-05-15"),
        ("this week", "2013-05-13", "2013-05-19"),
        ("Last  Week", "2013-05-06", "2013-05-12"),
        ("this month", "2013-05-01", "2013-05-31"),
        ("0d", "2013-05-15", "2013-05-15"),
        ("1w", "2013-05-08", "2013-05-08"),
        ("5m", "2012-12-15", "2012-12-15"),
        ("10y", "2003-05-15", "2003-05-15"),
        ("1987-q1", "1987-01-01", "1987-03-31"),
        ("1987Q4", "1987-10-01", "1987-12-31"),
        ("Q2 1988", "1988-04-01", "1988-06-30"),
        ("1980s", "1980-01-01", "1989-12-31"),
        ("31.3.1987", "1987-03-31", "1987-03-31"),
        ("1980's", "1980-01-01", "1989-12-31"),
        ("2020-w53", "2020-12-28", "2021-01-03"),
        ("last 7 days", "2013-05-09", "2013-05-15"),
        ("past 2 weeks", "2013-05-02", "2013-05-15"),
        ("last 3 months", "2013-02-16", "2013-05-15"),
        ("last 1 year", "2012-05-16", "2013-05-15"),
    ],
)
def test_a_date_is_widened_to_its_precision(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("1m", "2013-03-31", "2013-02-28"),
        ("1y", "2012-02-29", "2011-02-28"),
        ("12m", "2012-02-29", "2011-02-28"),
        ("1m", "2013-01-15", "2012-12-15"),
    ],
)
def test_months_back_stay_in_their_month(text: str, today: str, day: str) -> None:
    assert days(text, dt.date.fromisoformat(today)) == (day, day)


def test_last_month_of_january_is_december() -> None:
    assert days("last month", dt.date(2013, 1, 9)) == ("2012-12-01", "2012-12-31")


@pytest.mark.parametrize(
    "text",
    [
        *("", "12", "201", "201212", "2012-00", "2012-12/05", "2012-12-32", "5 dec 6 2012"),
        *("dece 2012", "decimal 2012", "99999y", "999999w", "last day", "d", "٢٠١٢", "7 d"),
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_period(text, WEDNESDAY) is None


def test_a_distance_is_marked_as_one() -> None:
    assert read_period("7d", WEDNESDAY) == Period(
        WEDNESDAY.toordinal() - 7, WEDNESDAY.toordinal() - 7, ago=True
    )


@given(st.dates(), st.dates())
def test_printed_days_read_as_the_same_days(one: dt.date, other: dt.date) -> None:
    low, high = sorted((one.toordinal(), other.toordinal()))
    first, _, last = print_period(low, high).partition("..")
    begins, ends = read_period(first, WEDNESDAY), read_period(last or first, WEDNESDAY)
    assert begins is not None
    assert ends is not None
    assert (begins.low, ends.high) == (low, high)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_not(text: str) -> None:
    period = read_period(text, WEDNESDAY)
    assert period is None or period.low <= period.high
