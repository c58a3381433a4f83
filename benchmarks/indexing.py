"""Articles a second, size on disk and peak memory, each engine in a process of its own."""

from __future__ import annotations

import multiprocessing
import pickle
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.ours import NewsSearch
from benchmarks.peers import Peer, SqliteFts5, StockWhoosh, Tantivy
from newssearch.archive.article import Article


@dataclass(frozen=True, slots=True)
class Indexed:
    """What indexing took: seconds, CPU seconds of all processes, bytes on disk, peak bytes."""

    seconds: float
    cpu_seconds: float
    size_bytes: int
    peak_bytes: int


ENGINES: tuple[Callable[[], Peer], ...] = (NewsSearch, Tantivy, SqliteFts5, StockWhoosh)


def measure(make: Callable[[], Peer], articles: list[Article]) -> Indexed:
    """Index the articles once, in a child process that has its own copy of them in memory.

    Its own, since reading what a forked process shares copies each page that is touched.
    """
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(
        target=_index, args=(make, articles, theirs)
    )
    process.start()
    theirs.close()
    result: Indexed = ours.recv()
    process.join()
    return result


def _index(make: Callable[[], Peer], articles: list[Article], pipe: Connection) -> None:
    folder = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
    try:
        articles = pickle.loads(pickle.dumps(articles))
        before = _cpu_seconds()
        own_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.perf_counter()
        make().index(articles, folder)
        seconds = time.perf_counter() - started
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        peak = max(
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - own_before,
            resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - own_before,
        )
        pipe.send(Indexed(seconds, _cpu_seconds() - before, size, peak << 10))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _cpu_seconds() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def report(
    name: str, articles: list[Article], text_bytes: int, rounds: int = 2, *, stock: bool = True
) -> None:
    """Print a table; of several rounds the fastest counts (stock Whoosh runs once)."""
    print(f"\nIndexing {name}: {len(articles):,} articles, {text_bytes / 1e6:.1f} MB of text")
    print(f"{'engine':<14}{'articles/s':>11}{'CPU s':>8}{'size/text':>11}{'peak MB':>9}")
    for make in ENGINES if stock else [one for one in ENGINES if one is not StockWhoosh]:
        times = 1 if make is StockWhoosh else rounds
        best = min((measure(make, articles) for _ in range(times)), key=lambda one: one.seconds)
        print(
            f"{make().name:<14}{len(articles) / best.seconds:>11,.0f}{best.cpu_seconds:>8.1f}"
            f"{best.size_bytes / text_bytes:>11.2f}{best.peak_bytes / 1e6:>9.0f}",
            flush=True,
        )
