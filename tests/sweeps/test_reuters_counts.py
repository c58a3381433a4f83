"""Random queries on the whole of Reuters-21578 find what a brute-force scan finds.

The collection is data/reuters21578 beside the checkout, or below ``NEWSSEARCH_DATA``.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from brute_force import Scan
from made_archives import dealt, loose_segments
from random_queries import QueryMaker

from newssearch.archive.article import Article
from newssearch.indexer.fielding import field_article
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record
from newssearch.search.language import parse_query, print_query
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.evaluation import LocalEvaluation

DATA = Path(os.environ.get("NEWSSEARCH_DATA", Path(__file__).parents[3] / "shared" / "data"))
FOLDER = DATA / "reuters21578"
QUERIES = 200
SEED = 21578


def reuters() -> list[Article]:
    articles = []
    for path in sorted(FOLDER.glob("*.sgm")):
        for record in read_records(path.read_bytes(), path.name):
            if isinstance(record, Record):
                name = f"{path.stem}#{record.number}"
                day = dt.date(1990, 1, 1)
                articles.append(field_article(record, id=name, path=name, file_time=day))
    return articles


@pytest.mark.sweep
@pytest.mark.exhaustive
@pytest.mark.skipif(not FOLDER.is_dir(), reason="Reuters-21578 is not there")
def test_200_random_queries_find_what_a_scan_finds(tmp_path: Path) -> None:
    articles = reuters()
    assert len(articles) > 20_000
    parts = dealt(articles, 3)
    corpus = Corpus(loose_segments(tmp_path, parts))
    maker = QueryMaker(articles, SEED)
    queries = [maker.make() for _ in range(QUERIES)]
    wanted: list[set[str]] = [set() for _ in queries]
    spans = [0] * len(queries)
    for article in articles:
        scan = Scan(article)
        for number, node in enumerate(queries):
            if scan.satisfies(node):
                wanted[number].add(article.id)
                spans[number] += len(scan.disjoint_marks(node))
    for node, ids, count in zip(queries, wanted, spans, strict=True):
        text = print_query(node)
        assert parse_query(text).node == node
        evaluation = LocalEvaluation(corpus, node)
        found = {
            part[number].id
            for part, numbers in zip(parts, evaluation.docs(), strict=True)
            for number in numbers
        }
        assert found == ids, text
        assert evaluation.count_matches() == count, text
    assert sum(bool(ids) for ids in wanted) > QUERIES * 0.6
