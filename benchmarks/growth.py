"""The same measurements at 1, 10 and 50 times as many generated articles."""

from __future__ import annotations

import multiprocessing
import pickle
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.generator import generate
from benchmarks.querying import median_ms
from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.language import parse_query

BASE = 20_000
"""Articles at 1x."""

ARTICLES = "articles"
_SOME = 500


def report(factors: tuple[int, ...] = (1, 10, 50)) -> None:
    """Print indexing time an article, opening time, memory and query times for each size."""
    print(f"\nGrowth, generated news, 1x = {BASE:,} articles")
    print(
        f"{'size':>5}{'articles/s':>12}{'us/article':>12}{'build MB':>10}{'open ms':>9}"
        f"{'query MB':>10}{'rare ms':>9}{'common ms':>11}{'phrase ms':>11}"
    )
    for factor in factors:
        folder = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
        try:
            _in_child(_generate, folder, factor)
            seconds, build_mb = _in_child(_build, folder, factor)
            open_ms, query_mb, rare, common, phrase = _in_child(_ask, folder, factor)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        count = BASE * factor
        print(
            f"{factor:>4}x{count / seconds:>12,.0f}{seconds / count * 1e6:>12.0f}{build_mb:>10.0f}"
            f"{open_ms:>9.2f}{query_mb:>10.0f}{rare:>9.2f}{common:>11.2f}{phrase:>11.2f}",
            flush=True,
        )


def _in_child(target: object, folder: Path, factor: int) -> tuple[float, ...]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(
        target=target, args=(folder, factor, theirs)
    )
    process.start()
    theirs.close()
    result: tuple[float, ...] = ours.recv()
    process.join()
    return result


def _generate(folder: Path, factor: int, pipe: Connection) -> None:
    """Put the articles into a file, from which indexing reads them some at a time."""
    articles = generate(BASE * factor)
    with (folder / ARTICLES).open("wb") as file:
        while some := list(islice(articles, _SOME)):
            pickle.dump(some, file, pickle.HIGHEST_PROTOCOL)
    pipe.send(())


def _generated(path: Path) -> Iterator[Article]:
    with path.open("rb") as file:
        while file.peek(1):
            yield from pickle.load(file)


def _build(folder: Path, factor: int, pipe: Connection) -> None:
    """Index, which includes reading the articles from their file."""
    started = time.perf_counter()
    write_articles(folder / "archive", _generated(folder / ARTICLES), workers=2)
    seconds = time.perf_counter() - started
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    (folder / ARTICLES).unlink()
    pipe.send((seconds, peak / 1024))


def _ask(folder: Path, factor: int, pipe: Connection) -> None:
    def opened() -> None:
        open_archive(folder / "archive").close()

    open_ms = median_ms(opened)
    news = open_archive(folder / "archive")
    rare = parse_query('"unbabe"').node
    common = parse_query('"said"').node
    phrase = parse_query('"oil prices"').node
    times = [
        median_ms(lambda node=node: news.engine.evaluate(node).page("relevance", limit=10))  # type: ignore[misc]
        for node in (rare, common, phrase)
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pipe.send((open_ms, peak, *times))
