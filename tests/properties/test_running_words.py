"""Running words are counted from arrays as they are counted by hand, with loops and without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from article_strategies import articles
from hypothesis import given, settings
from hypothesis import strategies as st
from made_archives import loose_segments
from scan_engine import ScanEngine
from test_engine_brute_force import trees
from without_loops import without_loops

from newssearch.archive.article import Article
from newssearch.search.ast import And, Everything, Node, Range, Word
from newssearch.search.engine import Evaluation
from newssearch.search.execution import running_words
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.matches import MATCH_KEYS, MatchKey, Sample
from newssearch.search.word_counts import PART_KINDS, UNITS, Window

windows = st.builds(Window, st.integers(0, 4), st.integers(0, 4), st.sampled_from(UNITS))
SOME = ("oil", "u.s", "no-such", "covid", "us")
corpora = st.sampled_from((Everything(), Range("words", 2, None)))


@st.composite
def some_articles(draw: Any) -> list[Article]:
    return [draw(articles(f"a{number}")) for number in range(draw(st.integers(1, 5)))]


@contextmanager
def evaluations(
    given_articles: list[Article], node: Node, parts: int = 1, deleted: int = 0
) -> Iterator[list[Evaluation]]:
    """Yield a tree evaluated by both engines over the same articles, the first few deleted."""
    gone = {article.id for article in given_articles[:deleted]}
    split = [given_articles[number::parts] for number in range(parts)]
    with TemporaryDirectory() as folder:
        corpus = Corpus(loose_segments(Path(folder), split, gone))
        scanned = ScanEngine([a for a in given_articles if a.id not in gone])
        yield [LocalEvaluation(corpus, node, ranked=False), scanned.evaluate(node)]


def same(one: Any, other: Any) -> None:
    for name in one.__slots__:
        mine, theirs = getattr(one, name), getattr(other, name)
        assert np.array_equal(mine, theirs), name


@settings(max_examples=60)
@given(
    some_articles(), trees, windows, corpora, st.integers(1, 2), st.integers(0, 1), st.booleans()
)
def test_words_near_and_elsewhere(
    given_articles: list[Article],
    node: Node,
    window: Window,
    corpus: Node,
    parts: int,
    deleted: int,
    plain: bool,
) -> None:
    whole = node if corpus == Everything() else And((node, corpus))
    with evaluations(given_articles, whole, parts, deleted) as both, without_loops(plain):
        same(*(one.count_near(window, corpus, 1) for one in both))
        same(*(one.count_words() for one in both))
        for kind in PART_KINDS:
            same(*(one.parts(kind, corpus) for one in both))
            (parts, counts), (other, wanted) = (one.count_words_by(kind, SOME) for one in both)
            same(parts, other)
            assert counts.tolist() == wanted.tolist()

        cells = [
            {
                (rows.ids[row], column, count)
                for rows in one.word_rows(SOME)
                for row, column, count in zip(*map(np.ndarray.tolist, rows[1:]), strict=True)
            }
            for one in both
        ]
        assert cells[0] == cells[1]


@settings(max_examples=60)
@given(
    some_articles(), trees, st.integers(2, 4), st.integers(1, 2), st.booleans(), st.integers(1, 2)
)
def test_sequences(
    given_articles: list[Article],
    node: Node,
    length: int,
    least: int,
    around: bool,
    parts: int,
) -> None:
    with evaluations(given_articles, node, parts) as both:
        same(*(one.count_sequences(length, least, around=around) for one in both))


@settings(max_examples=80)
@given(
    some_articles(),
    trees,
    st.lists(st.sampled_from(MATCH_KEYS), max_size=3),
    st.one_of(st.none(), st.builds(Sample, st.integers(0, 6), st.integers(0, 3))),
    st.integers(0, 3),
    st.integers(1, 2),
)
def test_matches_in_order(
    given_articles: list[Article],
    node: Node,
    keys: list[MatchKey],
    sample: Sample | None,
    offset: int,
    parts: int,
) -> None:
    with evaluations(given_articles, node, parts) as both:
        lines = []
        for one in both:
            page = one.match_page(keys, sample=sample, limit=9, offset=offset)
            placed = [(article.id, *match) for article, match in one.placed(page.matches)]
            lines.append((page.total, page.drawn, placed))
        assert lines[0] == lines[1]


def test_blocks_may_be_of_any_size(monkeypatch: Any) -> None:
    """However many articles are laid out at a time, the counts are the same."""
    words = "US-led forces said U.S. envoys met us . l'école said"
    given_articles = [Article(f"a{n}", "p", words[n:], title=words[: n + 9]) for n in range(12)]
    found = []
    for size in (1, 60, 1 << 24):
        monkeypatch.setattr(running_words, "BLOCK_BYTES", size)
        with evaluations(given_articles, Word("said")) as both:
            counts = [one.count_near(Window(2, 1), Everything(), 1) for one in both]
        same(*counts)
        found.append(counts[0])
    assert found[0].total_near == found[2].total_near > 0
