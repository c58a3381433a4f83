"""What is above the seam needs no segments: it says the same over an engine of plain lists."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_archives import publish, read_articles
from scan_engine import ScanEngine

from newssearch.archive.errors import UsageError
from newssearch.search import NewsArchive, open_archive
from newssearch.search.appearances import find_appearance
from newssearch.search.language import parse_query
from newssearch.search.quotation_search import find_quotations
from newssearch.search.similar import find_similar

GOLDEN = Path(__file__).parents[1] / "golden" / "news"
ARTICLES = read_articles(GOLDEN / "articles.jsonl")
CASES = [
    case
    for case in tomllib.loads((GOLDEN / "queries.toml").read_text(encoding="utf-8"))["case"]
    if "refused" not in case
]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    archive = publish(tmp_path_factory.mktemp("local") / "a", [ARTICLES[::2], ARTICLES[1::2]])
    with open_archive(archive) as news:
        yield news


@pytest.fixture(scope="module")
def scanned() -> NewsArchive:
    return NewsArchive(ScanEngine(ARTICLES))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_both_engines_give_the_same(
    local: NewsArchive, scanned: NewsArchive, case: dict[str, Any]
) -> None:
    options = {key: case[key] for key in ("any_word", "literal") if key in case}
    query = parse_query(case["text"], **options)
    one, other = local.select(query, sort="oldest"), scanned.select(query, sort="oldest")
    mine, theirs = one.answer(limit=5, offset=1), other.answer(limit=5, offset=1)
    assert (theirs.total, theirs.matches) == (mine.total, mine.matches)
    assert (theirs.parsed, theirs.undated) == (mine.parsed, mine.undated)
    assert [hit.article.id for hit in theirs.hits] == [hit.article.id for hit in mine.hits]
    assert other.ids(other.refs()) == one.ids(one.refs())
    for (article, marks), (same, wanted) in zip(
        other.marked(limit=3), one.marked(limit=3), strict=True
    ):
        assert article.id == same.id
        assert marks == wanted
    facets = [found.facets(["lang", "source"]).facets for found in (one, other)]
    assert facets[0] == facets[1]
    assert one.extent == other.extent
    crossed = [found.facets(["lang+source"]).crossings for found in (one, other)]
    assert crossed[0] == crossed[1]
    assert one.days(matches=True) == other.days(matches=True)


@pytest.mark.parametrize("query", ["scud", "oil", "*", "date:1991"])
def test_features_need_no_segments(local: NewsArchive, scanned: NewsArchive, query: str) -> None:
    for last in (False, True):
        one, other = (find_appearance(news, query, last=last) for news in (local, scanned))
        assert one.hit is not None
        assert other.hit is not None
        assert other.hit.article.id == one.hit.article.id
        assert (other.total, other.undated, other.same_day, other.covers) == (
            *(one.total, one.undated, one.same_day),
            one.covers,
        )
    quoted = [find_quotations(news, query, speaker="powell") for news in (local, scanned)]
    assert quoted[0].total == quoted[1].total
    assert quoted[0].speakers == quoted[1].speakers
    first = local.search(query, limit=1).hits[0].article.id
    words = [find_similar(news, first).words for news in (local, scanned)]
    assert sorted(words[0]) == sorted(words[1])
    assert scanned.select(query).explain(first).article is not None


def test_a_closed_archive_lets_its_engine_go() -> None:
    engine = ScanEngine(ARTICLES[:1])
    with NewsArchive(engine) as news:
        assert news.where == "memory"
    assert engine.closed
    with pytest.raises(UsageError, match="closed: memory"):
        news.select("scud")
