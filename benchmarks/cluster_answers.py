"""Whether a cluster answers random queries as an archive in a folder does: ids, or a refusal."""

from __future__ import annotations

import gzip
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.corpora import DATA, reuters
from benchmarks.generator import generate
from newssearch.archive.article import Article
from newssearch.archive.errors import NewsSearchError
from newssearch.indexer import index_paths, write_articles
from newssearch.search import NewsArchive, open_archive
from newssearch.search.ast import Node, Parsed
from newssearch.search.language import print_query

CORPORA = ("generated", "congress_press", "reuters")

MOST_COMPARED = 10_000
"""Articles of a result up to which all are compared, in order by date; of more, those of each
end, ``SEEN`` of them."""

SEEN = 100
_SAMPLE = 2_000
_SHOWN = 5


def make_archive(corpus: str, count: int, folder: Path, workers: int) -> Path:
    """Make an archive in a folder of the first articles of a collection; return its path."""
    path = folder / "archive"
    if corpus == "generated":
        write_articles(path, generate(count), workers=workers)
    elif corpus == "reuters":
        write_articles(path, reuters()[:count], workers=workers)
    else:
        packed, lines = DATA / "articles" / f"{corpus}.jsonl.gz", folder / f"{corpus}.jsonl"
        with gzip.open(packed, "rb") as source:
            lines.write_bytes(b"".join(islice(source, count)))
        index_paths(path, [lines], workers=workers)
    return path


def articles_of(path: Path) -> list[Article]:
    """Return the articles of an archive in a folder."""
    with open_archive(path) as news:
        return [hit.article for hit in news.select("*", sort="newest").hits(snippets=False)]


def compare(
    local: NewsArchive, remote: NewsArchive, sample: Sequence[Article], seeds: range
) -> Iterator[str]:
    """Ask both archives the random query of each seed; yield lines that say how they compare."""
    from random_queries import QueryMaker  # noqa: PLC0415 - of the tests

    kinds: Counter[str] = Counter()
    shown = 0
    started = time.monotonic()
    for seed in seeds:
        node = QueryMaker(sample[:_SAMPLE], seed).make()
        kind = _kind(local, remote, node)
        kinds[kind] += 1
        if kind == "different" and shown < _SHOWN:
            shown += 1
            yield f"  different, seed {seed}: {print_query(node)}"
    found = ", ".join(f"{kind} {number:,}" for kind, number in kinds.most_common())
    seconds = time.monotonic() - started
    yield (
        f"  {len(seeds):,} random queries beside an archive in a folder, {seconds:,.0f} s: {found}"
    )


def _kind(local: NewsArchive, remote: NewsArchive, node: Node) -> str:
    wanted = _or_refusal(lambda: _found(local, node))
    answered = _or_refusal(lambda: _found(remote, node))
    if answered == wanted:
        return "the same" if isinstance(wanted, tuple) else f"refused by both ({wanted})"
    return f"refused ({answered})" if isinstance(answered, str) else "different"


def _found(news: NewsArchive, node: Node) -> tuple[int, list[str], list[str]]:
    newest = news.select(Parsed("", node), sort="newest")
    total = newest.total
    if total <= MOST_COMPARED:
        return total, newest.ids(newest.refs()), []
    oldest = news.select(Parsed("", node), sort="oldest")
    return total, *(one.ids(one.refs(limit=SEEN)) for one in (newest, oldest))


def _or_refusal(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except NewsSearchError as error:
        return type(error).__name__
