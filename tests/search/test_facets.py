from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_archives import dealt, loose_segments

from newssearch.archive.article import Article, Quotation
from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import UsageError
from newssearch.search.facets import FACETS, Facet
from newssearch.search.folded_names import fold_names, fold_people
from newssearch.search.local.crossing import cross
from newssearch.search.local.days import NO_PERIOD, period_numbers
from newssearch.search.local.facets import count_facet
from newssearch.search.periods import UNITS, period_number


def article(
    number: int, day: str | None = None, *speakers: str | None, **fields: object
) -> Article:
    quotes = tuple(Quotation(0, 4, speaker) for speaker in speakers)
    date = dt.date.fromisoformat(day) if day else None
    return Article(
        id=f"a{number}", path="p", body="Some words.", date=date, quotes=quotes, **fields
    )  # type: ignore[arg-type]


ARTICLES = (
    article(0, "1991-01-31", "Colin Powell", None, "Powell", source="Reuters", lang="en"),
    article(1, "1991-02-01", "Powell", source="Reuters", byline=("Ann Lee", "BO DAY"), lang="en"),
    article(2, "2003-02-05", "Saddam Hussein", source="AFP", byline=("ann lee",), credit="AFP"),
    article(3, None, None, source=None, byline=("Bo Day",), section="World"),
    article(4, "2003-12-31", "Hussein", "King Hussein", source="AFP"),
)


def values(facet: Facet) -> dict[str, int]:
    return {value.value: value.articles for value in facet.values}


def count(
    tmp_path: Path, by: str, chosen: set[int], parts: int = 2, deleted: tuple[str, ...] = ()
) -> Facet:
    split = dealt(ARTICLES, parts)
    segments = loose_segments(tmp_path, split, deleted)
    matching = [
        np.array(
            [i for i, a in enumerate(part) if int(a.id[1:]) in chosen and a.id not in deleted],
            np.intp,
        )
        for part in split
    ]
    return count_facet(segments, matching, by)


ALL = {0, 1, 2, 3, 4}


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_sources_with_the_commonest_first_then_by_name(tmp_path: Path, parts: int) -> None:
    facet = count(tmp_path, "source", ALL, parts)
    assert [(v.value, v.articles) for v in facet.values] == [("AFP", 2), ("Reuters", 2)]
    assert facet.without == 1


def test_values_count_the_result_beside_the_whole_archive(tmp_path: Path) -> None:
    facet = count(tmp_path, "source", {0})
    assert [(v.value, v.articles, v.in_archive, v.per_1000) for v in facet.values] == [
        ("Reuters", 1, 2, 500.0)
    ]


def test_periods_in_the_order_of_time_and_none_left_out(tmp_path: Path) -> None:
    months = count(tmp_path, "month", ALL)
    assert [(v.value, v.articles) for v in months.values if v.articles] == [
        ("1991-01", 1),
        ("1991-02", 1),
        ("2003-02", 1),
        ("2003-12", 1),
    ]
    assert [v.value for v in months.values] == [
        f"{number // 12}-{number % 12 + 1:02}" for number in range(1991 * 12, 2004 * 12)
    ]
    assert (months.distinct, months.without) == (4, 1)


def test_a_limit_of_periods_keeps_the_most_frequent(tmp_path: Path) -> None:
    segments = loose_segments(tmp_path, [ARTICLES])
    days = count_facet(segments, [np.arange(5)], "day", 2)
    assert [v.value for v in days.values] == ["1991-01-31", "1991-02-01"]
    quarters = count_facet(segments, [np.arange(5)], "quarter", 1)
    assert [(v.value, v.articles) for v in quarters.values] == [("1991-Q1", 2)]


@given(st.lists(st.dates(), min_size=1, max_size=20))
def test_periods_of_arrays_are_those_of_the_calendar(days: list[dt.date]) -> None:
    ordinals = np.array([*(day.toordinal() for day in days), NO_NUMBER], np.int32)
    for unit in UNITS:
        wanted = [*(period_number(day, unit) for day in days), NO_PERIOD]
        assert period_numbers(ordinals, unit).tolist() == wanted


def test_years_and_the_undated(tmp_path: Path) -> None:
    years = count(tmp_path, "year", ALL)
    assert {year: n for year, n in values(years).items() if n} == {"1991": 2, "2003": 2}
    assert years.without == 1


def test_an_article_counts_once_for_a_speaker_and_a_lone_surname_joins_its_full_name(
    tmp_path: Path,
) -> None:
    facet = count(tmp_path, "speaker", ALL)
    assert values(facet) == {
        "Colin Powell": 2,
        "Saddam Hussein": 1,
        "King Hussein": 1,
        "Hussein": 1,
    }
    assert facet.values[0].also == ("Powell",)
    assert facet.without == 1


def test_folding_looks_at_the_result_only(tmp_path: Path) -> None:
    assert values(count(tmp_path, "speaker", {1})) == {"Powell": 1}


def test_bylines_fold_case(tmp_path: Path) -> None:
    facet = count(tmp_path, "byline", ALL)
    assert values(facet) == {"Ann Lee": 2, "Bo Day": 2}


def test_deleted_articles_count_nowhere(tmp_path: Path) -> None:
    facet = count(tmp_path, "source", ALL, deleted=("a0",))
    assert [(v.value, v.articles, v.in_archive) for v in facet.values] == [
        ("AFP", 2, 2),
        ("Reuters", 1, 1),
    ]


@pytest.mark.parametrize("by", FACETS)
def test_nothing_matches_and_nothing_is_there(tmp_path: Path, by: str) -> None:
    assert count(tmp_path, by, set()) == Facet(by, (), 0, 0)
    assert count_facet([], [], by) == Facet(by, (), 0, 0)


