"""Holding an archive against itself: checksums, every article, and counts that must agree."""

from __future__ import annotations

from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.columnar.columns import as_kept
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import damaged
from newssearch.archive.garbage import leftovers
from newssearch.archive.generations import Generation
from newssearch.archive.locks import FileLock
from newssearch.archive.manifest import BY_SOURCE
from newssearch.archive.news_layout import read_article

SAMPLES = 25
"""Articles that sample queries are made of."""


def check_articles(generation: Generation) -> list[Article]:
    """Verify every byte and read every article; return some, evenly spread, as samples.

    Raises:
        ArchiveDamaged: names the first file or count that is not as it should be.
        StorageError: the machine refused to read.
    """
    generation.verify()
    expected = generation.manifest.articles
    _check_sources(generation)
    step = max(expected // SAMPLES, 1)
    ids: set[str] = set()
    samples: list[Article] = []
    articles = 0
    for segment in generation.segments:
        columns = [(name, segment.keywords(name)) for name in ("id", "path", "lang", "source")]
        for number in range(segment.size):
            if segment.deleted is not None and segment.deleted[number]:
                continue
            article = read_article(segment, number)
            for name, column in columns:
                if column.value(number) != as_kept(getattr(article, name)):
                    raise damaged(
                        _columns_of(segment),
                        f"article {number} has another {name} in the index than in its text",
                    )
            ids.add(article.id)
            if articles % step == 0 and len(samples) < SAMPLES:
                samples.append(article)
            articles += 1
    if len(ids) != articles:
        raise damaged(
            generation.folder, f"{articles - len(ids):,} articles share the id of another"
        )
    if articles != expected:
        raise damaged(
            generation.folder, f"it holds {articles:,} articles and should hold {expected:,}"
        )
    return samples


def _check_sources(generation: Generation) -> None:
    """Compare the number of articles with what their sources are remembered to have given."""
    by_source = generation.manifest.about.get(BY_SOURCE)
    if by_source is None:
        return
    expected = generation.manifest.articles
    remembered = sum(by_source.values())
    if remembered != expected:
        raise damaged(
            generation.folder / "MANIFEST",
            f"it has {expected:,} articles, and their sources gave {remembered:,}",
        )


def _columns_of(segment: Segment) -> Path:
    return segment.folder / f"{segment.name}.columns"


def check_leftovers(archive: Path) -> list[Path] | None:
    """Return what dead runs left behind in an archive; None while a run is writing to it.

    Raises:
        OSError: the folder cannot be read.
    """
    try:
        lock = FileLock(archive / "LOCK")
    except FileNotFoundError:
        return leftovers(archive)
    with lock:
        return leftovers(archive) if lock.take(shared=True) else None
