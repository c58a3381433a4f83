"""The document-term matrix of a query's articles, for R, SciPy and others, in plain files.

``matrix.mtx`` is in the Matrix Market coordinate format (Boisvert, Pozo and Remington 1996), a row
an article and a column a word, both counted from 1; ``words.txt`` has one word per line, by column;
``articles.csv`` has one article per line, by row.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.errors import UsageError
from newssearch.search.arguments import check_count
from newssearch.search.ast import Parsed
from newssearch.search.news import NewsArchive
from newssearch.search.stop_words import STOP_WORDS
from newssearch.search.word_counts import WordCounts, shown

MATRIX, WORDS, ARTICLES = "matrix.mtx", "words.txt", "articles.csv"

ARTICLE_COLUMNS = ("row", "id", "date", "source", "section", "lang", "title", "words", "path")


@dataclass(frozen=True, slots=True)
class TermMatrix:
    """How often words occur in articles, as coordinates: what scipy.sparse.coo_array takes.

    ``rows``, ``columns`` and ``counts`` (int64) are beside one another; ``rows`` are places in
    ``ids``, ``columns`` places in ``words``.
    """

    ids: tuple[str, ...]
    words: tuple[str, ...]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: ``occurrences`` is the sum of all ``cells``."""

    articles: int
    words: int
    cells: int
    occurrences: int


def find_matrix(
    news: NewsArchive,
    query: Parsed | str = "",
    *,
    least: int = 1,
    least_articles: int = 1,
    stop_words: bool = True,
) -> TermMatrix:
    """Return the document-term matrix of a query's articles; it is kept in memory.

    Words that occur fewer than ``least`` times, or in fewer than ``least_articles``, are left out,
    and those of STOP_WORDS if not ``stop_words``.

    Raises:
        UsageError: an argument cannot be one.
        QuerySyntaxError: the query cannot be read.
        QueryBudgetExceeded: it asks for too much.
    """
    found = news.select(query, sort="newest")
    words = _chosen(found.count_words(), least, least_articles, stop_words=stop_words).words
    parts = list(found.word_rows(words))
    firsts = np.cumsum([0, *(len(part.ids) for part in parts)])
    empty = np.zeros(0, np.int64)
    return TermMatrix(
        tuple(name for part in parts for name in part.ids),
        tuple(map(shown, words)),
        np.concatenate([empty, *(p.rows + first for p, first in zip(parts, firsts, strict=False))]),
        np.concatenate([empty, *(part.columns for part in parts)]),
        np.concatenate([empty, *(part.counts for part in parts)]),
    )


def write_matrix(
    news: NewsArchive,
    query: Parsed | str,
    folder: Path,
    *,
    least: int = 1,
    least_articles: int = 1,
    stop_words: bool = True,
) -> Written:
    """Write the document-term matrix of a query's articles into a new or empty folder.

    It is written as it is read, some articles at a time. See ``find_matrix``.

    Raises:
        UsageError: the folder has something in it, or an argument cannot be one.
        QuerySyntaxError: the query cannot be read.
        QueryBudgetExceeded: it asks for too much.
        OSError: something cannot be written.
    """
    found = news.select(query, sort="newest")
    counts = _chosen(found.count_words(), least, least_articles, stop_words=stop_words)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty", hint="name a new folder for the matrix")
    folder.mkdir(parents=True, exist_ok=True)
    names = [shown(word) for word in counts.words]
    (folder / WORDS).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    cells, occurrences = int(counts.articles.sum()), int(counts.counts.sum())
    articles = 0
    with (
        (folder / MATRIX).open("w", encoding="ascii", newline="\n") as matrix,
        (folder / ARTICLES).open("w", encoding="utf-8", newline="") as table,
    ):
        matrix.write("%%MatrixMarket matrix coordinate integer general\n")
        matrix.write(f"{found.total} {len(names)} {cells}\n")
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow(ARTICLE_COLUMNS)
        for part in found.word_rows(counts.words):
            lines = zip(
                (part.rows + articles + 1).tolist(),
                (part.columns + 1).tolist(),
                part.counts.tolist(),
                strict=True,
            )
            matrix.writelines(f"{row} {column} {count}\n" for row, column, count in lines)
            for name in part.ids:
                articles += 1
                rows.writerow(_article_row(news, articles, name))
    return Written(articles, len(names), cells, occurrences)


def _article_row(news: NewsArchive, row: int, name: str) -> list[object]:
    hit = news.hit(name)
    article = hit.article
    texts = (article.source, article.section, article.lang, article.title)
    cells = [" ".join(text.split()) if text else "" for text in texts]
    return [row, name, article.date or "", *cells, hit.words, article.path]


def _chosen(counts: WordCounts, least: int, least_articles: int, *, stop_words: bool) -> WordCounts:
    """Return the words that are columns, with their counts."""
    kept = counts.counts >= check_count("least", least)
    kept &= counts.articles >= check_count("least_articles", least_articles)
    if not stop_words:
        kept &= np.array([word not in STOP_WORDS for word in counts.words], bool)
    places = np.flatnonzero(kept)
    words = tuple([counts.words[at] for at in places.tolist()])
    return WordCounts(
        words, counts.counts[places], counts.articles[places], counts.total, counts.total_articles
    )
