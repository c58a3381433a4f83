"""Saved pages a second of processor time: ours and trafilatura's, page by page in one run.

Ours is a file's bytes to a record: title, authors, day, text and the rest of what a page says of
itself. Trafilatura's is ``extract(page)``, the text alone as its documentation shows it, and with
its metadata, which is nearer to what ours finds.
"""

from __future__ import annotations

import gzip
import logging
import time
from collections.abc import Callable

from benchmarks.corpora import DATA
from newssearch.archive.errors import ArticleError

ROUNDS = 2
"""Rounds over all pages, of which the best counts."""


def report() -> None:
    """Print a table: pages a second of CPU time, and how often trafilatura's."""
    saved = sorted((DATA / "html" / "pages").glob("*.gz"))
    if not saved:
        print(f"\nNo saved pages under {DATA / 'html'}")
        return
    pages = [(path.stem, gzip.decompress(path.read_bytes())) for path in saved]
    best = _measured(pages)
    theirs = best["trafilatura"]
    print(f"\n{len(pages)} saved pages on one core, in alternation, best of {ROUNDS} rounds")
    print(f"{'':<28}{'pages/s':>9}{'ms/page':>9}{'× trafilatura':>15}")
    for name, seconds in best.items():
        print(
            f"{name:<28}{len(pages) / seconds:>9.1f}{1000 * seconds / len(pages):>9.1f}"
            f"{theirs / seconds:>15.2f}",
            flush=True,
        )


def _measured(pages: list[tuple[str, bytes]]) -> dict[str, float]:
    readers = _readers()
    for read in readers.values():
        read(*pages[0])  # what is loaded when first needed
    best = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):
        taken = dict.fromkeys(readers, 0.0)
        for name, content in pages:
            for reader, read in readers.items():
                started = time.process_time()
                read(name, content)
                taken[reader] += time.process_time() - started
        best = {reader: min(best[reader], taken[reader]) for reader in readers}
    return best


def _readers() -> dict[str, Callable[[str, bytes], object]]:
    from trafilatura import extract  # noqa: PLC0415

    from newssearch.indexer.readers import read_records  # noqa: PLC0415

    def ours(name: str, content: bytes) -> object:
        try:
            return list(read_records(content, name))
        except ArticleError:
            return None

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return {
        "newssearch": ours,
        "trafilatura": lambda _, content: extract(content),
        "trafilatura with metadata": lambda _, content: extract(content, with_metadata=True),
    }
