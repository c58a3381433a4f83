"""What a researcher counts: a list of names, curves by day, two facets at once; generated news.

Beside it a plain scan of texts in memory, for a hundredth of the names and for one query, of the
first articles if there are very many.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.generator import COMMON, generate
from newssearch.indexer import write_articles
from newssearch.search import NewsArchive, open_archive
from newssearch.search.batch import ListedQuery, run_batch
from newssearch.search.listed_names import query_for_name
from newssearch.search.trend import find_trend

NAMES = 1_000
QUERIES = ("oil", "said", "president market", '"federal reserve"', "government OR minister")
TEN_YEARS = "date:1990..1999"
_RUNS = 3
_SCANNED = 100_000
"""Articles that the scan holds in memory at most."""


def report(sizes: tuple[int, ...] = (100_000,)) -> None:
    """Print the median seconds of each task for each number of articles."""
    print(f"\nCounting, generated news, medians of {_RUNS} runs")
    print(f"{'articles':>10}{'names s':>10}{'curves s':>10}{'matches s':>11}{'crossed s':>11}")
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
        try:
            write_articles(folder / "archive", generate(size))
            with open_archive(folder / "archive") as news:
                names = list(islice(_names(size), NAMES))
                times = [median_seconds(task) for task in _tasks(news, names)]
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        print(f"{size:>10,}{times[0]:>10.2f}{times[1]:>10.3f}{times[2]:>11.3f}{times[3]:>11.3f}")
        _scan(size, names)


def _names(size: int) -> Iterator[str]:
    """Yield bylines as lists have them, of those that have none of the most frequent words."""
    for article in generate(size):
        given, family = article.byline[0].split(" ")
        if not {given.lower(), family.lower()} & set(COMMON):
            yield f"{family}, {given}"


def _tasks(news: NewsArchive, names: list[str]) -> list[Callable[[], object]]:
    listed = [ListedQuery(n, name, query_for_name(name)) for n, name in enumerate(names, 1)]
    curves = [(text, f"({text}) {TEN_YEARS}") for text in QUERIES]

    def run_names() -> object:
        return [row.found.extent for row in run_batch(news, listed, news.query) if row.found]

    return [
        run_names,
        lambda: find_trend(news, curves, by="day", among=TEN_YEARS),
        lambda: find_trend(news, curves, by="day", among=TEN_YEARS, matches=True),
        lambda: news.select("oil", sort="newest").facets(["month+source"]),
    ]


def median_seconds(task: Callable[[], object]) -> float:
    """Return the median time of a task."""
    seconds = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def _scan(size: int, names: list[str]) -> None:
    texts = [article.body.lower() for article in generate(min(size, _SCANNED))]
    scale = size / len(texts)
    spoken = [" ".join(reversed(name.lower().split(", "))) for name in names[: NAMES // 100]]
    by_name = median_seconds(lambda: [sum(name in text for text in texts) for name in spoken])
    by_query = median_seconds(lambda: sum("oil" in text for text in texts))
    print(
        f"{'scan':>10}{by_name * scale * 100:>10.2f}{by_query * scale * len(QUERIES):>10.3f}"
        "  (from a hundredth of the names, and one query)"
    )
