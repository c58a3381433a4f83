import pytest

from newssearch.indexer.fielding.headings import is_heading
from newssearch.indexer.fielding.titles import is_place_line, is_title

NEXT = "The government said on Thursday that it would " + "go on with its plans " * 10


@pytest.mark.parametrize(
    "title",
    [
        "BAHIA COCOA REVIEW",
        "Rebels gain ground as Russia wavers on its support",
        "Sen. Rick Scott Joins Sens. Jacky Rosen & Marco Rubio in Letter Urging The Houthis Be "
        "Listed Again",
        "Poll: Most voters want the bridge rebuilt",
        "Donald Trump Just Gave Some Free Advice You’d Be Foolish To Ignore.",
        "(PIPER AIRCRAFT) RESUMES OUTPUT OF SOME MODELS",
        "ROTTERDAM PORT SUBSIDY TO END JULY 1 - MINISTER",
        "What happens next?",
    ],
)
def test_titles(title):
    assert is_title(title, NEXT, 200)


@pytest.mark.parametrize(
    "line",
    [
        "A senior official has acknowledged for the first time that the president is losing "
        "control.",
        "He said yes.",
        "SALVADOR, Feb 26 - Showers continued",
        "By Jane Doe, Reuters",
        "December 13, 2012",
        "Concord, N.H.",
        "Correction: an earlier version was wrong",
        "Contact: Jane Doe (202) 225-1882",
        "FOR IMMEDIATE RELEASE",
        "continued from page one",
        "The bill would do this:",
        "“We will go on,” the minister said",
        "Advertisement",
        "(totals in contracts)",
        "* * *",
    ],
)
def test_lines_that_are_no_titles(line):
    assert not is_title(line, NEXT, 200)


def test_a_title_needs_text_below():
    assert not is_title("BAHIA COCOA REVIEW", None, 0)


def test_place_lines():
    assert is_place_line("Beirut, Lebanon")
    assert not is_place_line("Smith, the minister")


@pytest.mark.parametrize(
    "line", ["Change of heart", "‘Only a question of time’", "What next?", "Q:"]
)
def test_headings(line):
    assert is_heading(line, "The end.", NEXT)


@pytest.mark.parametrize(
    "line",
    [
        "He said no",
        "It ended.",
        "“A quoted line”",
        "and so on",
        "• An item",
        "It would do the following:",
        "He called it “strong.”",
        "—Troy Roberts",
        "X.",
    ],
)
def test_lines_that_are_no_headings(line):
    assert not is_heading(line, "The end.", NEXT)


def test_a_heading_follows_a_finished_paragraph():
    assert not is_heading("Change of heart", "It goes on, and", NEXT)
    assert not is_heading("Change of heart", "The end.", "Short.")
