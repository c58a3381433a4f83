"""The same articles as in a folder: golden queries, and random ones with every operator."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from loading import client_of, load
from made_archives import publish, read_articles
from mixed_scripts import mixed_articles
from nodes import Cluster
from random_queries import QueryMaker
from test_engine_brute_force import articles as made_articles
from test_engine_brute_force import trees

from newssearch.archive.article import Article
from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.address import Node as Host
from newssearch.indexer import index_paths
from newssearch.search import NewsArchive, open_archive
from newssearch.search.ast import Node
from newssearch.search.cluster.client import Searching
from newssearch.search.cluster.compiling import compile_tree
from newssearch.search.cluster.vocabulary import Vocabulary
from newssearch.search.language import parse_query, print_query

pytestmark = pytest.mark.cluster

TESTS = Path(__file__).parents[1]
GOLDEN = TESTS / "golden" / "news"
CASES = [
    case
    for case in tomllib.loads((GOLDEN / "queries.toml").read_text(encoding="utf-8"))["case"]
    if "refused" not in case
]
QUERIES = 600
DRAWN = 160


class Both:
    """The same articles in a folder and in a cluster."""

    def __init__(
        self, cluster: Cluster, name: str, news: NewsArchive, articles: list[Article]
    ) -> None:
        names = load(cluster, name, articles)
        address = Address((Host("127.0.0.1", cluster.port),), name, tls=False)
        client = client_of(cluster)
        self.articles = articles
        self._news = news
        self._searching = Searching(client, address, names.articles)
        known = frozenset(article.lang for article in articles)
        self._words = Vocabulary(Searching(client, address, names.words), known)

    def compare(self, node: Node) -> str:
        """Say how the answers compare."""
        local = self._news.engine.evaluate(node, ranked=False)
        wanted = set(local.ids(local.page("newest", limit=None).refs))
        query, exact = compile_tree(self._words, node)
        body = {"size": 10_000, "query": query, "_source": False, "track_total_hits": True}
        answer = self._searching.search(body)
        found = {hit["_id"] for hit in answer["hits"]["hits"]}
        assert answer["hits"]["total"]["value"] == len(found)
        if found == wanted:
            return "the same"
        return "enough" if found > wanted and not exact else f"{sorted(found ^ wanted)[:5]}"


@pytest.fixture(scope="module")
def both(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("corpus")
    index_paths(folder / "indexed", [TESTS / "quality" / "corpus" / "articles"], workers=1)
    with open_archive(folder / "indexed") as news:
        articles = [hit.article for hit in news.select("*").hits(snippets=False)]
    articles += read_articles(GOLDEN / "articles.jsonl")
    with open_archive(publish(folder / "all", [articles])) as news:
        yield Both(cluster, "news", news, articles)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_golden_query_finds_the_same(both: Both, case: dict[str, Any]) -> None:
    options = {key: case[key] for key in ("any_word", "literal") if key in case}
    assert both.compare(parse_query(case["text"], **options).node) in ("the same", "enough")


def test_random_queries_find_the_same(both: Both) -> None:
    kinds = Counter[str]()
    for seed in range(QUERIES):
        node = QueryMaker(both.articles, seed).make()
        kind = both.compare(node)
        assert kind in ("the same", "enough"), f"{seed}: {print_query(node)}: {kind}"
        kinds[kind] += 1
    assert kinds["the same"] > 4 * kinds["enough"]


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Return what hypothesis makes of a strategy: the same each time."""
    found: list[Any] = []

    @settings(max_examples=count, derandomize=True, database=None, phases=[Phase.generate])
    @given(one=strategy)
    def collect(one: Any) -> None:
        found.append(one)

    collect()
    return found


def test_articles_full_of_hyphens_and_other_scripts_are_found_the_same(
    cluster: Cluster, tmp_path: Path
) -> None:
    """Joined words span several positions here, at the positions of their parts."""
    made = drawn(made_articles("x"), DRAWN)
    articles = [one._replace(id=f"h{n}", path=f"p{n}") for n, one in enumerate(made)]
    articles += [one._replace(id=f"m{n}") for n, one in enumerate(mixed_articles(40, 7))]
    with open_archive(publish(tmp_path / "made", [articles])) as news:
        both = Both(cluster, "made", news, articles)
        for node in drawn(trees, DRAWN):
            assert both.compare(node) in ("the same", "enough"), print_query(node)
