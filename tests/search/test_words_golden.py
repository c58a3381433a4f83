"""Which queries find and mark which words, in many languages: ``golden/words/texts.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mixed_scripts import SENTENCES

from newssearch.archive.analysis import fold
from newssearch.archive.analysis.surfaces import is_letter_alone, surfaces_of
from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import NewsArchive, open_archive

TEXTS = tomllib.loads(
    (Path(__file__).parents[1] / "golden" / "words" / "texts.toml").read_text("utf-8")
)["text"]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsArchive]:
    folder = tmp_path_factory.mktemp("words") / "archive"
    golden = [(f"t{number}", case["text"]) for number, case in enumerate(TEXTS)]
    sentences = [(f"s{number}", text) for number, text in enumerate(SENTENCES)]
    write_articles(
        folder,
        [Article(id=id_, path=f"words/{id_}", body=text) for id_, text in golden + sentences],
    )
    with open_archive(folder) as opened:
        yield opened


FOUND = [
    (number, query, mark)
    for number, case in enumerate(TEXTS)
    for query, mark in case["finds"].items()
]
MISSED = [(number, query) for number, case in enumerate(TEXTS) for query in case.get("misses", ())]


def _hits(news: NewsArchive, query: str) -> dict[str, Any]:
    answer = news.search(query, limit=100, group=False)
    return {hit.article.id: hit for hit in answer.hits}


@pytest.mark.parametrize(("number", "query", "mark"), FOUND)
def test_a_word_is_found_and_marked(news: NewsArchive, number: int, query: str, mark: str) -> None:
    hit = _hits(news, query)[f"t{number}"]
    snippet = hit.snippets[0]
    span = snippet.spans[0]
    assert snippet.text[span.start : span.end] == mark


@pytest.mark.parametrize(("number", "query"), MISSED)
def test_another_word_is_not_found(news: NewsArchive, number: int, query: str) -> None:
    assert f"t{number}" not in _hits(news, query)


def _runs(text: str) -> list[str]:
    """Return the longest stretches of a text without blanks and punctuation."""
    shown = "".join(
        c if unicodedata.category(c)[0] in "LMN" or c == "\u200c" else " " for c in text
    )
    return shown.split()


UNSPACED = [text for text in SENTENCES if any(map(is_letter_alone, text))]


def _letters(run: str) -> list[str]:
    return [fold(run[start:end].strip()) for start, end in surfaces_of(run)]


@pytest.mark.parametrize("sentence", UNSPACED)
def test_every_stretch_of_a_run_is_found_where_it_is_and_nowhere_else(
    news: NewsArchive, sentence: str
) -> None:
    """Of one, two and four letters with their signs; a plain search of the texts says where."""
    checked = 0
    for run in _runs(sentence):
        letters = _letters(run)
        if len(letters) < 4 or any(letter.isascii() for letter in letters):
            continue
        for first in range(0, len(letters) - 3, 3):
            for size in (1, 2, 4):
                wanted = letters[first : first + size]
                query = f'"{"".join(wanted)}"'
                found = {id_ for id_ in _hits(news, query) if id_.startswith("s")}
                expected = {f"s{n}" for n, text in enumerate(SENTENCES) if _has(text, wanted)}
                assert found == expected, query
                checked += 1
    assert checked


def _has(text: str, wanted: list[str]) -> bool:
    """Return whether letters follow one another in a text, with nothing but blanks between."""
    for run in _runs_over_blanks(text):
        letters = _letters(run)
        if any(letters[n : n + len(wanted)] == wanted for n in range(len(letters))):
            return True
    return False


def _runs_over_blanks(text: str) -> list[str]:
    shown = "".join(
        c if unicodedata.category(c)[0] in "LMNZ" or c == "\u200c" else "\0" for c in text
    )
    return shown.split("\0")
