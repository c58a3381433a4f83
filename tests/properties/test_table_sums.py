"""Whatever is asked for as a table adds up to the count of the query."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.indexer import write_articles
from newssearch.search import NewsArchive, open_archive
from newssearch.search.batch import ListedQuery, matrix_of, run_batch
from newssearch.search.concordance import make_concordance
from newssearch.search.language import parse_query
from newssearch.search.lexis.collocates import find_collocates
from newssearch.search.lexis.frequencies import find_frequencies
from newssearch.search.lexis.keywords import find_keywords
from newssearch.search.lexis.matrix import find_matrix
from newssearch.search.lexis.spread import find_spread
from newssearch.search.periods import UNITS
from newssearch.search.trend import find_trend
from newssearch.search.word_counts import PART_KINDS

WORDS = "oil prices rose Opec said U.S. US-led re-election the wheat café envoy".split()
SOURCES = ("Gazette", "Courier", "The Gazette", None)
SECTIONS = ("world", "money", None)
DAYS = (None, *(dt.date(2001, 11, 28) + dt.timedelta(days) for days in (0, 2, 34, 35, 400)))
FACETS = ("source", "section", "year", "month", "day", "lang")
SUMS = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])

word = st.sampled_from([*WORDS, '"oil prices"', '"the oil"', "pri*", "title:oil", "zinc"])


def joined(queries: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        "({} {} {})".format, queries, st.sampled_from(("AND", "OR", "NOT", "w/3")), queries
    )


queries = st.one_of(word, word.map("date:2001 {}".format), st.recursive(word, joined, max_leaves=4))


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    """An archive in two segments, with copies, an undated article and one without a source."""
    chosen = random.Random(7)

    def article(number: int) -> Article:
        return Article(
            id=f"a{number}",
            path=f"p{number}",
            body="\n\n".join(" ".join(chosen.choices(WORDS, k=9)) + "." for _ in range(3)),
            title=" ".join(chosen.choices(WORDS, k=3)),
            date=chosen.choice(DAYS),
            source=chosen.choice(SOURCES),
            section=chosen.choice(SECTIONS),
        )

    folder: Path = tmp_path_factory.mktemp("sums") / "archive"
    write_articles(folder, [article(number) for number in range(40)], workers=1)
    write_articles(folder, [article(number) for number in range(36, 60)], workers=1)
    with open_archive(folder) as opened:
        yield opened


def refused(query: str) -> bool:
    """Say whether a query is none: a distance is between places, which AND does not have."""
    try:
        parse_query(query)
    except UsageError:
        return True
    return False


@SUMS
@given(queries.filter(lambda query: not refused(query)), st.sampled_from(UNITS))
def test_articles_and_matches(news: NewsArchive, query: str, unit: str) -> None:
    found = news.select(query)
    total, matches = news.count(query), found.matches or 0
    assert len(found.refs()) == total

    answer = found.facets([*FACETS, "month+source"])
    assert answer.total == total
    for facet in answer.facets:
        assert sum(value.articles for value in facet.values) + facet.without == total, facet.by
    assert [sum(cell.articles for cell in c.cells) for c in answer.crossings] == [total]

    for curve in find_trend(news, [("q", query)], by=unit, matches=True).curves:  # type: ignore[arg-type]
        assert curve.total == sum(curve.articles) + curve.undated == total
        assert sum(curve.matches or ()) + (curve.undated_matches or 0) == matches

    listed = [ListedQuery(1, "q", query), ListedQuery(2, "others", f"NOT ({query})")]
    rows = list(run_batch(news, listed, parse_query))
    assert [row.articles for row in rows] == [total, news.articles - total]
    assert rows[0].matches == found.matches
    columns = zip(*[having for _, having in matrix_of(news, rows).rows], strict=True)
    assert [sum(column) for column in columns] == [total, news.articles - total]


@SUMS
@given(queries.filter(lambda query: not refused(query)))
def test_words(news: NewsArchive, query: str) -> None:
    total, matches = news.count(query), news.select(query).matches or 0
    assert make_concordance(news.select(query)).matches == matches
    counted = find_frequencies(news, query, limit=None)
    assert counted.total == total
    assert counted.words == sum(row.occurrences for row in counted.rows)

    matrix = find_matrix(news, query)
    assert (len(matrix.ids), int(matrix.counts.sum())) == (total, counted.words)

    keywords = find_keywords(news, query, f"NOT ({query})", least=1)
    assert (keywords.total, keywords.words) == (total, counted.words)

    near = find_collocates(news, query, least=1)
    assert (near.total, near.matches) == (total, matches)

    for kind in PART_KINDS:
        spread = find_spread(news, query, kind)
        assert (spread.total, spread.matches) == (total, matches)
        assert sum(row.found for row in spread.rows) == total
        assert sum(row.matches for row in spread.rows) == matches
        assert sum(row.articles for row in spread.rows) == news.articles
        by = find_frequencies(news, query, by=kind, limit=None)
        assert sum(part.occurrences for part in by.parts) == counted.words
