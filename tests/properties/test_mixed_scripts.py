"""200 random queries over a corpus in 20 scripts find and mark what a scan of the texts finds."""

from __future__ import annotations

import pytest
from mixed_scripts import SENTENCES, MixedQueries, mixed_articles
from test_engine_brute_force import compare, scanned

from newssearch.archive.analysis import tokenise
from newssearch.archive.analysis.textmap import TextMap


@pytest.mark.parametrize("seed", range(4))
def test_random_queries_equal_a_scan(seed: int) -> None:
    articles = mixed_articles(24, seed)
    queries = MixedQueries(seed)
    nodes = [queries.query() for _ in range(50)]
    compare([articles[:10], articles[10:]], {"m3"}, nodes)
    found = [sum(scanned(article, node) is not None for article in articles) for node in nodes]
    assert sum(0 < count < len(articles) for count in found) > 25, found


@pytest.mark.parametrize("sentence", SENTENCES)
def test_positions_lead_back_to_the_tokens(sentence: str) -> None:
    stream, places = tokenise(sentence), TextMap(sentence)
    assert places.length == stream.length
    firsts: dict[int, tuple[int, int]] = {}
    for position, start, end in zip(stream.positions, stream.starts, stream.ends, strict=True):
        firsts.setdefault(position, (start, end))
    for position, place in firsts.items():
        assert places.characters(position, position + 1) == place
