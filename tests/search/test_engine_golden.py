"""The golden queries of tests/golden/news on its articles, in archives of any layout on disk."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from made_archives import dealt, publish, read_articles

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search import NewsArchive, open_archive

GOLDEN = Path(__file__).parents[1] / "golden" / "news"
ARTICLES = read_articles(GOLDEN / "articles.jsonl")
CASES = tomllib.loads((GOLDEN / "queries.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with open_archive(publish(tmp_path_factory.mktemp("whole") / "a", [ARTICLES])) as news:
        yield news


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Three segments, the first of which also holds copies that were deleted again."""
    parts = dealt(ARTICLES, 3)
    gone = [
        a.__class__(id=f"gone-{a.id}", path=a.path, body=a.body, title=a.title) for a in parts[1]
    ]
    names = [article.id for article in gone]
    archive = tmp_path_factory.mktemp("parted") / "a"
    with open_archive(publish(archive, [parts[0] + gone, *parts[1:]], names)) as news:
        yield news


def named(case: dict[str, Any]) -> str:
    return case["text"]


def wanted(case: dict[str, Any]) -> list[str]:
    every = [article.id for article in ARTICLES]
    if "all_but" in case:
        return [id_ for id_ in every if id_ not in case["all_but"]]
    return every if case["ids"] == ["*"] else case["ids"]


def ask(news: NewsArchive, case: dict[str, Any], **more: Any) -> Any:
    options = {key: case[key] for key in ("any_word", "literal") if key in case}
    return news.search(case["text"], limit=1000, **options, **more)


def found(answer: Any) -> list[str]:
    return [hit.article.id for hit in answer.hits]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_golden_query_finds_its_articles(whole: NewsArchive, case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(QuerySyntaxError) as caught:
            ask(whole, case)
        assert caught.value.code == case["refused"]
        return
    answer = ask(whole, case)
    ids = found(answer)
    if "first" in case:
        assert ids[0] == case["first"]
    if case.get("ranked"):
        assert ids == case["ids"]
    assert sorted(ids) == sorted(wanted(case))
    assert answer.total == len(ids)


@pytest.mark.parametrize("case", [case for case in CASES if "refused" not in case], ids=named)
def test_segments_and_deletions_change_no_answer(
    whole: NewsArchive, parted: NewsArchive, case: dict[str, Any]
) -> None:
    one, other = ask(whole, case), ask(parted, case)
    assert sorted(found(one)) == sorted(found(other))
    assert (one.total, one.matches) == (other.total, other.matches)
    assert found(ask(whole, case, sort="newest")) == found(ask(parted, case, sort="newest"))
    shown = {hit.article.id: hit for hit in other.hits}
    for hit in one.hits:
        assert hit.snippets == shown[hit.article.id].snippets
        assert hit.matched == shown[hit.article.id].matched


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("text", ["*", "scud OR the", "quokka"])
def test_an_offset_goes_on_where_the_page_before_ended(
    parted: NewsArchive, text: str, sort: Any
) -> None:
    every = found(parted.search(text, limit=1000, sort=sort))
    pages = [parted.search(text, limit=7, offset=n, sort=sort) for n in range(0, len(every), 7)]
    assert [id_ for page in pages for id_ in found(page)] == every
    assert [hit.rank for page in pages for hit in page.hits] == list(range(1, len(every) + 1))


def test_there_are_enough_golden_queries() -> None:
    assert len({(c["text"], c.get("any_word"), c.get("literal")) for c in CASES}) >= 150
    reasons = (GOLDEN / "queries.toml").read_text(encoding="utf-8").count("[[case]]  # ")
    assert reasons == len(CASES)
