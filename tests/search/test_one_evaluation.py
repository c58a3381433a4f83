"""A query is read once, evaluated once, and its spans are found once, whatever is asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_archives import dealt, publish, read_articles

from newssearch.cli.program import carry_out
from newssearch.search import NewsArchive, language, open_archive
from newssearch.search.ast import Parsed
from newssearch.search.execution import positional
from newssearch.search.language import parse_query
from newssearch.search.local import evaluation
from newssearch.search.local.corpus import Corpus

ARTICLES = read_articles(Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one segment, so that work is counted once."""
    return publish(tmp_path_factory.mktemp("counted") / "a", dealt(ARTICLES, 1))


@pytest.fixture
def news(archive: Path) -> Iterator[NewsArchive]:
    with open_archive(archive) as opened:
        yield opened


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What has been done so far, by name."""
    done = Counter[str]()

    def count(name: str, *places: tuple[Any, str]) -> None:
        for owner, attribute in places:
            function = getattr(owner, attribute)
            monkeypatch.setattr(owner, attribute, _counting(done, name, function))

    from newssearch.search import annotations, arguments

    count("parses", (annotations, "parse_query"))
    count("parses", (arguments, "parse_query"), (language, "parse_query"))
    count("evaluations", (evaluation.LocalEvaluation, "__init__"))
    count("matchings", (evaluation, "matched_spans"))
    count("counts", (evaluation, "count_word_matches"))
    count("span look-ups", (positional.Positions, "_find"))
    count("reads", (Corpus, "read"))
    return done


def _counting(done: Counter[str], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def counting(*arguments: Any, **options: Any) -> Any:
        done[name] += 1
        return function(*arguments, **options)

    return counting


def run(archive: Path, *words: str) -> None:
    assert carry_out(["query", "--archive", str(archive), *words]) == 0


@pytest.mark.parametrize(
    ("words", "span_lookups"),
    [
        (["scud", "missiles"], 3),  # the two words side by side, and each to be shown
        (['"scud missiles"'], 1),
        (["scud w/5 missiles"], 2),  # the distance, and the side that has several forms
        (["scud w/5 (missiles OR rockets)"], 4),  # the choice, and its two words
        (['"scud missiles" OR oil'], 2),
        (["scud", "--from", "1980"], 1),
        (["scud", "--explain"], 1),
        (["scud", "--kwic"], 1),
        (["scud", "--format", "json"], 1),
        (["atleast2 scud"], 2),
        (["scud", "--count"], 0),
        (["scud missiles", "--format", "ids", "-q"], 1),
    ],
)
def test_a_query_is_carried_out_once(
    archive: Path, counted: Counter[str], words: list[str], span_lookups: int
) -> None:
    run(archive, *words)
    assert counted["parses"] == 1
    assert counted["evaluations"] == 1
    assert counted["matchings"] <= 1
    assert counted["span look-ups"] == span_lookups


def test_each_article_is_read_once(archive: Path, counted: Counter[str]) -> None:
    for options in ([], ["--explain"], ["--kwic"], ["--format", "json"]):
        counted.clear()
        run(archive, "the", "--limit", "5", *options)
        assert counted["reads"] == 5


def test_a_count_makes_no_spans(archive: Path, counted: Counter[str]) -> None:
    run(archive, "scud OR oil", "--count")
    assert counted["matchings"] == counted["reads"] == 0


def test_matches_are_counted_once(news: NewsArchive, counted: Counter[str]) -> None:
    found = news.select("scud OR oil")
    assert found.answer(limit=3).matches == found.matches
    assert len(list(found.hits(limit=3))) == len(list(found.marked(limit=3))) == 3
    assert counted["counts"] == 1


def test_everything_about_a_query_asks_one_evaluation(
    news: NewsArchive, counted: Counter[str]
) -> None:
    found = news.select('"scud missiles" OR (the AND date:1900..)')
    answer = found.answer(limit=3)
    first = answer.hits[0].article.id
    assert found.total == answer.total > 3
    assert len(list(found.hits())) == found.total
    assert [article.id for article, _ in found.marked(limit=1)] == [first]
    assert found.marks(first)
    assert found.explain(first).article is not None
    assert found.facets(["source", "year"]).total == found.total
    assert found.answer(limit=3, offset=3).hits[0].rank == 4
    assert counted["evaluations"] == counted["matchings"] == 1
    assert counted["parses"] == 1


def test_options_become_parts_of_the_tree(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newssearch.cli import querying
    from newssearch.cli.narrowing import QueryOptions

    asked: list[Parsed] = []

    def selecting(self: NewsArchive, query: Parsed, **options: Any) -> Any:
        asked.append(query)
        return select(self, query, **options)

    select = NewsArchive.select
    monkeypatch.setattr(NewsArchive, "select", selecting)
    run(archive, "scud", "--from", "1980", "--to", "2020-05", "-q")
    assert asked[0].node == parse_query("scud date:1980..2020-05").node
    assert asked[0].text == "scud"
    options = QueryOptions(source="The Daily*", last_day="last year")
    query = querying.read_query(["oil OR gas"], options)
    wanted = parse_query('(oil OR gas) date:.."last year" source:"The Daily*"')
    assert query.node == wanted.node
    assert query.narrowed


def test_pages_after_the_first_take_the_spans_that_are_kept(
    news: NewsArchive, counted: Counter[str]
) -> None:
    found = news.select("scud OR oil")
    whole = found.answer(limit=None)
    pages = [found.answer(limit=4, offset=n) for n in range(0, found.total, 4)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert counted["matchings"] == 1