def test_first_and_last_day_of_the_calendar(tmp_path: Path) -> None:
    days = [article(0, "0001-01-01"), article(1, "9999-12-31")]
    (segment,) = loose_segments(tmp_path, [days])
    facet = count_facet([segment], [np.arange(2)], "month")
    assert [v.value for v in facet.values if v.articles] == ["0001-01", "9999-12"]
    assert len(facet.values) == 9999 * 12
    with pytest.raises(UsageError, match="more than 120,000"):
        count_facet([segment], [np.arange(2)], "day")


NAMES = (
    "Ann Lee",
    "ann lee",
    "Lee",
    "Bo Day",
    "Day",
    "Jo Day",
    "an official",
    "House",
    "White House",
    None,
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(NAMES), max_size=3), max_size=8),
    st.sets(st.integers(0, 7)),
    st.integers(1, 3),
)
def test_counts_equal_a_scan(
    tmp_path_factory: pytest.TempPathFactory,
    speakers: list[list[str | None]],
    chosen: set[int],
    parts: int,
) -> None:
    made = [article(n, None, *names) for n, names in enumerate(speakers)]
    split = dealt(made, parts)
    segments: list[Segment] = loose_segments(tmp_path_factory.mktemp("s"), split)
    matching = [
        np.array([i for i, a in enumerate(p) if int(a.id[1:]) in chosen], np.intp) for p in split
    ]
    facet = count_facet(segments, matching, "speaker")
    result = [set(filter(None, names)) for n, names in enumerate(speakers) if n in chosen]
    for value in facet.values:
        group = {value.value, *value.also}
        assert value.articles == sum(bool(names & group) for names in result)
    grouped = [name for v in facet.values for name in (v.value, *v.also)]
    assert Counter(grouped) == Counter(set().union(*result))
    assert facet.without == sum(not names for names in result)


def test_a_limit_keeps_the_first_values(tmp_path: Path) -> None:
    whole = count(tmp_path, "speaker", ALL)
    (tmp_path / "again").mkdir()
    segments = loose_segments(tmp_path / "again", [ARTICLES])
    for limit in range(1, 6):
        cut = count_facet(segments, [np.arange(5)], "speaker", limit)
        assert cut.values == whole.values[:limit]
        assert (cut.distinct, cut.without) == (4, whole.without)


CROSSED = ("year", "source", "speaker", "section")


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, "1999-12-31", "2000-01-01", "2002-07-01"]),
            st.sampled_from([None, "Reuters", "AFP"]),
            st.lists(st.sampled_from([None, "Ann Lee", "Bo Day"]), max_size=3),
        ),
        max_size=8,
    ),
    st.sets(st.integers(0, 7)),
    st.integers(1, 3),
    st.permutations(CROSSED),
)
def test_crossings_equal_a_scan(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str | None, str | None, list[str | None]]],
    chosen: set[int],
    parts: int,
    order: list[str],
) -> None:
    made = [article(n, day, *names, source=source) for n, (day, source, names) in enumerate(rows)]
    split = dealt(made, parts)
    segments = loose_segments(tmp_path_factory.mktemp("s"), split)
    matching = [
        np.array([i for i, a in enumerate(p) if int(a.id[1:]) in chosen], np.intp) for p in split
    ]

    def values_of(one: Article, by: str) -> set[str | None]:
        day = str(one.date.year) if one.date else None
        speakers = {quote.speaker for quote in one.quotes if quote.speaker}
        own = {"year": {day}, "source": {one.source}, "section": {one.section}}
        return own.get(by, speakers or {None})

    by = order[0], order[1]
    crossing = cross(segments, matching, by)
    pairs = Counter(
        pair for one in made for pair in product(*(values_of(one, each) for each in by))
    )
    found = Counter(
        pair
        for one in made
        if int(one.id[1:]) in chosen
        for pair in product(*(values_of(one, each) for each in by))
    )
    cells = {cell.values: (cell.articles, cell.in_archive) for cell in crossing.cells}
    assert {pair: n for pair, (n, _) in cells.items() if n} == found
    assert all(pairs[pair] == n for pair, (_, n) in cells.items())
    for place, shown in ((0, crossing.rows), (1, crossing.columns)):
        assert {pair[place] for pair in found} <= set(shown)
        assert None not in shown[:-1]
    occurring = [{pair[place] for pair in found} for place in (0, 1)]
    for pair in pairs:
        if pair[0] in occurring[0] and pair[1] in occurring[1]:
            assert pair in cells


def test_two_full_names_keep_a_surname_apart() -> None:
    assert fold_people({"Ann Lee": 1, "Bo Lee": 1, "Lee": 5}) == [["Ann Lee"], ["Bo Lee"], ["Lee"]]


def test_bodies_and_descriptions_take_no_surnames() -> None:
    names = {"White House": 1, "House": 1, "a spokesman": 1, "Spokesman": 1}
    assert all(len(group) == 1 for group in fold_people(names))


def test_a_title_makes_no_full_name_and_a_king_is_somebody_else() -> None:
    names = {"Ronald Reagan": 1, "President Reagan": 1, "Reagan": 1}
    assert fold_people(names) == [["Ronald Reagan", "Reagan"], ["President Reagan"]]
    names = {"Saddam Hussein": 1, "King Hussein": 1, "Hussein": 1}
    assert fold_people(names) == [["Saddam Hussein"], ["King Hussein"], ["Hussein"]]


def test_suffixes_are_no_surnames() -> None:
    assert fold_people({"Martin King Jr.": 1, "King": 1}) == [["Martin King Jr.", "King"]]


def test_the_commonest_spelling_stands_first() -> None:
    assert fold_names({"ANN LEE": 1, "Ann Lee": 2, "Ann  lee": 1})[0][0] == "Ann Lee"
