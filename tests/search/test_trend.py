"""Curves against a plain count of the articles, and periods against the calendar."""

import datetime as dt
import math
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from brute_force import Scan
from hypothesis import given, settings
from hypothesis import strategies as st
from made_archives import dealt, publish, read_articles
from plain_words import size_of

from newssearch.archive import Article
from newssearch.archive.errors import UsageError
from newssearch.search import open_archive
from newssearch.search.language import parse_query
from newssearch.search.periods import UNITS, first_day, period_name, period_number
from newssearch.search.trend import MEASURES, find_trend

GOLDEN = Path(__file__).parents[1] / "golden" / "news"
ARTICLES = read_articles(GOLDEN / "articles.jsonl")
GONE = {ARTICLES[3].id, ARTICLES[8].id}
LIVE = [article for article in ARTICLES if article.id not in GONE]
SCANS = [Scan(article) for article in LIVE]
QUERIES = ("oil OR scud", "lang:en", "nothingness", '"crude oil"', "NOT oil")


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    parts = [ARTICLES[::3], ARTICLES[1::3], ARTICLES[2::3]]
    folder = publish(tmp_path_factory.mktemp("trend") / "a", parts, deleted=GONE)
    with open_archive(folder) as opened:
        yield opened


def name_by_calendar(day, unit):
    """The rule again, by what the standard library knows of the calendar."""
    year, week, _ = day.isocalendar()
    return {
        "day": str(day),
        "week": f"{year:04}-W{week:02}",
        "month": str(day)[:7],
        "quarter": f"{str(day)[:4]}-Q{(day.month + 2) // 3}",
        "year": str(day)[:4],
    }[unit]


@given(st.dates(), st.sampled_from(UNITS))
def test_periods_are_those_of_the_calendar(day, unit):
    number = period_number(day, unit)
    assert period_name(number, unit) == name_by_calendar(day, unit)
    begins = first_day(number, unit)
    assert begins <= day
    assert period_number(begins, unit) == number
    if begins > dt.date.min:
        assert period_number(begins - dt.timedelta(1), unit) == number - 1


@pytest.mark.parametrize("unit", UNITS)
def test_curves_equal_a_plain_count(news, unit):
    trend = find_trend(news, [(text, text) for text in QUERIES], by=unit, matches=True)
    names = [period.name for period in trend.periods]
    covered = Counter(name_by_calendar(one.date, unit) for one in LIVE if one.date)
    assert names == sorted(set(names))
    assert {names[0], names[-1]} == {min(covered), max(covered)}
    assert {p.name: p.articles for p in trend.periods if p.articles} == covered
    assert trend.undated == sum(one.date is None for one in LIVE)
    words = Counter()
    for scan in SCANS:
        if scan.article.date:
            name = name_by_calendar(scan.article.date, unit)
            words[name] += size_of(scan)
    assert {p.name: p.words for p in trend.periods if p.words} == {
        n: w for n, w in words.items() if w
    }
    for curve in trend.curves:
        node = parse_query(curve.label).node
        articles, matches, undated = Counter(), Counter(), 0
        for scan in SCANS:
            if not scan.satisfies(node):
                continue
            if scan.article.date is None:
                undated += 1
                continue
            name = name_by_calendar(scan.article.date, unit)
            articles[name] += 1
            matches[name] += len(scan.disjoint_marks(node))
        assert curve.articles == tuple(articles[name] for name in names)
        assert curve.matches == tuple(matches[name] for name in names)
        assert curve.undated == undated
        assert curve.total == news.count(curve.label) == sum(curve.articles) + undated
        for measure in MEASURES:
            values = trend.values(curve, measure)
            assert [name for name, v in zip(names, values, strict=True) if v is not None] == [
                name for name in names if covered[name] and (words[name] or "mill" not in measure)
            ]
            for name, value in zip(names, values, strict=True):
                if value is not None:
                    own = expected(
                        measure, articles[name], matches[name], covered[name], words[name]
                    )
                    assert math.isclose(value, own)


def expected(measure, articles, matches, covered, words):
    """The measures by their definitions."""
    if measure == "per-million":
        return matches / (words / 1_000_000)
    return {
        "articles": articles,
        "share": articles / covered,
        "per-1000": articles / (covered / 1000),
        "matches": matches,
    }[measure]


def test_matches_over_time_add_up_to_those_of_the_query(news):
    (curve,) = find_trend(news, [("x", "oil OR scud")], by="day", matches=True).curves
    assert curve.undated_matches == news.select("(oil OR scud) AND NOT date:*").matches
    assert sum(curve.matches) + curve.undated_matches == news.select("oil OR scud").matches


def test_what_is_measured_by_can_be_narrowed(news):
    trend = find_trend(news, [("oil", "oil date:1991")], by="year", among="date:1991")
    assert [period.name for period in trend.periods] == ["1991"]
    assert trend.periods[0].articles == news.count("date:1991")


def test_copies_count_once_where_they_are_oldest(tmp_path):
    text = "The minister said on Monday that oil would flow to the coast before the winter. " * 6
    articles = [
        Article(id="late", path="1", date=dt.date(2001, 3, 1), source="B", body=text),
        Article(id="early", path="2", date=dt.date(2001, 1, 1), source="A", body=text),
        Article(id="other", path="3", date=dt.date(2001, 3, 1), source="B", body="Oil again."),
    ]
    with open_archive(publish(tmp_path / "a", [articles[:1], articles[1:]])) as news:
        assert news.select("oil", group=True).rows == 2
        plain, once = (
            find_trend(news, [("oil", "oil")], by="month", matches=True, once=flag)
            for flag in (False, True)
        )
        assert [p.articles for p in plain.periods] == [1, 0, 2]
        assert [p.articles for p in once.periods] == [1, 0, 1]
        assert (plain.curves[0].articles, once.curves[0].articles) == ((1, 0, 2), (1, 0, 1))
        assert (plain.curves[0].matches, once.curves[0].matches) == ((6, 0, 7), (6, 0, 1))
        assert (plain.curves[0].total, once.curves[0].total) == (3, 2)


