"""What a bare word finds beside itself, in articles of which language, and what it counts there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from brute_force import Scan

from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.language import parse_query
from newssearch.search.news import NewsArchive
from newssearch.search.ranking import IRREGULAR_FACTOR, VARIANT_FACTOR

ENGLISH = """
child|children|childless|men|man|manned|wolves|wolf|crisis|crises|ran|run|runs|running|bought|buy
bear|borne|left|leaves|leaf|leave|policemen|policeman|colour|color|colored|coloration|defence
defense|organise|organize|organization|organisation|organs|travelled|traveler|advice|advise
cheque|check|mueller|Müller|Muller|Mueller|Århus|Aarhus|Đoković|Djokovic|guest|gust|Straße|Strasse|analyses|analysis
""".replace("\n", "|").strip("|")
WORDS = list(dict.fromkeys(ENGLISH.split("|")))


def article(number: str, word: str, lang: str | None) -> Article:
    return Article(id=number, path=number, lang=lang, body=f"Nothing else, only {word} here.")


ARTICLES = [article(f"{word}-en", word, "en") for word in WORDS]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    folder: Path = tmp_path_factory.mktemp("variants") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    with open_archive(folder) as news:
        yield news


def found(news: NewsArchive, query: str) -> dict[str, float]:
    answer = news.search(query, limit=500, snippets=False)
    return {hit.article.id: hit.score for hit in answer.hits}


def names(news: NewsArchive, query: str) -> set[str]:
    return {name.rsplit("-", 1)[0] for name in found(news, query)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("children", "child children"),
        ("child", "child children"),
        ("wolf", "wolf wolves"),
        ("wolves", "wolf wolves"),
        ("crises", "crisis crises"),
        ("crisis", "crisis crises"),
        ("men", "man men manned"),
        ("ran", "ran run runs running"),
        ("runs", "ran run runs running"),
        ("bought", "bought buy"),
        ("buys", "bought buy"),
        ("policemen", "policeman policemen"),
        ("left", "left leave leaves"),
        ("leaf", "leaf leaves"),
        ("colour", "colour color colored coloration"),
        ("colouring", "colour color colored coloration"),
        ("color", "colour color colored coloration"),
        ("defence", "defence defense"),
        ("defenses", "defence defense"),
        ("organise", "organise organize organisation organization"),
        ("organisations", "organise organize organisation organization"),
        ("organs", "organs"),
        ("traveling", "travelled traveler"),
        ("advise", "advise"),
        ("cheque", "cheque"),
        ("müller", "Müller Muller Mueller mueller"),
        ("Mueller", "Müller Muller Mueller mueller"),
        ("muller", "Müller Muller Mueller mueller"),
        ("Århus", "Århus Aarhus"),
        ("aarhus", "Århus Aarhus"),
        ("arhus", "Århus Aarhus"),
        ("Đoković", "Đoković Djokovic"),
        ("djokovic", "Đoković Djokovic"),
        ("strasse", "Straße Strasse"),
        ("guest", "guest"),
        ("analysis", "analysis analyses"),
    ],
)
def test_variants_of_english(archive: NewsArchive, query: str, expected: str) -> None:
    assert names(archive, query) == set(expected.split())


@pytest.mark.parametrize("word", WORDS)
def test_quotes_switch_variants_off(archive: NewsArchive, word: str) -> None:
    mine = {"mueller", "Mueller"} if word.lower() == "mueller" else {word}
    mine |= {"Müller", "Muller"} if word in ("Müller", "Muller") else set()
    mine |= {"Straße", "Strasse"} if word in ("Straße", "Strasse") else set()
    assert names(archive, f'"{word}"') == mine


@pytest.mark.parametrize("query", [*WORDS, "body:ran", "run w/3 here", "only w/3 colour"])
def test_a_scan_finds_the_same(archive: NewsArchive, query: str) -> None:
    tree = parse_query(query).node
    assert found(archive, query).keys() == {one.id for one in ARTICLES if Scan(one).satisfies(tree)}


@pytest.mark.parametrize("query", "children run colour Mueller organise".split())
def test_a_word_is_before_its_variants(archive: NewsArchive, query: str) -> None:
    scores = found(archive, query)
    own = scores[f"{query}-en"]
    assert len(scores) > 1
    assert all(
        score < own for name, score in scores.items() if name.lower() != f"{query}-en".lower()
    )


def test_an_explanation_says_why(archive: NewsArchive) -> None:
    explanation = archive.select("colours Müller ran").explain()
    told = {
        term.term: (term.articles, term.factor, term.why)
        for part in explanation.parts
        for term in part.terms
    }
    assert told["color"] == (1, VARIANT_FACTOR, "spelling")
    assert told["colour"] == (1, VARIANT_FACTOR, "form")
    assert told["mueller"] == (2, VARIANT_FACTOR, "digraph")
    assert told["muller"] == (2, 1.0, "")
    assert told["run"] == (1, IRREGULAR_FACTOR, "irregular")


def test_a_phrase_has_no_variants(archive: NewsArchive) -> None:
    assert names(archive, '"only children here"') == {"children"}
    assert names(archive, '"only child*"') == {"child", "children", "childless"}
