"""Time a query: the ten best and the exact number of all, and snippets for the ten best."""

from __future__ import annotations

import math
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.ours import NewsSearch
from benchmarks.peers import Peer, SqliteFts5, StockWhoosh, Tantivy
from benchmarks.queries import query_set
from newssearch.archive.article import Article

ROUNDS = 9
ENOUGH_SECONDS = 0.02


def median_ms(run: Callable[[], object]) -> float:
    """Return the median of several rounds in milliseconds; a round repeats what is very fast."""
    run()
    started = time.perf_counter()
    run()
    once = time.perf_counter() - started
    repeats = max(1, min(200, int(ENOUGH_SECONDS / max(once, 1e-6))))
    rounds = []
    for _ in range(ROUNDS if once < 0.5 else 2):
        started = time.perf_counter()
        for _ in range(repeats):
            run()
        rounds.append((time.perf_counter() - started) / repeats)
    return statistics.median(rounds) * 1000


def report(name: str, articles: list[Article], *, stock: bool = True) -> None:
    """Print the times of all engines, and how many times as long as the others ours takes.

    At the end of a line stand the engines that find another number of articles, and theirs.
    """
    ours, peers = NewsSearch(), [Tantivy(), SqliteFts5()]
    engines: list[Peer] = [ours, *peers, *([StockWhoosh()] if stock else [])]
    folder = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
    try:
        for number, engine in enumerate(engines):
            (folder / str(number)).mkdir()
            engine.index(articles, folder / str(number))
        _table(name, articles, engines, "Queries", lambda engine, query: lambda: engine.run(query))
        _table(
            name,
            articles,
            engines[:3],
            "Ten hits with snippets",
            lambda engine, query: lambda: engine.snippets(query),
            only=("rare term", "middling term", "AND of 2", "OR of 4", "phrase of 2"),
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _table(
    name: str,
    articles: list[Article],
    engines: list[Peer],
    title: str,
    action: Callable[[Peer, Any], Callable[[], object]],
    only: tuple[str, ...] = (),
) -> None:
    print(f"\n{title}, {name}: milliseconds, median of {ROUNDS} rounds")
    header = "".join(f"{engine.name:>14}" for engine in engines)
    print(f"{'query':<24}{'hits':>8}{header}{'x tantivy':>11}")
    ratios: dict[str, list[float]] = {engine.name: [] for engine in engines[1:]}
    for query in query_set(articles):
        if only and query.name not in only:
            continue
        prepared = [engine.prepare(query) for engine in engines]
        counts = {
            engine.name: engine.run(one)
            for engine, one in zip(engines, prepared, strict=True)
            if one is not None
        }
        hits = counts[engines[0].name]
        others = ", ".join(f"{name} {count:,}" for name, count in counts.items() if count != hits)
        times = [
            None if one is None else median_ms(action(engine, one))
            for engine, one in zip(engines, prepared, strict=True)
        ]
        cells = "".join(f"{'-':>14}" if t is None else f"{t:>14.3f}" for t in times)
        for engine, other in zip(engines[1:], times[1:], strict=True):
            if other is not None and times[0] is not None:
                ratios[engine.name].append(times[0] / other)
        factor = "" if times[1] is None or times[0] is None else f"{times[0] / times[1]:.1f}"
        print(f"{query.name:<24}{hits:>8,}{cells}{factor:>11}  {others}", flush=True)
    for engine_name, values in ratios.items():
        mean = math.exp(statistics.fmean(map(math.log, values)))
        print(f"  geometric mean of our time over that of {engine_name}: {mean:.2f}")