def test_a_later_copy_counts_on_the_day_of_the_first(tmp_path):
    text = "The minister said on Monday that oil would flow to the coast before the winter. " * 6
    days = {"a": dt.date(2001, 1, 1), "b": dt.date(2001, 3, 1)}
    articles = [
        Article(id=name, path=name, date=day, source=name, body=text) for name, day in days.items()
    ]
    articles.append(Article(id="c", path="c", date=dt.date(2001, 3, 2), source="b", body="Oil."))
    with open_archive(publish(tmp_path / "a", [articles[:1], articles[1:]])) as news:
        trend = find_trend(news, [("b", "oil source:b")], by="month", matches=True, once=True)
        assert [(p.name, p.articles) for p in trend.periods] == [
            ("2001-01", 1),
            ("2001-02", 0),
            ("2001-03", 1),
        ]
        assert (trend.curves[0].articles, trend.curves[0].matches) == ((1, 0, 1), (7, 0, 2))
        within = find_trend(news, [("b", "oil source:b")], by="month", among="source:b", once=True)
        assert [(p.name, p.articles) for p in within.periods] == [("2001-03", 2)]
        assert within.curves[0].articles == (2,)
        facets = news.select("oil source:b", group=True).facets(["source", "month", "source+month"])
        assert [
            [(v.value, v.articles, v.in_archive) for v in facet.values] for facet in facets.facets
        ] == [[("b", 2, 2)], [("2001-03", 2, 2)]]
        (crossing,) = facets.crossings
        assert [(c.values, c.articles, c.in_archive) for c in crossing.cells] == [
            (("b", "2001-03"), 2, 2)
        ]


STORIES = [
    " ".join(f"{word}{number} said that oil {number} would" for number in range(40))
    for word in ("alpha", "beta")
]


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*STORIES, "Oil.", "Wheat."]),
            st.sampled_from([None, dt.date(2001, 1, 31), dt.date(2001, 2, 1), dt.date(2001, 4, 1)]),
            st.sampled_from("AB"),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["oil", "oil source:b", "source:b"]),
    st.integers(1, 3),
)
def test_copies_counted_once_equal_a_scan(tmp_path_factory, rows, query, parts):
    articles = [
        Article(id=f"a{n}", path="a", date=day, source=source, body=text)
        for n, (text, day, source) in enumerate(rows)
    ]
    folder = publish(tmp_path_factory.mktemp("once") / "a", dealt(articles, parts))
    node = parse_query(query).node
    by_story = defaultdict(list)
    for one in articles:
        by_story[one.body if one.body in STORIES else one.id].append(one)

    def oldest(copies):
        return min(copies, key=lambda one: (one.date is None, one.date or dt.date.max, one.id))

    counted, matches, everywhere = Counter(), Counter(), Counter()
    for copies in by_story.values():
        month = str(oldest(copies).date)[:7]
        everywhere[month] += 1
        if found := [one for one in copies if Scan(one).satisfies(node)]:
            counted[month] += 1
            matches[month] += len(Scan(oldest(found)).disjoint_marks(node))
    with open_archive(folder) as news:
        trend = find_trend(news, [("", query)], by="month", matches=True, once=True)
        (curve,) = trend.curves
        names = [period.name for period in trend.periods]
        assert {name: n for name, n in zip(names, curve.articles, strict=True) if n} == {
            name: n for name, n in counted.items() if name != "None"
        }
        assert curve.undated == counted["None"]
        assert {n: m for n, m in zip(names, curve.matches, strict=True) if m} == {
            name: m for name, m in matches.items() if m and name != "None"
        }
        assert {p.name: p.articles for p in trend.periods if p.articles} == {
            name: n for name, n in everywhere.items() if name != "None"
        }
        selection = news.select(query, sort="newest", group=True)
        assert curve.total == selection.rows == counted.total()
        (facet,) = selection.facets(["source"]).facets
        assert sum(value.articles for value in facet.values) == counted.total()
        assert all(value.articles <= value.in_archive for value in facet.values)


def test_an_archive_without_dates_has_no_periods(tmp_path):
    with open_archive(publish(tmp_path / "a", [[Article(id="a", path="a", body="Oil.")]])) as news:
        trend = find_trend(news, [("oil", "oil")])
        assert (trend.periods, trend.undated, trend.curves[0].undated) == ((), 1, 1)


def test_what_no_curve_can_show_is_refused(tmp_path, news):
    with pytest.raises(UsageError, match="cannot count by 'hour'"):
        find_trend(news, [], by="hour")
    days = (dt.date(1, 1, 1), dt.date(9999, 12, 31))
    articles = [Article(id=str(day), path=str(day), date=day, body="Oil.") for day in days]
    with open_archive(publish(tmp_path / "a", [articles])) as wide:
        with pytest.raises(UsageError, match="more than 120,000"):
            find_trend(wide, [("oil", "oil")], by="day")
        assert len(find_trend(wide, [("oil", "oil")], by="year").periods) == 9999
