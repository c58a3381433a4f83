import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.indexer.fielding import field_article
from newssearch.indexer.knowledge.dates import (
    DayOrder,
    find_day,
    is_day,
    is_plausible,
    order_of_language,
    order_shown_by,
    read_day,
)
from newssearch.indexer.record import Declared, Record

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
        "Thu Dec 13 10:15:00 2012",
        "Thu Dec 13 10:15:00 +0000 2012",
        "Donnerstag, 13. Dezember 2012, 10:15 Uhr",
        "Ellery, den 13. Dezember 2012",
        "Stand: 13.12.2012",
        "13. Dez. 2012",
        "Publié le 13 décembre 2012 à 10h15",
        "jeudi 13 déc. 2012",
        "Jueves, 13 de diciembre de 2012",
        "Publicado el 13 dic 2012",
        "Pubblicato il 13 dicembre 2012 alle ore 10.15",
        "13 dic. 2012",
        "Quinta-feira, 13 de dezembro de 2012",
        "Publicado em 13 dez 2012 às 10h15",
        "13 decembro 2012",
        "donderdag 13 december 2012 om 10:15 uur",
        "Gepubliceerd op 13 dec. 2012",
        "torsdag den 13. december 2012 kl. 10.15",
        "Publisert 13. desember 2012",
        "Publicerad 13 december 2012",
        "2012年12月13日",
    ],
)
def test_dates(value):
    expected = dt.date(2012, 12, 12) if value == "12.12.2012" else DAY
    assert read_day(value).date == expected
    assert not read_day(value).guessed


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Thursday",
        "Feb 26",
        "December 2012",
        "2012",
        "2012-13-45",
        "yesterday",
        "vorgestern",
        "2 de brumario de 2012",
        "13 und 14 Dezember 2012",
        "On December 13, 2012, the minister said",
        "x" * 500,
        "99999999999999999999",
    ],
)
def test_values_that_are_no_certain_day(value):
    assert read_day(value) is None


def test_the_order_of_day_and_month_can_be_given():
    assert read_day("03/04/2012", order=DayOrder.DMY) == (dt.date(2012, 4, 3), False, "03/04/2012")
    assert read_day("03/04/2012", order="mdy") == (dt.date(2012, 3, 4), False, "03/04/2012")
    assert read_day("12/03/04", order="ymd").date == dt.date(2012, 3, 4)


def test_an_order_that_nobody_gave_is_a_guess_and_says_so():
    assert read_day("03/04/2012") == (dt.date(2012, 3, 4), True, "03/04/2012")
    assert read_day("03/04/2012", guess="dmy") == (dt.date(2012, 4, 3), True, "03/04/2012")
    assert read_day("3/4/12").guessed
    assert find_day("Posted 03/04/2012 by the desk") == (dt.date(2012, 3, 4), True, "03/04/2012")


@pytest.mark.parametrize("value", ["04/04/2012", "13/04/2012", "04/13/2012", "03.04.2012"])
def test_what_can_be_read_in_one_way_only_is_no_guess(value):
    assert not read_day(value).guessed
    assert not read_day(value, guess="dmy").guessed


def test_an_order_that_cannot_be_is_not_followed():
    assert read_day("13/04/2012", order="mdy").date == dt.date(2012, 4, 13)


def test_a_reader_hands_a_guess_on_as_it_was_written():
    assert find_day("Edition of 03/04/2012").value == "03/04/2012"
    assert find_day("Edition of 13/04/2012").value == "2012-04-13"


def test_the_dates_of_a_collection_can_prove_their_order():
    assert order_shown_by(["02/07/2019", "13/07/2019", "03/08/2019"]) == DayOrder.DMY
    assert order_shown_by(["07/02/2019", "7/13/19"]) == DayOrder.MDY
    assert order_shown_by(["02/07/2019", "03/08/2019"]) is None
    assert order_shown_by(["13/07/2019", "07/13/2019"]) is None
    assert order_shown_by(["2019-07-13", "July 13, 2019"]) is None


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("de", "dmy"),
        ("en-GB", "dmy"),
        ("en_US", "mdy"),
        ("en", "mdy"),
        (None, "mdy"),
        ("ja", "ymd"),
    ],
)
def test_a_language_suggests_an_order(language, order):
    assert order_of_language(language) == order


