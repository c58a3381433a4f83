"""What people see is the same from a cluster as from a folder: pages, marks, scores, facets."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from loading import load
from made_archives import publish, read_articles
from nodes import Cluster
from opensearchpy import OpenSearch

from newssearch.archive.errors import ArchiveMissing, QueryBudgetExceeded, UsageError
from newssearch.search import NewsArchive, open_archive
from newssearch.search.appearances import find_appearance
from newssearch.search.cluster import evaluation, fetching
from newssearch.search.language import parse_query
from newssearch.search.quotation_search import find_quotations
from newssearch.search.similar import find_similar

pytestmark = pytest.mark.cluster

GOLDEN = Path(__file__).parents[1] / "golden" / "news"
ARTICLES = read_articles(GOLDEN / "articles.jsonl")
CASES = [
    case
    for case in tomllib.loads((GOLDEN / "queries.toml").read_text(encoding="utf-8"))["case"]
    if "refused" not in case
]
FACETS = ("source", "year", "month", "speaker", "byline", "section", "lang", "credit", "tags")


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    with open_archive(publish(tmp_path_factory.mktemp("local") / "a", [ARTICLES])) as news:
        yield news


@pytest.fixture(scope="module")
def remote(cluster: Cluster) -> Iterator[NewsArchive]:
    load(cluster, "golden", ARTICLES, shards=3)
    with open_archive(cluster.url("golden")) as news:
        yield news


BOTH = [(case, True) for case in CASES] + [(case, False) for case in CASES[::5]]
"""Golden queries, taken to have too many articles to fetch them all; some as they are."""


@pytest.mark.parametrize(
    ("case", "many"),
    BOTH,
    ids=[f"{case['text']} ({'many' if many else 'few'})" for case, many in BOTH],
)
def test_a_golden_query_has_the_same_answer(
    local: NewsArchive,
    remote: NewsArchive,
    case: dict[str, Any],
    many: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if many:
        monkeypatch.setattr(evaluation, "FEW", 0)
    options = {key: case[key] for key in ("any_word", "literal") if key in case}
    query = parse_query(case["text"], **options)
    for sort in ("newest", "oldest") if many else ("relevance",):
        one, other = (news.select(query, sort=sort) for news in (local, remote))  # type: ignore[arg-type]
        mine, theirs = one.answer(limit=5), other.answer(limit=5)
        assert (theirs.total, theirs.parsed, theirs.undated) == (
            *(mine.total, mine.parsed),
            mine.undated,
        )
        assert theirs.matches in (mine.matches, None)
        assert [plain(hit) for hit in theirs.hits] == [plain(hit) for hit in mine.hits]
        assert (theirs.notes, theirs.clauses, theirs.suggestion) == (
            *(mine.notes, mine.clauses),
            mine.suggestion,
        )
        assert other.ids(other.refs()) == one.ids(one.refs())
        assert [hit.article.id for hit in other.hits(limit=3, offset=2)] == [
            hit.article.id for hit in one.hits(limit=3, offset=2)
        ]
    assert [marks for _, marks in other.marked(limit=4)] == [
        marks for _, marks in one.marked(limit=4)
    ]
    if many:
        assert other.facets(FACETS, limit=3) == one.facets(FACETS, limit=3)


def test_many_articles_are_ranked_as_few_are(
    local: NewsArchive, remote: NewsArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "FEW", 0)
    for query in ("oil", "scud missiles", "the war", "title:oil OR kuwait^3", "iraq* NOT saddam"):
        mine, theirs = (news.search(query, limit=20) for news in (local, remote))
        assert [plain(hit) for hit in theirs.hits] == [plain(hit) for hit in mine.hits]


class Requests:
    """Counts the requests that an archive makes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[str] = []
        for name in ("search", "msearch"):
            monkeypatch.setattr(OpenSearch, name, self._noting(name, getattr(OpenSearch, name)))

    def _noting(self, name: str, ask: Any) -> Any:
        def noted(*arguments: Any, **parameters: Any) -> Any:
            self.made.append(name)
            return ask(*arguments, **parameters)

        return noted

    def taken(self) -> list[str]:
        """Return the requests since the last time."""
        made, self.made = self.made, []
        return made


