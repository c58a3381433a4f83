"""Answers with near-identical copies as one hit: what is kept and counted, where pages begin."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import NewsArchive, open_archive

WORDS = [a + b for a in "ba ce di fo gu ha ke li mo nu".split() for b in "rat sel ton vim".split()]
ORDERS = ("relevance", "newest", "oldest")


def _article(name: str, words: list[str], title: str, day: int) -> Article:
    date = dt.date(2012, 1, 1) + dt.timedelta(days=day)
    return Article(id=name, path=name, body=" ".join(words), title=title, date=date)


def _batches() -> Iterator[list[Article]]:
    """Yield 12 stories, of which story n has n % 4 copies, in two lots of articles."""
    chosen = random.Random(5)
    lots: tuple[list[Article], list[Article]] = ([], [])
    for number in range(12):
        words = [*chosen.choices(WORDS, k=200), "oil"]
        for copy in range(number % 4 + 1):
            title = chosen.choice(["Oil", "Dam", "Oil and oil"])
            lots[(number + copy) % 2].append(
                _article(f"s{number:02}-{copy}", words[copy * 20 :], title, number + copy * 7)
            )
    yield from lots


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    folder = tmp_path_factory.mktemp("copies") / "archive"
    for number, articles in enumerate(_batches()):
        # the first lot comes with other articles, so that it stays a segment of its own
        others = [_article(f"o{n}", [f"other{n}"], "Other", n) for n in range(90)]
        report = write_articles(folder, [*articles, *others] if not number else articles)
    assert report.duplicates == 18
    with open_archive(folder) as opened:
        assert len(opened.engine.corpus.segments) == 2
        yield opened


def _story(name: str) -> str:
    return name.split("-", maxsplit=1)[0]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("query", ["oil", "title:oil", "oil -dam", "*"])
def test_the_best_of_each_group_stays_where_it_was(
    news: NewsArchive, query: str, order: str
) -> None:
    every = news.search(query, limit=200, sort=order)
    expected, seen = [], set()
    for hit in every.hits:
        if _story(hit.article.id) not in seen:
            expected.append(hit.article.id)
            seen.add(_story(hit.article.id))
    answer = news.search(query, limit=200, sort=order, group=True)
    assert [hit.article.id for hit in answer.hits] == expected
    assert answer.groups == len(expected)
    assert answer.total == every.total == len(every.hits)
    assert answer.matches == every.matches
    assert every.groups is None


@pytest.mark.parametrize("order", ORDERS)
def test_pages_count_collapsed_hits(news: NewsArchive, order: str) -> None:
    whole = news.search("oil", limit=50, sort=order, group=True)
    pages = [news.search("oil", limit=5, offset=n, sort=order, group=True) for n in (0, 5, 10)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert [hit.rank for hit in pages[1].hits] == [6, 7, 8, 9, 10]


def test_every_hit_tells_its_group(news: NewsArchive) -> None:
    for grouping in (False, True):
        for hit in news.search("*", limit=200, group=grouping).hits:
            story, _, copy = hit.article.id.partition("-")
            copies = int(story[1:]) % 4 + 1 if copy else 1
            if copies == 1:
                assert hit.group is None
            else:
                assert hit.group is not None
                assert (hit.group.size, hit.group.lead) == (copies, f"{story}-0")


def test_articles_written_again_leave_their_group(tmp_path: Path) -> None:
    words = [random.Random(1).choice(WORDS) + str(n) for n in range(60)]
    copies = [_article(f"a{n}", words, "Oil", n) for n in range(3)]
    assert write_articles(tmp_path / "archive", copies).duplicates == 2
    other = _article("a0", words[::-1], "Oil", 0)
    assert write_articles(tmp_path / "archive", [other]).duplicates == 1
    with open_archive(tmp_path / "archive") as news:
        groups = {hit.article.id: hit.group for hit in news.search("oil").hits}
    assert groups["a0"] is None
    assert groups["a1"] == groups["a2"]
    assert groups["a1"] is not None
    assert groups["a1"].lead == "a1"
