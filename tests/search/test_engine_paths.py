"""The engine chooses a way by how common words are; whatever it chooses, the answer is the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_archives import dealt, loose_segments, read_articles
from random_queries import QueryMaker

from newssearch.search.ast import Node
from newssearch.search.engine import ORDERS
from newssearch.search.execution import (
    arrays,
    frequencies,
    loops,
    occurrences,
    ordering,
    phrases,
    scorers,
)
from newssearch.search.language import parse_query
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.evaluation import LocalEvaluation

ARTICLES = read_articles(Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl")
SIZE = 3
"""Articles asked for: fewer than many queries find."""

TEXTS = """
the OR of OR to
the AND of AND to
"of the"
"in the"
"the the"
"of the war"
"the of" OR "of the"
"to the" w/3 of
title:the
title:of
th*
"the sc*"
scud* OR missil*
"the of"~3
the w/3 of
a pre/2 the
NOT the
*
date:1900..
""".strip().splitlines()

WAYS = {
    "sparse unions": [(module, "DENSE_RATIO", 0) for module in (arrays, frequencies, scorers)],
    "postings of some articles": [(occurrences, "FEW_RATIO", 0), (phrases, "_RARER_RATIO", 0)],
    "all postings": [(occurrences, "FEW_RATIO", 1 << 40), (phrases, "_RARER_RATIO", 1 << 40)],
    "rows by keys": [(phrases, "_starts_of_terms", lambda *_: None)],
    "all by plain loops": [(loops, "_in_use", loops.PLAIN)],
    "selected scores": [(scorers, "_FEW", 0), (arrays, "_GROUP", 2), (ordering, "_FEW_TIMES", 1)],
}

Answer = tuple[Node, int, list[tuple[int, int]], list[float], list[list[int]]]


def answers(corpus: Corpus, nodes: list[Node]) -> Iterator[Answer]:
    for node in nodes:
        for order in ORDERS:
            evaluation = LocalEvaluation(corpus, node, ranked=order == "relevance")
            page = evaluation.page(order, limit=SIZE, offset=1)
            yield (
                node,
                page.rows,
                [(one.part, one.number) for one in page.refs],
                [one.score for one in page.refs],
                evaluation.docs(),
            )


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("way", WAYS)
def test_every_way_gives_the_same_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, count: int
) -> None:
    corpus = Corpus(loose_segments(tmp_path, dealt(ARTICLES, count), {ARTICLES[3].id}))
    maker = QueryMaker(ARTICLES, 11)
    nodes = [parse_query(text).node for text in TEXTS] + [maker.make() for _ in range(150)]
    usual = list(answers(corpus, nodes))
    assert sum(total > SIZE for _, total, *_ in usual) > 30
    for module, name, value in WAYS[way]:
        assert hasattr(module, name)
        monkeypatch.setattr(module, name, value)
    for one, other in zip(usual, answers(corpus, nodes), strict=True):
        assert other[:3] == one[:3]
        assert other[4] == one[4]
        assert other[3] == pytest.approx(one[3], rel=1e-6), one[0]


def test_spans_of_an_article_that_is_asked_for_twice(tmp_path: Path) -> None:
    """Quotations of one article are shown separately, and each may have its own score."""
    corpus = Corpus(loose_segments(tmp_path, dealt(ARTICLES, 2)))
    node = parse_query("scud OR the").node
    evaluation = LocalEvaluation(corpus, node)
    found = evaluation.page("relevance", limit=4).refs
    wanted = evaluation.shown(found)
    assert all(wanted)
    again = [article._replace(score=0.0) for article in reversed(found)]
    assert evaluation.shown([*found, *again]) == [*wanted, *reversed(wanted)]
