"""What is reported when nothing is found, about undated articles, and how a query was read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from made_archives import dealt, publish, read_articles

from newssearch.archive.article import Article
from newssearch.archive.errors import QuerySyntaxError, UsageError
from newssearch.search import NewsArchive, open_archive
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.suggestions import MAX_RUNS

ARTICLES = read_articles(Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("suggestions") / "a"
    with open_archive(publish(folder, dealt(ARTICLES, 2))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "better", "total"),
    [
        ("scud mssiles", "scud missiles", 2),
        ("scud AND missles AND date:1850", "scud missiles", 2),
        ("scud AND missles AND date:1991", "scud missiles date:1991", 2),
        ('"weapns of mass destuction"', '"weapons of mass destruction"', 3),
        ("title:sucd", "title:scud", 1),
        ("speaker:pwell", "speaker:powell", 3),
        ("quote:(wepons speaker:powell)", "quote:(weapons AND speaker:powell)", 1),
        ("turnuot w/2 low", "turnout w/2 low", 1),
        ("pzeppelin", "zeppelin", 2),
        ("atleast4 turnot", "atleast4 turnout", 1),
    ],
)
def test_a_better_spelling_is_suggested_and_has_been_run(
    news: NewsArchive, text: str, better: str, total: int
) -> None:
    answer = news.search(text)
    assert answer.total == 0
    assert answer.suggestion is not None
    assert (answer.suggestion.text, answer.suggestion.total) == (better, total)
    assert news.search(better).total == total


@pytest.mark.parametrize(
    "text", ["xq", "1850123", "scud -scud", "lang:ex", "zzzzzzzz", "scud w/1 low"]
)
def test_nothing_is_suggested_where_nothing_is_near(news: NewsArchive, text: str) -> None:
    assert news.search(text).suggestion is None


def test_an_answer_with_hits_has_no_advice(news: NewsArchive) -> None:
    answer = news.search("scud")
    assert answer.suggestion is None
    assert answer.clauses == ()


def test_each_clause_is_counted_alone(news: NewsArchive) -> None:
    clauses = news.search("scud AND missles AND title:(bank OR x) AND date:1850").clauses
    assert [(clause.text, clause.total) for clause in clauses] == [
        ("scud", 3),
        ("missles", 0),
        ("title:bank", 2),
        ("title:x", 0),
        ("date:1850", 0),
    ]
    near = news.search("scud w/3 negev").clauses
    assert [(c.text, c.total) for c in near] == [("scud", 3), ("negev", 1), ("scud w/3 negev", 0)]


@pytest.mark.parametrize(
    ("text", "undated"),
    [
        ("scud date:1991", 1),
        ("scud", 0),
        ("date:1991", 2),
        ("scud -date:1991", 0),
        ("title:tel date:1991", 0),
        ("scud OR (quokka date:2000)", 1),
    ],
)
def test_articles_left_out_for_want_of_a_date_are_counted(
    news: NewsArchive, text: str, undated: int
) -> None:
    assert news.search(text).undated == undated


def test_the_archive_tells_the_days_it_covers(news: NewsArchive) -> None:
    assert news.coverage() == (dt.date(1937, 5, 1), dt.date(2021, 3, 4))


def test_an_explanation_says_what_words_stand_for(news: NewsArchive) -> None:
    explained = news.select("launch title:scud^2").explain("scud1")
    assert explained.parsed == "launch AND title:scud^2"
    assert explained.total == 0
    launch, scud = explained.parts
    assert (launch.text, launch.articles) == ("launch", 1)
    assert [(term.term, term.factor) for term in launch.terms] == [
        ("launch", 1.0),
        ("launched", 0.6),
        ("launching", 0.6),
    ]
    assert (scud.text, scud.articles) == ("title:scud", 1)
    assert explained.article is not None
    assert not explained.article.satisfies
    hit = news.select("scud missile").explain("scud1").article
    assert hit is not None
    assert [share.text for share in hit.shares] == ["scud", "missile", 'adjacent "scud missile"']
    assert news.search("scud missile").hits[0].score == pytest.approx(hit.score, abs=1e-3)


def test_an_explanation_of_nothing_known_is_refused(news: NewsArchive) -> None:
    with pytest.raises(UsageError):
        news.select("scud").explain("nosuchid")
    with pytest.raises(QuerySyntaxError):
        news.select('"scud')


SUMMITS = [
    *(Article(f"s{n}", f"/s{n}", f"Nakasone and Reagan met at a summit {n}.") for n in range(4)),
    *(
        Article(f"l{n}", f"/l{n}", f"A suit was filed by a bank against Reagan {n}.")
        for n in range(20)
    ),
    Article("q1", "/q1", "Qué pasó en la cumbre. The town pays the bill."),
    Article("t1", "/t1", "The missles hit a town."),
    *(Article(f"m{n}", f"/m{n}", f"Scud missiles hit town number {n}.") for n in range(6)),
]


@pytest.fixture(scope="module")
def summits(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("summits") / "a"
    with open_archive(publish(folder, dealt(SUMMITS, 3))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("nakasone reagan sumit", "nakasone reagan summit"),  # though "suit" is commoner
        ("nakasonne reagan sumit", "nakasone reagan summit"),
        ("scud AND missles", "scud missiles"),  # though an article has "missles"
        ("¿Qué pasó?", "¿Qué pasó"),
        ("who pays the bill?", None),  # no article has "who"
        ("what pays the bill?", None),
        ("town pays the bill?", "town pays the bill"),
        ("town pays the bil?", "town pays the bill"),
    ],
)
def test_the_suggestion_is_the_one_that_finds_most(
    summits: NewsArchive, text: str, better: str | None
) -> None:
    answer = summits.search(text)
    if answer.total:
        assert better == "town pays the bill"  # the question mark stood for the missing letter
        return
    assert (answer.suggestion.text if answer.suggestion else None) == better
    if answer.suggestion:
        assert summits.search(answer.suggestion.text).total == answer.suggestion.total


@pytest.mark.parametrize(
    ("text", "any_word"),
    [
        ("who filed a suit against nakasone", True),
        ("who filed a suit against nakasone?", True),
        ("did nakasone file a suit in zzzz?", True),
        ("zzzz qqqq xxxx", False),
        ("nakasone cumbre", False),  # two words are no sentence
        ("title:nakasone cumbre suit", False),
        ("nakasone cumbre -suit", False),
    ],
)
def test_any_of_the_words_of_a_sentence_is_offered_with_its_count(
    summits: NewsArchive, text: str, any_word: bool
) -> None:
    answer = summits.search(text)
    assert answer.total == 0
    assert (answer.any_word is not None) == any_word
    if answer.any_word:
        assert answer.any_word.total == summits.search(text, any_word=True).total
        assert summits.search(answer.any_word.text).total == answer.any_word.total


def test_no_number_of_spellings_runs_more_queries_than_the_limit(
    summits: NewsArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []
    original = LocalEvaluation.count
    monkeypatch.setattr(
        LocalEvaluation, "count", lambda self, node: counted.append(node) or original(self, node)
    )
    text = "reagam nakasome sumit missiless towm bamk agaimst"
    selection = summits.select(text)
    words = len(text.split())
    assert selection.advice.clauses
    assert len(counted) <= words + 2 + 2 * MAX_RUNS
