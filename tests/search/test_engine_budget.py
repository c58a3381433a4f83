"""Hostile queries end in time, with the error that says so, and without taking the memory."""

from __future__ import annotations

import contextlib
import itertools
import resource
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from made_archives import loose_segments
from work import lines_run

from newssearch.archive.article import Article
from newssearch.archive.errors import QueryBudgetExceeded, QuerySyntaxError
from newssearch.search import budget
from newssearch.search.budget import check_time, time_limit
from newssearch.search.engine import TooManyTerms
from newssearch.search.language import parse_query
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.evaluation import LocalEvaluation

WORDS = 12_000
LINES_BETWEEN = 10 * WORDS
"""Lines of Python that run between two looks: those of one pattern over all words there are."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """One segment with 12,000 different words."""
    words = [f"w{n:05}x{'abcdefghij'[n % 10]}" for n in range(WORDS)]
    bodies = [" ".join(words[n::200]) + " the oil the" for n in range(200)]
    articles = [Article(id=f"a{n}", path=f"a{n}", body=body) for n, body in enumerate(bodies)]
    folder: Path = tmp_path_factory.mktemp("many")
    return Corpus(loose_segments(folder, [articles]))


HOSTILE = (
    " OR ".join(f"*{a}{b}{c}*" for a in "0123456789" for b in "0123456789" for c in "013x"),
    " OR ".join(f"w0{n:03}xa~2" for n in range(300)),
    "(" + " OR ".join(f"w0?{n:02}*" for n in range(100)) + ") w/5 (the OR *00xa*)",
    " ".join(f"*{n}*{n}*x*" for n in range(100, 400)),
)


LOOKS = 10
"""At the clock, after which time is over in the test below."""


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_query_looks_at_the_clock_often(
    corpus: Corpus, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two looks little is done, so that a query ends soon after its time is over."""
    node = parse_query(text[:4096].rsplit(" OR ", 1)[0] if " OR " in text[4096:] else text).node
    clock = itertools.count()
    monkeypatch.setattr(budget, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def carry_out() -> None:
        with time_limit(LOOKS), contextlib.suppress(QueryBudgetExceeded, TooManyTerms):
            LocalEvaluation(corpus, node).count_matches()

    assert lines_run(carry_out) < LOOKS * LINES_BETWEEN
    assert next(clock) <= LOOKS + 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_the_limit_set_first_holds() -> None:
    with time_limit(0.0), time_limit(60.0):
        time.sleep(0.001)
        with pytest.raises(QueryBudgetExceeded) as caught:
            check_time()
    assert caught.value.exit_code == 6
    assert caught.value.hint
    check_time()


def test_the_same_word_many_times_is_looked_for_once(corpus: Corpus) -> None:
    many = parse_query("(" + " OR ".join(["the"] * 500) + ") w/2 oil").node
    once = parse_query("the w/2 oil").node
    one, other = LocalEvaluation(corpus, many), LocalEvaluation(corpus, once)
    assert one.total == other.total == 200
    assert one.count_matches() == other.count_matches() > 200


def test_a_pattern_for_too_many_words_is_refused(corpus: Corpus) -> None:
    with pytest.raises(TooManyTerms):
        LocalEvaluation(corpus, parse_query("w0*x*").node)


def test_the_longest_and_deepest_queries_are_carried_out(corpus: Corpus) -> None:
    deep = "(" * 49 + "the" + ")" * 49
    for text in (deep, "NOT " * 49 + "the", " w/255 ".join(["the"] * 45), "the " * 1000):
        try:
            node = parse_query(text).node
        except QuerySyntaxError:
            continue
        with time_limit(5.0):
            assert LocalEvaluation(corpus, node).count_matches() >= 0
