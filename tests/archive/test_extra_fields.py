"""Fields of one's own: what is kept of them, and how their values are found."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.archive import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.segment_builder import SegmentBuilder
from newssearch.archive.errors import UsageError
from newssearch.archive.extra_fields import (
    COLUMN,
    GREATEST_NUMBER,
    bounds,
    fields_of,
    items_of,
    keyword_bounds,
    number_key,
    range_bounds,
    written,
)
from newssearch.archive.fields import FIELD_BY_NAME, FieldKind
from newssearch.archive.news_layout import LAYOUT, entries_of

EXTRA = [
    {"party": "R", "cycle": 2012, "filed": dt.date(2012, 3, 4)},
    {"party": "Démocrate", "cycle": -3, "filed": dt.date(1999, 12, 31)},
    {"party": ("r", "Independent"), "cycle": (7, 2013)},
    {"parties": "R", "note": "a\nb\x1fc"},
    {},
]


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    folder = tmp_path_factory.mktemp("extra")
    builder = SegmentBuilder(LAYOUT)
    articles = [
        Article(id=f"a{n}", path=f"/{n}", body="x", extra=extra) for n, extra in enumerate(EXTRA)
    ]
    builder.add(entries_of(articles))
    builder.write(folder, "s")
    return Segment(folder, "s", LAYOUT, len(EXTRA)).lists(COLUMN).values


def among(values, run):
    return [written(item) for item in values.terms(*run)]


def test_the_names_and_kinds_are_read_from_the_dictionary(values):
    assert [(field.name, field.kind) for field in fields_of(values)] == [
        ("cycle", FieldKind.NUMBER),
        ("filed", FieldKind.DATE),
        ("note", FieldKind.KEYWORD),
        ("parties", FieldKind.KEYWORD),
        ("party", FieldKind.KEYWORD),
    ]


@pytest.mark.parametrize(
    ("text", "prefix", "found"),
    [
        ("r", False, ["R", "r"]),
        ("R", False, ["R", "r"]),
        ("demo", True, ["Démocrate"]),
        ("DÉMOCRATE", False, ["Démocrate"]),
        ("demo", False, []),
        ("", True, ["Démocrate", "Independent", "R", "r"]),
    ],
)
def test_keywords_are_found_whatever_their_case_and_accents(values, text, prefix, found):
    assert among(values, keyword_bounds(values, "party", text, prefix=prefix)) == found


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (2012, 2012, ["2012"]),
        (None, 7, ["-3", "7"]),
        (8, None, ["2012", "2013"]),
        (None, None, ["-3", "7", "2012", "2013"]),
        (-2, 6, []),
        (9, 8, []),
    ],
)
def test_numbers_are_found_by_range(values, low, high, found):
    assert among(values, range_bounds(values, "cycle", FieldKind.NUMBER, low, high)) == found


def test_days_are_found_by_range(values):
    low, high = dt.date(2000, 1, 1).toordinal(), dt.date(2012, 3, 4).toordinal()
    assert among(values, range_bounds(values, "filed", FieldKind.DATE, low, high)) == ["2012-03-04"]


def test_a_name_that_begins_like_another_is_another(values):
    assert among(values, bounds(values, "party")) == ["Démocrate", "Independent", "R", "r"]
    assert among(values, bounds(values, "part")) == []


def test_marks_of_the_column_in_a_value_do_not_confuse_it(values):
    assert among(values, keyword_bounds(values, "note", "A b C", prefix=False)) == ["a b c"]


@given(st.lists(st.integers(-GREATEST_NUMBER, GREATEST_NUMBER), min_size=2, max_size=5))
def test_keys_sort_as_numbers_do(numbers):
    assert sorted(numbers) == sorted(numbers, key=number_key)
    for one, other in itertools.pairwise(sorted(set(numbers))):
        assert number_key(one) < number_key(other)


@pytest.mark.parametrize(
    "extra",
    [
        {"Party": "R"},
        {"a b": "R"},
        {"": "R"},
        {"x" * 41: "R"},
        {"title": "R"},
        {"hd": "R"},
        {"after": "R"},
        {"url": "R"},
        {"party": 1.5},
        {"party": None},
        {"party": ["R"]},
        {"cycle": GREATEST_NUMBER + 1},
    ],
)
def test_what_cannot_be_kept_is_refused(extra):
    with pytest.raises(UsageError) as refusal:
        items_of(extra)
    assert refusal.value.hint


def test_no_field_of_the_table_can_be_taken():
    for name in FIELD_BY_NAME:
        with pytest.raises(UsageError):
            items_of({name: "x"})
