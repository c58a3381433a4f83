"""Articles a second from a file's bytes to finished articles, each format on one core.

Reading, fielding and quotations, without the index: what a worker of the build does to a file.
CPU time is counted, so that other work on the machine matters less. The same generated articles are
written in each format; the collections beside the checkout come behind them. Another checkout reads
the same bytes by ``python -m benchmarks.reading CHECKOUT``.
"""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from benchmarks.corpora import DATA, generated
from benchmarks.formats import WRITERS, File

WRITTEN = 500
"""Articles written in each format: a second or two, enough for the rate to settle."""
PARTS = ("archive", "indexer", "search", "tui")
PRESS_LINES = 3000
ROUNDS = 2


def report(checkout: str = "") -> None:
    """Print a table: each format's articles a second of CPU time, and megabytes.

    ``checkout`` is the folder of another version, which reads in place of this one.
    """
    collections = list(_collections())
    if checkout:
        _use(checkout)
    print("\nReading, fielding and quotations on one core, without the index")
    print(f"{'format':<28}{'articles':>9}{'articles/s':>12}{'MB/s':>8}{'ms/article':>12}")
    for name, files in collections:
        _read(files[:3])  # what is loaded when first needed
        best, articles = min(_measured(files) for _ in range(ROUNDS))
        size = sum(len(content) for _, content in files)
        print(
            f"{name:<28}{articles:>9,}{articles / best:>12,.0f}{size / best / 1e6:>8.1f}"
            f"{1000 * best / max(1, articles):>12.2f}",
            flush=True,
        )


def _measured(files: Sequence[File]) -> tuple[float, int]:
    started = time.process_time()
    articles = _read(files)
    return time.process_time() - started, articles


def _use(checkout: str) -> None:
    """Let all that is imported from here on be another checkout's."""
    sys.path.insert(0, checkout)
    for name in list(sys.modules):
        if name.split(".", 1)[0] in ("newssearch", *PARTS):
            del sys.modules[name]


def _module(name: str) -> Any:
    """Return a module; versions before one import name have their parts at the top."""
    try:
        return import_module(f"newssearch.{name}")
    except ModuleNotFoundError:
        return import_module(name)


def _read(files: Sequence[File]) -> int:
    field_article = _module("indexer.fielding").field_article
    read_records = _module("indexer.readers").read_records
    record_kind = _module("indexer.record").Record
    failure = _module("archive.errors").ArticleError
    today = dt.datetime.now(tz=dt.UTC).date()
    count = 0
    for name, content in files:
        try:
            for record in read_records(content, name):
                if isinstance(record, record_kind):
                    field_article(record, id=name, path=name, file_time=today)
                    count += 1
        except failure:
            continue
    return count


def _collections() -> Iterator[tuple[str, list[File]]]:
    articles = generated(WRITTEN)
    for name, write in WRITERS.items():
        yield name, write(articles)
    reuters = sorted((DATA / "reuters21578").glob("*.sgm"))[:2]
    if reuters:
        yield "Reuters SGML", [(path.name, path.read_bytes()) for path in reuters]
    press = DATA / "articles" / "congress_press.jsonl.gz"
    if press.is_file():
        with gzip.open(press) as lines:
            content = b"".join(itertools.islice(lines, PRESS_LINES))
        yield "JSON Lines, press releases", [("press.jsonl", content)]
    pages = sorted((DATA / "html" / "pages").glob("*"))
    if pages:
        yield "HTML, saved pages", [(path.name, path.read_bytes()) for path in pages]


if __name__ == "__main__":
    report(*sys.argv[1:2])
