"""Segments made of articles, grouped without processes and publication, for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from newssearch.archive.article import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.segment_builder import SegmentBuilder
from newssearch.archive.groups import Groups
from newssearch.archive.news_layout import LAYOUT, entries_of
from newssearch.indexer.near_duplicates import form_groups


def article(name: str, body: str, day: int | None = None) -> Article:
    """Make an article; ``day`` counts from the start of 2000."""
    date = None if day is None else dt.date(2000, 1, 1) + dt.timedelta(days=day)
    return Article(id=name, path=name, body=body, date=date)


def segment(folder: Path, name: str, articles: Sequence[Article]) -> Segment:
    """Write articles as a segment."""
    builder = SegmentBuilder(LAYOUT)
    builder.add(entries_of(articles))
    return Segment(folder, name, LAYOUT, builder.write(folder, name))


def grouped(folder: Path, segments: Sequence[Segment], previous: Any = None) -> Any:
    """Form the groups of segments in a new folder; what is returned can be the next's previous."""
    folder.mkdir()
    duplicates = form_groups(folder, segments, previous)
    groups = Groups(folder, [one.size for one in segments])
    assert duplicates == sum(groups.size(group) - 1 for group in range(len(groups)))
    return SimpleNamespace(folder=folder, segments=segments, groups=groups)


def members(generation: Any) -> dict[str, set[str]]:
    """Return by id of the lead the ids of the articles of its group."""
    found: dict[str, set[str]] = {}
    groups = generation.groups
    for number, one in enumerate(generation.segments):
        column = one.keywords("id")
        for place, group in enumerate(groups.of(number, np.arange(one.size)).tolist()):
            if group >= 0:
                segment_number, lead_place = groups.lead(group)
                lead = generation.segments[segment_number].keywords("id").value(lead_place)
                found.setdefault(lead, set()).add(column.value(place))
    return found
