"""Threads change how long a build takes, and nothing that it writes."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from newssearch.archive.article import Article, Quotation
from newssearch.archive.columnar.writing import inversion, segment_builder
from newssearch.archive.columnar.writing.loops import loops
from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer import write_articles
from newssearch.indexer.near_duplicates import form_groups

pytestmark = pytest.mark.usefixtures("_quick_disk")

WORDS = "oil prices rose while ministers of eleven states met in Vienna about cuts".split()


def some_articles(count: int) -> list[Article]:
    """Return articles of which every third repeats most of the one before it."""
    articles = []
    body = ""
    for number in range(count):
        if number % 3 != 1:
            tail = itertools.islice(itertools.cycle(WORDS), number % 11, number % 11 + 60)
            said = f"“Report {number} is out,” said Ms. Smith-{number % 7}."
            body = f"{said}\n\n{' '.join(tail)} u{number}."
        articles.append(
            Article(
                id=f"n{number:04d}",
                path=f"wire/{number}",
                body=f"{body} Copy {number}.",
                title=f"Report {number}",
                quotes=(Quotation(1, 8, speaker=f"Smith {number % 7}"),),
            )
        )
    return articles


def digests(archive: Path) -> dict[str, str]:
    """Return what was written, by the suffix of the file."""
    with Generation(archive, LAYOUT) as generation:
        return {
            path.suffix or path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in generation.folder.iterdir()
            if path.name not in ("MANIFEST", "INUSE") and path.suffix != ".toc"
        }


def test_the_same_files_whatever_the_number_of_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_builder, "BATCH_CHARACTERS", 2000)
    monkeypatch.setattr(inversion, "RUN_OCCURRENCES", 300)
    cut, strips = inversion._cuts, []

    def counted(bounds: NDArray[np.int64]) -> list[int]:
        found = cut(bounds)
        strips.append(len(found) - 1)
        return found

    monkeypatch.setattr(inversion, "_cuts", counted)
    articles = some_articles(300)
    for threads in (1, 2, 7):
        write_articles(tmp_path / str(threads), articles, workers=threads)
    assert max(strips) > 10  # else the threads had nothing to share
    assert digests(tmp_path / "1") == digests(tmp_path / "2") == digests(tmp_path / "7")


def test_groups_are_those_found_from_the_stored_bodies(tmp_path: Path) -> None:
    write_articles(tmp_path / "archive", some_articles(90), workers=2)
    with Generation(tmp_path / "archive", LAYOUT) as generation:
        duplicates = form_groups(tmp_path, generation.segments, None)
        assert duplicates >= 30
        for name in ("groups", "links"):
            assert (tmp_path / name).read_bytes() == (generation.folder / name).read_bytes()


def test_what_goes_wrong_in_a_thread_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise LookupError("the analysis failed")

    monkeypatch.setattr(type(loops().analyser(LAYOUT)), "analyse", failing)
    with pytest.raises(LookupError, match="the analysis failed"):
        write_articles(tmp_path / "archive", some_articles(3), workers=2)
    assert list((tmp_path / "archive" / "generations").iterdir()) == []