@pytest.mark.parametrize(
    ("query", "sort", "requests"),
    [
        ("oil", "relevance", ["search"]),
        ("scud missiles", "relevance", ["msearch"]),  # with its parts and its phrase
        ('"scud missiles"', "relevance", ["search"]),
        ("scud w/9 missiles", "relevance", ["search"]),
        ("oil", "newest", ["search"]),
    ],
)
@pytest.mark.parametrize("few", [0, 1000])
def test_a_first_page_takes_one_request_where_the_words_are_known(
    remote: NewsArchive,
    query: str,
    sort: Any,
    requests: list[str],
    few: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evaluation, "FEW", few)
    total = remote.count(query)
    remote.select(query).refs(limit=1)  # from here on its words are known
    made = Requests(monkeypatch)
    monkeypatch.setattr(remote.engine._parts.searching, "_counts", {})  # type: ignore[attr-defined]
    answer = remote.search(query, limit=total, sort=sort)
    assert made.taken() == requests
    assert (answer.total, len(answer.hits)) == (total, total)
    assert all(hit.snippets for hit in answer.hits)


def test_articles_without_snippets_are_read_and_not_analysed(
    local: NewsArchive, remote: NewsArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "FEW", 0)
    monkeypatch.setattr(fetching, "AT_ONCE", 5)  # so that many parts are fetched side by side
    monkeypatch.setattr(fetching, "ArticleSegment", None)
    one, other = (news.select("*", sort="newest") for news in (local, remote))
    exported = list(other.hits(snippets=False))
    assert [plain(hit) for hit in exported] == [plain(hit) for hit in one.hits(snippets=False)]
    assert [hit.rank for hit in other.hits(snippets=False, offset=7)][:3] == [8, 9, 10]
    assert next(other.hits(snippets=False)) == exported[0]  # the rest is never asked for


def plain(hit: Any) -> Any:
    """Return a hit without its group: copies are not known in a cluster."""
    return hit._replace(group=None) if hasattr(hit, "_replace") else hit


@pytest.mark.parametrize("query", ["scud", "oil", "*", "date:1991"])
def test_what_is_made_of_answers_is_the_same(
    local: NewsArchive, remote: NewsArchive, query: str
) -> None:
    for last in (False, True):
        one, other = (find_appearance(news, query, last=last) for news in (local, remote))
        assert other == one
    quoted = [find_quotations(news, query, speaker="powell") for news in (local, remote)]
    assert (quoted[1].total, quoted[1].speakers) == (quoted[0].total, quoted[0].speakers)
    assert list(quoted[1].hits) == list(quoted[0].hits)
    first = local.search(query, limit=1).hits[0].article.id
    assert find_similar(remote, first).words == find_similar(local, first).words
    assert remote.select(query).explain(first) == local.select(query).explain(first)
    days = [news.select(query).days(matches=True) for news in (local, remote)]
    assert days[1] == days[0]


def test_the_archive_says_of_itself_what_it_says_in_a_folder(
    local: NewsArchive, remote: NewsArchive, cluster: Cluster
) -> None:
    assert remote.statistics() == local.statistics()
    assert remote.coverage() == local.coverage()
    assert remote.articles == local.articles
    assert remote.own_fields() == local.own_fields()
    assert remote.where == cluster.url("golden")
    assert not remote.changed()
    assert remote.article(ARTICLES[3].id) == ARTICLES[3]


def test_too_many_articles_to_look_at_are_refused_with_their_number(
    remote: NewsArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_FETCHED", 1)
    with pytest.raises(QueryBudgetExceeded, match=r"articles may satisfy .*, more than 1$"):
        remote.select("caps(scud)")


def test_no_copies_are_known_in_a_cluster(remote: NewsArchive) -> None:
    with pytest.raises(UsageError, match="copies is not known in a cluster"):
        remote.search("scud", group=True)


def test_an_archive_that_is_not_there_is_missed(cluster: Cluster) -> None:
    with pytest.raises(ArchiveMissing):
        open_archive(cluster.url("nothing"))
