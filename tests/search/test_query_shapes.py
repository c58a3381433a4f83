"""Queries of hostile shape: long chains and deep nests of every operator, and mixtures of them.

Each is answered or refused with one of the language's codes, by everything that carries out a
query: Python's limit of nested calls is never met.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_archives import dealt, publish, read_articles

from newssearch.archive.errors import QueryBudgetExceeded, QuerySyntaxError
from newssearch.search import NewsArchive, open_archive
from newssearch.search.language.parser import LONGEST_QUERY
from newssearch.search.language.refusals import ERROR_CODES
from newssearch.search.quotation_search import find_quotations

ARTICLES = read_articles(Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl")

CHAINED = (
    *("scud ", "-scud ", "NOT scud ", "- ", "-", "scud -the ", "the of -scud ", "-scud the of "),
    *("scud OR ", "scud AND ", "scud AND NOT ", "NOT ", "^2", "scud^2 ", "~2 ", "scud~ "),
    *("scud w/5 ", "scud pre/3 ", "scud w/s ", "scud w/p ", "scud NOT w/5 ", "atleast2 "),
    *("scud* ", "-scud* ", "s?ud ", '"the of" ', '-"the of" ', '"the of"~5 OR ', '"scud*" '),
    *("title:", "title:scud ", "title:the -", "speaker:the -", "date:1991 ", "date:1991 OR -"),
    *(
        "words:>5 ",
        "lang:en -",
        "id:a ",
        "path:/ ",
        "* -",
        "a-b",
        "a.b.",
        "a’",
        "'scud ",
        "title:* ",
    ),
)
"""What can be repeated side by side."""

NESTED = (
    *("(", "-(", "NOT (", "scud (", "scud OR (", "scud OR (the AND (", "scud w/5 (", "(scud OR "),
    *("title:(", "title:(scud OR ", "quote:(speaker:(", "quote:(scud speaker:(", "atleast2 ("),
    *("NOT title:(", "-scud AND (", "(scud^2 OR ", "scud NOT w/5 (", "(the w/s "),
)
"""What opens a bracket, and can be repeated inside itself."""


def shapes(*numbers: int) -> Iterator[str]:
    surroundings = itertools.cycle((("", ""), ("scud ", "missile"), ("title:(", "missile")))
    for piece, times in itertools.product((*CHAINED, *NESTED), numbers):
        lead, end = next(surroundings)
        yield whole(lead + piece * times, end)


def mixtures(count: int) -> Iterator[str]:
    chosen = random.Random(12)
    for _ in range(count):
        pieces = chosen.choices((*CHAINED, *NESTED), k=chosen.randint(2, 4))
        times = chosen.choice((10, 25, 50, LONGEST_QUERY))
        yield whole("".join(pieces) * times, chosen.choice(("", "missile")))


def whole(text: str, end: str) -> str:
    """Close the brackets of as much of a text as a query may have."""
    for length in range(min(len(text), LONGEST_QUERY), 0, -1):
        beginning = text[:length].rstrip() + end
        opened = beginning.count("(") - beginning.count(")")
        if len(beginning) + opened <= LONGEST_QUERY:
            return beginning + ")" * opened
    raise AssertionError(text)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    archive = publish(tmp_path_factory.mktemp("shapes") / "archive", dealt(ARTICLES, 2))
    with open_archive(archive) as news:
        yield news


def carry_out(news: NewsArchive, query: str, *, any_word: bool) -> str:
    """Ask everything of a query that can be asked; return how it ended."""
    try:
        answer = news.search(query, limit=3, any_word=any_word)
        assert answer.total == news.search(query, limit=0, any_word=any_word).total
        if not any_word:
            first = answer.hits[0].article.id if answer.hits else None
            explanation = news.select(query).explain(first)
            assert explanation.parsed == answer.parsed
            for hit in answer.hits[:1]:
                news.marks(query, hit.article.id)
            assert find_quotations(news, query, limit=1).total >= 0
    except QuerySyntaxError as error:
        return error.code
    except QueryBudgetExceeded:
        return "budget"
    return "answered"


def check(news: NewsArchive, queries: Iterator[str]) -> None:
    ended = {
        carry_out(news, query, any_word=any_word) for query in queries for any_word in (False, True)
    }
    assert {"answered", "too_deep"} <= ended <= {"answered", "budget", *ERROR_CODES}


def test_long_chains_and_deep_nests_are_answered_or_refused(news: NewsArchive) -> None:
    check(news, shapes(LONGEST_QUERY))


def test_mixtures_of_them_are_answered_or_refused(news: NewsArchive) -> None:
    check(news, mixtures(30))


@pytest.mark.sweep
@pytest.mark.exhaustive
def test_chains_and_nests_of_many_lengths_are_answered_or_refused(news: NewsArchive) -> None:
    check(news, shapes(12, 25, 49, 160, 400))
    check(news, mixtures(3_000))


def test_a_thousand_exclusions_are_one(news: NewsArchive) -> None:
    words = " ".join(f"-x{number}" for number in range(680))
    assert news.search(f"scud {words}").total == news.search("scud").total > 0
    assert news.search(f"scud {words} -scud").total == 0
    assert news.search("-scud " * 680).total == news.search("NOT scud").total
