"""Forms of words come from the language of the article, in some thirty languages."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from brute_force import Scan
from plain_variants import foreign

from newssearch.archive.analysis import fold
from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.language import parse_query
from newssearch.search.news import NewsArchive
from newssearch.search.variants.languages import LANGUAGES

TABLE = tomllib.loads(
    (Path(__file__).parents[1] / "golden" / "words" / "forms.toml").read_text(encoding="utf-8")
)
LINES = [
    (code, line.split()) for code, own in TABLE.items() for line in own["forms"].strip().split("\n")
]
APART = [
    (code, *line.split())
    for code, own in TABLE.items()
    for line in own["apart"].strip().split("\n")
]
BODY = "1234 {} 5678"


def article(name: str, word: str, lang: str | None) -> Article:
    return Article(id=name, path=name, lang=lang, body=BODY.format(word))


def made_articles() -> list[Article]:
    """Return articles of one word: each word in its language, some in another one or in none."""
    words = [(code, word) for code, line in LINES for word in line]
    words += [(code, word) for code, *pair in APART for word in pair]
    draw = random.Random(5)
    codes = [*TABLE, None, "zh", "en"]
    found = []
    for number, (code, word) in enumerate(dict.fromkeys(words)):
        found.append(article(f"{number:04}-own", word, code))
        found.append(article(f"{number:04}-other", word, draw.choice(codes)))
    return found


ARTICLES = made_articles()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    folder: Path = tmp_path_factory.mktemp("languages") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    with open_archive(folder) as news:
        yield news


def found(news: NewsArchive, query: str) -> list[Article]:
    return [hit.article for hit in news.search(query, limit=5000, snippets=False).hits]


def test_the_table_has_all_languages() -> None:
    assert TABLE.keys() | {"nn", "no"} == LANGUAGES.keys()


@pytest.mark.parametrize(("code", "line"), LINES, ids=str)
def test_every_form_finds_every_other(archive: NewsArchive, code: str, line: list[str]) -> None:
    bodies = {BODY.format(word) for word in line}
    for word in line:
        own = {one.body for one in found(archive, word) if one.lang == code}
        assert bodies <= own, word


@pytest.mark.parametrize(("code", "one", "other"), APART)
def test_words_that_look_alike_are_apart(code: str, one: str, other: str) -> None:
    assert not foreign(code, fold(one), fold(other))
    assert not foreign(code, fold(other), fold(one))


def test_every_word_finds_what_a_scan_finds(archive: NewsArchive) -> None:
    scans = [Scan(one) for one in ARTICLES]
    words = dict.fromkeys(word for _, line in LINES for word in line)
    for word in random.Random(11).sample(list(words), 120):
        node = parse_query(word).node
        expected = {scan.article.id for scan in scans if scan.satisfies(node)}
        assert {one.id for one in found(archive, word)} == expected, word


@pytest.mark.parametrize("query", ["Wahlen w/2 5678", "body:Häuser", "(Haus OR Wahl) w/2 1234"])
def test_distances_and_fields_have_the_same_variants(archive: NewsArchive, query: str) -> None:
    node = parse_query(query).node
    expected = {one.id for one in ARTICLES if Scan(one).satisfies(node)}
    assert {one.id for one in found(archive, query)} == expected
    assert len(expected) > 2


def test_a_form_counts_in_its_own_language_only(tmp_path: Path) -> None:
    articles = [
        article("de", "Kinder", "de"),
        article("nl", "Kinder", "nl"),
        article("en", "Kinder", "en"),
        article("none", "Kinder", None),
        article("zh", "Kinder", "zh"),
        article("own", "Kind", "zh"),
    ]
    write_articles(tmp_path / "archive", articles, workers=1)
    with open_archive(tmp_path / "archive") as news:
        assert {one.id for one in found(news, "Kind")} == {"de", "own"}
        assert {one.id for one in found(news, '"Kind"')} == {"own"}
        part = news.select("Kind").explain().parts[0]
        told = [(t.term, t.articles, t.why, t.languages) for t in part.terms]
    assert told == [("kind", 1, "", ()), ("kinder", 1, "form", ("de",))]


def test_english_forms_do_not_count_in_other_languages(tmp_path: Path) -> None:
    langs = ["en", None, "de", "zh", "gl"]
    articles = [article(str(lang), "launched", lang) for lang in langs]
    write_articles(tmp_path / "archive", articles, workers=1)
    with open_archive(tmp_path / "archive") as news:
        assert {one.id for one in found(news, "launch")} == {"en", "None"}
        assert len(found(news, "launched")) == len(langs)


@pytest.mark.parametrize(
    ("asked", "written"),
    [("городов", "город"), ("πόλεις", "πόλη"), ("الحكومة", "حكومة")],
)
def test_a_script_tells_the_language_where_none_is_known(
    tmp_path: Path, asked: str, written: str
) -> None:
    articles = [article("none", written, None), article("zh", written, "zh")]
    write_articles(tmp_path / "archive", articles, workers=1)
    with open_archive(tmp_path / "archive") as news:
        assert {one.id for one in found(news, asked)} == {"none"}
