"""Run the benchmarks: ``python -m benchmarks [answering|indexing|querying|processes …]``.

Without a name all of them run but ``memory``, which takes an hour, and ``cluster``, which needs
Java and has options of its own.
"""

from __future__ import annotations

import os
import sys

from benchmarks import (
    answering,
    cluster,
    counting,
    growth,
    indexing,
    memory,
    pages,
    processes,
    querying,
    reading,
    screen,
    scripts,
)
from benchmarks.corpora import DATA, available, text_bytes

ON_ITS_OWN = {
    "growth": growth.report,
    "reading": reading.report,
    "pages": pages.report,
    "counting": counting.report,
    "screen": screen.report,
    "scripts": scripts.report,
    "memory": memory.report,
}
"""Parts that take no collection of articles."""

PARTS = ("answering", "indexing", "querying", "processes", *ON_ITS_OWN)
LONG = frozenset({"memory"})


def main(wanted: list[str]) -> int:
    """Print the tables of the parts that are wanted, or of all."""
    unknown = set(wanted) - set(PARTS)
    if unknown:
        print(
            f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)} and cluster",
            file=sys.stderr,
        )
        return 2
    parts = wanted or [part for part in PARTS if part not in LONG]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}, Python {sys.version.split()[0]}")
    if set(parts) - ON_ITS_OWN.keys():
        for name, articles in available().items():
            if "answering" in parts:
                answering.report(name, articles)
            if "indexing" in parts:
                indexing.report(name, articles, text_bytes(articles))
            if "querying" in parts:
                querying.report(name, articles)
            if "processes" in parts:
                processes.report(name, articles)
    if "processes" in parts and (DATA / "reuters21578").is_dir():
        processes.report_folder(DATA / "reuters21578")
    for part, report in ON_ITS_OWN.items():
        if part in parts:
            report()
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["cluster"]:
        sys.exit(cluster.main(sys.argv[2:]))
    sys.exit(main(sys.argv[1:]))
