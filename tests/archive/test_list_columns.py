from __future__ import annotations

from pathlib import Path

import numpy as np
from made_archives import loose_segments

from newssearch.archive.article import Article, Quotation
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.merge import merge_segments
from newssearch.archive.news_layout import LAYOUT


def article(number: int, *speakers: str | None, byline: tuple[str, ...] = ()) -> Article:
    quotes = tuple(Quotation(0, 4, speaker) for speaker in speakers)
    return Article(id=f"a{number}", path="p", body="Some words.", quotes=quotes, byline=byline)


ARTICLES = (
    article(1, "Ann  Lee", None, "Bo"),
    article(2),
    article(3, "Bo", "", byline=("A. Writer", " ", "Line\nbreak")),
    article(4, "Zoë", "Ann Lee"),
)


def rows(segment: Segment, name: str) -> list[list[str | None]]:
    column = segment.lists(name)
    names = column.names()
    ordinals, sizes = column.of(np.arange(segment.size))
    values = iter(names[ordinal] for ordinal in ordinals.tolist())
    return [[next(values) for _ in range(size)] for size in sizes.tolist()]


def test_lists_hold_a_speaker_a_quotation_and_the_names_that_were_written(tmp_path: Path) -> None:
    (segment,) = loose_segments(tmp_path, [ARTICLES])
    assert rows(segment, "speaker") == [
        ["Ann Lee", None, "Bo"],
        [],
        ["Bo", None],
        ["Zoë", "Ann Lee"],
    ]
    assert rows(segment, "byline") == [[], [], ["A. Writer", "Line break"], []]
    assert rows(segment, "credit") == [[], [], [], []]


def test_merging_keeps_the_lists_of_the_live_articles(tmp_path: Path) -> None:
    sources = loose_segments(tmp_path, [ARTICLES[:2], ARTICLES[2:]], deleted={"a2", "a4"})
    size = merge_segments(sources, tmp_path, "merged")
    merged = Segment(tmp_path, "merged", LAYOUT, size)
    assert rows(merged, "speaker") == [["Ann Lee", None, "Bo"], ["Bo", None]]
    assert rows(merged, "byline") == [[], ["A. Writer", "Line break"]]


def test_a_segment_without_names_has_empty_lists(tmp_path: Path) -> None:
    (segment,) = loose_segments(tmp_path, [[article(1)]])
    assert rows(segment, "speaker") == [[]]
    assert segment.lists("speaker").names() == [None]
