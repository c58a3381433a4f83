"""What people type, and all that they are shown: bare words, and whole answers.

A bare word finds its variants, as a stemmed index of tantivy's does. A whole answer begins with the
text of the query and ends with ten hits, each with its title and marked snippets, and exact counts:
of articles and of matches with us, of articles with tantivy.
"""

from __future__ import annotations

import math
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.ours import NewsSearch
from benchmarks.peers import Tantivy
from benchmarks.queries import BenchQuery, query_set
from benchmarks.querying import median_ms
from newssearch.archive.article import Article
from newssearch.search.language import parse_query

_KINDS = ("term", "and", "or")


def report(name: str, articles: list[Article]) -> None:
    """Print both tables, and how many times as long as tantivy ours takes."""
    folder = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
    ours, exact, stemmed = NewsSearch(), Tantivy(), Tantivy(tokenizer="en_stem")
    try:
        for number, engine in enumerate((ours, exact, stemmed)):
            (folder / str(number)).mkdir()
            engine.index(articles, folder / str(number))
        queries = query_set(articles)
        bare = [query for query in queries if query.kind in _KINDS]
        _table(
            f"Bare words, {name}: the ten best and the exact number of all",
            [(query, *_bare_words(ours, stemmed, query)) for query in bare],
        )
        _table(
            f"Whole answers to bare words, {name}",
            [(query, *_answers(ours, stemmed, ours.bare(query))) for query in bare],
        )
        written = [query for query in queries if query.kind in {*_KINDS, "phrase", "title"}]
        _table(
            f"Whole answers to exact words, {name}",
            [(query, *_answers(ours, exact, ours.text(query))) for query in written],
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_Row = tuple[BenchQuery, Callable[[], int], Callable[[], int]]


def _bare_words(
    ours: NewsSearch, stemmed: Tantivy, query: BenchQuery
) -> tuple[Callable[[], int], Callable[[], int]]:
    text = ours.bare(query)
    mine, theirs = parse_query(text).node, stemmed.parse(text)
    return lambda: ours.run(mine), lambda: stemmed.run(theirs)


def _answers(
    ours: NewsSearch, other: Tantivy, text: str
) -> tuple[Callable[[], int], Callable[[], int]]:
    return lambda: ours.answer(text), lambda: other.answer(text)


def _table(title: str, rows: list[_Row]) -> None:
    print(f"\n{title}: milliseconds, medians")
    print(f"{'query':<24}{'hits':>8}{'newssearch':>14}{'tantivy':>14}{'x tantivy':>11}")
    ratios = []
    for query, mine, theirs in rows:
        hits, found = mine(), theirs()
        own, other = median_ms(mine), median_ms(theirs)
        ratios.append(own / other)
        note = "" if hits == found else f"  tantivy {found:,}"
        print(
            f"{query.name:<24}{hits:>8,}{own:>14.3f}{other:>14.3f}{ratios[-1]:>11.1f}{note}",
            flush=True,
        )
    mean = math.exp(statistics.fmean(map(math.log, ratios)))
    print(f"  geometric mean of our time over that of tantivy: {mean:.2f}")
