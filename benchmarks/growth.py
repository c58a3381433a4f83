"""The same measurements at 1, 10 and 50 times as many generated articles."""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.generator import generate
from benchmarks.querying import median_ms
from indexer import write_articles
from search import open_archive
from search.language import parse_query

BASE = 20_000
"""Articles at 1x."""


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


def _build(folder: Path, factor: int, pipe: Connection) -> None:
    """Index; the time to generate the text, measured apart, is taken off."""
    count = BASE * factor
    started = time.perf_counter()
    for _ in generate(min(count, BASE)):
        pass
    generating = (time.perf_counter() - started) * count / min(count, BASE)
    started = time.perf_counter()
    write_articles(folder / "archive", generate(count), workers=2)
    seconds = time.perf_counter() - started
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    pipe.send((max(seconds - generating, 0.01), peak / 1024))


def _ask(folder: Path, factor: int, pipe: Connection) -> None:
    def opened() -> None:
        open_archive(folder / "archive").close()

    open_ms = median_ms(opened)
    news = open_archive(folder / "archive")
    rare = parse_query('"unbabe"').node
    common = parse_query('"said"').node
    phrase = parse_query('"oil prices"').node
    times = [
        median_ms(lambda node=node: news.engine.search(node, limit=10))  # type: ignore[misc]
        for node in (rare, common, phrase)
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pipe.send((open_ms, peak, *times))
