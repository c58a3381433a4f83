"""Articles a second from a file's bytes to finished articles, each format on one core.

Reading, fielding and quotations, without the index: what a worker of the build does to a file.
CPU time is counted, so that other work on the machine matters less. Formats of which no collection
is beside the checkout are written from one that does.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import itertools
import json
import time
from collections.abc import Callable, Sequence
from html import escape

from benchmarks.corpora import DATA, available
from newssearch.archive.article import Article
from newssearch.archive.errors import ArticleError

File = tuple[str, bytes]

WRITTEN = 1500
"""Articles written out in each format: some seconds, enough for the rate to settle."""
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


def _collections() -> list[tuple[str, list[File]]]:
    found: list[tuple[str, list[File]]] = []
    articles = next(iter(available().values()))[:WRITTEN]
    found.extend((name, write(articles)) for name, write in WRITERS.items())
    reuters = sorted((DATA / "reuters21578").glob("*.sgm"))[:2]
    if reuters:
        found.append(("Reuters SGML", [(path.name, path.read_bytes()) for path in reuters]))
    press = DATA / "articles" / "congress_press.jsonl.gz"
    if press.is_file():
        with gzip.open(press) as lines:
            content = b"".join(itertools.islice(lines, PRESS_LINES))
        found.append(("JSON Lines, press releases", [("press.jsonl", content)]))
    pages = sorted((DATA / "html" / "pages").glob("*"))
    if pages:
        found.append(("HTML, saved pages", [(path.name, path.read_bytes()) for path in pages]))
    return found


def _as_texts(articles: Sequence[Article]) -> list[File]:
    return [(f"{n}.txt", _text(article).encode()) for n, article in enumerate(articles)]


def _text(article: Article) -> str:
    byline = f"By {' and '.join(article.byline)}\n" if article.byline else ""
    dateline = f"{article.dateline} - " if article.dateline else ""
    return f"{article.title or ''}\n{byline}\n{dateline}{article.body}\n"


def _row(article: Article) -> dict[str, str]:
    return {
        "title": article.title or "",
        "byline": "; ".join(article.byline),
        "date": str(article.date or ""),
        "text": article.body,
    }


def _as_json_lines(articles: Sequence[Article]) -> list[File]:
    lines = "".join(json.dumps(_row(article)) + "\n" for article in articles)
    return [("articles.jsonl", lines.encode())]


def _as_csv(articles: Sequence[Article]) -> list[File]:
    written = io.StringIO(newline="")
    rows = csv.DictWriter(written, ("title", "byline", "date", "text"))
    rows.writeheader()
    rows.writerows(map(_row, articles))
    return [("articles.csv", written.getvalue().encode())]


def _as_feed(articles: Sequence[Article]) -> list[File]:
    items = "".join(
        f"<item><title>{escape(article.title or '')}</title>"
        f"<description>{escape(_paragraphs(article))}</description></item>\n"
        for article in articles
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}'
    return [("feed.xml", f"{feed}</channel></rss>".encode())]


def _paragraphs(article: Article) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in article.body.split("\n\n"))


def _as_pages(articles: Sequence[Article]) -> list[File]:
    """Write pages that hold nothing but the article, as an upper bound for saved pages."""
    return [
        (
            f"{n}.html",
            f"<!DOCTYPE html><html><head><title>{escape(article.title or '')}</title></head><body>"
            f"<article><h1>{escape(article.title or '')}</h1>{_paragraphs(article)}</article>"
            "</body></html>".encode(),
        )
        for n, article in enumerate(articles[: WRITTEN // 5])
    ]


def _as_nexis(articles: Sequence[Article]) -> list[File]:
    day = "December 13, 2012 Thursday"
    parts = [
        f"{' ' * 30}{n} of {len(articles)} DOCUMENTS\n\n\nThe Daily Example\n\n{day}\n\n"
        f"SECTION: NEWS; Pg. {n}\n\nLENGTH: {len(article.body.split())} words\n\n"
        f"HEADLINE: {article.title or 'Untitled'}\n\n"
        f"BYLINE: {' and '.join(article.byline) or 'Staff'}\n\nBODY:\n\n{article.body}\n\n"
        f"LOAD-DATE: December 13, 2012\n\n\n"
        for n, article in enumerate(articles, 1)
    ]
    return [("export.txt", "".join(parts).encode())]


WRITERS: dict[str, Callable[[Sequence[Article]], list[File]]] = {
    "plain text": _as_texts,
    "JSON Lines": _as_json_lines,
    "CSV": _as_csv,
    "feed (RSS)": _as_feed,
    "Nexis export": _as_nexis,
    "HTML, bare pages": _as_pages,
}
"""Formats that are written from the first collection there is."""


if __name__ == "__main__":
    report()
