import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.indexer.fielding.datelines import read_dateline, read_declared_dateline

REST = "The government said it would resign."


@pytest.mark.parametrize(
    ("opening", "text", "place", "date", "agency"),
    [
        ("SALVADOR, Feb 26 - ", "SALVADOR, Feb 26", "SALVADOR", "Feb 26", None),
        ("RICHMOND, Va., March 5 - ", "RICHMOND, Va., March 5", "RICHMOND", "March 5", None),
        ("WASHINGTON (AP) -- ", "WASHINGTON", "WASHINGTON", None, "AP"),
        ("BEIRUT, Lebanon (AP) — ", "BEIRUT, Lebanon", "BEIRUT", None, "AP"),
        ("BEIRUT, Dec 13 (Reuters) - ", "BEIRUT, Dec 13", "BEIRUT", "Dec 13", "Reuters"),
        ("NEW YORK, Nov. 19 (UPI) — ", "NEW YORK, Nov. 19", "NEW YORK", "Nov. 19", "UPI"),
        ("Washington (AFP) – ", "Washington", "Washington", None, "AFP"),
        ("LONDON/PARIS (Reuters) - ", "LONDON/PARIS", "LONDON/PARIS", None, "Reuters"),
        ("WINSTON-SALEM, N.C. — ", "WINSTON-SALEM, N.C.", "WINSTON-SALEM", None, None),
        ("RIO DE JANEIRO — ", "RIO DE JANEIRO", "RIO DE JANEIRO", None, None),
        ("THE HAGUE — ", "THE HAGUE", "THE HAGUE", None, None),
        ("NEW DELHI — ", "NEW DELHI", "NEW DELHI", None, None),
        ("Washington, D.C. – ", "Washington, D.C.", "Washington", None, None),
        ("(Washington, DC) – ", "Washington, DC", "Washington", None, None),
        ("Washington D.C. –– ", "Washington D.C.", "Washington", None, None),
        ("ERIE, PA — ", "ERIE, PA", "ERIE", None, None),
        ("DETROIT June 18 - ", "DETROIT June 18", "DETROIT", "June 18", None),
        ("WASHINGTON, Oct 20, Reuter - ", "WASHINGTON, Oct 20", "WASHINGTON", "Oct 20", "Reuter"),
        (
            "PHILADELPHIA, Jan. 11, 2022 – ",
            "PHILADELPHIA, Jan. 11, 2022",
            "PHILADELPHIA",
            "Jan. 11, 2022",
            None,
        ),
        ("Dec 29 (Reuters) - ", "", None, "Dec 29", "Reuters"),
        ("(CNN) — ", "", None, None, "CNN"),
        ("omaha, april 7 - ", "omaha, april 7", "omaha", "april 7", None),
    ],
)
def test_datelines(opening, text, place, date, agency):
    found = read_dateline(opening + REST)
    assert found is not None
    assert (found.text, found.place, found.date, found.agency) == (text, place, date, agency)
    assert (opening + REST)[found.end :].lstrip() == REST


@pytest.mark.parametrize(
    "paragraph",
    [
        "The minister — he resigned on Monday — said so.",
        "UPDATE - The minister resigned.",
        "WATCH — The minister resigned.",
        "THE PRESIDENT — A man of words.",
        "Moscow — Russia’s capital — was calm.",
        "Smith — The man of the hour.",
        "NATO’S DAY — The alliance met.",
        "Twenty-one people died.",
        "A well-known man - Smith - died.",
        "I — Claudius.",
        "Note: The minister resigned.",
        "",
        "—",
    ],
)
def test_paragraphs_without_dateline(paragraph):
    assert read_dateline(paragraph) is None


@pytest.mark.parametrize("value", ["    SALVADOR, Feb 26 - ", "SALVADOR, Feb 26"])
def test_declared_datelines(value):
    found = read_declared_dateline(value)
    assert found is not None
    assert (found.text, found.date) == ("SALVADOR, Feb 26", "Feb 26")


def test_a_declared_dateline_without_known_form_stays_as_it_is():
    found = read_declared_dateline("aboard the Aquarius")
    assert found is not None
    assert found.text == "aboard the Aquarius"


@given(st.text(alphabet="AB-.' ,(/)—:1aé", max_size=200))
def test_any_opening_is_read_without_error_and_in_time(text):
    found = read_dateline(text)
    assert found is None or 0 < found.end <= len(text)


def test_openings_made_to_take_long():
    for text in ("A-" * 60_000, "A. " * 50_000, "A, " * 50_000, "(" * 100_000, "A'" * 60_000):
        read_dateline(text)
        read_dateline(f"{text[:100]} (Reuters) - {REST}")
