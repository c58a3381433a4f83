"""The articles that all engines are given, already parsed."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generator import generate
from newssearch.archive.article import Article

DATA = Path(
    os.environ.get("NEWSSEARCH_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)
"""Where the collections lie: beside the checkout, or where NEWSSEARCH_DATA says."""


def reuters() -> list[Article]:
    """Return Reuters-21578, Distribution 1.0, as our reader and fielding make it."""
    from newssearch.indexer.fielding import field_article  # noqa: PLC0415
    from newssearch.indexer.readers import read_records  # noqa: PLC0415
    from newssearch.indexer.record import Record  # noqa: PLC0415

    articles = []
    for path in sorted((DATA / "reuters21578").glob("*.sgm")):
        for record in read_records(path.read_bytes(), path.name):
            if isinstance(record, Record):
                name = f"{path.stem}#{record.number}"
                article = field_article(record, id=name, path=name)
                if article.body or article.title:
                    articles.append(article)
    return articles


def congress_press() -> list[Article]:
    """Return the press releases of members of the US Congress, fields as they are in the file."""
    return list(_press())


def _press() -> Iterator[Article]:
    with gzip.open(DATA / "articles" / "congress_press.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(
                id=row["id"],
                path=row["id"],
                title=row["title"] or None,
                byline=(row["byline"],) if row["byline"] else (),
                date=dt.date.fromisoformat(row["date"]) if row["date"] else None,
                body="\n\n".join(row["body"].split("\n\n")),
            )


def generated(count: int) -> list[Article]:
    """Return so many generated articles."""
    return list(generate(count))


def available() -> dict[str, list[Article]]:
    """Return the collections that are beside the checkout, or generated news where none does."""
    found: dict[str, list[Article]] = {}
    if (DATA / "reuters21578").is_dir():
        found["Reuters-21578"] = reuters()
    if (DATA / "articles").is_dir():
        found["congress_press"] = congress_press()
    return found or {"generated": generated(20_000)}


def text_bytes(articles: list[Article]) -> int:
    """Return the size of the articles' titles, bylines and bodies in UTF-8."""
    return sum(len(" ".join((a.title or "", *a.byline, a.body)).encode("utf-8")) for a in articles)
