"""The same measurements in a cluster of OpenSearch nodes on this machine, at several sizes.

``python -m benchmarks cluster --articles 20000,200000 --shards 1,3`` starts nodes as the tests do
(Maven and Java are needed), sends generated articles that are fielded already, and prints how many
arrive in a second, what they take, how long the first page of each class of queries takes, and how
fast everything is exported. Of three sizes or more with as many shards, a line is fitted for each
class. ``--compare N`` asks N random queries of it and of an archive in a folder instead, and counts
the answers that are the same; ``--corpus`` takes real articles for them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np

from benchmarks.cluster_answers import CORPORA, articles_of, compare, make_archive
from benchmarks.generator import generate
from newssearch.archive.article import Article
from newssearch.archive.cluster.address import Address, read_address
from newssearch.archive.cluster.connecting import PATIENCE, connect
from newssearch.archive.cluster.naming import IndexNames
from newssearch.indexer.cluster.generations import ClusterArchive, Shape
from newssearch.indexer.cluster.sink import Sink
from newssearch.search import NewsArchive, open_archive

TESTS = Path(__file__).parents[1] / "tests"
SENDERS = 2
_SOME = 500
_REPEATED = 7
_EXPORTED = 20_000

CLASSES = {
    "word": ("oil", "federal", "unbabe"),
    "two words": ("oil prices", "reserve board", "market trade"),
    "phrase": ('"oil prices"', '"federal reserve"', '"trade dollar"'),
    "w/5": ("oil w/5 market", "federal w/5 board", "state w/5 minister"),
    "w/s": ("oil w/s dollar", "crude w/s trade", "reserve w/s percent"),
    "pattern": ("presid*", "unba*", "*eserve"),
    "speaker": ("speaker:ba", "quote:(oil)", "quote:(market) AND state"),
    "newest": ("government", "president", "the"),
    "by month": ("oil", "federal", "market"),
}
"""Queries by class; what is asked of each is the first page, or of the last its months."""


class Measured(NamedTuple):
    """What one archive took: seconds, bytes and milliseconds."""

    articles: int
    shards: int
    sent_a_second: float
    bytes_an_article: float
    exported_a_second: float
    milliseconds: dict[str, float]


def main(arguments: list[str]) -> int:
    """Read the options, and print the tables."""
    parser = argparse.ArgumentParser("python -m benchmarks cluster", description=__doc__)
    parser.add_argument("--articles", type=_numbers, default=[20_000, 200_000])
    parser.add_argument("--shards", type=_numbers, default=[1, 3])
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--heap", type=int, default=1024, metavar="MB")
    parser.add_argument("--compare", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=0, help="of the first random query")
    parser.add_argument("--corpus", choices=CORPORA, default=CORPORA[0])
    options = parser.parse_args(arguments)
    os.environ.setdefault(PATIENCE, "900")
    sys.path[:0] = [str(TESTS / "cluster"), str(TESTS / "oracle")]
    from nodes import VERSION, Cluster, why_none  # noqa: PLC0415 - of the tests

    if reason := why_none():
        print(f"no node can be started: {reason}", file=sys.stderr)
        return 2
    if options.compare:
        return _compare(options)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}; OpenSearch {VERSION}, {options.nodes} nodes,")
    print(f"{options.heap} MB of heap each; {SENDERS} senders; medians of {_REPEATED}; ms")
    names = "".join(f"{name:>10}" for name in CLASSES)
    print(f"{'articles':>10}{'shards':>7}{'sent/s':>8}{'bytes':>7}{'export/s':>9}{names}")
    measured: list[Measured] = []
    with Cluster(options.nodes, heap_mb=options.heap) as cluster:
        for count in options.articles:
            for shards in options.shards:
                address = read_address(f"opensearch://{cluster.hosts}/bench{count}_{shards}")
                measured.append(_measure(address, count, shards))
                print(_row(measured[-1]), flush=True)
                _drop(address)
    for shards in options.shards:
        _extrapolate([one for one in measured if one.shards == shards])
    return 0


def _compare(options: argparse.Namespace) -> int:
    """Print how random queries of a cluster and of a folder compare; return 1 if any differs."""
    from nodes import Cluster  # noqa: PLC0415 - of the tests

    code = 0
    seeds = range(options.seed, options.seed + options.compare)
    for count in options.articles:
        for shards in options.shards:
            with ExitStack() as stack:
                folder = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
                stack.callback(shutil.rmtree, folder, ignore_errors=True)
                cluster = stack.enter_context(Cluster(options.nodes, heap_mb=options.heap))
                path = make_archive(options.corpus, count, folder, SENDERS)
                articles = articles_of(path)
                print(f"{len(articles):,} {options.corpus} articles, {shards} shards", flush=True)
                address = read_address(f"opensearch://{cluster.hosts}/compared")
                _publish(address, articles, shards)
                local = stack.enter_context(open_archive(path))
                remote = stack.enter_context(open_archive(str(address)))
                for line in compare(local, remote, articles, seeds):
                    print(line, flush=True)
                    code |= "different" in line
    return code


def _numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]


def _row(one: Measured) -> str:
    times = "".join(f"{value:>10.1f}" for value in one.milliseconds.values())
    return (
        f"{one.articles:>10,}{one.shards:>7}{one.sent_a_second:>8,.0f}{one.bytes_an_article:>7,.0f}"
        f"{one.exported_a_second:>9,.0f}{times}"
    )


def _measure(address: Address, count: int, shards: int) -> Measured:
    seconds, size = _publish(address, Generated(count), shards)
    with open_archive(str(address)) as news:
        times = {name: _median_ms(news, name, queries) for name, queries in CLASSES.items()}
        everything = news.select("*", sort="newest")
        started = time.perf_counter()
        exported = sum(1 for _ in everything.hits(limit=_EXPORTED, snippets=False))
        export_seconds = time.perf_counter() - started
    return Measured(
        *(count, shards, count / seconds, size / count, exported / export_seconds), times
    )


class Generated:
    """So many generated articles, made again each time they are gone through."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Article]:
        return generate(self._count)


