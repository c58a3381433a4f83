"""Archives made of articles given in Python, in as many segments as a test likes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from newssearch.archive.article import Article, Quotation
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.segment_builder import SegmentBuilder
from newssearch.archive.drafts import Draft
from newssearch.archive.generations import Generation, create_archive
from newssearch.archive.lock import WriteLock
from newssearch.archive.news_layout import LAYOUT, entries_of
from newssearch.indexer.near_duplicates import form_groups

Parts = Sequence[Sequence[Article]]


def write_segments(folder: Path, parts: Parts) -> list[tuple[str, int]]:
    """Write a segment a part; return their names and sizes."""
    builder = SegmentBuilder(LAYOUT)
    written = []
    for number, part in enumerate(parts):
        for article in part:
            builder.add(entries_of([article]))
        written.append((f"s{number}", builder.write(folder, f"s{number}")))
    return written


def loose_segments(folder: Path, parts: Parts, deleted: Collection[str] = ()) -> list[Segment]:
    """Write a segment a part, and open them with some articles deleted."""
    segments = []
    for (name, size), part in zip(write_segments(folder, parts), parts, strict=True):
        mask = np.array([article.id in deleted for article in part], bool)
        segments.append(Segment(folder, name, LAYOUT, size, mask if mask.any() else None))
    return segments


def publish(archive: Path, parts: Parts, deleted: Collection[str] = ()) -> Path:
    """Publish an archive with a segment a part; a second generation deletes some articles."""
    create_archive(archive)
    with WriteLock(archive, command="test"):
        with Draft(archive, None) as draft:
            for name, size in write_segments(draft.folder, parts):
                draft.add_segment(name, size)
            form_groups(draft.folder, draft.segments(LAYOUT), None)
            draft.publish(LAYOUT, sum(map(len, parts)), {})
        if deleted:
            with Generation(archive, LAYOUT) as previous, Draft(archive, previous) as draft:
                live = 0
                for segment, part in zip(previous.segments, parts, strict=True):
                    mask = np.array([article.id in deleted for article in part], bool)
                    draft.keep_segment(segment, mask)
                    live += int(np.count_nonzero(~mask))
                form_groups(draft.folder, draft.segments(LAYOUT), previous)
                draft.publish(LAYOUT, live, {})
    return archive


def read_articles(path: Path) -> list[Article]:
    """Read articles from JSON Lines.

    A quotation is [its words, speaker] and is where its words first occur after the one before.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [article_of(json.loads(line)) for line in lines if line.strip()]


def article_of(row: dict[str, Any]) -> Article:
    row = {key: value for key, value in row.items() if key != "why"}
    body = "\n\n".join(row.pop("paragraphs"))
    quotes = []
    place = 0
    for words, speaker in row.pop("quotes", ()):
        start = body.index(words, place)
        place = start + len(words)
        quotes.append(Quotation(start, place, speaker))
    headings = tuple((start, end) for start, end in row.pop("headings", ()))
    date = row.pop("date", None)
    for name in ("byline", "contributors", "notes"):
        row[name] = tuple(row.get(name, ()))
    return Article(
        body=body,
        quotes=tuple(quotes),
        headings=headings,
        date=dt.date.fromisoformat(date) if date else None,
        path=row.pop("path", f"news/{row['id']}.txt"),
        **row,
    )


def dealt(articles: Iterable[Article], count: int) -> list[list[Article]]:
    """Deal articles out to so many parts in turn."""
    listed = list(articles)
    return [listed[number::count] for number in range(count)]
