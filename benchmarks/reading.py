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

if __name__ == "__main__" and len(sys.argv) > 1:
    sys.path.insert(0, sys.argv[1])  # the checkout whose newssearch is measured

from benchmarks.corpora import DATA, generated
from benchmarks.formats import WRITERS, File
from newssearch.archive.errors import ArticleError

WRITTEN = 500
"""Articles written in each format: a second or two, enough for the rate to settle."""
PRESS_LINES = 3000
ROUNDS = 2


def report() -> None:
    """Print a table: each format's articles a second of CPU time, and megabytes."""
    print("\nReading, fielding and quotations on one core, without the index")
    print(f"{'format':<28}{'articles':>9}{'articles/s':>12}{'MB/s':>8}{'ms/article':>12}")
    for name, files in _collections():
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


def _read(files: Sequence[File]) -> int:
    from newssearch.indexer.fielding import field_article  # noqa: PLC0415
    from newssearch.indexer.readers import read_records  # noqa: PLC0415
    from newssearch.indexer.record import Record  # noqa: PLC0415

    today = dt.datetime.now(tz=dt.UTC).date()
    count = 0
    for name, content in files:
        try:
            for record in read_records(content, name):
                if isinstance(record, Record):
                    field_article(record, id=name, path=name, file_time=today)
                    count += 1
        except ArticleError:
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
    report()