Articles: TypeAlias = Generated | list[Article]


def _publish(address: Address, articles: Articles, shards: int) -> tuple[float, int]:
    """Make an archive of articles; return the seconds that sending took, and its bytes."""
    archive = ClusterArchive(address)
    archive.allow_many_words()
    names = archive.create(Shape(shards, 0))
    started = time.perf_counter()
    _send(address, names, articles)
    archive.refresh(names)
    seconds = time.perf_counter() - started
    archive.publish(names, len(articles), 0)
    every = f"{names.articles},{names.words}"
    stats = archive.client.indices.stats(index=every, metric="store")
    size = int(stats["_all"]["primaries"]["store"]["size_in_bytes"])
    archive.close()
    return seconds, size


def _send(address: Address, names: IndexNames, articles: Articles) -> None:
    """Send articles from several processes, each of which goes through all and sends its part."""
    context = multiprocessing.get_context("fork")
    senders = [
        context.Process(target=_send_part, args=(address, names, articles, part))
        for part in range(SENDERS)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
        if sender.exitcode:
            raise RuntimeError(f"a sender ended with {sender.exitcode}")


def _send_part(address: Address, names: IndexNames, articles: Articles, part: int) -> None:
    sink = Sink(connect(address), address, names)
    rest = iter(articles)
    for number in range((len(articles) + _SOME - 1) // _SOME):
        some = list(islice(rest, _SOME))
        if number % SENDERS == part:
            for article in some:
                sink.add(article)
    sink.flush()
    if sink.refused:
        raise RuntimeError(f"refused: {list(sink.refused.items())[:3]}")


def _median_ms(news: NewsArchive, name: str, queries: tuple[str, ...]) -> float:
    def ask(query: str) -> None:
        if name == "by month":
            news.select(query, sort="newest").facets(["month"], limit=0)
        else:
            news.search(query, limit=10, sort="newest" if name == "newest" else "relevance")

    taken: list[float] = []
    for query in queries:
        ask(query)
        for _ in range(_REPEATED):
            started = time.perf_counter()
            ask(query)
            taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def _drop(address: Address) -> None:
    archive = ClusterArchive(address)
    for names in archive.generations():
        archive.client.indices.delete(index=f"{names.articles},{names.words},{names.files}")
    archive.close()


WANTED_ARTICLES, WANTED_SHARDS = 100_000_000, 25


def _extrapolate(measured: list[Measured]) -> None:
    """Print what lines through the times of three sizes or more say of a hundred million articles.

    The spread is that of the lines that leave one size out.
    """
    if len(measured) < 3:
        return
    sizes = np.array([one.articles / one.shards for one in measured])
    wanted = WANTED_ARTICLES / WANTED_SHARDS
    print(
        f"\nExtrapolated, not measured: {WANTED_ARTICLES:,} articles in {WANTED_SHARDS} shards on"
        f" a core each, from {measured[0].shards} shards here; ms, and the spread"
    )
    for name in CLASSES:
        times = np.array([one.milliseconds[name] for one in measured])
        said = [float(np.polyval(np.polyfit(sizes, times, 1), wanted))]
        said += [
            float(np.polyval(np.polyfit(np.delete(sizes, n), np.delete(times, n), 1), wanted))
            for n in range(len(sizes))
        ]
        print(f"{name:>12}{said[0]:>10,.0f}   {min(said):,.0f} to {max(said):,.0f}")
