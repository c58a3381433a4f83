"""Loose phrases of words that are spelled joined, with a hyphen or open find what a scan finds."""

from __future__ import annotations

import random

import pytest
from test_engine_brute_force import compare, scanned

from newssearch.archive.article import Article
from newssearch.search.ast import Phrase, Word

SPELLINGS = (
    ("covid-19", "covid19", "covid 19"),
    ("f-16", "f16", "f 16"),
    ("e-mail", "email", "e mail"),
    ("re-election", "reelection", "re election"),
)
PLAIN = ("tracker", "dark", "pilot", "19", "mail", "f", "the")


def articles_of(draw: random.Random, count: int) -> list[Article]:
    words = [*PLAIN, *(one for spellings in SPELLINGS for one in spellings)]
    return [
        Article(f"a{number}", f"a{number}", _text(draw, words), title=_text(draw, words[:9]))
        for number in range(count)
    ]


def _text(draw: random.Random, words: list[str]) -> str:
    sentences = (
        " ".join(draw.choices(words, k=draw.randrange(2, 9))).capitalize() + "."
        for _ in range(draw.randrange(1, 4))
    )
    return draw.choice((" ", "\n\n")).join(sentences)


def phrase(draw: random.Random) -> Phrase:
    joined = [one for spellings in SPELLINGS for one in spellings[:2]]
    words = [draw.choice(joined), *draw.sample([*joined, *PLAIN], draw.choice((1, 1, 2)))]
    draw.shuffle(words)
    return Phrase(tuple(Word(word, exact=True) for word in words), slop=draw.randrange(5))


@pytest.mark.parametrize("seed", range(2))
def test_loose_phrases_equal_a_scan(seed: int) -> None:
    draw = random.Random(seed)
    articles = articles_of(draw, 24)
    nodes = [phrase(draw) for _ in range(50)]
    compare([articles[:10], articles[10:]], {"a3"}, nodes)
    found = [sum(scanned(article, node) is not None for article in articles) for node in nodes]
    assert sum(0 < count < len(articles) for count in found) > 25, found
