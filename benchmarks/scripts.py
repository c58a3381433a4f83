"""Chinese and Arabic: size of the archive, articles a second of CPU time, time of queries.

The text is made by rules, the same on every machine: syllables of common Han characters, and roots
of three Arabic consonants in patterns with what is written on to words. How often each word comes
follows Zipf's law, so that dictionary and postings have the shape that real text gives them.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.corpora import text_bytes
from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import open_archive

MEGABYTES = 50
_SEED = 1987
_VOCABULARY = 60_000
_ARTICLE_WORDS, _SENTENCE_WORDS, _SENTENCES = 400, 18, 4
_HAN = range(0x4E00, 0x4E00 + 3_500)
"""As many characters as a newspaper uses; which ones is no matter to an index."""
_ROOT_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
_PATTERNS = ("{}{}{}", "{}ا{}{}", "م{}{}و{}", "{}{}ي{}", "ت{}{}ي{}", "است{}{}ا{}", "{}{}ا{}ة")
_BEFORE, _BEHIND = ("", "ال", "و", "بال", "لل"), ("", "ين", "ات", "ها", "ون")
_QUERIES, _ROUNDS = 20, 5


def report(megabytes: int = MEGABYTES) -> None:
    """Print a line for each language."""
    print("\nGenerated text in scripts of their own, one process; CPU seconds")
    print(
        f"{'language':<10}{'articles':>9}{'MB':>6}{'archive/text':>14}{'articles/s':>12}"
        f"{'word ms':>9}{'phrase ms':>11}"
    )
    for name, words, between, stop in (
        ("Chinese", _chinese(), "", "。"),
        ("Arabic", _arabic(), " ", ". "),
    ):
        articles = list(_articles(words, between, stop, megabytes * 1_000_000))
        with TemporaryDirectory() as folder:
            _report_one(name, articles, words, between, Path(folder) / "archive")


def _report_one(
    name: str, articles: list[Article], words: Sequence[str], between: str, archive: Path
) -> None:
    size = text_bytes(articles)
    started = time.process_time()
    write_articles(archive, articles, workers=1, quotations=False)
    seconds = time.process_time() - started
    kept = sum(path.stat().st_size for path in archive.rglob("*") if path.is_file())
    news = open_archive(archive)
    asked = words[20 : 20 + 40 * _QUERIES : 40]
    phrases = [_phrase(article, between) for article in articles[:_QUERIES]]
    word = _milliseconds(lambda query: news.search(query, limit=10).total, asked)
    phrase = _milliseconds(lambda query: news.search(query, limit=10).total, phrases)
    print(
        f"{name:<10}{len(articles):>9,}{size / 1e6:>6.0f}{kept / size:>14.2f}"
        f"{len(articles) / seconds:>12,.0f}{word:>9.1f}{phrase:>11.1f}",
        flush=True,
    )


def _phrase(article: Article, between: str) -> str:
    """Return a phrase from the middle of an article's first sentence."""
    sentence = article.body.split("。")[0].split(". ")[0]
    if between:
        return '"' + between.join(sentence.split(between)[3:6]) + '"'
    return f'"{sentence[6:12]}"'


def _milliseconds(ask: Callable[[str], int], queries: Sequence[str]) -> float:
    """Return the mean time of a query, the least of some rounds; each of them finds something."""
    best = float("inf")
    for _ in range(_ROUNDS):
        started = time.process_time()
        found = [ask(query) for query in queries]
        best = min(best, time.process_time() - started)
        if not all(found):
            raise AssertionError(f"found nothing: {queries[found.index(0)]}")
    return 1000 * best / len(queries)


def _chinese() -> list[str]:
    """Return words of one to three characters, most of two."""
    random = np.random.default_rng(_SEED)
    lengths = random.choice((1, 2, 2, 2, 3), _VOCABULARY)
    letters = iter(_HAN.start + _zipf(random, len(_HAN), int(lengths.sum())))
    made = ("".join(chr(next(letters)) for _ in range(length)) for length in lengths)
    return list(dict.fromkeys(made))


def _arabic() -> list[str]:
    """Return words of three consonants in a pattern, with what is written on to them."""
    random = np.random.default_rng(_SEED)
    roots = list(itertools.islice(itertools.product(_ROOT_LETTERS, repeat=3), 0, None, 7))
    made = []
    for root in random.integers(0, len(roots), _VOCABULARY):
        before, pattern, behind = (
            kinds[random.integers(len(kinds))] for kinds in (_BEFORE, _PATTERNS, _BEHIND)
        )
        made.append(before + pattern.format(*roots[root]) + behind)
    return list(dict.fromkeys(made))


def _zipf(random: np.random.Generator, kinds: int, count: int) -> np.ndarray:
    weights = (np.arange(kinds) + 3.7) ** -1.07
    limits = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(limits, random.random(count)), kinds - 1)


def _articles(words: Sequence[str], between: str, stop: str, most_bytes: int) -> Iterator[Article]:
    random = np.random.default_rng(_SEED)
    first = dt.date(2000, 1, 1).toordinal()
    size = number = 0
    while size < most_bytes:
        length = int(np.clip(random.normal(_ARTICLE_WORDS, 120), 60, 900))
        drawn = [words[rank] for rank in _zipf(random, len(words), length)]
        sentences = [
            between.join(drawn[start : start + _SENTENCE_WORDS]) + stop.rstrip()
            for start in range(0, length, _SENTENCE_WORDS)
        ]
        paragraphs = [
            between.join(sentences[start : start + _SENTENCES])
            for start in range(0, len(sentences), _SENTENCES)
        ]
        body = "\n\n".join(paragraphs)
        size += len(body.encode())
        name = f"gen{number:06d}"
        yield Article(
            id=name,
            path=name,
            title=between.join(drawn[:6]),
            date=dt.date.fromordinal(first + number % 8_000),
            body=body,
        )
        number += 1


if __name__ == "__main__":
    report(*map(int, sys.argv[1:2]))
