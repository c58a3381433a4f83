import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.indexer.fielding.dates import (
    complete_month_day,
    is_date_line,
    is_plausible,
    parse_date,
    read_date_line,
)

DAY = dt.date(2012, 12, 13)


@pytest.mark.parametrize(
    "value",
    [
        "2012-12-13",
        "2012-12-13T23:30:00-05:00",
        "2012-12-13T10:15:00.000Z",
        "2012/12/13",
        "20121213",
        "20121213T101500Z",
        "1355400000",
        "1355400000000",
        "Thu, 13 Dec 2012 10:15:00 +0000",
        "13-DEC-2012 15:01:01.79",
        "December 13, 2012",
        "Dec. 13, 2012",
        "Thursday, December 13th, 2012",
        "13 December 2012",
        "13th of December 2012",
        "Published: Dec 13, 2012 10:15 a.m. EST",
        "Updated December 13, 2012 at 10:15 PM ET",
        "12/13/2012",
        "13/12/2012",
        "13.12.2012",
        "12.12.2012",
        "10:15 AM, Dec 13, 2012",
    ],
)
def test_dates(value):
    expected = dt.date(2012, 12, 12) if value == "12.12.2012" else DAY
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Thursday",
        "Feb 26",
        "December 2012",
        "2012",
        "2012-13-45",
        "03/04/2012",
        "yesterday",
        "On December 13, 2012, the minister said",
        "x" * 500,
        "99999999999999999999",
    ],
)
def test_values_that_are_no_certain_day(value):
    assert parse_date(value) is None


def test_the_order_of_day_and_month_can_be_given():
    assert parse_date("03/04/2012", day_first=True) == dt.date(2012, 4, 3)
    assert parse_date("03/04/2012", day_first=False) == dt.date(2012, 3, 4)


def test_date_lines_hold_nothing_else():
    assert read_date_line("Dec 13, 2012") == DAY
    assert read_date_line("Dec 13, 2012 was a Thursday in London") is None
    assert is_date_line("03/04/2012")
    assert not is_date_line("March 3 - the minister")


def test_month_and_day_of_a_known_year():
    assert complete_month_day("Feb 26", 1987) == dt.date(1987, 2, 26)
    assert complete_month_day("26 February", 1987) == dt.date(1987, 2, 26)
    assert complete_month_day("Feb 30", 1987) is None


def test_plausible_dates():
    assert is_plausible(DAY, None)
    assert is_plausible(DAY, DAY - dt.timedelta(days=1))
    assert not is_plausible(DAY, DAY - dt.timedelta(days=2))
    assert not is_plausible(dt.date(1599, 12, 31), None)


@given(st.dates(min_value=dt.date(1600, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_is_read_as_written(day):
    for form in ("%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%Y%m%d", "%d-%b-%Y 10:00:00.00"):
        assert parse_date(day.strftime(form)) == day


@given(st.text(max_size=100))
def test_no_value_is_an_error(value):
    parse_date(value)
