"""Matches of words are counted without a list of them, and are as many as the list has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_archives import dealt, publish, read_articles
from without_loops import without_loops

from newssearch.archive.article import Article
from newssearch.search import NewsArchive, open_archive
from newssearch.search.execution.counting import count_word_matches
from newssearch.search.language import parse_query
from newssearch.search.local.evaluation import LocalEvaluation

ARTICLES = read_articles(Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    archive = publish(
        tmp_path_factory.mktemp("counted") / "a",
        dealt(ARTICLES, 3),
        deleted={ARTICLES[0].id, ARTICLES[5].id},
    )
    with open_archive(archive) as opened:
        yield opened


COUNTED = [
    "scud",
    "missile",
    '"said"',
    "said",
    "scud missiles",
    "scud or said or president",
    "scud (said or missiles)",
    "said not scud",
    "said date:1900..",
    "said or say or saying",
    '"scud" or scud',
    "presidents says",
    "zzzznothing",
]
LISTED = [
    '"scud missiles"',
    "scud w/5 missiles",
    "the scud",
    "miss*",
    "title:scud",
    "said or (scud missiles)",
    "scud^2",
    "caps(scud)",
    "atleast2 said",
]


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("query", COUNTED + LISTED)
def test_as_many_as_there_are_spans(news: NewsArchive, query: str, plain: bool) -> None:
    node = parse_query(query).node
    with without_loops(plain):
        counted, listed = (news.engine.evaluate(node) for _ in range(2))
        assert isinstance(counted, LocalEvaluation)
        assert isinstance(listed, LocalEvaluation)
        spans = sum(len(own) for by_space in listed._spans for own in by_space.values())
        assert counted.count_matches() == spans
        assert ("_spans" in counted.__dict__) == (query in LISTED)


def test_words_of_several_positions_are_listed(tmp_path: Path) -> None:
    """The whole of a joined form is one match, and what it spans is not counted beside it."""
    articles = [Article("1", "p", "An e-mail came. E-mail and email, mail.")]
    with open_archive(publish(tmp_path / "a", [articles])) as opened:
        for query in ("email", "email or mail"):
            evaluation = opened.engine.evaluate(parse_query(query).node)
            assert isinstance(evaluation, LocalEvaluation)
            (matcher,) = evaluation.matchers
            docs = matcher.docs(evaluation.node)
            assert count_word_matches(matcher.segment, evaluation.node, docs) is None
            assert evaluation.count_matches() == (3 if query == "email" else 4)