def article(lang=None, date="03/04/2012", **options):
    declared = {"date": (Declared(date, "meta date"),), "title": (Declared("A pier", "h1"),)}
    if lang:
        declared["lang"] = (Declared(lang, "html lang"),)
    record = Record("The pier was opened.", declared, lines="paragraphs")
    return field_article(record, id="a", path="a", **options)


@pytest.mark.parametrize(
    ("lang", "order", "day", "origin"),
    [
        (None, DayOrder.DMY, dt.date(2012, 4, 3), "meta date"),
        (None, DayOrder.MDY, dt.date(2012, 3, 4), "meta date"),
        (
            None,
            None,
            dt.date(2012, 3, 4),
            "meta date (guessed: 03/04/2012 could also be 2012-04-03)",
        ),
        (
            "es",
            None,
            dt.date(2012, 4, 3),
            "meta date (guessed: 03/04/2012 could also be 2012-03-04)",
        ),
        ("en-GB", DayOrder.MDY, dt.date(2012, 3, 4), "meta date"),
    ],
)
def test_a_guessed_order_is_in_the_provenance(lang, order, day, origin):
    read = article(lang, day_order=order)
    assert (read.date, read.provenance["date"]) == (day, origin)


def test_a_guessed_order_of_a_line_of_the_text_is_in_the_provenance_too():
    text = "Pier opened\n\n03/04/2012\n\nThe pier of Port Ellery was opened by the mayor on Monday."
    read = field_article(Record(text), id="a", path="a")
    assert read.date == dt.date(2012, 3, 4)
    assert "date line (guessed: 03/04/2012" in read.provenance["date"]


def test_lines_that_are_a_day_hold_nothing_else():
    assert read_day("Dec 13, 2012").date == DAY
    assert read_day("Dec 13, 2012 was a Thursday in London") is None
    assert is_day("03/04/2012")
    assert is_day("31. Februar 2012")
    assert not is_day("March 3 - the minister")
    assert not is_day("Am 13. Dezember 2012 sagte der Minister")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Madrid, 13 de diciembre de 2012 (EFE).- El puerto", DAY),
        ("The report of Dec. 13, 2012 said so", DAY),
        ("Ausgabe vom 13. Dezember 2012, Seite 3", DAY),
        ("Le 13 décembre 2012, le port", DAY),
        ("/news/2012-12-13/harbour", DAY),
        ("call 2012-34-13 now", None),
        ("room 1812 on floor 20", None),
        ("13 brumaire 2012", None),
        ("May 2012 was warm", None),
    ],
)
def test_the_first_day_of_a_text(text, day):
    found = find_day(text)
    assert (found.date if found else None) == day


def test_no_day_of_the_future_is_found():
    assert find_day("from 2999-01-01 on") is None
    assert find_day("2012-12-14", latest=DAY) is None


def test_plausible_dates():
    assert is_plausible(DAY, None)
    assert is_plausible(DAY, DAY - dt.timedelta(days=1))
    assert not is_plausible(DAY, DAY - dt.timedelta(days=2))
    assert not is_plausible(dt.date(1599, 12, 31), None)


@given(st.dates(min_value=dt.date(1600, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_is_read_as_written(day):
    for form in ("%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%Y%m%d", "%d-%b-%Y 10:00:00.00"):
        assert read_day(day.strftime(form)).date == day
        if day.year < 2050:
            found = find_day(f"of {day.strftime(form)} it", latest=dt.date.max)
            assert found.date == day


@given(st.text(max_size=100))
def test_no_value_is_an_error(value):
    read_day(value)
    find_day(value)
    is_day(value)
