"""The time of day in the values in which sources give a date."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.indexer.fielding import field_article
from newssearch.indexer.knowledge.times import read_time
from newssearch.indexer.record import Declared, Record


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2019-07-02T18:05:30Z", (18, 5, 30)),
        ("2019-07-02T18:05:30.123456+02:00", (18, 5, 30)),
        ("2019-07-02 06:05", (6, 5)),
        ("20190702T180530Z", (18, 5, 30)),
        ("20190702T1805", (18, 5)),
        ("Tue, 02 Jul 2019 06:05:00 +0000", (6, 5)),
        ("26-FEB-1987 15:01:01.79", (15, 1, 1)),
        ("July 2, 2019 at 6:05 p.m. EDT", (18, 5)),
        ("July 2, 2019, 12:05 am", (0, 5)),
        ("July 2, 2019, 12:05 PM", (12, 5)),
        ("2. Juli 2019, 18.05 Uhr", None),
        ("2 juillet 2019 à 18h05", (18, 5)),
        ("Published 6.05pm, 2 July 2019", (18, 5)),
        ("Dec 13, 2012 6 pm", (18,)),
        ("1562090730", (18, 5, 30)),
        ("1562090730000", (18, 5, 30)),
        ("2019-07-02", None),
        ("2019-07-02T00:00:00Z", None),
        ("02.07.2019", None),
        ("July 2, 2019", None),
        ("25:61", None),
        ("13:05 pm on a Tuesday", None),
        ("", None),
        ("18:05 " + "x" * 100, None),
    ],
)
def test_times(value, time):
    assert read_time(value) == (dt.time(*time) if time else None)


@given(st.datetimes())
def test_a_moment_in_iso_form_gives_its_time(moment):
    moment = moment.replace(microsecond=0)
    time = moment.time() if moment.time() != dt.time() else None
    assert read_time(moment.isoformat()) == time
    assert read_time(moment.isoformat(" ") + "Z") == time


@given(st.text(max_size=120))
def test_any_value_is_read(value):
    assert read_time(value) is None or isinstance(read_time(value), dt.time)


def article_with(**declared):
    values = {
        name: tuple(Declared(value, "the file") for value in values)
        for name, values in declared.items()
    }
    return field_article(Record("Rain fell on the town.", values), id="a", path="a")


def test_the_time_is_that_of_the_date_that_stands():
    article = article_with(date=["someday 11:11", "2019-07-02T18:05:00+02:00"])
    assert (article.date, article.time) == (dt.date(2019, 7, 2), dt.time(18, 5))


def test_a_time_without_a_day_is_kept_beside_it():
    article = article_with(date=["2019-07-02"], time=["6:05 p.m."])
    assert (article.date, article.time) == (dt.date(2019, 7, 2), dt.time(18, 5))
    assert article.provenance["time"] == "the file"


def test_an_article_without_a_day_has_no_time():
    assert article_with(time=["18:05"]).time is None


def test_tags_are_each_kept_once_in_their_order():
    article = article_with(tags=["grain", "Natural  gas", "grain", ""])
    assert article.tags == ("grain", "Natural gas")
