"""Filters in the query string: written, found again, taken away."""

import pytest

from newssearch.search.language import parse_query, print_query
from newssearch.tui.filters import Filter, included, joined, split, toggled, within, without

REUTERS = Filter("source", "Reuters")


@pytest.mark.parametrize(
    ("query", "rest", "filters"),
    [
        ("oil", "oil", ()),
        ("", "", ()),
        ("oil source:Reuters", "oil", (REUTERS,)),
        (
            'oil -source:"The Sun" date:1987',
            "oil",
            (Filter("source", "The Sun", True), Filter("date", "1987")),
        ),
        ("source:Reuters", "", (REUTERS,)),
        ('oil speaker:"a \\"b\\" \\\\c"', "oil", (Filter("speaker", 'a "b" \\c'),)),
        ("oil source:Reuters gas", "oil source:Reuters gas", ()),
        ("oil OR source:Reuters", "oil OR source:Reuters", ()),
        ("oil OR gas source:Reuters", "oil OR gas source:Reuters", ()),
        ("(oil OR gas) source:Reuters", "(oil OR gas)", (REUTERS,)),
        ('"oil source:Reuters', '"oil source:Reuters', ()),
        ('"oil source:Reuters"', '"oil source:Reuters"', ()),
        ("(oil source:Reuters)", "(oil source:Reuters)", ()),
        ("oil NOT source:Reuters", "oil NOT source:Reuters", ()),
        ("party:R source:Reuters", "party:R", (REUTERS,)),
    ],
)
def test_filters_are_what_stands_behind_the_query(query, rest, filters):
    assert split(query) == (rest, filters)


@pytest.mark.parametrize(
    "value", ["Reuters", "The Sun", 'a "b"', "back\\slash", "2012-03", "AND", "x:y", "(z)"]
)
@pytest.mark.parametrize("query", ["", "oil", "oil OR gas", '"a phrase" -words:>5'])
@pytest.mark.parametrize("excluded", [False, True])
def test_a_filter_is_found_again_and_taken_away(query, value, excluded):
    wanted = Filter("section", value, excluded)
    narrowed = toggled(query, wanted)
    assert split(narrowed)[1] == (wanted,)
    parse_query(narrowed)
    again = toggled(narrowed, wanted)
    assert print_query(parse_query(again).node) == print_query(parse_query(query).node)


def test_to_exclude_what_was_included_turns_it_round():
    narrowed = toggled("oil source:Reuters lang:en", REUTERS._replace(excluded=True))
    assert narrowed == "oil lang:en -source:Reuters"


def test_joining_keeps_the_meaning():
    assert joined("oil OR gas", REUTERS) == "(oil OR gas) source:Reuters"


@pytest.mark.parametrize(
    ("query", "words", "result"),
    [
        ("oil", "price", "oil price"),
        ("oil source:Reuters", "price OR tax", "oil (price OR tax) source:Reuters"),
        ("oil OR gas", "price", "(oil OR gas) price"),
        ("source:Reuters", "price", "price source:Reuters"),
        ("oil", " ", "oil"),
    ],
)
def test_words_within_the_hits(query, words, result):
    assert within(query, words) == result


def test_another_value_of_what_an_article_has_one_of_takes_the_place_of_the_first():
    other = Filter("source", "Globe")
    assert toggled("oil source:Reuters lang:en", other) == "oil lang:en source:Globe"
    assert toggled("oil -source:Reuters", other) == "oil -source:Reuters source:Globe"
    assert toggled("oil speaker:a", Filter("speaker", "b")) == "oil speaker:a speaker:b"


def test_a_query_without_what_it_includes_of_a_field():
    assert without("oil date:1987 -date:1987-03 lang:en", "date") == "oil -date:1987-03 lang:en"
    assert without("date:1987", "date") == "*"
    assert included("oil date:1987 -date:1987-03", "date") == "1987"
    assert included("oil -date:1987-03", "date") is None
