import pytest

from newssearch.indexer.fielding.bylines import read_byline, split_names
from newssearch.indexer.knowledge.authors import Authors, authors_of
from newssearch.indexer.knowledge.people import is_name, tidy_name


@pytest.mark.parametrize(
    ("line", "names", "credit"),
    [
        ("By Helen Womack, Reuters", ("Helen Womack",), "Reuters"),
        ("By SCOTT WILLIAMS, Reuters", ("Scott Williams",), "Reuters"),
        ("By Donald Nordberg and Michael Shields", ("Donald Nordberg", "Michael Shields"), None),
        ("By Kunio Inoue", ("Kunio Inoue",), None),
        ("By Brad Schade Reuters", ("Brad Schade",), "Reuters"),
        ("By ABBY GOODNOUGH", ("Abby Goodnough",), None),
        (
            "By Jane Doe, John Roe and Ann Poe, Staff Writers",
            ("Jane Doe", "John Roe", "Ann Poe"),
            None,
        ),
        ("By Jane Doe Jr., The Washington Post", ("Jane Doe Jr.",), "The Washington Post"),
        ("By Jane Doe of The New York Times", ("Jane Doe",), "The New York Times"),
        ("By Jane Doe in Beirut", ("Jane Doe",), None),
        ("Written by Ludwig van der Rohe", ("Ludwig van der Rohe",), None),
        ("Jane Doe, Staff Writer", ("Jane Doe",), None),
        ("Jane Doe, Associated Press", ("Jane Doe",), "Associated Press"),
        ("By The Associated Press", (), "The Associated Press"),
        (
            "By Mitchell Landsberg and Tracy Wilkinson, Los Angeles Times",
            ("Mitchell Landsberg", "Tracy Wilkinson"),
            "Los Angeles Times",
        ),
    ],
)
def test_bylines(line, names, credit):
    assert read_byline(line) == Authors(names, credit)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the troops had crossed the river.",
        "By Law, Nobody May Enter",
        "By The Numbers",
        "By George Washington's reckoning the war would be over before the harvest was in",
        "By all accounts, a success",
        "ABBY GOODNOUGH",
        "U.S. SHOULD REASSESS MIDEAST POLICY - ANALYST",
        "BAT SHARES UNDERVALUED, SAY STOCK MARKET ANALYSTS",
        "John Smith, the minister, left",
    ],
)
def test_lines_that_are_no_bylines(line):
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("value", "names", "credit"),
    [
        ("By Jane Doe", ("Jane Doe",), None),
        ("ABBY GOODNOUGH", ("Abby Goodnough",), None),
        ("Jane Doe; John Roe", ("Jane Doe", "John Roe"), None),
        ("Jane Doe, Staff Writer", ("Jane Doe",), None),
        ("Jane Doe | Reuters", ("Jane Doe",), "Reuters"),
        ("Associated Press", (), "Associated Press"),
        ("admin", (), None),
        ("https://example.org/jane", (), None),
        ("jane@example.org", (), None),
        ("Voltaire", ("Voltaire",), None),
        ("", (), None),
    ],
)
def test_declared_authors(value, names, credit):
    assert authors_of(value) == Authors(names, credit)


def test_names():
    assert is_name("Bashar al-Assad")
    assert is_name("J.R.R. Tolkien")
    assert not is_name("New York Times")
    assert not is_name("The Hague")
    assert split_names("Anne Gearan, Karen DeYoung and J. Doe Jr.") == [
        "Anne Gearan",
        "Karen DeYoung",
        "J. Doe Jr.",
    ]


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("J.R. O'BRIEN", "J.R. O'Brien"),
        ("AL GORE", "Al Gore"),
        ("JD VANCE", "JD Vance"),
        ("MARTIN MCGUINNESS", "Martin McGuinness"),
        ("JOHN DOE III", "John Doe III"),
        ("Jane Doe.", "Jane Doe"),
        ("John Doe Jr.", "John Doe Jr."),
    ],
)
def test_tidy_names(name, tidy):
    assert tidy_name(name) == tidy
