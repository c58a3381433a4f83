"""Fields of an archive's own, tags and times: searched, counted, printed, put in order."""

import datetime as dt

import pytest

from newssearch import Article, open_archive, write_articles
from newssearch.archive.errors import QuerySyntaxError, UsageError
from newssearch.archive.fields import FieldKind
from newssearch.search.language import parse_query, print_query

DAY = dt.date(2012, 3, 4)
ARTICLES = [
    Article("a1", "/1", "Oil prices rose.", extra={"party": "R", "cycle": 2012, "filed": DAY}),
    Article("a2", "/2", "Oil prices fell.", extra={"party": "D", "cycle": 2014}, tags=("oil",)),
    Article("a3", "/3", "Grain rose.", extra={"party": ("r", "Élan")}, tags=("Grain", "oil seed")),
    Article("a4", "/4", "Grain fell.", tags=("grain", "seed oil")),
]


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    folder = tmp_path_factory.mktemp("extra") / "archive"
    write_articles(folder, ARTICLES[:2], workers=1)  # two segments, one without a kind of field
    write_articles(folder, ARTICLES[2:], workers=1)
    with open_archive(folder) as opened:
        yield opened


def ids(news, text):
    return sorted(hit.article.id for hit in news.search(text, limit=None).hits)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("party:R", ["a1", "a3"]),
        ("party:r oil", ["a1"]),
        ("party:(d OR elan)", ["a2", "a3"]),
        ("party:él*", ["a3"]),
        ("party:*", ["a1", "a2", "a3"]),
        ("-party:r", ["a2", "a4"]),
        ("cycle:2012", ["a1"]),
        ("cycle:2013..", ["a2"]),
        ("cycle:..2014", ["a1", "a2"]),
        ("cycle>2014", []),
        ("filed:2012-03", ["a1"]),
        ("filed:*", ["a1"]),
        ("tags:grain", ["a3", "a4"]),
        ("tags:oil", ["a2", "a3", "a4"]),
        ('tags:"oil seed"', ["a3"]),
        ('tags:"grain oil"', []),
        ("topic:grain", ["a3", "a4"]),
    ],
)
def test_they_are_searched(news, text, found):
    assert ids(news, text) == found
    assert news.search(text, limit=0).total == len(found)


@pytest.mark.parametrize(
    "text", ["party:r", "party:el*", "cycle:2012..2014", "filed:2012-03-04", "party:* -cycle:7"]
)
def test_they_are_printed_as_they_are_read(news, text):
    node = news.query(text).node
    assert parse_query(print_query(node), own_fields=news.own_fields).node == node


def test_their_names_and_kinds_are_known(news):
    assert {name: field.kind for name, field in news.own_fields().items()} == {
        "party": FieldKind.KEYWORD,
        "cycle": FieldKind.NUMBER,
        "filed": FieldKind.DATE,
    }


def test_a_name_that_is_none_is_refused_as_ever(news):
    with pytest.raises(QuerySyntaxError, match="unknown field 'partys'"):
        news.search("partys:R")
    with pytest.raises(QuerySyntaxError, match="unknown field 'party'"):
        parse_query("party:R")


def test_the_table_of_an_archive_is_asked_only_for_names_that_are_in_no_other():
    def never():
        raise AssertionError

    parse_query('title:oil date:2012 words>3 "a b" after:2011', own_fields=never)


def facet(news, by, text="*"):
    (counted,) = news.select(text).facets([by]).facets
    return {value.value: value.articles for value in counted.values}, counted.without


def test_they_are_counted(news):
    assert facet(news, "party") == ({"r": 2, "D": 1, "Élan": 1}, 1)
    assert facet(news, "cycle") == ({"2012": 1, "2014": 1}, 2)
    assert facet(news, "tags") == ({"Grain": 2, "oil": 1, "oil seed": 1, "seed oil": 1}, 1)
    assert facet(news, "party", "grain") == ({"r": 1, "Élan": 1}, 1)
    with pytest.raises(UsageError, match="cannot count by 'partys'") as refusal:
        news.select("*").facets(["partys"])
    assert refusal.value.hint.endswith("tags, cycle, filed, party")


def test_each_value_finds_as_many_articles_as_it_is_counted_for(news):
    for name in news.own_fields():
        (counted,) = news.select("*").facets([name]).facets
        for value in counted.values:
            assert news.count(f'{name}:"{value.value}"') == value.articles


TIMES = {"a": dt.time(6), "b": dt.time(23), "c": None, "d": dt.time(12, 30)}
OTHERS = [
    Article("e", "/e", "A quake.", date=DAY + dt.timedelta(1), time=dt.time(1)),
    Article("f", "/f", "A quake."),
    Article("g", "/g", "A quake.", time=dt.time(1)),
]


@pytest.fixture(scope="module", params=[1, 3, 7], ids="{} at a time".format)
def timed(request, tmp_path_factory):
    articles = [Article(n, f"/{n}", "A quake.", date=DAY, time=time) for n, time in TIMES.items()]
    folder = tmp_path_factory.mktemp("timed") / "archive"
    waiting = [*articles, *OTHERS]
    while waiting:
        write_articles(folder, waiting[: request.param], workers=1)
        waiting = waiting[request.param :]
    with open_archive(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("sort", "order"),
    [("oldest", "adbcefg"), ("newest", "ebdacfg"), ("relevance", "ebdacfg")],
)
def test_the_clock_decides_within_a_day(timed, sort, order):
    found = timed.search("quake", sort=sort, limit=None).hits
    assert "".join(hit.article.id for hit in found) == order
    first = timed.search("quake", sort=sort, limit=3).hits
    assert "".join(hit.article.id for hit in first) == order[:3]
