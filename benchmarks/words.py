"""What a linguist asks of a corpus: concordance, collocates, keywords; beside a scan and NLTK.

The scan is plain Python over texts in memory, and NLTK (``pip install nltk``, left out if it is not
installed) over words in memory: both are given what an archive has to read from its files.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.counting import median_seconds
from benchmarks.processes import cpu_ms
from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import NewsArchive, open_archive
from newssearch.search.concordance import make_concordance
from newssearch.search.lexis.collocates import find_collocates
from newssearch.search.lexis.keywords import find_keywords
from newssearch.search.lexis.sequences import find_sequences

WORD, OTHER = "said", "president"
SCANNED = 2_000
"""Articles that the scan and NLTK are given; their times are multiplied by what is left out."""

_WORDS = re.compile(r"\w+")
_WINDOW = 5


def report(name: str, articles: list[Article]) -> None:
    """Print the median seconds of each task, ours as a call and as a whole command."""
    print(f"\nWords, {name}, {len(articles):,} articles, {WORD!r}")
    folder = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
    try:
        write_articles(folder / "archive", articles)
        some = articles[:SCANNED]
        scale = len(articles) / max(len(some), 1)
        peers = {"scan s": _scan(some), "nltk s": _nltk(some) if find_spec("nltk") else {}}
        print(f"{'task':<14}{'call s':>10}{'command s':>11}" + "".join(f"{p:>10}" for p in peers))
        with open_archive(folder / "archive") as news:
            for task, (run, arguments) in _tasks(news).items():
                command = [str(Path(sys.executable).with_name("newssearch")), *arguments]
                whole = cpu_ms([*command, "--archive", os.fspath(folder / "archive")])[0] / 1000
                cells = "".join(
                    f"{median_seconds(peer[task]) * scale:>10.2f}" if task in peer else f"{'-':>10}"
                    for peer in peers.values()
                )
                print(f"{task:<14}{median_seconds(run):>10.3f}{whole:>11.3f}{cells}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tasks(news: NewsArchive) -> dict[str, tuple[Callable[[], object], list[str]]]:
    return {
        "concordance": (
            lambda: list(make_concordance(news.select(WORD), sort=["1R"], limit=50).lines),
            ["query", WORD, "--kwic", "--kwic-sort", "1R", "--limit", "50"],
        ),
        "collocates": (lambda: find_collocates(news, WORD), ["collocates", WORD]),
        "keywords": (
            lambda: find_keywords(news, WORD, OTHER),
            ["keywords", WORD, "--against", OTHER],
        ),
        "ngrams": (lambda: find_sequences(news), ["ngrams"]),
    }


def _scan(articles: list[Article]) -> dict[str, Callable[[], object]]:
    texts = [article.body.lower() for article in articles]

    def concordance() -> object:
        found = [(text, m.end()) for text in texts for m in re.finditer(rf"\b{WORD}\b", text)]
        return sorted(text[end : end + 40] for text, end in found)

    def collocates() -> object:
        near: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for text in texts:
            words = _WORDS.findall(text)
            every.update(words)
            around: set[int] = set()
            for place, word in enumerate(words):
                if word == WORD:
                    around.update(range(max(place - _WINDOW, 0), place + _WINDOW + 1))
            near.update(words[place] for place in around if place < len(words))
        return near, every

    def keywords() -> object:
        counts: list[Counter[str]] = [Counter(), Counter()]
        for text in texts:
            words = _WORDS.findall(text)
            for count, word in zip(counts, (WORD, OTHER), strict=True):
                if word in words:
                    count.update(words)
        return counts

    def ngrams() -> object:
        found: Counter[tuple[str, ...]] = Counter()
        for text in texts:
            words = _WORDS.findall(text)
            found.update(zip(words, words[1:], words[2:], strict=False))
        return found

    return {
        "concordance": concordance,
        "collocates": collocates,
        "keywords": keywords,
        "ngrams": ngrams,
    }


def _nltk(articles: list[Article]) -> dict[str, Callable[[], object]]:
    """Return the tasks as NLTK's handbook has them, on words that are split already."""
    from nltk.collocations import (  # type: ignore[import-not-found]  # noqa: PLC0415 - a peer
        BigramAssocMeasures,
        BigramCollocationFinder,
        TrigramCollocationFinder,
    )
    from nltk.text import ConcordanceIndex  # type: ignore[import-not-found]  # noqa: PLC0415

    words = [word for article in articles for word in _WORDS.findall(article.body.lower())]

    def concordance() -> object:
        lines = ConcordanceIndex(words).find_concordance(WORD, width=80)
        return sorted(lines, key=lambda line: line.right[:1])

    def collocates() -> object:
        finder: Any = BigramCollocationFinder.from_words(words, window_size=_WINDOW + 1)
        finder.apply_ngram_filter(lambda one, other: WORD not in (one, other))
        return finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)

    def ngrams() -> object:
        finder: Any = TrigramCollocationFinder.from_words(words)
        return finder.ngram_fd.most_common(30)

    return {"concordance": concordance, "collocates": collocates, "ngrams": ngrams}
