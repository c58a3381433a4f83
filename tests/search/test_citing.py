"""Citations: the three styles, names of every shape, and articles of strangers."""

import datetime as dt
import re

import pytest

from newssearch.archive.article import Article
from newssearch.search.citing import STYLES, bibtex_key, cite, split_name


def article(**more):
    return Article(**{"id": "0123abcd", "path": "x.txt", "body": "Words."} | more)


WHOLE = article(
    title="Harbour to be dredged & widened",
    byline=("Ann B. Reporter", "Vincent van Dyke"),
    source="The Daily Example",
    date=dt.date(2012, 12, 3),
    url="https://example.org/a_b?c=1%20d",
    lang="en",
)


def test_plain():
    assert cite(WHOLE, "plain") == (
        "Ann B. Reporter and Vincent van Dyke, “Harbour to be dredged & widened”,"
        " The Daily Example, 3 December 2012, https://example.org/a_b?c=1%20d."
    )


def test_apa():
    assert cite(WHOLE, "apa") == (
        "Reporter, A. B., & van Dyke, V. (2012, December 3). Harbour to be dredged & widened."
        " The Daily Example. https://example.org/a_b?c=1%20d"
    )


def test_bibtex():
    assert cite(WHOLE, "bibtex") == (
        "@article{reporter2012harbour,\n"
        "  author = {Reporter, Ann B. and van Dyke, Vincent},\n"
        "  title = {{Harbour to be dredged \\& widened}},\n"
        "  journal = {The Daily Example},\n"
        "  year = {2012},\n"
        "  date = {2012-12-03},\n"
        "  url = {https://example.org/a_b?c=1%20d},\n"
        "  langid = {en},\n"
        "}"
    )


@pytest.mark.parametrize(
    ("more", "apa"),
    [
        ({"title": "Rain"}, "Rain. (n.d.)."),
        ({"title": "Rain?", "date": dt.date(1987, 3, 1)}, "Rain? (1987, March 1)."),
        (
            {"title": "Rain", "credit": "Example Press", "source": "The Sun"},
            "Example Press. (n.d.). Rain. The Sun.",
        ),
        ({"title": "Rain", "credit": "Example Press"}, "Rain. (n.d.). Example Press."),
        (
            {"title": "Rain", "byline": ("Jean-Paul Blanc",), "source": "The Sun"},
            "Blanc, J.-P. (n.d.). Rain. The Sun.",
        ),
    ],
)
def test_apa_leaves_out_what_is_not_known(more, apa):
    assert cite(article(**more), "apa") == apa


def test_apa_names_nineteen_of_many_authors_and_the_last():
    names = tuple(f"Ann Author{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVW")
    said = cite(article(title="Rain", byline=names), "apa")
    assert "AuthorS, A., … AuthorW, A. (n.d.)" in said
    assert "AuthorT" not in said


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ann Reporter", ("Reporter", "Ann", "")),
        ("Reporter, Ann", ("Reporter", "Ann", "")),
        ("Sammy Example, Jr.", ("Example", "Sammy", "Jr.")),
        ("Ludwig van der Example", ("van der Example", "Ludwig", "")),
        ("Van Morrison", ("Morrison", "Van", "")),
        ("Madonna", ("Madonna", "", "")),
        ("Jr.", ("Jr.", "", "")),
    ],
)
def test_names(name, parts):
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"title": "The Été of 1987", "byline": ("José Müller",)}, "mullerete"),
        ({"title": "東京", "source": "日報"}, "0123abcd"),
        ({"title": "To the", "source": "The Sun", "date": dt.date(1999, 1, 1)}, "sun1999to"),
    ],
)
def test_keys_are_letters_and_digits(more, key):
    assert bibtex_key(article(**more)) == key


HOSTILE = "\x1b[31m}{\\input{x}\x9b2J\n@article{y, ~^$%#_&\u202e\ud800"


@pytest.mark.parametrize("style", STYLES)
def test_nothing_of_an_article_leaves_its_place(style):
    said = cite(
        article(title=HOSTILE, byline=(HOSTILE,), source=HOSTILE, credit=HOSTILE, url=HOSTILE),
        style,
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800]", said)
    assert said.count("\n") == (5 if style == "bibtex" else 0)
    if style == "bibtex":
        plain = said.replace("\\{", "").replace("\\}", "")
        depth = 0
        for number, character in enumerate(plain):
            depth += (character == "{") - (character == "}")
            assert depth > 0 or number in range(len("@article")) or number == len(plain) - 1
        assert "\\input" not in said
