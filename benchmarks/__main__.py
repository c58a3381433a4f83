"""Run the benchmarks: ``python -m benchmarks [answering|indexing|querying|processes …]``.

Without a name all of them run but ``memory``, which takes an hour, and ``cluster``, which needs
Java and has options of its own. ``--page FILE`` writes what is printed as a page of the
documentation too, ``--no-stock`` leaves stock Whoosh out, and ``--articles N`` says how many
generated articles ``counting`` is about.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import (
    answering,
    cluster,
    counting,
    growth,
    indexing,
    memory,
    page,
    pages,
    processes,
    querying,
    reading,
    screen,
    scripts,
    words,
)
from benchmarks.corpora import DATA, available, text_bytes

ON_ITS_OWN = {
    "growth": growth.report,
    "reading": reading.report,
    "pages": pages.report,
    "screen": screen.report,
    "scripts": scripts.report,
    "memory": memory.report,
}
"""Parts that take no collection of articles."""

PARTS = ("answering", "indexing", "querying", "processes", "words", "counting", *ON_ITS_OWN)
LONG = frozenset({"memory"})


def main(arguments: Sequence[str]) -> None:
    """Print the tables of the parts that are wanted, or of all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("part", nargs="*", help=f"one of {', '.join(PARTS)}")
    parser.add_argument("--page", type=Path, metavar="FILE", help="a page to write as well")
    parser.add_argument("--articles", type=int, default=100_000, help="of counting")
    parser.add_argument(
        "--no-stock", action="store_true", help="leave out stock Whoosh, which takes minutes"
    )
    wanted = parser.parse_args(arguments)
    if unknown := set(wanted.part) - set(PARTS):
        parser.error(
            f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)} and cluster"
        )
    parts = wanted.part or [part for part in PARTS if part not in LONG]
    flags = ["--no-stock"] if wanted.no_stock else []
    command = " ".join(["python -m benchmarks", *wanted.part, *flags])
    with page.written_to(wanted.page, command):
        if wanted.page is None:
            print(page.machine())
        _measure(parts, wanted.articles, stock=not wanted.no_stock)


def _measure(parts: Sequence[str], size: int, *, stock: bool) -> None:
    if set(parts) - {"counting", *ON_ITS_OWN}:
        for name, articles in available().items():
            if "answering" in parts:
                answering.report(name, articles)
            if "indexing" in parts:
                indexing.report(name, articles, text_bytes(articles), stock=stock)
            if "querying" in parts:
                querying.report(name, articles, stock=stock)
            if "processes" in parts:
                processes.report(name, articles)
            if "words" in parts:
                words.report(name, articles)
    if "processes" in parts and (DATA / "reuters21578").is_dir():
        processes.report_folder(DATA / "reuters21578")
    if "counting" in parts:
        counting.report((size,))
    for part, report in ON_ITS_OWN.items():
        if part in parts:
            report()


if __name__ == "__main__":
    if sys.argv[1:2] == ["cluster"]:
        sys.exit(cluster.main(sys.argv[2:]))
    main(sys.argv[1:])
