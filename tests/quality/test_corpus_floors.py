"""Hold reading, fielding, quotations and ranking to what they reach on a small corpus of made news.

It is committed, so this runs wherever the tests do; the larger collections beside the checkout are
asked by the other modules of this folder. The figures are printed: ``pytest -s`` shows them.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from newssearch.archive.article import Article
from newssearch.indexer import index_paths
from newssearch.search import open_archive
from newssearch.search.language import parse_query
from newssearch.search.news import NewsArchive

CORPUS = Path(__file__).parent / "corpus"
DEPTH = 5
"""Places of an answer that are looked at: few articles answer a question."""

Measures = dict[str, float]


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / f"{name}.toml").read_text(encoding="utf-8"))


GOLD = table("gold")
QUERIES = table("queries")["query"]
FLOORS = table("floors")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    folder = tmp_path_factory.mktemp("corpus") / "archive"
    report = index_paths(folder, [CORPUS / "articles"], workers=1)
    assert not report.skipped
    with open_archive(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def articles(news: NewsArchive) -> dict[str, Article]:
    read = {
        Path(hit.article.path).name: hit.article
        for hit in news.search("*", limit=None, snippets=False).hits
    }
    assert read.keys() == GOLD.keys()
    return read


def share(right: int, of: int) -> float:
    return right / of if of else 0.0


def plain(text: object) -> str:
    """Return a value without capitals, for titles that a wire prints in capitals."""
    return " ".join(str(text or "").split()).casefold()


def fielding(articles: dict[str, Article]) -> Measures:
    """Return the share of articles whose field is as the gold has it, of all articles."""
    right = dict.fromkeys(("title", "byline", "dateline", "date", "credit", "text"), 0)
    for name, gold in GOLD.items():
        article = articles[name]
        paragraphs = article.body.split("\n\n")
        right["title"] += plain(article.title) == plain(gold["title"])
        right["byline"] += [*map(plain, article.byline)] == [*map(plain, gold["byline"])]
        right["dateline"] += plain(article.dateline) == plain(gold.get("dateline"))
        right["date"] += article.date == gold.get("date")
        right["credit"] += plain(article.credit) == plain(gold.get("credit"))
        right["text"] += (
            article.body.startswith(gold["first"])
            and article.body.endswith(gold["last"])
            and len(paragraphs) == gold["paragraphs"]
        )
    return {name: share(count, len(GOLD)) for name, count in right.items()}


def trimmed(words: str) -> str:
    return words.strip(" .,;:!?…—–-")


def quotations(articles: dict[str, Article]) -> Measures:
    """Return precision and recall of quotations by their words, and of their speakers."""
    found = spoken = wanted = known = exact = right = 0
    for name, gold in GOLD.items():
        article = articles[name]
        speakers: dict[str, list[str]] = {}
        for words, speaker in gold.get("quotes", ()):
            speakers.setdefault(trimmed(words), []).append(speaker)
            wanted += 1
            known += bool(speaker)
        for one in article.quotes:
            found += 1
            spoken += one.speaker is not None
            of = speakers.get(trimmed(article.body[one.start : one.end]))
            if of:
                exact += 1
                speaker = of.pop(0)
                right += bool(speaker) and one.speaker == speaker
    return {
        "precision": share(exact, found),
        "recall": share(exact, wanted),
        "speaker_precision": share(right, spoken),
        "speaker_recall": share(right, known),
    }


def gain(values: Sequence[int]) -> float:
    return sum(value / math.log2(place + 2) for place, value in enumerate(values[:DEPTH]))


def retrieval(news: NewsArchive) -> Measures:
    """Return nDCG and the share of right first answers, of pasted and of ordinary words."""
    measures = {}
    for form, any_word in (("any_word", True), ("all_words", False)):
        gains, firsts = 0.0, 0
        for question in QUERIES:
            parsed = parse_query(question["text"], any_word=any_word, literal=any_word)
            hits = news.select(parsed).hits(limit=DEPTH, snippets=False)
            found = [question["relevant"].get(Path(hit.article.path).stem, 0) for hit in hits]
            gains += gain(found) / gain(sorted(question["relevant"].values(), reverse=True))
            firsts += bool(found) and found[0] > 0
        measures[f"{form}_ndcg"] = gains / len(QUERIES)
        measures[f"{form}_first"] = share(firsts, len(QUERIES))
    return measures


def hold(name: str, measures: Measures) -> None:
    """Print figures, and hold them to their floors, which name the same ones."""
    print(f"\n{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in measures.items()))
    assert measures.keys() == FLOORS[name].keys()
    assert {key: value for key, value in measures.items() if value < FLOORS[name][key]} == {}


def test_the_gold_is_about_the_files() -> None:
    for name, gold in GOLD.items():
        text = " ".join((CORPUS / "articles" / name).read_text(encoding="utf-8").split())
        text = text.replace("&ldquo;", "“").replace("&rdquo;", "”").replace("&amp;", "&")
        for words in (gold["first"], gold["last"], *(one[0] for one in gold.get("quotes", ()))):
            assert words in text, name
        assert all(name.upper() in text.upper() for name in gold["byline"])
    assert len(GOLD) == len([*(CORPUS / "articles").iterdir()]) >= 45
    asked = {name for question in QUERIES for name in question["relevant"]}
    assert asked <= {Path(name).stem for name in GOLD}


def test_fielding(articles: dict[str, Article]) -> None:
    hold("fielding", fielding(articles))


def test_quotations(articles: dict[str, Article]) -> None:
    hold("quotations", quotations(articles))


def test_retrieval(news: NewsArchive) -> None:
    hold("retrieval", retrieval(news))
